package org.teep4j.cose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * The parameters that all key types have (RFC 9052, Section 7.1), and the parameters with unknown
 * labels.
 *
 * @param operations {@code key_ops}; null if it is absent, so that every operation is permitted;
 *     empty for the other side's public key in a key agreement (RFC 9053, Section 6.3.1)
 */
record KeyAttributes(
    @Nullable Bytes keyId,
    @Nullable CoseLabel algorithm,
    @Nullable List<CoseLabel> operations,
    @Nullable Bytes baseIv,
    Map<CoseLabel, Bytes> others) {

  static final int KTY = 1;
  static final int KID = 2;
  static final int ALG = 3;
  static final int KEY_OPS = 4;
  static final int BASE_IV = 5;

  static final int MOST_OPERATIONS = 64;

  static final KeyAttributes NONE = new KeyAttributes(null, null, null, null, Map.of());

  KeyAttributes {
    operations = operations == null ? null : List.copyOf(operations);
    others = Collections.unmodifiableMap(others);
  }

  /** Takes the common parameters out of {@code entries}. */
  static KeyAttributes take(KeyEntries entries) throws DecodeException {
    Bytes keyId = entries.take(KID, "kid", KeyEntries::readCopy);
    CoseLabel algorithm = entries.take(ALG, "alg", CoseLabel::read);
    List<CoseLabel> operations = entries.take(KEY_OPS, "key_ops", KeyAttributes::readOperations);
    Bytes baseIv = entries.take(BASE_IV, "Base IV", KeyEntries::readCopy);
    return new KeyAttributes(keyId, algorithm, operations, baseIv, Map.of());
  }

  /**
   * Reads {@code key_ops}, which may be empty: the CDDL of RFC 9052 requires at least one
   * operation, but RFC 9053 requires none for the public keys of a key agreement.
   */
  private static List<CoseLabel> readOperations(CborReader reader) throws DecodeException {
    List<CoseLabel> operations = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      if (operations.size() == MOST_OPERATIONS) {
        throw reader.error(
            Reason.FIXED_LIMIT, "key_ops lists at most " + MOST_OPERATIONS + " operations");
      }
      operations.add(CoseLabel.read(reader));
    }
    reader.exitArray();
    return operations;
  }

  void encodeTo(CborWriter writer) {
    if (keyId != null) {
      writer.writeLong(KID).writeBytes(keyId);
    }
    if (algorithm != null) {
      writer.writeLong(ALG).write(algorithm);
    }
    if (operations != null) {
      writer.writeLong(KEY_OPS).beginArray();
      operations.forEach(writer::write);
      writer.endArray();
    }
    if (baseIv != null) {
      writer.writeLong(BASE_IV).writeBytes(baseIv);
    }
    others.forEach((label, value) -> writer.write(label).writeEncodedItem(value));
  }

  KeyAttributes withKeyId(Bytes value) {
    return new KeyAttributes(value, algorithm, operations, baseIv, others);
  }

  KeyAttributes withAlgorithm(CoseLabel value) {
    return new KeyAttributes(keyId, value, operations, baseIv, others);
  }

  KeyAttributes withOperations(@Nullable List<CoseLabel> value) {
    return new KeyAttributes(keyId, algorithm, value, baseIv, others);
  }

  KeyAttributes withOthers(Map<CoseLabel, Bytes> value) {
    return new KeyAttributes(keyId, algorithm, operations, baseIv, value);
  }

  /** The public part of the attributes. */
  KeyAttributes toPublic() {
    return new KeyAttributes(
        keyId, algorithm, operations == null ? null : publicOperations(operations), null, Map.of());
  }

  static List<CoseLabel> publicOperations(List<CoseLabel> operations) {
    return operations.stream()
        .flatMap(each -> publicOperation(each).stream())
        .distinct()
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * The operation of the public key that corresponds to an operation of the private key; empty for
   * key agreement (RFC 9053, Section 6.3.1).
   */
  private static Optional<CoseLabel> publicOperation(CoseLabel operation) {
    Optional<KeyOperation> known =
        operation.isText() ? Optional.empty() : KeyOperation.fromId(operation.number());
    if (known.isEmpty()) {
      return Optional.of(operation);
    }
    return switch (known.get()) {
      case SIGN -> Optional.of(KeyOperation.VERIFY.label());
      case DECRYPT -> Optional.of(KeyOperation.ENCRYPT.label());
      case UNWRAP_KEY -> Optional.of(KeyOperation.WRAP_KEY.label());
      case DERIVE_KEY, DERIVE_BITS -> Optional.empty();
      default -> Optional.of(operation);
    };
  }
}
