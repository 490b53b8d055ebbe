package org.teep4j.suit.encryption;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.suit.SuitParameter;

/**
 * {@code SUIT_Encryption_Info} (draft-ietf-suit-firmware-encryption, Section "Content Key
 * Distribution"): the encrypted key of a payload for each recipient, and the algorithm that
 * encrypts the payload. The ciphertext is elsewhere: in {@code suit-parameter-content}, or in the
 * source component of a copy.
 *
 * <pre>{@code
 * SUIT_Encryption_Info = #6.96(COSE_Encrypt)
 * }</pre>
 *
 * <p>This class verifies nothing: an encryption info is only as trustworthy as the manifest that
 * contains it. {@link SuitDecryptor} decrypts with it.
 *
 * @param message a COSE_Encrypt with its tag. The CDDL allows a ciphertext in it, but no command of
 *     a manifest uses that
 */
public record SuitEncryptionInfo(CoseEncrypt message) implements CborEncodable {

  /**
   * Checks the tag.
   *
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
          Reason.UNEXPECTED_TAG,
          0,
          "expected a COSE_Encrypt with tag " + CoseMessageType.ENCRYPT.tag());
    }
    return new SuitEncryptionInfo(message);
  }

  /**
   * The content encryption algorithm that the message names.
   *
   * @return the algorithm, or empty if this library does not know it
   */
  public Optional<CoseAlgorithm> contentAlgorithm() {
    return message.statedAlgorithm().flatMap(CoseAlgorithm::fromLabel);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    message.encodeTo(writer);
  }
}
