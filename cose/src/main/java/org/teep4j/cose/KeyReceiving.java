package org.teep4j.cose;

import java.security.GeneralSecurityException;

/** What a recipient does with its keys to come by a content key. */
interface KeyReceiving {

  /**
   * Decrypts or determines a content key.
   *
   * @param recipient has the algorithm of this, and headers that it may have
   * @param use what the key is for
   * @param context what both sides know
   * @param options what the application understands
   * @param trials counts what is tried for the message
   * @return the key, which belongs to the caller; of any length
   * @throws VerificationException if the recipient is not formed as it must be
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
