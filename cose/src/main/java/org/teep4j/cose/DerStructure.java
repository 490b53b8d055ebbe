package org.teep4j.cose;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.DerException;
import org.teep4j.cose.internal.DerReader;

/** The structures in DER that have keys, with their labels in PEM (RFC 7468, Section 4). */
enum DerStructure {
  /** SubjectPublicKeyInfo (RFC 5280, Section 4.1). */
  PUBLIC_KEY("PUBLIC KEY"),
  /** PrivateKeyInfo of PKCS #8 (RFC 5958, Section 2). */
  PRIVATE_KEY("PRIVATE KEY"),
  /** EncryptedPrivateKeyInfo of PKCS #8 (RFC 5958, Section 3). */
  ENCRYPTED_PRIVATE_KEY("ENCRYPTED PRIVATE KEY"),
  /** ECPrivateKey of SEC 1 (RFC 5915, Section 3). */
  EC_PRIVATE_KEY("EC PRIVATE KEY"),
  /** RSAPublicKey of PKCS #1 (RFC 8017, Appendix A.1.1). */
  RSA_PUBLIC_KEY("RSA PUBLIC KEY"),
  /** RSAPrivateKey of PKCS #1 (RFC 8017, Appendix A.1.2). */
  RSA_PRIVATE_KEY("RSA PRIVATE KEY"),
  /** Certificate (RFC 5280, Section 4.1), with the old labels of RFC 7468, Section 5.1. */
  CERTIFICATE("CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"),
  /** PFX of PKCS #12 (RFC 7292, Section 4), which has no label. */
  PKCS12;

  /** More elements than any of the structures has. */
  private static final int MOST_ELEMENTS = 12;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes it
  private final List<String> labels;

  DerStructure(String... labels) {
    this.labels = List.of(labels);
  }

  static Optional<DerStructure> ofLabel(String label) {
    for (DerStructure structure : values()) {
      if (structure.labels.contains(label)) {
        return Optional.of(structure);
      }
    }
    return Optional.empty();
  }

  /** The structure that the elements resemble; null if the bytes are none of them. */
  static @Nullable DerStructure resembling(Bytes input) {
    String tags = tags(input);
    return switch (tags) {
      case "3003" -> PUBLIC_KEY;
      case "3004" -> ENCRYPTED_PRIVATE_KEY;
      case "303003" -> CERTIFICATE;
      case "0230", "023030" -> PKCS12;
      case "0202" -> RSA_PUBLIC_KEY;
      case "020202020202020202" -> RSA_PRIVATE_KEY;
      default ->
          tags.startsWith("023004") ? PRIVATE_KEY : tags.startsWith("0204") ? EC_PRIVATE_KEY : null;
    };
  }

  /** The tags of the elements of a SEQUENCE that is all of the input, two digits each. */
  private static String tags(Bytes input) {
    try {
      DerReader whole = new DerReader(input);
      DerReader elements = whole.readSequence();
      whole.expectEnd();
      StringBuilder tags = new StringBuilder();
      while (elements.hasNext() && tags.length() < 2 * MOST_ELEMENTS) {
        tags.append(String.format("%02x", elements.nextTag()));
        elements.skip();
      }
      return tags.toString();
    } catch (DerException noSequence) {
      return "";
    }
  }
}
