package org.teep4j.cose.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Signatures by the Java Cryptography Architecture, with a given provider or the registered
 * providers.
 */
public final class JcaSignatures {

  private static final int TRAILER_FIELD = 1;

  /** The maximum length of a message whose copy may remain in a provider's buffer. */
  private static final int SMALL = 64 * 1024;

  private final String name;
  private final @Nullable PSSParameterSpec parameters;
  private final @Nullable Provider provider;

  /** Whether providers buffer the message until they have seen its end. */
  private final boolean joins;

  private JcaSignatures(
      String name,
      @Nullable PSSParameterSpec parameters,
      @Nullable Provider provider,
      boolean joins)
      throws GeneralSecurityException {
    this.joins = joins;
    this.name = name;
    this.parameters = parameters;
    this.provider = provider;
    newSignature(); // fails now, not when it is first used, if no provider has the algorithm
  }

  /**
   * ECDSA.
   *
   * @param hashName JCA name of the hash function
   * @param provider the provider; null for the registered providers
   * @return a factory of signers and verifiers
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static JcaSignatures ecdsa(String hashName, @Nullable Provider provider)
      throws GeneralSecurityException {
    // This name stands for the DER form, which every provider supports.
    return new JcaSignatures(compact(hashName) + "withECDSA", null, provider, false);
  }

  /**
   * EdDSA or ML-DSA, whose JCA name states the curve or parameter set.
   *
   * @param name the JCA name, for example Ed25519 or ML-DSA-44
   * @param provider the provider; null for the registered providers
   * @return a factory of signers and verifiers
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static JcaSignatures named(String name, @Nullable Provider provider)
      throws GeneralSecurityException {
    return new JcaSignatures(name, null, provider, true);
  }

  /**
   * ML-DSA, by the name of its parameter set. With a provider that lacks this name, the key
   * determines the parameter set. The caller checks the size of the signature, which distinguishes
   * the sets.
   *
   * @param parameterSet the parameter set, for example ML-DSA-44
   * @param provider the provider; null for the registered providers
   * @return a factory of signers and verifiers
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static JcaSignatures mlDsa(String parameterSet, @Nullable Provider provider)
      throws GeneralSecurityException {
    try {
      return named(parameterSet, provider);
    } catch (NoSuchAlgorithmException e) {
      return named("ML-DSA", provider);
    }
  }

  /**
   * RSASSA-PSS. MGF1 uses the same hash function. The salt is as long as the hash.
   *
   * @param hashName JCA name of the hash function
   * @param provider the provider; null for the registered providers
   * @return a factory of signers and verifiers
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static JcaSignatures pss(String hashName, @Nullable Provider provider)
      throws GeneralSecurityException {
    int bits = Integer.parseInt(hashName.substring(hashName.indexOf('-') + 1));
    PSSParameterSpec parameters =
        new PSSParameterSpec(
            hashName, "MGF1", new MGF1ParameterSpec(hashName), bits / 8, TRAILER_FIELD);
    return new JcaSignatures("RSASSA-PSS", parameters, provider, false);
  }

  /**
   * RSASSA-PKCS1-v1_5.
   *
   * @param hashName JCA name of the hash function
   * @param provider the provider; null for the registered providers
   * @return a factory of signers and verifiers
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static JcaSignatures pkcs1(String hashName, @Nullable Provider provider)
      throws GeneralSecurityException {
    return new JcaSignatures(compact(hashName) + "withRSA", null, provider, false);
  }

  /** The form of a hash function's name within the name of a signature algorithm. */
  private static String compact(String hashName) {
    return hashName.replace("-", "").toUpperCase(Locale.ROOT);
  }

  private Signature newSignature() throws GeneralSecurityException {
    Signature signature =
        provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    return signature;
  }

  /** Initializes a signature object with a key. */
  @FunctionalInterface
  private interface Initialization {
    void apply(Signature signature) throws InvalidKeyException;
  }

  /**
   * Signature objects that are initialized with one key. A signature object resets itself after
   * use, so it is kept for the next message: initialization is expensive, because providers check,
   * convert and prepare the key. One thread uses it at a time and removes it from here meanwhile;
   * concurrent threads make their own.
   */
  private final class Ready {
    private final Initialization initialization;
    private final AtomicReference<@Nullable Signature> spare = new AtomicReference<>();

    Ready(Initialization initialization) {
      this.initialization = initialization;
    }

    boolean verify(Message message, byte[] presented) throws GeneralSecurityException, IOException {
      Signature verifier = take(message);
      boolean good;
      try {
        good = verifier.verify(presented);
      } catch (SignatureException e) {
        return false; // some providers report a malformed signature in this way
      }
      putBack(verifier, message);
      return good;
    }

    byte[] sign(Message message) throws GeneralSecurityException, IOException {
      try {
        Signature signer = take(message);
        byte[] signature = signer.sign();
        putBack(signer, message);
        return signature;
      } catch (RuntimeException e) {
        // One provider refuses messages of more than 1 MiB in this way.
        throw new SignatureException("the provider cannot sign", e);
      }
    }

    private Signature take(Message message) throws GeneralSecurityException, IOException {
      if (joins) {
        message.checkFitsMemory();
      }
      Signature signature = spare.getAndSet(null);
      if (signature == null) {
        signature = newSignature();
        initialization.apply(signature);
      }
      message.update(signature);
      return signature;
    }

    /**
     * Keeps a signature object. Not called after an exception, because its state is unknown then.
     */
    private void putBack(Signature signature, Message message) {
      if (!joins || message.length() <= SMALL) {
        spare.set(signature);
      }
    }
  }

  /**
   * Verifies a signature whose form is the same in COSE and in JCA.
   *
   * @param key the public key
   */
  public RawVerifier verifier(PublicKey key) {
    Ready ready = new Ready(signature -> signature.initVerify(key));
    return (message, signature) -> ready.verify(message, signature.toByteArray());
  }

  /**
   * Makes a signature whose form is the same in COSE and in JCA.
   *
   * @param key the private key
   */
  public RawSigner signer(PrivateKey key) {
    if (name.startsWith("ML-DSA")) {
      // BouncyCastle's provider hedges only if the caller gives it a source of randomness.
      SecureRandom random = new SecureRandom();
      return new Ready(signature -> signature.initSign(key, random))::sign;
    }
    return new Ready(signature -> signature.initSign(key))::sign;
  }

  /**
   * Verifies ECDSA.
   *
   * @param key the public key
   * @param curve the curve of the key
   * @return the verifier
   */
  public RawVerifier ecdsaVerifier(PublicKey key, WeierstrassCurve curve) {
    Ready ready = new Ready(signature -> signature.initVerify(key));
    return (message, signature) -> {
      EcdsaSignature numbers = EcdsaSignature.fromFixed(signature);
      if (!numbers.isInRange(curve)) {
        return false; // some providers have accepted zeros as a signature
      }
      return ready.verify(message, numbers.toDer());
    };
  }

  /**
   * Signs with ECDSA.
   *
   * @param key the private key
   * @param curve the curve of the key
   * @return the signer
   */
  public RawSigner ecdsaSigner(PrivateKey key, WeierstrassCurve curve) {
    RawSigner der = signer(key);
    return message -> {
      EcdsaSignature numbers = EcdsaSignature.fromDer(der.sign(message));
      if (!numbers.isInRange(curve)) {
        throw new SignatureException("the provider's signature is not on the key's curve");
      }
      return numbers.toFixed(curve.size());
    };
  }
}
