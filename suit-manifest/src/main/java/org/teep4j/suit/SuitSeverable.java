package org.teep4j.suit;

/**
 * A severable member in the manifest ({@code SUIT_Severable_Members_Choice}; section 8.5 of
 * draft-ietf-suit-manifest): either the full member, or the digest of a member that was moved to
 * the envelope.
 *
 * <pre>{@code
 * SUIT_Severable_Members_Choice = (
 *   ? suit-payload-fetch => SUIT_Digest / bstr .cbor SUIT_Command_Sequence,
 *   ? suit-install => SUIT_Digest / bstr .cbor SUIT_Command_Sequence,
 *   ? suit-text => SUIT_Digest / bstr .cbor SUIT_Text_Map,
 *   * $$severable-manifest-members-choice-extensions
 * )
 * }</pre>
 *
 * @param <T> the type of the member
 */
public sealed interface SuitSeverable<T> {

  /**
   * A member in full.
   *
   * @param content the member
   * @param <T> the type of the member
   */
  record Whole<T>(T content) implements SuitSeverable<T> {}

  /**
   * A member that was moved to the envelope. {@link VerifiedManifest} has its content, if the
   * envelope does.
   *
   * @param digest the digest of the byte string, head included, that contains the member in the
   *     envelope
   * @param <T> the type of the member
   */
  record Severed<T>(SuitDigest digest) implements SuitSeverable<T> {}
}
