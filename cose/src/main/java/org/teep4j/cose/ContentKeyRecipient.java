package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.AesKeyWrap;
import org.teep4j.cose.internal.KeyIdText;

/**
 * Obtains the content key of a message as one of its recipients, with one recipient algorithm (RFC
 * 9052, Section 8.5) and one key. Immutable, and safe for use by several threads.
 *
 * <p>{@code kid} is only a hint, so every recipient that names the algorithm is a candidate.
 * Recipients with the {@code kid} of the key are tried first, and at most {@value #MOST_CANDIDATES}
 * recipients are tried.
 */
public final class ContentKeyRecipient {

  /** The largest number of recipients of a message that are tried, nested recipients included. */
  public static final int MOST_CANDIDATES = RecipientTrials.MOST;

  private final CoseAlgorithm algorithm;
  private final Optional<Bytes> keyId;
  private final RecipientContext context;
  private final KeyReceiving receiving;

  private ContentKeyRecipient(
      CoseAlgorithm algorithm,
      Optional<Bytes> keyId,
      RecipientContext context,
      KeyReceiving receiving) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.context = context;
    this.receiving = receiving;
  }

  private ContentKeyRecipient(
      CoseAlgorithm algorithm, Optional<Bytes> keyId, KeyReceiving receiving) {
    this(algorithm, keyId, RecipientContext.EMPTY, receiving);
  }

  /**
   * Makes a recipient from a key whose {@code alg} names its use. A symmetric key whose {@code alg}
   * is a content algorithm is used directly as content key.
   *
   * @param key a key with {@code alg}
   * @return the recipient
   * @throws GeneralSecurityException if {@code alg} is absent, {@code key_ops} forbid this use, or
   *     the key does not fit the algorithm
   */
  public static ContentKeyRecipient of(CoseKey key) throws GeneralSecurityException {
    return of(key, KeyUse.recipientAlgorithmOf(key));
  }

  /**
   * Makes a recipient from a key and exactly one algorithm.
   *
   * @param key the secret or private key
   * @param algorithm the only recipient algorithm that messages may name
   * @return the recipient
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     or the key does not fit the algorithm
   */
  public static ContentKeyRecipient of(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return new ContentKeyRecipient(algorithm, key.keyId(), receiving(key, algorithm));
  }

  private static KeyReceiving receiving(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return switch (Distributing.of(algorithm).scheme()) {
      case DIRECT -> new DirectKey(KeyUse.symmetric(key, algorithm));
      case DIRECT_HKDF, DIRECT_HKDF_AES ->
          DirectHkdf.of(KeyUse.symmetric(key, algorithm), algorithm);
      case AES_KW -> WrappedKey.of(KeyUse.symmetric(key, algorithm), algorithm, false);
      case RSAES_OAEP -> RsaOaep.recipient(key, algorithm);
      case ECDH_ES -> Ecdh.Receiving.of(CoseKeyAgreement.of(key), null, algorithm);
      case ECDH_SS ->
          throw new InvalidKeyException(algorithm.ianaName() + " needs the sender's key too");
      case HPKE -> HpkeKeyEncryption.recipient(key, algorithm);
    };
  }

  /**
   * Makes a recipient from a key that may never leave its provider.
   *
   * @param kek an AES key that the provider can use
   * @param algorithm A128KW, A192KW or A256KW: the only one that messages may name
   * @param provider the provider to use; need not be registered
   * @return the recipient, which has no key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  public static ContentKeyRecipient of(SecretKey kek, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return new ContentKeyRecipient(
        algorithm, Optional.empty(), WrappedKey.of(kek, algorithm, provider));
  }

  /**
   * Makes a recipient as {@link #of(SecretKey, CoseAlgorithm, Provider)} does, with a key
   * identifier.
   *
   * @param kek an AES key that the provider can use
   * @param algorithm A128KW, A192KW or A256KW: the only one that messages may name
   * @param keyId the key identifier to look for
   * @param provider the provider to use; need not be registered
   * @return the recipient
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  public static ContentKeyRecipient of(
      SecretKey kek, CoseAlgorithm algorithm, Bytes keyId, Provider provider)
      throws GeneralSecurityException {
    return new ContentKeyRecipient(
        algorithm, Optional.of(keyId), WrappedKey.of(kek, algorithm, provider));
  }

  /**
   * Makes a recipient from a private key that may never leave its provider.
   *
   * @param key an RSA key that the provider can use
   * @param algorithm one of the three RSAES-OAEP: the only one that messages may name
   * @param provider the provider to use; need not be registered
   * @return the recipient, which has no key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  public static ContentKeyRecipient of(PrivateKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return new ContentKeyRecipient(
        algorithm, Optional.empty(), RsaOaep.recipient(key, algorithm, provider));
  }

  /**
   * Makes a recipient as {@link #of(PrivateKey, CoseAlgorithm, Provider)} does, with a key
   * identifier.
   *
   * @param key an RSA key that the provider can use
   * @param algorithm one of the three RSAES-OAEP: the only one that messages may name
   * @param keyId the key identifier to look for
   * @param provider the provider to use; need not be registered
   * @return the recipient
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  public static ContentKeyRecipient of(
      PrivateKey key, CoseAlgorithm algorithm, Bytes keyId, Provider provider)
      throws GeneralSecurityException {
    return new ContentKeyRecipient(
        algorithm, Optional.of(keyId), RsaOaep.recipient(key, algorithm, provider));
  }

  /**
   * Makes a recipient for key agreement with an ephemeral key in the message (RFC 9053, Sections
   * 6.3 and 6.4).
   *
   * @param key the recipient's private key
   * @param algorithm one of the five ECDH-ES: the only one that messages may name
   * @return the recipient
   * @throws GeneralSecurityException if the key does not fit the algorithm
   */
  public static ContentKeyRecipient of(CoseKeyAgreement key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return new ContentKeyRecipient(algorithm, key.keyId(), Ecdh.Receiving.of(key, null, algorithm));
  }

  /**
   * Makes a recipient for key agreement between two static keys (RFC 9053, Sections 6.3 and 6.4).
   *
   * @param key the recipient's private key
   * @param sender the key of the only permitted sender; if a message states the sender's key or key
   *     identifier, it must match this key
   * @param algorithm one of the five ECDH-SS: the only one that messages may name
   * @return the recipient
   * @throws GeneralSecurityException if a key does not fit the algorithm
   */
  public static ContentKeyRecipient ecdhSs(
      CoseKeyAgreement key, CoseKey sender, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return new ContentKeyRecipient(
        algorithm, key.keyId(), Ecdh.Receiving.of(key, sender, algorithm));
  }

  /**
   * Makes a recipient whose content key is wrapped by a key-encryption key that a nested recipient
   * obtains.
   *
   * @param algorithm A128KW, A192KW or A256KW: the only one that messages may name
   * @param inner obtains the key-encryption key
   * @return the recipient
   * @throws GeneralSecurityException if the algorithm is none of these
   */
  public static ContentKeyRecipient keyWrap(CoseAlgorithm algorithm, ContentKeyRecipient inner)
      throws GeneralSecurityException {
    WrappedKey.requireKeyWrap(algorithm);
    return new ContentKeyRecipient(
        algorithm, Optional.empty(), new NestedKeyWrap(algorithm, inner));
  }

  /**
   * Returns this recipient with a context of the key derivation: data that both sides know besides
   * the secret.
   *
   * @param value the context; fields that a message states too must be the same
   * @return the changed recipient
   * @throws IllegalStateException if the algorithm derives no key
   */
  public ContentKeyRecipient withKdfContext(KdfContext value) {
    return new ContentKeyRecipient(
        algorithm, keyId, RecipientContext.kdf(algorithm, value), receiving);
  }

  /**
   * Returns this recipient with an HPKE context: data that both sides know besides keys and
   * message. With a pre-shared key, messages that were made without it are refused.
   *
   * @param value pre-shared key, information and additional data
   * @return the changed recipient
   * @throws IllegalStateException if the algorithm is not HPKE
   */
  public ContentKeyRecipient withHpkeContext(HpkeContext value) {
    return new ContentKeyRecipient(
        algorithm, keyId, RecipientContext.hpke(algorithm, value), receiving);
  }

  /** The recipient algorithm. */
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * Whether a recipient of a message may name an algorithm.
   *
   * @param stated the algorithm that {@code alg} names
   * @return true for {@link #algorithm()}
   */
  public boolean accepts(CoseAlgorithm stated) {
    return stated == algorithm;
  }

  /**
   * The identifier of the key.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  public Optional<Bytes> keyId() {
    return keyId;
  }

  /**
   * Finds the content key of a message.
   *
   * @param recipients the recipients of the message
   * @param use the layer that uses the key
   * @param options the header parameters that the application understands; the external data is not
   *     used
   * @return the key, as long as {@code use} requires; belongs to the caller
   */
  byte[] contentKey(List<CoseRecipient> recipients, ContentKeyUse use, VerifyOptions options)
      throws VerificationException {
    return contentKey(recipients, use, options, new RecipientTrials());
  }

  /**
   * As above, at any level of nested recipients. All levels share the limit of trials for the
   * message.
   */
  byte[] contentKey(
      List<CoseRecipient> recipients,
      ContentKeyUse use,
      VerifyOptions options,
      RecipientTrials trials)
      throws VerificationException {
    checkDirectIsAlone(recipients);
    @Nullable VerificationException refusal = null;
    for (CoseRecipient recipient : inOrderOfTrial(recipients)) {
      trials.next();
      try {
        checkForm(recipient, options);
        return receive(recipient, use, options, trials);
      } catch (VerificationException e) {
        if (e.failure() == Failure.TOO_MANY_RECIPIENTS) {
          throw e;
        }
        refusal = VerificationException.moreTelling(refusal, e);
      }
    }
    throw refusal == null ? new VerificationException(Failure.NO_RECIPIENT) : refusal;
  }

  /**
   * Whether a recipient is a candidate. With HPKE {@code alg} may be absent if both sides know the
   * algorithm (draft-ietf-cose-hpke, Section 3.3.2).
   */
  private boolean couldBeMeant(CoseHeaders headers) {
    if (headers.hasNoAlgorithm()) {
      return traits().suite() != null;
    }
    CoseAlgorithm stated = headers.algorithmOrNull();
    return stated != null && accepts(stated);
  }

  private Distributing traits() {
    return (Distributing) algorithm.traits();
  }

  /**
   * Returns the candidates, those with the key's identifier first. The list has one element more
   * than the limit if there are too many.
   */
  private List<CoseRecipient> inOrderOfTrial(List<CoseRecipient> recipients) {
    List<CoseRecipient> ordered = new ArrayList<>();
    for (boolean named : new boolean[] {true, false}) {
      for (CoseRecipient recipient : recipients) {
        boolean isNamed = keyId.isPresent() && recipient.headers().names(keyId.get());
        if (isNamed == named
            && ordered.size() <= MOST_CANDIDATES
            && couldBeMeant(recipient.headers())) {
          ordered.add(recipient);
        }
      }
    }
    return ordered;
  }

  /**
   * Checks that a recipient that determines the key is the only one (RFC 9052, Sections 8.5.1 and
   * 8.5.4). This applies to all recipients, not just to this one: if the key were also wrapped for
   * others, they would know the key of every other message.
   */
  private static void checkDirectIsAlone(List<CoseRecipient> recipients)
      throws VerificationException {
    if (recipients.size() == 1) {
      return;
    }
    for (CoseRecipient recipient : recipients) {
      CoseAlgorithm stated = recipient.headers().algorithmOrNull();
      if (stated != null && stated.determinesContentKey()) {
        throw new VerificationException(Failure.DIRECT_RECIPIENT);
      }
    }
  }

  /** Checks the requirements of RFC 9052, Section 8.5 on a recipient with this algorithm. */
  private void checkForm(CoseRecipient recipient, VerifyOptions options)
      throws VerificationException {
    Distributing traits = traits();
    CoseHeaders headers = recipient.headers();
    if (!traits.scheme().protectsHeader() && !headers.protectedParameters().isEmpty()) {
      throw new VerificationException(Failure.RECIPIENT_FORM);
    }
    if (traits.scheme().protectsHeader()
        && !options.unprotectedAlgorithm()
        && headers.algorithmId().isPresent()
        && !headers.isProtected(CoseHeaderParameter.ALG.label())) {
      throw new VerificationException(Failure.NO_PROTECTED_ALGORITHM);
    }
    Set<CoseLabel> understood = new HashSet<>(options.understood());
    understood.addAll(RecipientParameter.processedBy(traits));
    HeaderRules.checkCritical(headers, understood);
  }

  private byte[] receive(
      CoseRecipient recipient, ContentKeyUse use, VerifyOptions options, RecipientTrials trials)
      throws VerificationException {
    byte[] key;
    try {
      key = receiving.receive(recipient, use, context, options, trials);
    } catch (VerificationException e) {
      throw e;
    } catch (GeneralSecurityException | RuntimeException e) {
      // No cause: it would tell an attacker why the key could not be decrypted.
      throw new VerificationException(Failure.RECIPIENT);
    }
    if (!use.admits(key)) {
      Arrays.fill(key, (byte) 0);
      throw new VerificationException(Failure.RECIPIENT);
    }
    return key;
  }

  /**
   * AES key wrap with a key that the nested recipients of a recipient carry (RFC 9052, Section
   * 8.5.2 and Appendix B).
   *
   * @param algorithm the key wrap algorithm
   * @param inner recovers the wrapping key
   */
  private record NestedKeyWrap(CoseAlgorithm algorithm, ContentKeyRecipient inner)
      implements KeyReceiving {

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

  @Override
  public String toString() {
    return "ContentKeyRecipient[" + algorithm + KeyIdText.of(keyId) + "]";
  }
}
