package org.teep4j.suit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.CoseVerifier;

/**
 * A manifest whose signature or MAC and digests have been verified, with the severed members that
 * travelled in its envelope. Immutable; only {@link SuitEnvelope#verify(CoseVerifier)} makes one.
 */
public final class VerifiedManifest {

  /**
   * A signature or MAC that was verified.
   *
   * @param block the position of its block in {@link SuitAuthentication#blocks()}
   * @param verifier what verified it
   * @param digest what it covers: the encoded digest of the manifest, with the headers that were
   *     verified
   */
  public record Authentication(int block, SuitVerifier verifier, CosePayload digest) {}

  private final SuitEnvelope envelope;
  private final SuitManifest manifest;

  /** What the envelope had of the severed members; as the accessors below say. */
  private final Map<SuitManifestLabel, Object> severed;

  private final List<Authentication> authentications;

  VerifiedManifest(
      SuitEnvelope envelope,
      SuitManifest manifest,
      Map<SuitManifestLabel, Object> severed,
      List<Authentication> authentications) {
    this.envelope = envelope;
    this.manifest = manifest;
    this.severed =
        severed.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(severed));
    this.authentications = List.copyOf(authentications);
  }

  /**
   * The manifest, with digests in the place of severed members.
   *
   * @return what was signed
   */
  public SuitManifest manifest() {
    return manifest;
  }

  /**
   * The digest of the manifest, which identifies it in dependencies and reports.
   *
   * @return the verified digest
   */
  public SuitDigest digest() {
    return envelope.authentication().digest();
  }

  /**
   * The envelope around the manifest. Its integrated payloads are covered by digests in the
   * manifest, which have not been checked.
   *
   * @return the envelope
   */
  public SuitEnvelope envelope() {
    return envelope;
  }

  /**
   * The signatures and MACs that were verified: for each of the verifiers that succeeded one.
   *
   * @return at least one
   */
  public List<Authentication> authentications() {
    return authentications;
  }

  /**
   * The command sequence of a section, from the manifest or severed from it.
   *
   * @param section a member that is a command sequence
   * @return the command sequence, or empty if the manifest has none or {@link #isMissing} is true
   * @throws IllegalArgumentException if the member is no command sequence
   */
  public Optional<SuitCommandSequence> sequence(SuitManifestLabel section) {
    Optional<SuitCommandSequence> whole = manifest.sequence(section);
    return whole.isPresent() ? whole : severed(section);
  }

  /**
   * {@code suit-text}, from the manifest or severed from it.
   *
   * @return the text map, or empty if the manifest has none or {@link #isMissing} is true
   */
  public Optional<SuitText> text() {
    Optional<SuitText> whole = manifest.text().flatMap(SuitSeverable::value);
    return whole.isPresent() ? whole : severed(SuitManifestLabel.TEXT);
  }

  /**
   * {@code suit-coswid}, from the manifest or severed from it.
   *
   * @return the encoded {@code concise-swid-tag}, or empty if the manifest has none or {@link
   *     #isMissing} is true
   */
  public Optional<Bytes> coswid() {
    Optional<Bytes> whole = manifest.coswid().flatMap(SuitSeverable::value);
    return whole.isPresent() ? whole : severed(SuitManifestLabel.COSWID);
  }

  /**
   * Whether a member was severed from the manifest and is not in the envelope either.
   *
   * @param severable a severable member
   * @return true if only its digest is known
   * @throws IllegalArgumentException if the member is not severable
   */
  public boolean isMissing(SuitManifestLabel severable) {
    return manifest.severedDigest(severable).isPresent() && !severed.containsKey(severable);
  }

  @SuppressWarnings(
      "unchecked") // ManifestReader.readContent gives each member its accessor's type.
  private <T> Optional<T> severed(SuitManifestLabel label) {
    return Optional.ofNullable((T) severed.get(label));
  }

  /** The manifest, and how many signatures and MACs were verified. */
  @Override
  public String toString() {
    return "VerifiedManifest[" + manifest + ", " + authentications.size() + " authentications]";
  }
}
