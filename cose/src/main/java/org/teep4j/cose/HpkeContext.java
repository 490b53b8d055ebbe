package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * What both sides of HPKE know besides keys and message (draft-ietf-cose-hpke). Immutable; byte
 * strings are referenced. None of it is sent but the identifier of the pre-shared key.
 *
 * @param info what the encryption is bound to: {@code recipient_extra_info} if a key is encrypted,
 *     {@code info} of HPKE if content is
 * @param aad {@code aad} of HPKE if a key is encrypted, which the draft advises to leave empty;
 *     content has the externally supplied data of COSE in its place
 * @param psk the pre-shared key, which authenticates the sender, with the {@code kid} that messages
 *     name it by; empty for the mode that authenticates nobody
 */
public record HpkeContext(Bytes info, Bytes aad, Optional<SymmetricKey> psk) {

  /** The entropy that RFC 9180, Section 5.1.2 asks of a pre-shared key takes as much. */
  private static final int SHORTEST_PSK = 32;

  private static final HpkeContext EMPTY =
      new HpkeContext(Bytes.empty(), Bytes.empty(), Optional.empty());

  /**
   * Checks the pre-shared key.
   *
   * @param info as the component
   * @param aad as the component
   * @param psk as the component
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
   * Nothing but what the message itself says, in the mode that authenticates nobody.
   *
   * @return three empty components
   */
  public static HpkeContext empty() {
    return EMPTY;
  }

  /**
   * This context with something that the encryption is bound to.
   *
   * @param value what both sides know, referenced
   * @return the changed context
   */
  public HpkeContext withInfo(Bytes value) {
    return new HpkeContext(value, aad, psk);
  }

  /**
   * This context with additional authenticated data for the encryption of a key.
   *
   * @param value what both sides know, referenced
   * @return the changed context
   */
  public HpkeContext withAad(Bytes value) {
    return new HpkeContext(info, value, psk);
  }

  /**
   * This context with a pre-shared key, so that messages authenticate whoever has it.
   *
   * @param key 32 bytes or more that cannot be guessed, with the {@code kid} that messages name it
   *     by
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
