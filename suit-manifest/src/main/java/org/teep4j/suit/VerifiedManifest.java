package org.teep4j.suit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;

/**
 * A manifest whose signature or MAC and digests have been verified, with the severed members from
 * its envelope. Immutable. Only verification returns one: {@link
 * SuitEnvelope#verify(CoseVerifier)}, its variants, and {@link #integratedDependency}.
 */
public final class VerifiedManifest {

  /**
   * A signature or MAC that was verified.
   *
   * @param block the position of its block in {@link SuitAuthentication#blocks()}
   * @param verifier the verifier that accepted it
   * @param digest the signed or authenticated content: the encoded digest of the manifest, with the
   *     verified headers
   */
  public record Authentication(int block, SuitVerifier verifier, CosePayload digest) {}

  private final SuitEnvelope envelope;
  private final SuitManifest manifest;

  /** The decoded severed members from the envelope; the accessors below name their types. */
  private final Map<SuitManifestLabel, Object> severed;

  private final List<Authentication> authentications;

  /** Computed on first use. */
  private @Nullable FetchedPayloads fetchedPayloads;

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
   * The manifest as it was signed: severed members are represented by their digests.
   *
   * @return the verified manifest
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
    return envelope.wrapper().digest();
  }

  /**
   * The envelope around the manifest. Its {@code unverified} accessors stay unverified; use {@link
   * #payload} for a verified payload.
   *
   * @return the envelope
   */
  public SuitEnvelope envelope() {
    return envelope;
  }

  /**
   * The signatures and MACs that were verified, one for each verifier that succeeded.
   *
   * @return at least one
   */
  public List<Authentication> authentications() {
    return authentications;
  }

  /**
   * The digests and sizes that the manifest demands of the payload of a URI, wherever the payload
   * comes from.
   *
   * <p>A check is a digest, with a size if there is one, that a {@code suit-condition-image-match}
   * could compare with the content that {@code suit-directive-fetch} fetched from this URI. The
   * digest is the image digest parameter of the component at that condition, if the component then
   * contains the fetched content, directly or after a copy or swap.
   *
   * <p>All paths through the command sequences are followed: the sections from {@code
   * suit-dependency-resolution} to {@code suit-invoke}, with the shared sequence before each
   * section. Each sequence of a try-each may be chosen. Only conditions may fail. Parameters stay
   * set after a sequence fails. So a digest and a URI may be set in different sequences and
   * sections, and each belongs to its own component. A digest that no condition compares does not
   * count. The digest of a dependency does not count either, because it covers a manifest.
   *
   * <p>If the target component of the fetch or copy has a {@code suit-parameter-encryption-info},
   * the digest covers the plaintext, and the subject of the check is {@link
   * SuitPayloadCheck.Subject#PLAINTEXT}.
   *
   * @param uri a URI, compared as it is written
   * @return the checks; at least one of them must hold. Empty if the manifest has no digest for the
   *     URI, or more alternatives than the limits (64 for a URI, 128 states of a component)
   */
  public List<SuitPayloadCheck> payloadChecks(String uri) {
    List<SuitPayloadCheck> checks = new ArrayList<>();
    for (FetchedPayloads.Match match : fetchedPayloads().matches(uri)) {
      if (match.kind() != FetchedPayloads.Kind.DEPENDENCY) {
        checks.add(PayloadChecker.check(match));
      }
    }
    return List.copyOf(checks);
  }

  /**
   * An integrated payload, after its digest and size have been compared with the manifest.
   *
   * @param uri the key of the payload, which is the URI that the manifest fetches it from
   * @return a view of the payload, or empty if the envelope has no payload with this key
   * @throws VerificationException if the payload does not match the manifest, if the manifest has
   *     no digest of it ({@code NO_PAYLOAD_DIGEST}; use {@link #integratedDependency} for
   *     dependencies), or if the manifest has only the digest of its plaintext ({@code
   *     PLAINTEXT_DIGEST}; see {@link org.teep4j.suit.encryption.SuitDecryptor} and {@link
   *     #payloadChecks})
   */
  public Optional<Bytes> payload(String uri) throws VerificationException {
    Bytes payload = envelope.payloads().get(uri);
    if (payload == null) {
      return Optional.empty();
    }
    PayloadChecker.check(fetchedPayloads().matches(uri), payload);
    return Optional.of(payload);
  }

  /**
   * The integrated payloads that the manifest may put into a component, after their digests and
   * sizes have been compared with the demands for this component. There are several if the manifest
   * has alternatives.
   *
   * @param component an identifier from {@code suit-components}
   * @return views of the payloads by URI; empty if the envelope has none for the component
   * @throws VerificationException as {@link #payload}, if one of them does not match the manifest
   */
  public Map<String, Bytes> payloads(SuitComponentIdentifier component)
      throws VerificationException {
    FetchedPayloads found = fetchedPayloads();
    List<SuitComponentIdentifier> components = manifest.common().components();
    Map<String, Bytes> payloads = new LinkedHashMap<>();
    for (Map.Entry<String, Bytes> payload : envelope.payloads().entrySet()) {
      List<FetchedPayloads.Match> matches =
          found.matches(payload.getKey()).stream()
              .filter(match -> match.kind() != FetchedPayloads.Kind.DEPENDENCY)
              .filter(match -> match.component() < components.size())
              .filter(match -> components.get((int) match.component()).equals(component))
              .toList();
      if (!matches.isEmpty()) {
        PayloadChecker.check(matches, payload.getValue());
        payloads.put(payload.getKey(), payload.getValue());
      }
    }
    return Collections.unmodifiableMap(payloads);
  }

  /**
   * An integrated dependency: the envelope in a payload, verified with its own verifier. The digest
   * of its manifest must be the one that this manifest demands with {@code
   * suit-condition-dependency-integrity}, or with {@code suit-condition-image-match} for the
   * component of a dependency (draft-ietf-suit-trust-domains).
   *
   * @param uri the key of the payload, which is the URI that the manifest fetches it from
   * @param verifier the trusted author of the dependency
   * @return the dependency, or empty if the envelope has no payload with this key
   * @throws VerificationException if the dependency is not authentic, if its digest is another one,
   *     or if this manifest has no digest for it ({@code NO_PAYLOAD_DIGEST})
   * @throws DecodeException if the payload is no envelope, or its authentic manifest is malformed;
   *     the offset counts in the input that this manifest's envelope was decoded from
   */
  public Optional<VerifiedManifest> integratedDependency(String uri, SuitVerifier verifier)
      throws VerificationException, DecodeException {
    Optional<SuitEnvelope> found = envelope.dependency(uri);
    Bytes payload = envelope.payloads().get(uri);
    if (found.isEmpty() || payload == null) {
      return Optional.empty();
    }
    SuitEnvelope dependency = found.get();
    PayloadChecker.checkDependency(fetchedPayloads().matches(uri), dependency.wrapper().digest());
    try {
      return Optional.of(dependency.verifyAny(List.of(verifier)));
    } catch (DecodeException e) {
      throw envelope.located(e, payload).in(uri);
    }
  }

  /**
   * Computed on first use. Two threads may compute it at the same time; their results are equal.
   */
  private FetchedPayloads fetchedPayloads() {
    FetchedPayloads found = fetchedPayloads;
    if (found == null) {
      found = FetchedPayloads.of(manifest.common(), this::sequence, envelope.manifestSize());
      fetchedPayloads = found;
    }
    return found;
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

  /** The manifest and the number of verified signatures and MACs. */
  @Override
  public String toString() {
    return "VerifiedManifest[" + manifest + ", " + authentications.size() + " authentications]";
  }
}
