package org.teep4j.cose;

import java.security.NoSuchAlgorithmException;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.AlgorithmTraits.Hashing;
import org.teep4j.cose.AlgorithmTraits.Macing;
import org.teep4j.cose.AlgorithmTraits.Sealing;
import org.teep4j.cose.AlgorithmTraits.Signing;

/**
 * The algorithms that this library knows: rows of the IANA registry "COSE Algorithms", with the
 * properties that this library needs.
 *
 * <p>Messages with another algorithm can be decoded, but not verified or decrypted.
 */
public enum CoseAlgorithm {
  /** ECDSA with SHA-256 (RFC 9053, Section 2.1); here with P-256 alone. */
  ES256(-7, "ES256", "ES256", Signing.ecdsa(CoseCurve.P256, "SHA-256")),
  /** ECDSA with SHA-384 (RFC 9053, Section 2.1); here with P-384 alone. */
  ES384(-35, "ES384", "ES384", Signing.ecdsa(CoseCurve.P384, "SHA-384")),
  /** ECDSA with SHA-512 (RFC 9053, Section 2.1); here with P-521 alone. */
  ES512(-36, "ES512", "ES512", Signing.ecdsa(CoseCurve.P521, "SHA-512")),
  /** ECDSA on P-256 with SHA-256 (RFC 9864, Section 2.1). */
  ESP256(-9, "ESP256", Signing.ecdsa(CoseCurve.P256, "SHA-256")),
  /** ECDSA on P-384 with SHA-384 (RFC 9864, Section 2.1). */
  ESP384(-51, "ESP384", Signing.ecdsa(CoseCurve.P384, "SHA-384")),
  /** ECDSA on P-521 with SHA-512 (RFC 9864, Section 2.1). */
  ESP512(-52, "ESP512", Signing.ecdsa(CoseCurve.P521, "SHA-512")),
  /** ECDSA on secp256k1 with SHA-256 (RFC 8812, Section 3.2). */
  ES256K(-47, "ES256K", "ES256K", Signing.ecdsa(CoseCurve.SECP256K1, "SHA-256")),
  /** ECDSA on brainpoolP256r1 with SHA-256 (RFC 9864, Section 2.1). */
  ESB256(-265, "ESB256", Signing.ecdsa(CoseCurve.BRAINPOOL_P256R1, "SHA-256")),
  /** ECDSA on brainpoolP320r1 with SHA-384 (RFC 9864, Section 2.1). */
  ESB320(-266, "ESB320", Signing.ecdsa(CoseCurve.BRAINPOOL_P320R1, "SHA-384")),
  /** ECDSA on brainpoolP384r1 with SHA-384 (RFC 9864, Section 2.1). */
  ESB384(-267, "ESB384", Signing.ecdsa(CoseCurve.BRAINPOOL_P384R1, "SHA-384")),
  /** ECDSA on brainpoolP512r1 with SHA-512 (RFC 9864, Section 2.1). */
  ESB512(-268, "ESB512", Signing.ecdsa(CoseCurve.BRAINPOOL_P512R1, "SHA-512")),
  /** EdDSA on the curve of the key (RFC 9053, Section 2.2). */
  EDDSA(-8, "EdDSA", "EdDSA", Signing.eddsa(null)),
  /** EdDSA on Ed25519 (RFC 9864, Section 2.2). */
  ED25519(-19, "Ed25519", "Ed25519", Signing.eddsa(CoseCurve.ED25519)),
  /** EdDSA on Ed448 (RFC 9864, Section 2.2). */
  ED448(-53, "Ed448", "Ed448", Signing.eddsa(CoseCurve.ED448)),
  /** RSASSA-PSS with SHA-256 (RFC 8230, Section 2). */
  PS256(-37, "PS256", "PS256", Signing.rsa(SignatureScheme.RSA_PSS, "SHA-256")),
  /** RSASSA-PSS with SHA-384 (RFC 8230, Section 2). */
  PS384(-38, "PS384", "PS384", Signing.rsa(SignatureScheme.RSA_PSS, "SHA-384")),
  /** RSASSA-PSS with SHA-512 (RFC 8230, Section 2). */
  PS512(-39, "PS512", "PS512", Signing.rsa(SignatureScheme.RSA_PSS, "SHA-512")),
  /** HSS/LMS hash-based signature (RFC 8778, Section 3); signed with {@link HssLmsSigner}. */
  HSS_LMS(-46, "HSS-LMS", Signing.hssLms()),
  /** ML-DSA-44 (RFC 9964, Section 5). */
  ML_DSA_44(-48, "ML-DSA-44", "ML-DSA-44", Signing.mlDsa(1312, 2420)),
  /** ML-DSA-65 (RFC 9964, Section 5). */
  ML_DSA_65(-49, "ML-DSA-65", "ML-DSA-65", Signing.mlDsa(1952, 3309)),
  /** ML-DSA-87 (RFC 9964, Section 5). */
  ML_DSA_87(-50, "ML-DSA-87", "ML-DSA-87", Signing.mlDsa(2592, 4627)),
  /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8812, Section 2). */
  RS256(-257, "RS256", "RS256", Signing.rsa(SignatureScheme.RSA_PKCS1, "SHA-256")),
  /** RSASSA-PKCS1-v1_5 with SHA-384 (RFC 8812, Section 2). */
  RS384(-258, "RS384", "RS384", Signing.rsa(SignatureScheme.RSA_PKCS1, "SHA-384")),
  /** RSASSA-PKCS1-v1_5 with SHA-512 (RFC 8812, Section 2). */
  RS512(-259, "RS512", "RS512", Signing.rsa(SignatureScheme.RSA_PKCS1, "SHA-512")),
  /** SHA-256 cut to 64 bits (RFC 9054). */
  SHA_256_64(-15, "SHA-256/64", new Hashing("SHA-256", 64)),
  /** SHA-256 (RFC 9054). */
  SHA_256(-16, "SHA-256", new Hashing("SHA-256", 256)),
  /** SHA-512/256 (RFC 9054). */
  SHA_512_256(-17, "SHA-512/256", new Hashing("SHA-512/256", 256)),
  /** SHAKE128 with 256 bits (RFC 9054). */
  SHAKE128(-18, "SHAKE128", new Hashing("SHAKE128", 256)),
  /** SHA-384 (RFC 9054). */
  SHA_384(-43, "SHA-384", new Hashing("SHA-384", 384)),
  /** SHA-512 (RFC 9054). */
  SHA_512(-44, "SHA-512", new Hashing("SHA-512", 512)),
  /** SHAKE256 with 512 bits (RFC 9054). */
  SHAKE256(-45, "SHAKE256", new Hashing("SHAKE256", 512)),
  /** HMAC 256/64 (RFC 9053, Section 3.1). */
  HMAC_256_64(4, "HMAC 256/64", new Macing(MacScheme.HMAC, "SHA-256", 256, 64)),
  /** HMAC 256/256 (RFC 9053, Section 3.1). */
  HMAC_256(5, "HMAC 256/256", "HS256", new Macing(MacScheme.HMAC, "SHA-256", 256, 256)),
  /** HMAC 384/384 (RFC 9053, Section 3.1). */
  HMAC_384(6, "HMAC 384/384", "HS384", new Macing(MacScheme.HMAC, "SHA-384", 384, 384)),
  /** HMAC 512/512 (RFC 9053, Section 3.1). */
  HMAC_512(7, "HMAC 512/512", "HS512", new Macing(MacScheme.HMAC, "SHA-512", 512, 512)),
  /** AES-MAC 128/64 (RFC 9053, Section 3.2). */
  AES_MAC_128_64(14, "AES-MAC 128/64", new Macing(MacScheme.AES_CBC_MAC, null, 128, 64)),
  /** AES-MAC 256/64 (RFC 9053, Section 3.2). */
  AES_MAC_256_64(15, "AES-MAC 256/64", new Macing(MacScheme.AES_CBC_MAC, null, 256, 64)),
  /** AES-MAC 128/128 (RFC 9053, Section 3.2). */
  AES_MAC_128_128(25, "AES-MAC 128/128", new Macing(MacScheme.AES_CBC_MAC, null, 128, 128)),
  /** AES-MAC 256/128 (RFC 9053, Section 3.2). */
  AES_MAC_256_128(26, "AES-MAC 256/128", new Macing(MacScheme.AES_CBC_MAC, null, 256, 128)),
  /** AES-GCM with a key of 128 bits (RFC 9053, Section 4.1). */
  A128GCM(1, "A128GCM", "A128GCM", new Encrypting(ContentScheme.AES_GCM, 128, 12, 128)),
  /** AES-GCM with a key of 192 bits (RFC 9053, Section 4.1). */
  A192GCM(2, "A192GCM", "A192GCM", new Encrypting(ContentScheme.AES_GCM, 192, 12, 128)),
  /** AES-GCM with a key of 256 bits (RFC 9053, Section 4.1). */
  A256GCM(3, "A256GCM", "A256GCM", new Encrypting(ContentScheme.AES_GCM, 256, 12, 128)),
  /** AES-CCM-16-64-128 (RFC 9053, Section 4.2). */
  AES_CCM_16_64_128(10, "AES-CCM-16-64-128", new Encrypting(ContentScheme.AES_CCM, 128, 13, 64)),
  /** AES-CCM-16-64-256 (RFC 9053, Section 4.2). */
  AES_CCM_16_64_256(11, "AES-CCM-16-64-256", new Encrypting(ContentScheme.AES_CCM, 256, 13, 64)),
  /**
   * AES-CCM-64-64-128 (RFC 9053, Section 4.2). Nonces have 7 bytes, so a key may be used with at
   * most 4,096 random nonces, see {@link #mostRandomNonces()}.
   */
  AES_CCM_64_64_128(12, "AES-CCM-64-64-128", new Encrypting(ContentScheme.AES_CCM, 128, 7, 64)),
  /**
   * AES-CCM-64-64-256 (RFC 9053, Section 4.2). Nonces have 7 bytes, so a key may be used with at
   * most 4,096 random nonces, see {@link #mostRandomNonces()}.
   */
  AES_CCM_64_64_256(13, "AES-CCM-64-64-256", new Encrypting(ContentScheme.AES_CCM, 256, 7, 64)),
  /** AES-CCM-16-128-128 (RFC 9053, Section 4.2). */
  AES_CCM_16_128_128(30, "AES-CCM-16-128-128", new Encrypting(ContentScheme.AES_CCM, 128, 13, 128)),
  /** AES-CCM-16-128-256 (RFC 9053, Section 4.2). */
  AES_CCM_16_128_256(31, "AES-CCM-16-128-256", new Encrypting(ContentScheme.AES_CCM, 256, 13, 128)),
  /**
   * AES-CCM-64-128-128 (RFC 9053, Section 4.2). Nonces have 7 bytes, so a key may be used with at
   * most 4,096 random nonces, see {@link #mostRandomNonces()}.
   */
  AES_CCM_64_128_128(32, "AES-CCM-64-128-128", new Encrypting(ContentScheme.AES_CCM, 128, 7, 128)),
  /**
   * AES-CCM-64-128-256 (RFC 9053, Section 4.2). Nonces have 7 bytes, so a key may be used with at
   * most 4,096 random nonces, see {@link #mostRandomNonces()}.
   */
  AES_CCM_64_128_256(33, "AES-CCM-64-128-256", new Encrypting(ContentScheme.AES_CCM, 256, 7, 128)),
  /** ChaCha20 and Poly1305 (RFC 9053, Section 4.3). */
  CHACHA20_POLY1305(
      24, "ChaCha20/Poly1305", new Encrypting(ContentScheme.CHACHA20_POLY1305, 256, 12, 128)),
  /** AES-CTR with a key of 128 bits: no integrity (RFC 9459). */
  A128CTR(-65534, "A128CTR", "A128CTR", new Encrypting(ContentScheme.AES_CTR, 128, 16, 0)),
  /** AES-CTR with a key of 192 bits: no integrity (RFC 9459). */
  A192CTR(-65533, "A192CTR", "A192CTR", new Encrypting(ContentScheme.AES_CTR, 192, 16, 0)),
  /** AES-CTR with a key of 256 bits: no integrity (RFC 9459). */
  A256CTR(-65532, "A256CTR", "A256CTR", new Encrypting(ContentScheme.AES_CTR, 256, 16, 0)),
  /** AES-CBC with a key of 128 bits: no integrity (RFC 9459). */
  A128CBC(-65531, "A128CBC", "A128CBC", new Encrypting(ContentScheme.AES_CBC, 128, 16, 0)),
  /** AES-CBC with a key of 192 bits: no integrity (RFC 9459). */
  A192CBC(-65530, "A192CBC", "A192CBC", new Encrypting(ContentScheme.AES_CBC, 192, 16, 0)),
  /** AES-CBC with a key of 256 bits: no integrity (RFC 9459). */
  A256CBC(-65529, "A256CBC", "A256CBC", new Encrypting(ContentScheme.AES_CBC, 256, 16, 0)),
  /**
   * HPKE Integrated Encryption with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_0(35, "HPKE-0", new Sealing(HpkeSuite.HPKE_0)),
  /**
   * HPKE Integrated Encryption with DHKEM(P-384, HKDF-SHA384), HKDF-SHA384, AES-256-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_1(37, "HPKE-1", new Sealing(HpkeSuite.HPKE_1)),
  /**
   * HPKE Integrated Encryption with DHKEM(P-521, HKDF-SHA512), HKDF-SHA512, AES-256-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_2(39, "HPKE-2", new Sealing(HpkeSuite.HPKE_2)),
  /**
   * HPKE Integrated Encryption with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_3(41, "HPKE-3", new Sealing(HpkeSuite.HPKE_3)),
  /**
   * HPKE Integrated Encryption with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305
   * (draft-ietf-cose-hpke).
   */
  HPKE_4(42, "HPKE-4", new Sealing(HpkeSuite.HPKE_4)),
  /**
   * HPKE Integrated Encryption with DHKEM(X448, HKDF-SHA512), HKDF-SHA512, AES-256-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_5(43, "HPKE-5", new Sealing(HpkeSuite.HPKE_5)),
  /**
   * HPKE Integrated Encryption with DHKEM(X448, HKDF-SHA512), HKDF-SHA512, ChaCha20Poly1305
   * (draft-ietf-cose-hpke).
   */
  HPKE_6(44, "HPKE-6", new Sealing(HpkeSuite.HPKE_6)),
  /**
   * HPKE Integrated Encryption with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_7(45, "HPKE-7", new Sealing(HpkeSuite.HPKE_7)),
  /** The content key is the shared key (RFC 9053, Section 6.1.1). */
  DIRECT(-6, "direct", "dir", new Distributing(RecipientScheme.DIRECT, null, 0)),
  /** Direct key with HKDF SHA-256 (RFC 9053, Section 6.1.2). */
  DIRECT_HKDF_SHA_256(
      -10, "direct+HKDF-SHA-256", new Distributing(RecipientScheme.DIRECT_HKDF, "SHA-256", 0)),
  /** Direct key with HKDF SHA-512 (RFC 9053, Section 6.1.2). */
  DIRECT_HKDF_SHA_512(
      -11, "direct+HKDF-SHA-512", new Distributing(RecipientScheme.DIRECT_HKDF, "SHA-512", 0)),
  /** Direct key with HKDF AES-128 (RFC 9053, Section 6.1.2). */
  DIRECT_HKDF_AES_128(
      -12, "direct+HKDF-AES-128", new Distributing(RecipientScheme.DIRECT_HKDF_AES, null, 128)),
  /** Direct key with HKDF AES-256 (RFC 9053, Section 6.1.2). */
  DIRECT_HKDF_AES_256(
      -13, "direct+HKDF-AES-256", new Distributing(RecipientScheme.DIRECT_HKDF_AES, null, 256)),
  /** AES key wrap with a key of 128 bits (RFC 9053, Section 6.2.1). */
  A128KW(-3, "A128KW", "A128KW", new Distributing(RecipientScheme.AES_KW, null, 128)),
  /** AES key wrap with a key of 192 bits (RFC 9053, Section 6.2.1). */
  A192KW(-4, "A192KW", "A192KW", new Distributing(RecipientScheme.AES_KW, null, 192)),
  /** AES key wrap with a key of 256 bits (RFC 9053, Section 6.2.1). */
  A256KW(-5, "A256KW", "A256KW", new Distributing(RecipientScheme.AES_KW, null, 256)),
  /** RSAES-OAEP with SHA-1 (RFC 8230, Section 3). */
  RSAES_OAEP(
      -40,
      "RSAES-OAEP w/ RFC 8017 default parameters",
      "RSA-OAEP",
      new Distributing(RecipientScheme.RSAES_OAEP, "SHA-1", 0)),
  /** RSAES-OAEP with SHA-256 (RFC 8230, Section 3). */
  RSAES_OAEP_SHA_256(
      -41,
      "RSAES-OAEP w/ SHA-256",
      "RSA-OAEP-256",
      new Distributing(RecipientScheme.RSAES_OAEP, "SHA-256", 0)),
  /** RSAES-OAEP with SHA-512 (RFC 8230, Section 3). */
  RSAES_OAEP_SHA_512(
      -42,
      "RSAES-OAEP w/ SHA-512",
      "RSA-OAEP-512",
      new Distributing(RecipientScheme.RSAES_OAEP, "SHA-512", 0)),
  /** ECDH-ES + HKDF-256 (RFC 9053, Section 6.3.1). */
  ECDH_ES_HKDF_256(
      -25, "ECDH-ES + HKDF-256", new Distributing(RecipientScheme.ECDH_ES, "SHA-256", 0)),
  /** ECDH-ES + HKDF-512 (RFC 9053, Section 6.3.1). */
  ECDH_ES_HKDF_512(
      -26, "ECDH-ES + HKDF-512", new Distributing(RecipientScheme.ECDH_ES, "SHA-512", 0)),
  /** ECDH-SS + HKDF-256 (RFC 9053, Section 6.3.1). */
  ECDH_SS_HKDF_256(
      -27, "ECDH-SS + HKDF-256", new Distributing(RecipientScheme.ECDH_SS, "SHA-256", 0)),
  /** ECDH-SS + HKDF-512 (RFC 9053, Section 6.3.1). */
  ECDH_SS_HKDF_512(
      -28, "ECDH-SS + HKDF-512", new Distributing(RecipientScheme.ECDH_SS, "SHA-512", 0)),
  /** ECDH-ES + A128KW (RFC 9053, Section 6.4.1). */
  ECDH_ES_A128KW(
      -29, "ECDH-ES + A128KW", new Distributing(RecipientScheme.ECDH_ES, "SHA-256", 128)),
  /** ECDH-ES + A192KW (RFC 9053, Section 6.4.1). */
  ECDH_ES_A192KW(
      -30, "ECDH-ES + A192KW", new Distributing(RecipientScheme.ECDH_ES, "SHA-256", 192)),
  /** ECDH-ES + A256KW (RFC 9053, Section 6.4.1). */
  ECDH_ES_A256KW(
      -31, "ECDH-ES + A256KW", new Distributing(RecipientScheme.ECDH_ES, "SHA-256", 256)),
  /** ECDH-SS + A128KW (RFC 9053, Section 6.4.1). */
  ECDH_SS_A128KW(
      -32, "ECDH-SS + A128KW", new Distributing(RecipientScheme.ECDH_SS, "SHA-256", 128)),
  /** ECDH-SS + A192KW (RFC 9053, Section 6.4.1). */
  ECDH_SS_A192KW(
      -33, "ECDH-SS + A192KW", new Distributing(RecipientScheme.ECDH_SS, "SHA-256", 192)),
  /** ECDH-SS + A256KW (RFC 9053, Section 6.4.1). */
  ECDH_SS_A256KW(
      -34, "ECDH-SS + A256KW", new Distributing(RecipientScheme.ECDH_SS, "SHA-256", 256)),
  /**
   * HPKE Key Encryption with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_0_KE(46, "HPKE-0-KE", Distributing.hpke(HpkeSuite.HPKE_0)),
  /**
   * HPKE Key Encryption with DHKEM(P-384, HKDF-SHA384), HKDF-SHA384, AES-256-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_1_KE(47, "HPKE-1-KE", Distributing.hpke(HpkeSuite.HPKE_1)),
  /**
   * HPKE Key Encryption with DHKEM(P-521, HKDF-SHA512), HKDF-SHA512, AES-256-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_2_KE(48, "HPKE-2-KE", Distributing.hpke(HpkeSuite.HPKE_2)),
  /**
   * HPKE Key Encryption with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_3_KE(49, "HPKE-3-KE", Distributing.hpke(HpkeSuite.HPKE_3)),
  /**
   * HPKE Key Encryption with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305
   * (draft-ietf-cose-hpke).
   */
  HPKE_4_KE(50, "HPKE-4-KE", Distributing.hpke(HpkeSuite.HPKE_4)),
  /**
   * HPKE Key Encryption with DHKEM(X448, HKDF-SHA512), HKDF-SHA512, AES-256-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_5_KE(51, "HPKE-5-KE", Distributing.hpke(HpkeSuite.HPKE_5)),
  /**
   * HPKE Key Encryption with DHKEM(X448, HKDF-SHA512), HKDF-SHA512, ChaCha20Poly1305
   * (draft-ietf-cose-hpke).
   */
  HPKE_6_KE(52, "HPKE-6-KE", Distributing.hpke(HpkeSuite.HPKE_6)),
  /**
   * HPKE Key Encryption with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM
   * (draft-ietf-cose-hpke).
   */
  HPKE_7_KE(53, "HPKE-7-KE", Distributing.hpke(HpkeSuite.HPKE_7));

  /** The purpose of an algorithm. */
  public enum Kind {
    /** Signatures. */
    SIGNATURE,
    /** Hash functions. */
    HASH,
    /** Message authentication codes. */
    MAC,
    /** Encryption of content. */
    CONTENT_ENCRYPTION,
    /** Key distribution: how recipients obtain the content key. */
    KEY_DISTRIBUTION
  }

  private static final Map<Long, CoseAlgorithm> BY_ID =
      Arrays.stream(values()).collect(Collectors.toMap(CoseAlgorithm::id, Function.identity()));

  private final long id;
  private final String ianaName;
  private final @Nullable String joseName;

  // Every implementation is a record of enums, numbers and names.
  @SuppressWarnings("ImmutableEnumChecker")
  private final AlgorithmTraits traits;

  CoseAlgorithm(long id, String ianaName, AlgorithmTraits traits) {
    this(id, ianaName, null, traits);
  }

  CoseAlgorithm(long id, String ianaName, @Nullable String joseName, AlgorithmTraits traits) {
    this.id = id;
    this.ianaName = ianaName;
    this.joseName = joseName;
    this.traits = traits;
  }

  /**
   * The value of {@code alg}.
   *
   * @return the registered number
   */
  public long id() {
    return id;
  }

  /**
   * The value of {@code alg} as it stands in headers and keys.
   *
   * @return the number as a label
   */
  public CoseLabel label() {
    return CoseLabel.of(id);
  }

  /**
   * The name in the registry.
   *
   * @return the name as registered
   */
  public String ianaName() {
    return ianaName;
  }

  /**
   * The name in the IANA registry "JSON Web Signature and Encryption Algorithms".
   *
   * @return the name, or empty if JOSE has no algorithm with the same meaning; the fully-specified
   *     names ESP256, ESP384 and ESP512 are such
   */
  public Optional<String> joseName() {
    return Optional.ofNullable(joseName);
  }

  /** The purpose of the algorithm. */
  public Kind kind() {
    return traits.kind();
  }

  /**
   * Whether this is authenticated encryption of content (AEAD), so that decryption detects changes.
   *
   * @return false for AES-CTR and AES-CBC, and for algorithms that do not encrypt content
   */
  public boolean isAuthenticatedEncryption() {
    return traits instanceof Sealing
        || traits instanceof Encrypting encrypting && encrypting.tagBits() > 0;
  }

  /**
   * The key type that the algorithm requires.
   *
   * @return the key type; empty for all but signature algorithms
   */
  public Optional<CoseKeyType> keyType() {
    return signing().map(Signing::keyType);
  }

  /**
   * The one curve of the algorithm.
   *
   * @return the curve of a signature algorithm; empty for {@link #EDDSA}, which uses the curve of
   *     the key, and for algorithms without a curve
   */
  public Optional<CoseCurve> curve() {
    return signing().map(Signing::curve);
  }

  /**
   * The JCA name of the hash function that a signature algorithm, an HMAC or a key derivation uses,
   * or that this algorithm is.
   *
   * @return for example {@code SHA-256}; empty for algorithms without a hash function or with one
   *     of their own, as EdDSA
   */
  public Optional<String> hashName() {
    return Optional.ofNullable(traits.hashName());
  }

  /**
   * The length of a symmetric key for the algorithm. HMAC also takes longer keys.
   *
   * @return the number of bits; empty if the algorithm takes no symmetric key, or one of any length
   */
  public OptionalInt keyBits() {
    return traits.keyBits() == 0 ? OptionalInt.empty() : OptionalInt.of(traits.keyBits());
  }

  /**
   * The length of the nonce or initialization vector of a content encryption.
   *
   * @return the number of bytes; empty for all but content encryption, and for HPKE
   */
  public OptionalInt ivBytes() {
    return traits instanceof Encrypting encrypting
        ? OptionalInt.of(encrypting.nonceBytes())
        : OptionalInt.empty();
  }

  /**
   * Whether the content is padded to whole blocks before it is encrypted, as AES-CBC does. Nothing
   * authenticates it then: whoever observes that a recipient finds the padding wrong can learn the
   * content.
   *
   * @return true for AES-CBC
   */
  public boolean padsContent() {
    return traits instanceof Encrypting encrypting && encrypting.scheme() == ContentScheme.AES_CBC;
  }

  /**
   * Whether this is HPKE (draft-ietf-cose-hpke), for content or for content keys.
   *
   * @return true for HPKE-0 to HPKE-7 and HPKE-0-KE to HPKE-7-KE
   */
  public boolean isHpke() {
    return traits.suite() != null;
  }

  /**
   * The method by which a recipient obtains the content key.
   *
   * @return the method; empty for all but key distribution algorithms
   */
  public Optional<RecipientScheme> recipientScheme() {
    return traits instanceof Distributing distributing
        ? Optional.of(distributing.scheme())
        : Optional.empty();
  }

  /**
   * Whether the keys of both sides determine the content key, so that the recipient must be the
   * only one of its message (RFC 9052, Sections 8.5.1 and 8.5.4).
   *
   * @return false if the content key is sent encrypted, and for all but key distribution algorithms
   */
  public boolean determinesContentKey() {
    return traits instanceof Distributing distributing && distributing.determinesKey();
  }

  /**
   * Finds an algorithm.
   *
   * @param id the value of {@code alg}
   * @return the algorithm, or empty if this library does not know it
   */
  public static Optional<CoseAlgorithm> fromId(long id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /**
   * The largest number of messages that one key of this algorithm may encrypt with random nonces,
   * as {@link CoseEncrypt0Builder} makes them: 4,096 for the AES-CCM-64 algorithms, whose nonces
   * have 7 bytes, and 2^32 for all others.
   *
   * <p>A repeated nonce reveals both plaintexts, and with AES-GCM and AES-CCM it breaks the
   * authenticity of all messages. Up to this number of messages, a nonce repeats with a probability
   * below 2^-32. To encrypt more messages with one key, the application keeps a counter and puts it
   * into the headers of each message as Partial IV. A key that is new for each message, as with
   * COSE_Encrypt without a direct method, never reaches the limit.
   *
   * @return the number of messages, or empty if this is no content encryption with a nonce
   */
  public OptionalLong mostRandomNonces() {
    return traits instanceof AlgorithmTraits.Encrypting encrypting
        ? OptionalLong.of(encrypting.mostRandomNonces())
        : OptionalLong.empty();
  }

  /**
   * Finds an algorithm.
   *
   * @param label the value of {@code alg}
   * @return the algorithm, or empty if this library does not know it, as for every text
   */
  public static Optional<CoseAlgorithm> fromLabel(CoseLabel label) {
    return Optional.ofNullable(orNull(label));
  }

  /**
   * The name of an algorithm in the registry, also of one that this library does not know
   * otherwise.
   *
   * @param label the value of {@code alg}
   * @return the name as registered; empty if none is known
   */
  public static Optional<String> nameOf(CoseLabel label) {
    CoseAlgorithm known = orNull(label);
    return known != null
        ? Optional.of(known.ianaName)
        : Optional.ofNullable(
            label.isText() ? null : RegisteredNames.ALGORITHMS.get(label.number()));
  }

  /** Refuses an algorithm that this library does not use. */
  static NoSuchAlgorithmException unsupported(CoseLabel label) {
    return new NoSuchAlgorithmException(
        "alg " + RegisteredNames.describe(label, RegisteredNames.ALGORITHMS) + " is not supported");
  }

  static @Nullable CoseAlgorithm orNull(CoseLabel label) {
    return label.isText() ? null : BY_ID.get(label.number());
  }

  /** The AES key wrap with keys of a length; null if there is none. */
  static @Nullable CoseAlgorithm keyWrapOrNull(int keyBits) {
    for (CoseAlgorithm each : values()) {
      if (each.traits instanceof Distributing distributing
          && distributing.scheme() == RecipientScheme.AES_KW
          && distributing.keyBits() == keyBits) {
        return each;
      }
    }
    return null;
  }

  AlgorithmTraits traits() {
    return traits;
  }

  private Optional<Signing> signing() {
    return traits instanceof Signing signing ? Optional.of(signing) : Optional.empty();
  }

  /**
   * Checks the form of a signature that a signer has made (RFC 9053, Section 2), because one of
   * another form could not verify. For example, signers that were written for other formats return
   * DER instead of r and s; {@link EcdsaSignatures} converts it.
   *
   * @param signature what the signer returned
   * @return a view of this array, which is not copied
   * @throws SignatureException if there is no signature (null or an empty array), or if its length
   *     in bytes is not that of this algorithm's signatures; where that depends on the key, and if
   *     this is no signature algorithm, any length is accepted
   */
  public Bytes checkSignature(byte @Nullable [] signature) throws SignatureException {
    if (signature == null || signature.length == 0) {
      throw new SignatureException("the signer returned no signature");
    }
    int size = signatureBytes();
    if (size != 0 && signature.length != size) {
      throw new SignatureException(
          "a signature of "
              + ianaName()
              + " takes "
              + size
              + " bytes, the signer returned "
              + signature.length);
    }
    return Bytes.wrap(signature);
  }

  /**
   * The size of a signature in bytes; 0 if it depends on the key, or this is no signature
   * algorithm.
   */
  int signatureBytes() {
    return signing().map(Signing::signatureBytes).orElse(0);
  }

  @Nullable SignatureScheme scheme() {
    return signing().map(Signing::scheme).orElse(null);
  }

  /**
   * The fully-specified algorithm (RFC 9864) that this algorithm stands for with a key on {@code
   * keyCurve}.
   */
  CoseAlgorithm fullySpecified(@Nullable CoseCurve keyCurve) {
    return switch (this) {
      case ES256 -> ESP256;
      case ES384 -> ESP384;
      case ES512 -> ESP512;
      case EDDSA -> keyCurve == CoseCurve.ED448 ? ED448 : ED25519;
      default -> this;
    };
  }
}
