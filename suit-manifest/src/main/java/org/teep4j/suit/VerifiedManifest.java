package org.teep4j.suit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.VerificationException;

/**
 * A manifest whose signature or MAC and digests have been verified: all its members, whether the
 * manifest contains them or the envelope has them severed. Immutable. Only verification returns
 * one: {@link SuitEnvelope#verify(CoseKeyResolver)}, its variants, and {@link
 * #integratedDependency}.
 *
 * <p>A severed member that is not in the envelope is {@link #missing()}, and its accessor is empty.
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
  private final SuitManifest asSigned;

  /** The same manifest with the severed members from the envelope in place of their digests. */
  private final SuitManifest complete;

  private final List<Authentication> authentications;

  /** Computed on first use. */
  private @Nullable PayloadDemands payloadDemands;

  VerifiedManifest(
      SuitEnvelope envelope,
      SuitManifest asSigned,
      SuitManifest complete,
      List<Authentication> authentications) {
    this.envelope = envelope;
    this.asSigned = asSigned;
    this.complete = complete;
    this.authentications = List.copyOf(authentications);
  }

  // The members, in the order of their labels.

  /**
   * {@code suit-manifest-sequence-number}: a processor refuses a manifest with a smaller number
   * than that of the current manifest.
   *
   * @return any unsigned 64-bit number; compare with {@link Uint#compareTo}
   */
  public Uint sequenceNumber() {
    return complete.sequenceNumber();
  }

  /**
   * {@code suit-common}.
   *
   * @return the data that all command sequences share
   */
  public SuitCommon common() {
    return complete.common();
  }

  /**
   * {@code suit-reference-uri}: where the full manifest can be found.
   *
   * @return the URI, not checked, or empty
   */
  public Optional<String> referenceUri() {
    return complete.referenceUri();
  }

  /**
   * {@code suit-manifest-component-id}: where a root manifest is stored.
   *
   * @return the identifier, or empty
   */
  public Optional<SuitComponentIdentifier> manifestComponentId() {
    return complete.manifestComponentId();
  }

  /**
   * {@code suit-set-version}: the version of the component set.
   *
   * @return the version, or empty
   */
  public Optional<SuitVersion> setVersion() {
    return complete.setVersion();
  }

  /**
   * {@code suit-validate}: validates the installed components.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> validate() {
    return sequence(SuitManifestLabel.VALIDATE);
  }

  /**
   * {@code suit-load}: prepares a component for execution.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> load() {
    return sequence(SuitManifestLabel.LOAD);
  }

  /**
   * {@code suit-invoke}: starts a component.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> invoke() {
    return sequence(SuitManifestLabel.INVOKE);
  }

  /**
   * {@code suit-coswid}: a concise software identifier (RFC 9393), left encoded.
   *
   * @return the encoded {@code concise-swid-tag}, or empty
   */
  public Optional<Bytes> coswid() {
    return complete.coswid().map(SuitManifest::content);
  }

  /**
   * {@code suit-dependency-resolution}: obtains the dependencies.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> dependencyResolution() {
    return sequence(SuitManifestLabel.DEPENDENCY_RESOLUTION);
  }

  /**
   * {@code suit-payload-fetch}: obtains the payloads.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> payloadFetch() {
    return sequence(SuitManifestLabel.PAYLOAD_FETCH);
  }

  /**
   * {@code suit-candidate-verification}: checks the staged payloads.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> candidateVerification() {
    return sequence(SuitManifestLabel.CANDIDATE_VERIFICATION);
  }

  /**
   * {@code suit-install}: installs the payloads.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> install() {
    return sequence(SuitManifestLabel.INSTALL);
  }

  /**
   * {@code suit-text}: text for people.
   *
   * @return the text map, or empty
   */
  public Optional<SuitText> text() {
    return complete.text().map(SuitManifest::content);
  }

  /**
   * {@code suit-uninstall}: removes the installed components.
   *
   * @return the command sequence, or empty
   */
  public Optional<SuitCommandSequence> uninstall() {
    return sequence(SuitManifestLabel.UNINSTALL);
  }

  /**
   * The command sequence of a section, for programs that treat several sections alike.
   *
   * @param section a member that is a command sequence
   * @return the command sequence, or empty if the manifest has none or it is {@link #missing()}
   * @throws IllegalArgumentException if the member is no command sequence
   */
  public Optional<SuitCommandSequence> sequence(SuitManifestLabel section) {
    return Optional.ofNullable(complete.contentOf(section.requireSequence()));
  }

  /**
   * The members that this manifest has, including the mandatory ones and those that are severed and
   * {@link #missing()}.
   *
   * @return the members, in the order of their labels
   */
  public Set<SuitManifestLabel> labels() {
    return asSigned.labels();
  }

  /**
   * The members that were severed from the manifest and are not in the envelope either. Only their
   * digests are known.
   *
   * @return the members, in the order of their labels
   */
  public Set<SuitManifestLabel> missing() {
    Set<SuitManifestLabel> missing = EnumSet.noneOf(SuitManifestLabel.class);
    for (SuitManifestLabel label : complete.labels()) {
      if (label.isSeverable() && complete.severedDigest(label).isPresent()) {
        missing.add(label);
      }
    }
    return Collections.unmodifiableSet(missing);
  }

  /**
   * Members that no document defines.
   *
   * @return encoded values by label, in the order in which they were read
   */
  public Map<Long, Bytes> others() {
    return complete.others();
  }

  // The manifest as a whole.

  /**
   * The manifest as it was signed: severed members are represented by their digests, whether the
   * envelope has them or not.
   *
   * @return the verified manifest, for inspection and for building another one
   */
  public SuitManifest asSigned() {
    return asSigned;
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
    for (PayloadDemand demand : payloadDemands().of(uri)) {
      if (demand.kind() != PayloadDemand.Kind.DEPENDENCY) {
        checks.add(PayloadChecker.check(demand));
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
    PayloadChecker.check(payloadDemands().of(uri), payload);
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
    PayloadDemands found = payloadDemands();
    List<SuitComponentIdentifier> components = common().components();
    Map<String, Bytes> payloads = new LinkedHashMap<>();
    for (Map.Entry<String, Bytes> payload : envelope.payloads().entrySet()) {
      List<PayloadDemand> demands =
          found.of(payload.getKey()).stream()
              .filter(demand -> demand.kind() != PayloadDemand.Kind.DEPENDENCY)
              .filter(demand -> demand.component() < components.size())
              .filter(demand -> components.get((int) demand.component()).equals(component))
              .collect(Collectors.toUnmodifiableList());
      if (!demands.isEmpty()) {
        PayloadChecker.check(demands, payload.getValue());
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
    PayloadChecker.checkDependency(payloadDemands().of(uri), dependency.wrapper().digest());
    try {
      return Optional.of(dependency.verifyAny(List.of(verifier)));
    } catch (DecodeException e) {
      throw envelope.located(e, payload).in(uri);
    }
  }

  /**
   * Computed on first use. Two threads may compute it at the same time; their results are equal.
   */
  private PayloadDemands payloadDemands() {
    PayloadDemands found = payloadDemands;
    if (found == null) {
      found = PayloadSearch.demands(complete, envelope.manifestSize());
      payloadDemands = found;
    }
    return found;
  }

  /** The manifest and the number of verified signatures and MACs. */
  @Override
  public String toString() {
    return "VerifiedManifest[" + complete + ", " + authentications.size() + " authentications]";
  }
}
