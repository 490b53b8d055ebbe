package org.teep4j.suit;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt;

/**
 * {@code SUIT_Encryption_Info} (draft-ietf-suit-firmware-encryption, Section "Content Key
 * Distribution"): how recipients come by the key of a payload, and how it is encrypted with it. The
 * ciphertext is elsewhere: in {@code suit-parameter-content}, or in the component that is copied.
 *
 * <p>Nothing of it is verified. It is trusted for the manifest that contains it; {@link
 * SuitDecryptor} decrypts with it.
 *
 * @param message a COSE_Encrypt with its tag. The CDDL lets it carry a ciphertext, which no command
 *     of a manifest has a use for
 */
public record SuitEncryptionInfo(CoseEncrypt message) implements CborEncodable {

  /**
   * Checks the tag.
   *
   * @param message as the component
   * @throws IllegalArgumentException if the message has no tag
   */
  public SuitEncryptionInfo {
    if (!message.isTagged()) {
      throw new IllegalArgumentException("a SUIT_Encryption_Info is tagged");
    }
  }

  /**
   * Decodes one encryption info.
   *
   * @param input exactly one encoded COSE_Encrypt with its tag, referenced by the result; for
   *     example the value of {@link SuitParameter#ENCRYPTION_INFO}
   * @return the encryption info
   * @throws DecodeException if the input is anything else
   */
  public static SuitEncryptionInfo decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one encryption info.
   *
   * @param input exactly one encoded COSE_Encrypt with its tag, referenced by the result
   * @param options limits and strictness
   * @return the encryption info
   * @throws DecodeException if the input is anything else
   */
  public static SuitEncryptionInfo decode(Bytes input, DecodeOptions options)
      throws DecodeException {
    CoseEncrypt message = CoseEncrypt.decode(input, options);
    if (!message.isTagged()) {
      throw new DecodeException(
          Reason.UNEXPECTED_TAG, 0, "expected a COSE_Encrypt with tag " + CoseEncrypt.TAG);
    }
    return new SuitEncryptionInfo(message);
  }

  /**
   * What the payload is encrypted with, as the message says.
   *
   * @return the algorithm, or empty if it is none that this library knows
   */
  public Optional<CoseAlgorithm> contentAlgorithm() {
    return message.unverifiedHeaders().algorithm();
  }

  @Override
  public void encodeTo(CborWriter writer) {
    message.encodeTo(writer);
  }
}
