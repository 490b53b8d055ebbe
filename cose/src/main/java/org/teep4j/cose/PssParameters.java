package org.teep4j.cose;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.internal.DerException;
import org.teep4j.cose.internal.DerReader;
import org.teep4j.cose.internal.DerWriter;

/**
 * The restrictions of a key that is only for RSASSA-PSS: {@code RSASSA-PSS-params} (RFC 4055,
 * Section 3.1). The hash function and the mask generation function bind the key to one COSE
 * algorithm. The salt of that algorithm is as long as the hash; a key can only state a minimum
 * length of the salt.
 */
final class PssParameters {

  private static final int HASH = 0xa0;
  private static final int MASK_GENERATION = 0xa1;
  private static final int SALT_LENGTH = 0xa2;
  private static final int TRAILER = 0xa3;
  private static final int SEQUENCE = 0x30;
  private static final int NULL = 0x05;
  private static final String MGF1 = "2a864886f70d010108"; // 1.2.840.113549.1.1.8

  /** A hash function: its object identifier, and the size of its values. */
  private record Hash(String identifier, int bytes) {}

  private static final Map<String, Hash> HASHES =
      Map.of(
          "SHA-256", new Hash("608648016503040201", 32), // 2.16.840.1.101.3.4.2.1
          "SHA-384", new Hash("608648016503040202", 48), // 2.16.840.1.101.3.4.2.2
          "SHA-512", new Hash("608648016503040203", 64)); // 2.16.840.1.101.3.4.2.3

  private PssParameters() {}

  /**
   * Reads the parameters after the object identifier.
   *
   * @return the algorithm; null if any RSASSA-PSS algorithm is permitted
   */
  static @Nullable CoseAlgorithm read(DerReader algorithm)
      throws DerException, InvalidKeyException {
    if (!algorithm.hasNext()) {
      return null;
    }
    DerReader parameters = algorithm.readSequence();
    String hash = parameters.nextIs(HASH) ? hash(parameters.enter(HASH).readSequence()) : "";
    String mask = "";
    if (parameters.nextIs(MASK_GENERATION)) {
      DerReader generation = parameters.enter(MASK_GENERATION).readSequence();
      mask =
          generation.readObjectIdentifier().equals(MGF1) && generation.nextIs(SEQUENCE)
              ? hash(generation.readSequence())
              : "other";
    }
    BigInteger salt =
        parameters.nextIs(SALT_LENGTH)
            ? parameters.enter(SALT_LENGTH).readInteger()
            : BigInteger.valueOf(20);
    BigInteger trailer =
        parameters.nextIs(TRAILER) ? parameters.enter(TRAILER).readInteger() : BigInteger.ONE;
    parameters.expectEnd();
    for (CoseAlgorithm each : CoseAlgorithm.values()) {
      Hash own = hashOrNull(each);
      if (own != null
          && own.identifier.equals(hash)
          && own.identifier.equals(mask)
          && salt.compareTo(BigInteger.valueOf(own.bytes)) <= 0
          && trailer.equals(BigInteger.ONE)) {
        return each;
      }
    }
    throw noSuchAlgorithm();
  }

  /** The hash function of an RSASSA-PSS algorithm; null for other algorithms. */
  private static @Nullable Hash hashOrNull(CoseAlgorithm algorithm) {
    return algorithm.scheme() == SignatureScheme.RSA_PSS
        ? HASHES.get(algorithm.hashName().orElseThrow())
        : null;
  }

  private static String hash(DerReader algorithm) throws DerException {
    String name = algorithm.readObjectIdentifier();
    if (algorithm.nextIs(NULL)) {
      algorithm.read(NULL);
    }
    algorithm.expectEnd();
    return name;
  }

  private static InvalidKeyException noSuchAlgorithm() {
    return new InvalidKeyException(
        "the key is for RSASSA-PSS with parameters that no algorithm of COSE has: those have"
            + " SHA-256, SHA-384 or SHA-512, MGF1 with the same, and a salt as long as the hash");
  }

  /** The algorithm that the parameters of a JCA key permit. */
  static CoseAlgorithm of(PSSParameterSpec parameters) throws InvalidKeyException {
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      Hash own = hashOrNull(algorithm);
      if (own != null
          && algorithm
              .hashName()
              .filter(parameters.getDigestAlgorithm()::equalsIgnoreCase)
              .isPresent()
          && parameters.getMGFParameters() instanceof MGF1ParameterSpec mask
          && mask.getDigestAlgorithm().equalsIgnoreCase(parameters.getDigestAlgorithm())
          && parameters.getSaltLength() <= own.bytes) {
        return algorithm;
      }
    }
    throw noSuchAlgorithm();
  }

  /** Writes the parameters after the object identifier: none for a key without an algorithm. */
  static void write(DerWriter writer, Optional<CoseLabel> algorithmId) {
    Hash hash =
        algorithmId.flatMap(CoseAlgorithm::fromLabel).map(PssParameters::hashOrNull).orElse(null);
    if (hash != null) {
      writer.sequence(
          w ->
              w.element(HASH, inner -> identifier(inner, hash.identifier))
                  .element(
                      MASK_GENERATION,
                      inner ->
                          inner.sequence(
                              mask -> identifier(mask.objectIdentifier(MGF1), hash.identifier)))
                  .element(SALT_LENGTH, inner -> inner.integer(BigInteger.valueOf(hash.bytes))));
    }
  }

  private static void identifier(DerWriter writer, String hash) {
    writer.sequence(w -> w.objectIdentifier(hash).element(NULL, new byte[0]));
  }
}
