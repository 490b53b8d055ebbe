package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.internal.BcHpke.Sealed;

/** Encrypts the content key with HPKE (draft-ietf-cose-hpke, Section 3.3). */
record HpkeKeyEncryption(HpkeKeys keys) implements KeySending, KeyReceiving {

  static HpkeKeyEncryption sender(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return new HpkeKeyEncryption(HpkeKeys.sender(key, algorithm, suite(algorithm)));
  }

  static HpkeKeyEncryption recipient(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return new HpkeKeyEncryption(HpkeKeys.recipient(key, algorithm, suite(algorithm)));
  }

  private static HpkeSuite suite(CoseAlgorithm algorithm) throws GeneralSecurityException {
    HpkeSuite suite = Distributing.of(algorithm).suite();
    if (suite == null) {
      throw new InvalidKeyException("the key does not fit " + algorithm.ianaName());
    }
    return suite;
  }

  @Override
  public ContentKey send(
      CoseHeaders headers, byte @Nullable [] key, ContentKeyUse use, RecipientContext context)
      throws GeneralSecurityException {
    byte[] given = WrappedKey.requireKey(key);
    HpkeContext hpke = context.hpke();
    CoseHeaders completed = HpkeKeys.withPskId(headers, hpke);
    Bytes info = HpkeKeys.recipientStructure(use, completed, hpke);
    Sealed sealed = keys.seal(info, hpke.aad(), hpke, given);
    return ContentKey.encrypted(
        HpkeKeys.withEncapsulated(completed, sealed), sealed.ciphertext(), List.of(), given);
  }

  @Override
  public byte[] receive(
      CoseRecipient recipient,
      ContentKeyUse use,
      RecipientContext context,
      VerifyOptions options,
      RecipientTrials trials)
      throws GeneralSecurityException {
    HpkeContext hpke = context.hpke();
    CoseHeaders headers = recipient.headers();
    Bytes info = HpkeKeys.recipientStructure(use, headers, hpke);
    return keys.open(headers, info, hpke.aad(), hpke, WrappedKey.requireCiphertext(recipient));
  }
}
