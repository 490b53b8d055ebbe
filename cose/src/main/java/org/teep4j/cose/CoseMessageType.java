package org.teep4j.cose;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The six COSE messages with their CBOR tags (RFC 9052, Section 2). */
public enum CoseMessageType {
  /** A message with one signature: {@link CoseSign1}. */
  SIGN1("COSE_Sign1", 18, Family.SIGNED, 4),
  /** A message with one or more signatures: {@link CoseSign}. */
  SIGN("COSE_Sign", 98, Family.SIGNED, 4),
  /** A message with a MAC by a known key: {@link CoseMac0}. */
  MAC0("COSE_Mac0", 17, Family.MACED, 4),
  /** A message with a MAC and recipients: {@link CoseMac}. */
  MAC("COSE_Mac", 97, Family.MACED, 5),
  /** A message that is encrypted with a known key: {@link CoseEncrypt0}. */
  ENCRYPT0("COSE_Encrypt0", 16, Family.ENCRYPTED, 3),
  /** A message that is encrypted for recipients: {@link CoseEncrypt}. */
  ENCRYPT("COSE_Encrypt", 96, Family.ENCRYPTED, 4);

  /** What protects a message. */
  enum Family {
    /** {@link CoseSignedMessage}. */
    SIGNED("18 or 98"),
    /** {@link CoseMacedMessage}. */
    MACED("17 or 97"),
    /** {@link CoseEncryptedMessage}. */
    ENCRYPTED("16 or 96");

    /** The tags, for error messages. */
    final String tags;

    Family(String tags) {
      this.tags = tags;
    }
  }

  /** All types, for loops that allocate nothing. */
  private static final CoseMessageType[] ALL = values();

  private final String cddlName;
  private final int tag;
  final Family family;

  /** The number of elements of the array. */
  final int elements;

  CoseMessageType(String cddlName, int tag, Family family, int elements) {
    this.cddlName = cddlName;
    this.tag = tag;
    this.family = family;
    this.elements = elements;
  }

  /**
   * The name of the structure in the CDDL of RFC 9052.
   *
   * @return the name, such as {@code COSE_Sign1}
   */
  public String cddlName() {
    return cddlName;
  }

  /**
   * The CBOR tag of the tagged structure.
   *
   * @return the number of the tag
   */
  public int tag() {
    return tag;
  }

  /**
   * Finds a message by its CBOR tag.
   *
   * @param tag the number of a tag
   * @return the message; empty if the tag is none of these six
   */
  public static Optional<CoseMessageType> fromTag(long tag) {
    return Optional.ofNullable(orNull(tag));
  }

  static @Nullable CoseMessageType orNull(long tag) {
    for (CoseMessageType type : ALL) {
      if (type.tag == tag) {
        return type;
      }
    }
    return null;
  }

  /**
   * The only type with a number of elements.
   *
   * @param family the permitted family, or null for any
   * @return the type; null if there is none or there are several
   */
  static @Nullable CoseMessageType ofElements(int elements, @Nullable Family family) {
    CoseMessageType found = null;
    for (CoseMessageType type : ALL) {
      if ((family == null || type.family == family) && type.elements == elements) {
        if (found != null) {
          return null;
        }
        found = type;
      }
    }
    return found;
  }

  /** The name of the structure. */
  @Override
  public String toString() {
    return cddlName;
  }
}
