package org.teep4j.cose;

import java.security.SignatureException;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.EcdsaSignature;
import org.teep4j.cose.internal.WeierstrassCurve;

/**
 * The two forms of an ECDSA signature. COSE has r and s side by side, each as long as the curve's
 * field (RFC 9053, Section 2.1). Key management services, tokens and most JCA providers have the
 * DER form, an ECDSA-Sig-Value (RFC 3279, Section 2.2.3).
 */
public final class EcdsaSignatures {

  private EcdsaSignatures() {}

  /**
   * Converts to the form of COSE.
   *
   * @param der an ECDSA-Sig-Value
   * @param algorithm an ECDSA algorithm, which says how long the numbers are
   * @return r and s; a new array
   * @throws IllegalArgumentException if the algorithm is not ECDSA, or the bytes are no
   *     ECDSA-Sig-Value in DER, or its numbers do not fit the curve
   */
  public static byte[] fromDer(byte[] der, CoseAlgorithm algorithm) {
    CoseCurve curve = curve(algorithm);
    try {
      EcdsaSignature signature = EcdsaSignature.fromDer(der);
      if (signature.isInRange(WeierstrassCurve.of(curve.jcaName()))) {
        return signature.toFixed(curve.size());
      }
    } catch (SignatureException e) {
      throw new IllegalArgumentException("no ECDSA-Sig-Value in DER", e);
    }
    throw new IllegalArgumentException("a number of the signature does not fit " + curve);
  }

  /**
   * Converts to DER.
   *
   * @param signature r and s, as COSE has them
   * @param algorithm an ECDSA algorithm
   * @return an ECDSA-Sig-Value; a new array
   * @throws IllegalArgumentException if the algorithm is not ECDSA, or the signature does not have
   *     its length
   */
  public static byte[] toDer(Bytes signature, CoseAlgorithm algorithm) {
    int size = 2 * curve(algorithm).size();
    if (signature.length() != size) {
      throw new IllegalArgumentException(
          "a signature of " + algorithm + " has " + size + " bytes, not " + signature.length());
    }
    return EcdsaSignature.fromFixed(signature).toDer();
  }

  private static CoseCurve curve(CoseAlgorithm algorithm) {
    if (algorithm.traits() instanceof AlgorithmTraits.Signing signing
        && signing.scheme() == SignatureScheme.ECDSA
        && signing.curve() != null) {
      return signing.curve();
    }
    throw new IllegalArgumentException("no ECDSA: " + algorithm);
  }
}
