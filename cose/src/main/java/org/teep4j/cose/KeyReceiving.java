package org.teep4j.cose;

import java.security.GeneralSecurityException;

/** The method by which a recipient recovers the content key. */
interface KeyReceiving {

  /**
   * Decrypts or determines a content key.
   *
   * @param recipient the recipient structure; its algorithm and headers have been checked
   * @param use the use of the content key
   * @param context the context that both sides share
   * @param options the header parameters that the application understands
   * @param trials counts the recipients that are tried for the message
   * @return the key, which belongs to the caller; of any length
   * @throws VerificationException if the form of the recipient is wrong
   * @throws GeneralSecurityException if the key cannot be recovered
   */
  byte[] receive(
      CoseRecipient recipient,
      ContentKeyUse use,
      RecipientContext context,
      VerifyOptions options,
      RecipientTrials trials)
      throws GeneralSecurityException;
}
