package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * The context that both sides of HPKE share besides keys and message (draft-ietf-cose-hpke).
 * Immutable; byte strings are referenced. Only the identifier of the pre-shared key is sent.
 *
 * @param info the information that the encryption is bound to: {@code recipient_extra_info} if a
 *     key is encrypted, {@code info} of HPKE if content is encrypted
 * @param aad {@code aad} of HPKE if a key is encrypted; the draft advises to leave it empty.
 *     Content encryption uses the externally supplied data of COSE instead
 * @param psk the pre-shared key, which authenticates the sender, with the {@code kid} that messages
 *     name; empty for the mode that does not authenticate the sender
 */
public record HpkeContext(Bytes info, Bytes aad, Optional<SymmetricKey> psk) {

  /** The minimum length in bytes, which the entropy required by RFC 9180, Section 5.1.2 takes. */
  private static final int SHORTEST_PSK = 32;

  private static final HpkeContext EMPTY =
      new HpkeContext(Bytes.empty(), Bytes.empty(), Optional.empty());

  /**
   * Checks the pre-shared key.
   *
   * @throws IllegalArgumentException if the pre-shared key has no {@code kid}, or fewer than 32
   *     bytes
   */
  public HpkeContext {
    psk.ifPresent(
        key -> {
          if (key.keyId().filter(id -> !id.isEmpty()).isEmpty()) {
            throw new IllegalArgumentException("the pre-shared key has no kid");
          }
          if (key.k().length() < SHORTEST_PSK) {
            throw new IllegalArgumentException(
                "a pre-shared key takes " + SHORTEST_PSK + " bytes or more");
          }
        });
  }

  /**
   * An empty context, for the mode that does not authenticate the sender.
   *
   * @return three empty components
   */
  public static HpkeContext empty() {
    return EMPTY;
  }

  /**
   * This context with information that the encryption is bound to.
   *
   * @param value bytes that both sides know, referenced
   * @return the changed context
   */
  public HpkeContext withInfo(Bytes value) {
    return new HpkeContext(value, aad, psk);
  }

  /**
   * This context with additional authenticated data for the encryption of a key.
   *
   * @param value bytes that both sides know, referenced
   * @return the changed context
   */
  public HpkeContext withAad(Bytes value) {
    return new HpkeContext(info, value, psk);
  }

  /**
   * This context with a pre-shared key. Messages then come from an owner of that key.
   *
   * @param key 32 or more bytes that cannot be guessed, with the {@code kid} that messages name
   * @return the changed context
   * @throws IllegalArgumentException if the key has no {@code kid}, or fewer than 32 bytes
   */
  public HpkeContext withPsk(SymmetricKey key) {
    return new HpkeContext(info, aad, Optional.of(key));
  }

  /** The value of {@code psk_id}. */
  Optional<Bytes> pskId() {
    return psk.flatMap(CoseKey::keyId);
  }
}
