package org.teep4j.benchmarks;

import java.util.Arrays;
import org.teep4j.cose.CoseAlgorithm;

/** The algorithms whose signatures are measured, and what JCA calls them. */
enum SignatureKind {
  /** ECDSA on P-256 with SHA-256. */
  ES256("ES256", CoseAlgorithm.ES256, "EC", "SHA256withECDSA"),
  /** EdDSA on Curve25519. */
  ED25519("Ed25519", CoseAlgorithm.ED25519, "EdDSA", "Ed25519"),
  /** ML-DSA (FIPS 204). The name that every provider has leaves the parameter set to the key. */
  ML_DSA_65("ML-DSA-65", CoseAlgorithm.ML_DSA_65, "ML-DSA", "ML-DSA");

  private final String label;
  private final CoseAlgorithm algorithm;
  private final String keyFactory;
  private final String jcaName;

  SignatureKind(String label, CoseAlgorithm algorithm, String keyFactory, String jcaName) {
    this.label = label;
    this.algorithm = algorithm;
    this.keyFactory = keyFactory;
    this.jcaName = jcaName;
  }

  static SignatureKind of(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such algorithm: " + label));
  }

  CoseAlgorithm algorithm() {
    return algorithm;
  }

  /** Peers know Ed25519 under the name of RFC 9053 alone. */
  CoseAlgorithm algorithmOfPeers() {
    return this == ED25519 ? CoseAlgorithm.EDDSA : algorithm;
  }

  String keyFactory() {
    return keyFactory;
  }

  String jcaName() {
    return jcaName;
  }

  @Override
  public String toString() {
    return label;
  }
}
