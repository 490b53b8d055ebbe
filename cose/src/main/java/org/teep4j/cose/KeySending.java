package org.teep4j.cose;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** The method by which a sender conveys the content key to one recipient. */
interface KeySending {

  /**
   * Encrypts or determines a content key.
   *
   * @param headers the headers of the recipient, with {@code alg} and {@code kid}
   * @param key the content key to encrypt; null if the method determines the key
   * @param use the use of the content key
   * @param context the context that both sides share
   * @return the recipient with {@code key}, or with the key that the method determines
   * @throws GeneralSecurityException if the keys do not fit the method
   */
  ContentKey send(
      CoseHeaders headers, byte @Nullable [] key, ContentKeyUse use, RecipientContext context)
      throws GeneralSecurityException;
}
