package org.teep4j.teep.tam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.eat.AttestationResult;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * What a TAM remembers of an Agent. An Agent is a key: a device with several keys is several
 * Agents.
 *
 * @param thumbprint the SHA-256 thumbprint (RFC 9679) of the key that signs its messages
 * @param lastSeen when its last message was accepted
 * @param attestedKey its public key, if attestation alone makes it trusted
 * @param attestedUntil until when it counts as attested; empty if it never was
 * @param device what was attested of its device; empty if it is not attested, or a Verifier has
 *     said no more than that
 * @param installed the manifests that it has reported as installed, in the order of the reports
 * @param reports what it last reported of manifests
 * @param lastError its last Error, if no Success came after it
 * @param retries how many QueryRequests were sent in reply since it last answered one to the end
 */
public record AgentRecord(
    Bytes thumbprint,
    Instant lastSeen,
    Optional<CoseKey> attestedKey,
    Optional<Instant> attestedUntil,
    Optional<AttestedDevice> device,
    List<ManifestSummary> installed,
    List<ReportedManifest> reports,
    Optional<ReportedError> lastError,
    int retries) {

  /** Copies the lists. */
  public AgentRecord {
    Objects.requireNonNull(thumbprint);
    Objects.requireNonNull(lastSeen);
    Objects.requireNonNull(attestedKey);
    Objects.requireNonNull(attestedUntil);
    Objects.requireNonNull(device);
    installed = List.copyOf(installed);
    reports = List.copyOf(reports);
    Objects.requireNonNull(lastError);
  }

  /**
   * An Agent of which nothing is known.
   *
   * @param thumbprint the thumbprint of its key
   * @param now the instant at which it is seen
   */
  public static AgentRecord of(Bytes thumbprint, Instant now) {
    return new AgentRecord(
        thumbprint,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        0);
  }

  /**
   * Whether the Agent counts as attested.
   *
   * @param now the instant in question
   */
  public boolean isAttested(Instant now) {
    return attestedUntil.isPresent() && now.isBefore(attestedUntil.get());
  }

  /**
   * The manifest that installed a component.
   *
   * @param component the component
   * @return what the Agent last reported of it, or empty
   */
  public Optional<ManifestSummary> installedFor(SuitComponentIdentifier component) {
    return installed.stream()
        .filter(manifest -> manifest.components().contains(component))
        .reduce((first, second) -> second);
  }

  AgentRecord seen(Instant now) {
    return new AgentRecord(
        thumbprint,
        now,
        attestedKey,
        attestedUntil,
        device,
        installed,
        reports,
        lastError,
        retries);
  }

  AgentRecord withRetries(int count) {
    return new AgentRecord(
        thumbprint,
        lastSeen,
        attestedKey,
        attestedUntil,
        device,
        installed,
        reports,
        lastError,
        count);
  }

  /** The Agent is attested; a key is kept only if nothing else makes it trusted. */
  AgentRecord attested(
      Instant until, Optional<CoseKey> key, Optional<AttestationResult> statement) {
    return withAttestation(key, Optional.of(until), statement.map(AttestedDevice::of));
  }

  AgentRecord notAttested() {
    return withAttestation(attestedKey, Optional.empty(), Optional.empty());
  }

  private AgentRecord withAttestation(
      Optional<CoseKey> key, Optional<Instant> until, Optional<AttestedDevice> attested) {
    return new AgentRecord(
        thumbprint, lastSeen, key, until, attested, installed, reports, lastError, retries);
  }

  AgentRecord withOutcome(
      List<ManifestSummary> nowInstalled,
      List<ReportedManifest> reported,
      Optional<ReportedError> error) {
    return new AgentRecord(
        thumbprint,
        lastSeen,
        attestedKey,
        attestedUntil,
        device,
        nowInstalled,
        reported,
        error,
        retries);
  }

  /** The installed manifests after an Update. */
  List<ManifestSummary> installedAfter(
      List<SuitComponentIdentifier> unlinked, List<ManifestSummary> added) {
    List<ManifestSummary> after = new ArrayList<>(installed);
    after.removeIf(old -> old.manifestComponentId().filter(unlinked::contains).isPresent());
    for (ManifestSummary manifest : added) {
      after.removeIf(manifest::replaces);
      after.add(manifest);
    }
    return after;
  }

  /** Forgets manifests of which no component is on the device any more. */
  AgentRecord stillHaving(List<SuitComponentIdentifier> components) {
    List<ManifestSummary> remaining = new ArrayList<>(installed);
    remaining.removeIf(manifest -> manifest.components().stream().noneMatch(components::contains));
    return withOutcome(remaining, reports, lastError);
  }
}
