package org.teep4j.suit;

import java.util.Optional;

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
  record Whole<T>(T content) implements SuitSeverable<T> {

    @Override
    public Optional<T> value() {
      return Optional.of(content);
    }

    @Override
    public Optional<SuitDigest> digest() {
      return Optional.empty();
    }
  }

  /**
   * A member that was moved to the envelope.
   *
   * @param memberDigest the digest of the byte string, head included, that contains the member in
   *     the envelope
   * @param <T> the type of the member
   */
  record Severed<T>(SuitDigest memberDigest) implements SuitSeverable<T> {

    @Override
    public Optional<T> value() {
      return Optional.empty();
    }

    @Override
    public Optional<SuitDigest> digest() {
      return Optional.of(memberDigest);
    }
  }

  /**
   * The member, if the manifest has it in full.
   *
   * @return the member, or empty if it is severed
   */
  Optional<T> value();

  /**
   * The member's digest, if it is severed.
   *
   * @return the digest, or empty if the manifest has the member in full
   */
  Optional<SuitDigest> digest();
}
