package org.teep4j.teep;

import java.util.List;
import org.teep4j.suit.SuitCoseProfile;

/**
 * The mandatory algorithms: a TAM must support all of them, a TEEP Agent at least one
 * (draft-ietf-teep-protocol-26, Section 8).
 */
public final class MandatoryAlgorithms {

  private static final List<TeepCipherSuite> CIPHER_SUITES =
      List.of(TeepCipherSuite.SIGN1_ED25519, TeepCipherSuite.SIGN1_ESP256);

  private static final List<SuitCoseProfile> SUIT_COSE_PROFILES =
      List.of(
          SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR,
          SuitCoseProfile.SHA256_ED25519_ECDH_A128CTR,
          SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM,
          SuitCoseProfile.SHA256_ED25519_ECDH_CHACHA_POLY);

  private MandatoryAlgorithms() {}

  /**
   * Cipher suites for messages (Section 8.1).
   *
   * @return the suites in the order of the document
   */
  public static List<TeepCipherSuite> cipherSuites() {
    return CIPHER_SUITES;
  }

  /**
   * Profiles for EATs and SUIT reports (Section 8.2).
   *
   * @return the profiles in the order of the document
   */
  public static List<SuitCoseProfile> suitCoseProfiles() {
    return SUIT_COSE_PROFILES;
  }
}
