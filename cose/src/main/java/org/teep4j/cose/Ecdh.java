package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.VerificationException.Failure;

/** Key agreement with and without key wrap (RFC 9053, Sections 6.3 and 6.4). */
final class Ecdh {

  private Ecdh() {}

  /**
   * The sender of the message.
   *
   * @param own the static key; null to make an ephemeral key for every message
   * @param peer the recipient's public key
   */
  record Sending(@Nullable CoseKeyAgreement own, CoseKey peer, DerivedKey derivation)
      implements KeySending {

    static Sending of(@Nullable CoseKeyAgreement own, CoseKey peer, CoseAlgorithm algorithm)
        throws GeneralSecurityException {
      requireScheme(algorithm, own == null ? RecipientScheme.ECDH_ES : RecipientScheme.ECDH_SS);
      CoseKey checked = checkedPeer(peer, algorithm);
      OkpKey.checkOrder(checked);
      if (own != null) {
        checkOwn(own, algorithm);
        requireSameCurve(own, checked);
      }
      return new Sending(own, checked, new DerivedKey(algorithm));
    }

    @Override
    public ContentKey send(
        CoseHeaders headers, byte @Nullable [] key, ContentKeyUse use, RecipientContext context)
        throws GeneralSecurityException {
      CoseKeyAgreement agreement = own == null ? ephemeral() : own;
      CoseHeaders completed =
          own == null
              ? withKey(headers, RecipientParameter.EPHEMERAL_KEY, agreement)
              : derivation.withFreshNonce(naming(headers, own), context.kdf());
      byte[] secret = agree(agreement, peer);
      try {
        return derivation.send(secret, completed, key, use, context.kdf());
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    }

    private CoseKeyAgreement ephemeral() throws GeneralSecurityException {
      KeyPair pair = KeyGeneration.pair(JcaKeyAgreement.requireCurve(peer));
      return JcaKeyAgreement.of(pair.getPrivate(), CoseKeys.of(pair.getPublic()), null);
    }

    /** Adds the identifier of the static key to the headers, or the public key if it has none. */
    private static CoseHeaders naming(CoseHeaders headers, CoseKeyAgreement own) {
      if (RecipientParameter.STATIC_KEY.isIn(headers)
          || RecipientParameter.STATIC_KEY_ID.isIn(headers)) {
        return headers;
      }
      Optional<Bytes> keyId = own.keyId();
      if (keyId.isEmpty()) {
        return withKey(headers, RecipientParameter.STATIC_KEY, own);
      }
      return headers.toBuilder()
          .unprotect(
              RecipientParameter.STATIC_KEY_ID.label(), writer -> writer.writeBytes(keyId.get()))
          .build();
    }

    private static CoseHeaders withKey(
        CoseHeaders headers, RecipientParameter label, CoseKeyAgreement agreement) {
      return headers.toBuilder().unprotect(label.label(), agreement.publicKey()).build();
    }
  }

  /**
   * The recipient of the message.
   *
   * @param sender the static key of the sender; null if the sender makes an ephemeral key
   */
  record Receiving(CoseKeyAgreement own, @Nullable CoseKey sender, DerivedKey derivation)
      implements KeyReceiving {

    static Receiving of(CoseKeyAgreement own, @Nullable CoseKey sender, CoseAlgorithm algorithm)
        throws GeneralSecurityException {
      requireScheme(algorithm, sender == null ? RecipientScheme.ECDH_ES : RecipientScheme.ECDH_SS);
      checkOwn(own, algorithm);
      CoseKey checked = sender == null ? null : checkedPeer(sender, algorithm);
      if (checked != null) {
        OkpKey.checkOrder(checked);
        requireSameCurve(own, checked);
      }
      return new Receiving(own, checked, new DerivedKey(algorithm));
    }

    @Override
    public byte[] receive(
        CoseRecipient recipient,
        ContentKeyUse use,
        RecipientContext context,
        VerifyOptions options,
        RecipientTrials trials)
        throws GeneralSecurityException {
      CoseHeaders headers = recipient.headers();
      CoseKey peer = sender == null ? ephemeral(headers) : named(headers, sender);
      byte[] secret;
      try {
        secret = agree(own, peer);
      } catch (GeneralSecurityException | RuntimeException e) {
        // The other side's key is known to be valid, so the cause reveals nothing about a secret.
        throw new VerificationException(Failure.RECIPIENT, e);
      }
      try {
        return derivation.receive(secret, recipient, use, context.kdf());
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    }

    private CoseKey ephemeral(CoseHeaders headers) throws VerificationException {
      CoseKey key =
          RecipientParameter.EPHEMERAL_KEY
              .key(headers)
              .orElseThrow(() -> new VerificationException(Failure.RECIPIENT_FORM));
      try {
        CoseKey checked = checkedPeer(key, derivation.algorithm());
        requireSameCurve(own, checked);
        return checked;
      } catch (GeneralSecurityException e) {
        throw new VerificationException(Failure.RECIPIENT_FORM, e);
      }
    }

    /** The trusted key, unless the message names another key. */
    private static CoseKey named(CoseHeaders headers, CoseKey trusted)
        throws VerificationException {
      Optional<CoseKey> key = RecipientParameter.STATIC_KEY.key(headers);
      if (key.isPresent() && !key.get().thumbprint().equals(trusted.thumbprint())) {
        throw new VerificationException(Failure.RECIPIENT_FORM);
      }
      RecipientParameter.agreed(trusted.keyId(), RecipientParameter.STATIC_KEY_ID.bytes(headers));
      return trusted;
    }
  }

  private static void requireScheme(CoseAlgorithm algorithm, RecipientScheme scheme)
      throws GeneralSecurityException {
    if (Distributing.of(algorithm).scheme() != scheme) {
      throw new InvalidKeyException("the keys do not fit " + algorithm.ianaName());
    }
  }

  private static void checkOwn(CoseKeyAgreement own, CoseAlgorithm algorithm)
      throws InvalidKeyException {
    JcaKeyAgreement.requireCurve(own.publicKey());
    KeyRestrictions.checkAlgorithm(own.publicKey(), algorithm);
  }

  /** The public key of the other side; its key_ops must be empty (RFC 9053, Section 6.3.1). */
  private static CoseKey checkedPeer(CoseKey key, CoseAlgorithm algorithm)
      throws InvalidKeyException {
    JcaKeyAgreement.requireCurve(key);
    KeyRestrictions.checkAlgorithm(key, algorithm);
    CoseKey peer = key.isPrivate() ? key.toPublic() : key;
    if (!peer.operations().isEmpty()) {
      throw new InvalidKeyException("key_ops of a public key for key agreement is not empty");
    }
    return peer;
  }

  private static void requireSameCurve(CoseKeyAgreement own, CoseKey peer)
      throws InvalidKeyException {
    if (own.curve() != peer.curveOrNull()) {
      throw new InvalidKeyException("the keys are on different curves");
    }
  }

  private static byte[] agree(CoseKeyAgreement own, CoseKey peer) throws GeneralSecurityException {
    byte[] secret = own.agree(peer);
    int any = 0;
    for (byte each : secret) {
      any |= each;
    }
    // A point of small order leads to a secret of zeros (RFC 7748, Section 6). The other curves
    // have no such points, but two points whose x coordinate is zero.
    boolean small = any == 0 && own.curve().keyType() == CoseKeyType.OKP;
    if (small || secret.length != own.curve().size()) {
      throw new InvalidKeyException("the keys do not lead to a secret");
    }
    return secret;
  }
}
