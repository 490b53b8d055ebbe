package org.teep4j.vectors.format;

import java.util.HashMap;
import java.util.Map;
import org.teep4j.cose.CoseAlgorithm;

/** Algorithms by their names in vector files. */
final class AlgorithmNames {
  private static final Map<String, Integer> IDS = new HashMap<>();

  static {
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      IDS.put(algorithm.ianaName(), (int) algorithm.id());
    }
    // Names in the COSE working group's examples that differ from the registry.
    put("RSA-PSS-256", CoseAlgorithm.PS256);
    put("RSA-PSS-384", CoseAlgorithm.PS384);
    put("RSA-PSS-512", CoseAlgorithm.PS512);
    put("HS256", CoseAlgorithm.HMAC_256);
    put("HS256/64", CoseAlgorithm.HMAC_256_64);
    put("HS384", CoseAlgorithm.HMAC_384);
    put("HS512", CoseAlgorithm.HMAC_512);
    put("AES-MAC-128/64", CoseAlgorithm.AES_MAC_128_64);
    put("AES-MAC-256/64", CoseAlgorithm.AES_MAC_256_64);
    put("AES-MAC-128/128", CoseAlgorithm.AES_MAC_128_128);
    put("AES-MAC-256/128", CoseAlgorithm.AES_MAC_256_128);
    put("AES-CCM-16-128/64", CoseAlgorithm.AES_CCM_16_64_128);
    put("AES-CCM-16-256/64", CoseAlgorithm.AES_CCM_16_64_256);
    put("AES-CCM-64-128/64", CoseAlgorithm.AES_CCM_64_64_128);
    put("AES-CCM-64-256/64", CoseAlgorithm.AES_CCM_64_64_256);
    put("AES-CCM-16-128/128", CoseAlgorithm.AES_CCM_16_128_128);
    put("AES-CCM-16-256/128", CoseAlgorithm.AES_CCM_16_128_256);
    put("AES-CCM-64-128/128", CoseAlgorithm.AES_CCM_64_128_128);
    put("AES-CCM-64-256/128", CoseAlgorithm.AES_CCM_64_128_256);
    put("ChaCha-Poly1305", CoseAlgorithm.CHACHA20_POLY1305);
    put("HKDF-HMAC-SHA-256", CoseAlgorithm.DIRECT_HKDF_SHA_256);
    put("HKDF-HMAC-SHA-512", CoseAlgorithm.DIRECT_HKDF_SHA_512);
    put("HKDF-AES-128", CoseAlgorithm.DIRECT_HKDF_AES_128);
    put("HKDF-AES-256", CoseAlgorithm.DIRECT_HKDF_AES_256);
    put("RSA-OAEP", CoseAlgorithm.RSAES_OAEP);
    put("RSA-OAEP-256", CoseAlgorithm.RSAES_OAEP_SHA_256);
    put("RSA-OAEP-512", CoseAlgorithm.RSAES_OAEP_SHA_512);
    put("ECDH-ES", CoseAlgorithm.ECDH_ES_HKDF_256);
    put("ECDH-ES-512", CoseAlgorithm.ECDH_ES_HKDF_512);
    put("ECDH-ES-A128KW", CoseAlgorithm.ECDH_ES_A128KW);
    put("ECDH-ES+A128KW", CoseAlgorithm.ECDH_ES_A128KW);
    put("ECDH-ES-A192KW", CoseAlgorithm.ECDH_ES_A192KW);
    put("ECDH-ES-A256KW", CoseAlgorithm.ECDH_ES_A256KW);
    put("ECDH-SS", CoseAlgorithm.ECDH_SS_HKDF_256);
    put("ECDH-SS-256", CoseAlgorithm.ECDH_SS_HKDF_256);
    put("ECDH-SS-512", CoseAlgorithm.ECDH_SS_HKDF_512);
    put("ECDH-SS-A128KW", CoseAlgorithm.ECDH_SS_A128KW);
    put("ECDH-SS+A128KW", CoseAlgorithm.ECDH_SS_A128KW);
    put("ECDH-SS-A192KW", CoseAlgorithm.ECDH_SS_A192KW);
    put("ECDH-SS-A256KW", CoseAlgorithm.ECDH_SS_A256KW);
  }

  private AlgorithmNames() {}

  private static void put(String name, CoseAlgorithm algorithm) {
    IDS.put(name, (int) algorithm.id());
  }

  /**
   * Finds an algorithm by name.
   *
   * @return its number in the registry
   * @throws UnknownNameException if the name is unknown
   */
  static int id(String name) {
    Integer id = IDS.get(name);
    if (id == null) {
      throw new UnknownNameException("no algorithm has the name " + name);
    }
    return id;
  }

  /** The name in the registry. */
  static String name(int id) {
    return CoseAlgorithm.fromId(id).map(CoseAlgorithm::ianaName).orElse("algorithm " + id);
  }
}
