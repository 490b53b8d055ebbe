package org.teep4j.cose;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** What a sender does with its keys to bring a content key to one recipient. */
interface KeySending {

  /**
   * Encrypts or determines a content key.
   *
   * @param headers those of the recipient, with {@code alg} and {@code kid}
   * @param key what to encrypt; null if the method determines the key
   * @param use what the key is for
   * @param context what both sides know
   * @return the recipient with {@code key}, or with the key that the method determines
   * @throws GeneralSecurityException if the keys are not fit for it
   */
  ContentKey send(
      CoseHeaders headers, byte @Nullable [] key, ContentKeyUse use, RecipientContext context)
      throws GeneralSecurityException;
}
