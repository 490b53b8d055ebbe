package org.teep4j.teep.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;

/**
 * In what a peer differs from the specification. The caller chooses them for each peer; they are
 * never guessed. The constants are what was seen of other implementations.
 *
 * @param dialect the numbering
 * @param singleSignature a TAM signs its first QueryRequest with one key, as a COSE_Sign1, because
 *     the Agent cannot verify a COSE_Sign (Section 8.1 asks for a COSE_Sign)
 * @param confirmation the form in which {@code cnf} names a key
 * @param evidenceWithoutFormat an attestation payload without a format may be Evidence; by Section
 *     4.3 it is an Attestation Result
 * @param reportNonceRequired whether a SUIT report must carry the token as its nonce (Sections 4.3,
 *     4.5, 4.6)
 * @param mediaType the media type of messages in HTTP, without parameters
 * @param fourNumberProfiles a TAM offers profiles of four numbers, as draft-ietf-suit-mti has them,
 *     where drafts 13 to 17 have profiles of two
 */
public record PeerOptions(
    Dialect dialect,
    boolean singleSignature,
    Confirmation confirmation,
    boolean evidenceWithoutFormat,
    boolean reportNonceRequired,
    String mediaType,
    boolean fourNumberProfiles) {

  /** A peer that follows draft-ietf-teep-protocol-26. */
  public static final PeerOptions SPECIFICATION =
      new PeerOptions(Dialect.RFC, false, Confirmation.KID, false, true, TeepMessage.MEDIA_TYPE);

  /** AttesTAM since March 2026, and the Agents that are used with it. */
  public static final PeerOptions ATTESTAM =
      new PeerOptions(
          Dialect.RFC, true, Confirmation.COSE_KEY, true, false, TeepMessage.MEDIA_TYPE);

  /** AttesTAM before March 2026. */
  public static final PeerOptions ATTESTAM_DRAFT_25 =
      new PeerOptions(
          Dialect.DRAFT_25, true, Confirmation.COSE_KEY, true, false, TeepMessage.MEDIA_TYPE);

  /** tamproto, a TAM of draft 16. */
  public static final PeerOptions TAMPROTO =
      new PeerOptions(
          Dialect.DRAFT_16, true, Confirmation.COSE_KEY, true, false, "application/teep+cose");

  /** The Agent of libteep, which speaks draft 16. */
  public static final PeerOptions LIBTEEP =
      new PeerOptions(
          Dialect.DRAFT_16, true, Confirmation.COSE_KEY, true, false, TeepMessage.MEDIA_TYPE, true);

  private static final Map<String, PeerOptions> NAMED = named();

  /** Options without {@link #fourNumberProfiles()}, which few peers need. */
  public PeerOptions(
      Dialect dialect,
      boolean singleSignature,
      Confirmation confirmation,
      boolean evidenceWithoutFormat,
      boolean reportNonceRequired,
      String mediaType) {
    this(
        dialect,
        singleSignature,
        confirmation,
        evidenceWithoutFormat,
        reportNonceRequired,
        mediaType,
        false);
  }

  /** The profiles that a TAM offers unless its application chooses others. */
  public List<SuitCoseProfile> offeredProfiles() {
    return (fourNumberProfiles ? Dialect.RFC : dialect).mandatorySuitCoseProfiles();
  }

  private static Map<String, PeerOptions> named() {
    Map<String, PeerOptions> named = new LinkedHashMap<>();
    named.put("specification", SPECIFICATION);
    named.put("attestam", ATTESTAM);
    named.put("attestam-draft-25", ATTESTAM_DRAFT_25);
    named.put("tamproto", TAMPROTO);
    named.put("libteep", LIBTEEP);
    return Collections.unmodifiableMap(named);
  }

  /**
   * The constants by names that people can type.
   *
   * @return an unmodifiable map, {@code specification} first
   */
  public static Map<String, PeerOptions> byName() {
    return NAMED;
  }

  /** The form in which the claim {@code cnf} names a key (RFC 8747, RFC 9679). */
  public enum Confirmation {
    /** {@code COSE_Key} (1): the public key itself. */
    COSE_KEY,
    /** {@code kid} (3): the thumbprint of the key, as the TEEP protocol asks. */
    KID,
    /** {@code ckt} (5): the thumbprint of the key, as RFC 9679 has it. */
    CKT
  }
}
