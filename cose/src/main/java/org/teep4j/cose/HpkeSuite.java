package org.teep4j.cose;

/**
 * The KEM, KDF and AEAD of each COSE algorithm for HPKE, by their numbers in the IANA registry
 * "HPKE" (draft-ietf-cose-hpke, Section 4).
 */
enum HpkeSuite {
  /** DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. */
  HPKE_0(CoseCurve.P256, 0x10, 1, 1),
  /** DHKEM(P-384, HKDF-SHA384), HKDF-SHA384, AES-256-GCM. */
  HPKE_1(CoseCurve.P384, 0x11, 2, 2),
  /** DHKEM(P-521, HKDF-SHA512), HKDF-SHA512, AES-256-GCM. */
  HPKE_2(CoseCurve.P521, 0x12, 3, 2),
  /** DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. */
  HPKE_3(CoseCurve.X25519, 0x20, 1, 1),
  /** DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305. */
  HPKE_4(CoseCurve.X25519, 0x20, 1, 3),
  /** DHKEM(X448, HKDF-SHA512), HKDF-SHA512, AES-256-GCM. */
  HPKE_5(CoseCurve.X448, 0x21, 3, 2),
  /** DHKEM(X448, HKDF-SHA512), HKDF-SHA512, ChaCha20Poly1305. */
  HPKE_6(CoseCurve.X448, 0x21, 3, 3),
  /** DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
  HPKE_7(CoseCurve.P256, 0x10, 1, 2);

  private final CoseCurve curve;
  private final int kem;
  private final int kdf;
  private final int aead;

  HpkeSuite(CoseCurve curve, int kem, int kdf, int aead) {
    this.curve = curve;
    this.kem = kem;
    this.kdf = kdf;
    this.aead = aead;
  }

  /** The curve of the recipient's key, which the KEM determines. */
  CoseCurve curve() {
    return curve;
  }

  int kem() {
    return kem;
  }

  int kdf() {
    return kdf;
  }

  int aead() {
    return aead;
  }
}
