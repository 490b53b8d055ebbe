package org.teep4j.cose;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.internal.DerException;
import org.teep4j.cose.internal.PasswordEncryption;

/** Keys in PEM (RFC 7468): the structures of {@link DerStructure} in text. */
final class PemKeys {

  private PemKeys() {}

  /** The one key of a text. */
  static CoseKey read(Bytes text, char @Nullable [] passphrase) throws DecodeException {
    return KeyPart.one(parts(text, passphrase), "allFromPem");
  }

  /** All keys of a text, in their order. */
  static List<CoseKey> readAll(Bytes text, char @Nullable [] passphrase) throws DecodeException {
    return KeyPart.all(parts(text, passphrase));
  }

  /** Whether a text has an encrypted key. */
  static boolean isEncrypted(Bytes text) {
    try {
      return PemBlock.all(text).stream()
          .flatMap(block -> DerStructure.ofLabel(block.label()).stream())
          .anyMatch(DerStructure.ENCRYPTED_PRIVATE_KEY::equals);
    } catch (DecodeException e) {
      return false; // reading the key says what is wrong
    }
  }

  /** The blocks that are keys or certificates: one or more. */
  private static List<KeyPart> parts(Bytes text, char @Nullable [] passphrase)
      throws DecodeException {
    PasswordEncryption password = passphrase == null ? null : new PasswordEncryption(passphrase);
    List<PemBlock> all = PemBlock.all(text);
    List<KeyPart> parts = new ArrayList<>();
    for (PemBlock block : all) {
      DerStructure.ofLabel(block.label())
          .ifPresent(
              structure ->
                  parts.add(
                      new KeyPart(
                          block.label(),
                          structure == DerStructure.CERTIFICATE,
                          block.offset(),
                          () -> read(block, structure, password))));
    }
    if (parts.isEmpty()) {
      String others =
          all.stream().map(PemBlock::label).distinct().limit(3).collect(Collectors.joining(", "));
      throw others.isEmpty()
          ? new DecodeException(Reason.SYNTAX, 0, "there is no PEM block with a key")
          : all.get(0).refusal(Reason.INVALID_KEY, "no PEM block contains a key, found: " + others);
    }
    return parts;
  }

  private static CoseKey read(
      PemBlock block, DerStructure structure, @Nullable PasswordEncryption password)
      throws DecodeException {
    byte[] der = block.der();
    try {
      return DerKeys.read(structure, Bytes.wrap(der), password);
    } catch (DerException e) {
      throw block.refusal(
          Reason.SYNTAX, "octet " + e.offset() + " of the content: " + e.getMessage());
    } catch (InvalidKeyException e) {
      throw block.refusal(Reason.INVALID_KEY, String.valueOf(e.getMessage()));
    } finally {
      // The key has its own copy of the private values.
      Arrays.fill(der, (byte) 0);
    }
  }

  static String write(CoseKey key) {
    byte[] der = key.isPrivate() ? DerKeys.pkcs8(key) : DerKeys.publicKeyInfo(key);
    String label = key.isPrivate() ? "PRIVATE KEY" : "PUBLIC KEY";
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    Arrays.fill(der, (byte) 0);
    String dashes = PemBlock.DASHES;
    return PemBlock.BEGIN + label + dashes + "\n" + base64 + "\n-----END " + label + dashes + "\n";
  }
}
