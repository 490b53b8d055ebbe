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

  /** Found when it is first asked for. */
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
    return envelope.wrapper().digest();
  }

  /**
   * The envelope around the manifest. What it hands out is not verified: for a payload that is, see
   * {@link #payload}.
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
   * What the manifest holds the payload of a URI against, wherever the payload comes from.
   *
   * <p>These are the digests, with sizes if there are any, that a {@code
   * suit-condition-image-match} could compare with what {@code suit-directive-fetch} fetched from
   * this URI: for each way through the command sequences, the shared sequence before each section
   * and the sections from {@code suit-dependency-resolution} to {@code suit-invoke}, the image
   * digest parameter of the component at that condition, if the component holds what was fetched,
   * copied or swapped from there. Every sequence of a try-each may be chosen, each condition may
   * fail and nothing else, and parameters stay set when a sequence fails. So digest and URI may be
   * set in different sequences and sections, and each goes with its own component. A digest that no
   * condition compares does not count, nor does one of a dependency, which is of a manifest.
   *
   * <p>If the component that is fetched or copied into has a {@code
   * suit-parameter-encryption-info}, the digest is of the plaintext, and the check says so.
   *
   * @param uri a URI, compared as it is written
   * @return the checks of which one must hold; none if the manifest has no digest for the URI, or
   *     more alternatives than are followed (64 for a URI, 128 states of a component)
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
   * An integrated payload whose digest and size are what the manifest demands.
   *
   * @param uri its key, the URI that the manifest fetches it from
   * @return a view of the payload, or empty if the envelope has none of this key
   * @throws VerificationException if the payload is not what the manifest demands, or the manifest
   *     names no digest of it ({@code NO_PAYLOAD_DIGEST}; dependencies are read by {@link
   *     #integratedDependency}), or only that of its plaintext ({@code PLAINTEXT_DIGEST}; see
   *     {@link SuitDecryptor} and {@link #payloadChecks})
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
   * The integrated payloads that the manifest may put into a component, which are several if it has
   * alternatives. Their digests and sizes are what the manifest demands of them in this component.
   *
   * @param component an identifier, as {@code suit-components} has it
   * @return views of the payloads by their URIs; none if the envelope has none for the component
   * @throws VerificationException as {@link #payload}, if one of them is not what is demanded
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
   * An integrated dependency: the envelope in a payload, verified on its own, whose manifest has
   * the digest that this manifest demands by {@code suit-condition-dependency-integrity}, or by
   * {@code suit-condition-image-match} for the component of a dependency
   * (draft-ietf-suit-trust-domains).
   *
   * @param uri its key, the URI that the manifest fetches it from
   * @param verifier who is trusted to make the dependency
   * @return the dependency, or empty if the envelope has no payload of this key
   * @throws VerificationException if the dependency is not authentic, not the one that is demanded,
   *     or this manifest demands none ({@code NO_PAYLOAD_DIGEST})
   * @throws DecodeException if the payload is no envelope, or its authentic manifest is malformed;
   *     the offset is that in the input that this manifest's envelope was decoded from
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

  /** Found once: two threads at the same time find the same. */
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

  /** The manifest, and how many signatures and MACs were verified. */
  @Override
  public String toString() {
    return "VerifiedManifest[" + manifest + ", " + authentications.size() + " authentications]";
  }
}
