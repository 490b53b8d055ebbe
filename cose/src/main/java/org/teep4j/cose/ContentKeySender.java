package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.internal.AesKeyWrap;
import org.teep4j.cose.internal.KeyIdText;

/**
 * Sends the content key of a message to one recipient, with one recipient algorithm (RFC 9052,
 * Section 8.5) and its keys. Immutable, and safe for use by several threads.
 *
 * <p>Some algorithms determine the content key ({@link CoseAlgorithm#determinesContentKey()}), so
 * the message can have no other recipient. All others encrypt a random content key, for any number
 * of recipients.
 */
public final class ContentKeySender {

  private final CoseAlgorithm algorithm;
  private final Optional<Bytes> keyId;
  private final CoseHeaders headers;
  private final RecipientContext context;
  private final KeySending sending;

  private ContentKeySender(
      CoseAlgorithm algorithm,
      Optional<Bytes> keyId,
      CoseHeaders headers,
      RecipientContext context,
      KeySending sending) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.headers = headers;
    this.context = context;
    this.sending = sending;
  }

  private static ContentKeySender of(
      CoseAlgorithm algorithm, Optional<Bytes> keyId, KeySending sending) {
    return new ContentKeySender(
        algorithm, keyId, CoseHeaders.empty(), RecipientContext.EMPTY, sending);
  }

  /**
   * Makes a sender from a key whose {@code alg} names its use. A symmetric key whose {@code alg} is
   * a content algorithm is used directly as content key.
   *
   * @param key a key with {@code alg}
   * @return the sender
   * @throws GeneralSecurityException if {@code alg} is absent, {@code key_ops} forbid this use, or
   *     the key does not fit the algorithm
   */
  public static ContentKeySender of(CoseKey key) throws GeneralSecurityException {
    return of(key, KeyUse.recipientAlgorithmOf(key));
  }

  /**
   * Makes a sender from a key and an algorithm.
   *
   * <ul>
   *   <li>{@link RecipientScheme#DIRECT}: the shared key is the content key, as long as the content
   *       algorithm requires. Its {@code alg} and {@code key_ops} are those of the content layer.
   *       {@link CoseAlgorithm#mostRandomNonces()} limits the number of messages that it may
   *       encrypt with random nonces.
   *   <li>Key derivation from a shared secret: each message has a random nonce of party U, unless
   *       the headers or the context have one. For HKDF with AES the secret is as long as the
   *       algorithm requires.
   *   <li>AES key wrap: the shared key is as long as the algorithm requires.
   *   <li>RSA key transport, HPKE Key Encryption, and key agreement with a new ephemeral key for
   *       each message: the recipient's public key.
   * </ul>
   *
   * @param key the shared key, or the recipient's key
   * @param algorithm the recipient algorithm; for ECDH-SS see {@link #ecdhSs}
   * @return the sender
   * @throws GeneralSecurityException if the key does not fit, its {@code alg} or {@code key_ops}
   *     forbid this use, or BouncyCastle is needed and absent
   */
  public static ContentKeySender of(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return of(algorithm, key.keyId(), sending(key, algorithm));
  }

  private static KeySending sending(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return switch (Distributing.of(algorithm).scheme()) {
      case DIRECT -> new DirectKey(KeyUse.symmetric(key, algorithm));
      case DIRECT_HKDF, DIRECT_HKDF_AES ->
          DirectHkdf.of(KeyUse.symmetric(key, algorithm), algorithm);
      case AES_KW -> WrappedKey.of(KeyUse.symmetric(key, algorithm), algorithm, true);
      case RSAES_OAEP -> RsaOaep.sender(key, algorithm);
      case ECDH_ES -> Ecdh.Sending.of(null, key, algorithm);
      case ECDH_SS ->
          throw new InvalidKeyException(algorithm.ianaName() + " needs the sender's key too");
      case HPKE -> HpkeKeyEncryption.sender(key, algorithm);
    };
  }

  /**
   * Makes a sender from a key that may never leave its provider.
   *
   * @param kek an AES key that the provider can use
   * @param algorithm A128KW, A192KW or A256KW
   * @param provider the provider to use; need not be registered
   * @return the sender, which has no key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  public static ContentKeySender of(SecretKey kek, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return of(algorithm, Optional.empty(), WrappedKey.of(kek, algorithm, provider));
  }

  /**
   * Makes a sender as {@link #of(SecretKey, CoseAlgorithm, Provider)} does, with a key identifier.
   *
   * @param kek an AES key that the provider can use
   * @param algorithm A128KW, A192KW or A256KW
   * @param keyId the key identifier for the recipient
   * @param provider the provider to use; need not be registered
   * @return the sender
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  public static ContentKeySender of(
      SecretKey kek, CoseAlgorithm algorithm, Bytes keyId, Provider provider)
      throws GeneralSecurityException {
    return of(algorithm, Optional.of(keyId), WrappedKey.of(kek, algorithm, provider));
  }

  /**
   * AES key wrap with a random key-encryption key, which is sent to nested recipients.
   *
   * @param algorithm A128KW, A192KW or A256KW
   * @param inner the senders of the key-encryption key; one or more
   * @return the sender
   * @throws GeneralSecurityException if the algorithm is none of these
   */
  public static ContentKeySender keyWrap(CoseAlgorithm algorithm, List<ContentKeySender> inner)
      throws GeneralSecurityException {
    WrappedKey.requireKeyWrap(algorithm);
    return of(algorithm, Optional.empty(), new NestedKeyWrap(algorithm, List.copyOf(inner)));
  }

  /**
   * Key agreement between two static keys, with or without key wrap (RFC 9053, Sections 6.3 and
   * 6.4). Each message has a random nonce of party U, unless the headers or the context have one.
   * The message names the sender's key by its identifier, or contains the public key if it has no
   * identifier.
   *
   * @param sender the sender's private key
   * @param recipient the recipient's key on the same curve
   * @param algorithm one of the five ECDH-SS
   * @return the sender
   * @throws GeneralSecurityException if a key does not fit, or its {@code alg} or {@code key_ops}
   *     forbid this use
   */
  public static ContentKeySender ecdhSs(
      CoseKeyAgreement sender, CoseKey recipient, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return of(algorithm, recipient.keyId(), Ecdh.Sending.of(sender, recipient, algorithm));
  }

  /**
   * Returns this sender with a context of the key derivation: data that both sides know besides the
   * secret. The context is not sent, see {@link KdfContext#toHeaders()}.
   *
   * @param value the context
   * @return the changed sender
   * @throws IllegalStateException if the algorithm derives no key
   */
  public ContentKeySender withKdfContext(KdfContext value) {
    return new ContentKeySender(
        algorithm, keyId, headers, RecipientContext.kdf(algorithm, value), sending);
  }

  /**
   * Returns this sender with an HPKE context: data that both sides know besides keys and message.
   *
   * @param value pre-shared key, information and additional data
   * @return the changed sender
   * @throws IllegalStateException if the algorithm is not HPKE
   */
  public ContentKeySender withHpkeContext(HpkeContext value) {
    return new ContentKeySender(
        algorithm, keyId, headers, RecipientContext.hpke(algorithm, value), sending);
  }

  /**
   * Returns this sender with a salt for HKDF (RFC 9053, Section 5.1). The salt is sent.
   *
   * @param salt the salt, referenced
   * @return the changed sender
   * @throws IllegalStateException if the algorithm does not take a salt
   */
  public ContentKeySender withSalt(Bytes salt) {
    if (!traits().scheme().takesSalt()) {
      throw new IllegalStateException(algorithm.ianaName() + " takes no salt");
    }
    return withHeaders(
        headers.toBuilder()
            .unprotect(RecipientParameter.SALT.label(), writer -> writer.writeBytes(salt))
            .build());
  }

  /**
   * Returns this sender with header parameters for the recipient. {@code alg} and {@code kid} are
   * added to them.
   *
   * @param value both buckets
   * @return the changed sender
   * @throws IllegalArgumentException if the headers name another algorithm, or have protected
   *     parameters and the algorithm cannot protect them
   */
  public ContentKeySender withHeaders(CoseHeaders value) {
    complete(value);
    return new ContentKeySender(algorithm, keyId, value, context, sending);
  }

  /** The recipient algorithm. */
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * The identifier of the recipient's key.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  public Optional<Bytes> keyId() {
    return keyId;
  }

  private CoseHeaders complete(CoseHeaders given) {
    boolean isProtected = traits().scheme().protectsHeader();
    if (!isProtected && !given.protectedParameters().isEmpty()) {
      throw new IllegalArgumentException(algorithm.ianaName() + " protects no headers");
    }
    Optional<CoseLabel> stated = given.algorithmId();
    if (stated.isPresent() && !stated.get().equals(algorithm.label())) {
      throw new IllegalArgumentException(
          "alg is " + stated.get() + " in the headers, the sender's is " + algorithm);
    }
    CoseHeadersBuilder builder = given.toBuilder();
    if (isProtected) {
      builder.algorithm(algorithm);
    } else {
      builder.unprotect(CoseHeaderParameter.ALG.label(), algorithm.label());
    }
    if (given.keyId().isEmpty() && keyId.isPresent()) {
      builder.keyId(keyId.get());
      if (traits().suite() != null) {
        // HPKE binds the key to the protected header, and the HPKE draft advises to protect kid.
        builder.protect(CoseHeaderParameter.KID.label(), writer -> writer.writeBytes(keyId.get()));
      }
    }
    return builder.build();
  }

  private Distributing traits() {
    return (Distributing) algorithm.traits();
  }

  /**
   * Whether the algorithm determines the content key. Then there can be no other recipient, and the
   * caller cannot choose the content key.
   */
  boolean determinesKey() {
    return traits().determinesKey();
  }

  /**
   * Makes the recipients of a message. The content key is random, unless the only recipient
   * determines it.
   *
   * @param given a content key of the caller's choice; null for a random one
   * @throws IllegalStateException if there is no sender, or if a sender that determines the key is
   *     not the only one or is combined with a given key
   */
  static ContentKey send(List<ContentKeySender> senders, ContentKeyUse use, @Nullable Bytes given)
      throws GeneralSecurityException {
    if (senders.isEmpty()) {
      throw new IllegalStateException("there is no recipient");
    }
    for (ContentKeySender sender : senders) {
      if (sender.determinesKey()) {
        if (senders.size() > 1 || given != null) {
          throw new IllegalStateException(
              sender.algorithm.ianaName() + " determines the key, alone");
        }
        return sender.send(null, use);
      }
    }
    byte[] key = given == null ? randomKey(use) : given.toByteArray();
    if (!use.admits(key)) {
      throw new InvalidKeyException("the content key has a wrong length");
    }
    List<CoseRecipient> recipients = new ArrayList<>();
    for (ContentKeySender sender : senders) {
      recipients.addAll(sender.send(key, use).recipients());
    }
    return new ContentKey(recipients, key);
  }

  private ContentKey send(byte @Nullable [] key, ContentKeyUse use)
      throws GeneralSecurityException {
    return sending.send(complete(headers), key, use, context);
  }

  private static byte[] randomKey(ContentKeyUse use) {
    byte[] key = new byte[use.keyBits() / 8];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /**
   * AES key wrap with a key that the nested recipients of a recipient carry (RFC 9052, Section
   * 8.5.2 and Appendix B).
   *
   * @param algorithm the key wrap algorithm
   * @param inner the senders that convey the wrapping key
   */
  private record NestedKeyWrap(CoseAlgorithm algorithm, List<ContentKeySender> inner)
      implements KeySending {

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

  @Override
  public String toString() {
    return "ContentKeySender[" + algorithm + KeyIdText.of(keyId) + "]";
  }
}
