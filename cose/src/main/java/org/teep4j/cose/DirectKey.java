package org.teep4j.cose;

import java.security.InvalidKeyException;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.VerificationException.Failure;

/** The shared key is the content key (RFC 9053, Section 6.1.1). */
record DirectKey(SymmetricKey shared) implements KeySending, KeyReceiving {

  @Override
  public ContentKey send(
      CoseHeaders headers, byte @Nullable [] key, ContentKeyUse use, RecipientContext context)
      throws InvalidKeyException {
    byte[] content = contentKey(use, true);
    if (!use.admits(content)) {
      throw new InvalidKeyException(
          "a key of " + use.algorithm().ianaName() + " takes " + use.keyBits() + " bits");
    }
    return ContentKey.determined(headers, content);
  }

  @Override
  public byte[] receive(
      CoseRecipient recipient,
      ContentKeyUse use,
      RecipientContext context,
      VerifyOptions options,
      RecipientTrials trials)
      throws VerificationException, InvalidKeyException {
    checkForm(recipient);
    return contentKey(use, false);
  }

  /**
   * Refuses a ciphertext, because no key is encrypted (RFC 9052, Section 8.5.1). Both {@code nil},
   * which Section 5.1 requires, and an empty byte string are accepted.
   */
  static void checkForm(CoseRecipient recipient) throws VerificationException {
    boolean encrypted = recipient.ciphertext().filter(bytes -> !bytes.isEmpty()).isPresent();
    if (encrypted || !recipient.recipients().isEmpty()) {
      throw new VerificationException(Failure.RECIPIENT_FORM);
    }
  }

  /** Returns the content key. The restrictions of the key are checked against the content layer. */
  private byte[] contentKey(ContentKeyUse use, boolean sending) throws InvalidKeyException {
    KeyRestrictions.checkAlgorithm(shared, CoseAlgorithm.DIRECT, use.algorithm());
    KeyRestrictions.checkOperation(shared, use.operation(sending));
    return shared.k().toByteArray();
  }
}
