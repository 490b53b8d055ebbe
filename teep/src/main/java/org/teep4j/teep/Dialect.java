package org.teep4j.teep;

import java.util.List;
import org.teep4j.eat.EatProfile;
import org.teep4j.suit.encryption.SuitCoseProfile;

/**
 * A numbering of the TEEP protocol: the numbers of message types, options and errors.
 *
 * <p>All drafts of the protocol have version number 0, so a message does not identify its
 * numbering. The dialect is a property of the peer: the caller chooses it, and the library never
 * guesses. Message objects have no dialect; a message that was read in one dialect can be written
 * in another.
 *
 * <p>Each constant is a column of the tables {@link TeepMessageType}, {@link TeepLabel}, {@link
 * TeepErrorCode}, {@link DataItem} and {@link TeepFreshnessMechanism}.
 */
public enum Dialect {
  /** draft-ietf-teep-protocol-26 and the IANA registry "TEEP": the numbering for the RFC. */
  RFC(0, "draft-ietf-teep-protocol-26"),

  /** draft-ietf-teep-protocol-18 to -25. */
  DRAFT_25(1, "draft-ietf-teep-protocol-25"),

  /**
   * draft-ietf-teep-protocol-13 to -17. In a Success or Error, a SUIT report is not wrapped in a
   * byte string, and the two profiles of these drafts have two numbers instead of four. Both forms
   * are read. A QueryResponse may have {@code selected-teep-cipher-suite}; {@code err-lang} and
   * {@link TeepErrorCode#ERR_UNSUPPORTED_SUIT_REPORT} do not exist.
   */
  DRAFT_16(2, "draft-ietf-teep-protocol-16");

  private final int column;
  private final String document;

  Dialect(int column, String document) {
    this.column = column;
    this.document = document;
  }

  /** The index of this dialect's number in every row of the tables. */
  int column() {
    return column;
  }

  /**
   * The document that this numbering is taken from.
   *
   * @return the name of an Internet-Draft with its version
   */
  public String document() {
    return document;
  }

  /**
   * The cipher suites that every TAM must support (Section 8.1). A TEEP Agent must support at least
   * one of them. An Error that reports {@link TeepErrorCode#ERR_UNSUPPORTED_CIPHER_SUITES} is
   * protected with one of them.
   *
   * @return the suites, in the order of the document
   */
  public List<TeepCipherSuite> mandatoryCipherSuites() {
    return switch (this) {
      case RFC, DRAFT_25 -> List.of(TeepCipherSuite.SIGN1_ED25519, TeepCipherSuite.SIGN1_ESP256);
      case DRAFT_16 -> List.of(TeepCipherSuite.SIGN1_EDDSA, TeepCipherSuite.SIGN1_ES256);
    };
  }

  /**
   * The profiles for encrypted EATs and SUIT reports that every TAM must support (Section 8.2). A
   * TEEP Agent must support at least one of them.
   *
   * @return the profiles, in the order of the document
   */
  public List<SuitCoseProfile> mandatorySuitCoseProfiles() {
    return switch (this) {
      case RFC, DRAFT_25 ->
          List.of(
              SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR,
              SuitCoseProfile.SHA256_ED25519_ECDH_A128CTR,
              SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM,
              SuitCoseProfile.SHA256_ED25519_ECDH_CHACHA_POLY);
      case DRAFT_16 -> CoseProfileItem.OF_DRAFT_16;
    };
  }

  /**
   * The profile of EATs in TEEP ({@code eat_profile}, Section 5).
   *
   * @return a URI
   */
  public String eatProfile() {
    return switch (this) {
      case RFC, DRAFT_25 -> EatProfile.TEEP.name();
      case DRAFT_16 -> EatProfile.TEEP_DRAFTS.name();
    };
  }

  /**
   * The format of an attestation payload without {@code attestation-payload-format} (Section 4.2).
   *
   * @return the media type of a CWT with {@link #eatProfile()}
   */
  public String defaultAttestationPayloadFormat() {
    return "application/eat+cwt; eat_profile=" + eatProfile();
  }
}
