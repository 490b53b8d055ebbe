package org.teep4j.cose;

import java.util.Optional;

/** What a key may be used for: the values of {@code key_ops} (RFC 9052, Section 7.1, Table 5). */
public enum KeyOperation {
  /** Creating signatures. */
  SIGN(1, "sign"),
  /** Verifying signatures. */
  VERIFY(2, "verify"),
  /** Key transport encryption. */
  ENCRYPT(3, "encrypt"),
  /** Key transport decryption. */
  DECRYPT(4, "decrypt"),
  /** Key wrap encryption. */
  WRAP_KEY(5, "wrap key"),
  /** Key wrap decryption. */
  UNWRAP_KEY(6, "unwrap key"),
  /** Deriving keys. */
  DERIVE_KEY(7, "derive key"),
  /** Deriving bits that are no key. */
  DERIVE_BITS(8, "derive bits"),
  /** Creating MACs. */
  MAC_CREATE(9, "MAC create"),
  /** Validating MACs. */
  MAC_VERIFY(10, "MAC verify");

  private final int id;
  private final String coseName;

  KeyOperation(int id, String coseName) {
    this.id = id;
    this.coseName = coseName;
  }

  /**
   * The value in {@code key_ops}.
   *
   * @return the registered number
   */
  public int id() {
    return id;
  }

  /**
   * The name in RFC 9052.
   *
   * @return the name in the table
   */
  public String coseName() {
    return coseName;
  }

  /**
   * The value in {@code key_ops}, as a label.
   *
   * @return the number as a label
   */
  public CoseLabel label() {
    return CoseLabel.of(id);
  }

  /**
   * Finds the operation for a value.
   *
   * @param id the value in {@code key_ops}
   * @return the operation, or empty if the value is unknown
   */
  public static Optional<KeyOperation> fromId(long id) {
    for (KeyOperation operation : values()) {
      if (operation.id == id) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }
}
