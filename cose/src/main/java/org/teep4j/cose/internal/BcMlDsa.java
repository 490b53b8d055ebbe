package org.teep4j.cose.internal;

import java.security.SecureRandom;
import java.security.SignatureException;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.teep4j.codec.Bytes;

/**
 * ML-DSA (FIPS 204) by BouncyCastle, with an empty context string, as RFC 9964, Section 5 requires.
 * The message is processed in pieces of {@link Message#CHUNK} bytes.
 */
public final class BcMlDsa {

  private BcMlDsa() {}

  private static MLDSAParameters parameters(String parameterSet) {
    return switch (parameterSet) {
      case "ML-DSA-44" -> MLDSAParameters.ml_dsa_44;
      case "ML-DSA-65" -> MLDSAParameters.ml_dsa_65;
      case "ML-DSA-87" -> MLDSAParameters.ml_dsa_87;
      default -> throw new IllegalArgumentException(parameterSet);
    };
  }

  private static MLDSAPrivateKeyParameters expand(String parameterSet, Bytes seed) {
    byte[] copy = seed.toByteArray();
    try {
      return new MLDSAPrivateKeyParameters(parameters(parameterSet), copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /**
   * Computes the public key of a private key (KeyGen_internal, FIPS 204, Section 6.1).
   *
   * @param parameterSet the parameter set, for example ML-DSA-44
   * @param seed the private key, 32 bytes
   * @return the encoded public key
   */
  public static byte[] publicKey(String parameterSet, Bytes seed) {
    return expand(parameterSet, seed).getPublicKey();
  }

  /**
   * Expands a private key (FIPS 204, Section 7.2, skEncode).
   *
   * @param parameterSet the parameter set, for example ML-DSA-44
   * @param seed the private key, 32 bytes
   * @return the encoded expanded key: 2560, 4032 or 4896 bytes, which are secret
   */
  public static byte[] expanded(String parameterSet, Bytes seed) {
    return expand(parameterSet, seed).getEncoded();
  }

  /**
   * Verifies ML-DSA.
   *
   * @param parameterSet the parameter set, for example ML-DSA-44
   * @param encoded a public key, whose length has been checked
   */
  public static RawVerifier verifier(String parameterSet, Bytes encoded) {
    MLDSAPublicKeyParameters key =
        new MLDSAPublicKeyParameters(parameters(parameterSet), encoded.toByteArray());
    return (message, signature) -> {
      MLDSASigner verifier = new MLDSASigner();
      verifier.init(false, key);
      message.feed(verifier::update);
      return verifier.verifySignature(signature.toByteArray());
    };
  }

  /**
   * Signs with hedged ML-DSA: fresh randomness goes into every signature, which is the default of
   * FIPS 204.
   *
   * @param parameterSet the parameter set, for example ML-DSA-44
   * @param seed the private key, 32 bytes; expanded at once
   */
  public static RawSigner signer(String parameterSet, Bytes seed) {
    MLDSAPrivateKeyParameters key = expand(parameterSet, seed);
    SecureRandom random = new SecureRandom();
    return message -> {
      MLDSASigner signer = new MLDSASigner();
      signer.init(true, new ParametersWithRandom(key, random));
      message.feed(signer::update);
      try {
        return signer.generateSignature();
      } catch (CryptoException e) {
        throw new SignatureException("ML-DSA found no signature", e);
      }
    };
  }
}
