package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.AesKeyWrap;

/**
 * AES key wrap with a key that the nested recipients of a recipient carry (RFC 9052, Section 8.5.2
 * and Appendix B).
 */
final class NestedKeyWrap {

  private NestedKeyWrap() {}

  /**
   * The sender of the message.
   *
   * @param algorithm the key wrap algorithm
   * @param inner the senders that convey the wrapping key
   */
  record Sending(CoseAlgorithm algorithm, List<ContentKeySender> inner) implements KeySending {

    Sending {
      inner = List.copyOf(inner);
    }

    @Override
    public ContentKey send(
        CoseHeaders headers, byte @Nullable [] key, ContentKeyUse use, RecipientContext context)
        throws GeneralSecurityException {
      byte[] given = WrappedKey.requireKey(key);
      try (ContentKey kek = ContentKeySender.send(inner, ContentKeyUse.of(algorithm), null)) {
        Bytes wrapped = Bytes.wrap(AesKeyWrap.wrap(AesKeyWrap.key(kek.key()), given, null));
        return ContentKey.encrypted(headers, wrapped, kek.recipients(), given);
      }
    }
  }

  /**
   * The recipient of the message.
   *
   * @param algorithm the key wrap algorithm
   * @param inner recovers the wrapping key
   */
  record Receiving(CoseAlgorithm algorithm, ContentKeyRecipient inner) implements KeyReceiving {

    @Override
    public byte[] receive(
        CoseRecipient recipient,
        ContentKeyUse use,
        RecipientContext context,
        VerifyOptions options,
        RecipientTrials trials)
        throws GeneralSecurityException {
      byte[] kek =
          inner.contentKey(recipient.recipients(), ContentKeyUse.of(algorithm), options, trials);
      try {
        return new WrappedKey(AesKeyWrap.key(kek), null).receive(recipient);
      } finally {
        Arrays.fill(kek, (byte) 0);
      }
    }
  }
}
