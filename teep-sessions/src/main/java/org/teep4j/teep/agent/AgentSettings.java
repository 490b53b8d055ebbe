package org.teep4j.teep.agent;

import java.time.Duration;

/**
 * The bounds of an Agent (draft-ietf-teep-protocol-26, Section 10.1).
 *
 * @param maxMessageSize the largest message that is read, in bytes, integrated payloads included
 * @param maxManifests the largest number of manifests in an Update, installed and unlinked ones
 *     together
 * @param maxReportSize the largest report that is sent with its records, in bytes; of a longer one
 *     the result is sent alone
 * @param maxRounds the largest number of messages that are answered in a session
 * @param maxAttestationRounds how often a TAM is asked for attestation in a session
 * @param maxRequested the largest number of components that are requested or unneeded
 * @param rememberedUpdates how many Updates of each TAM are remembered, so that they are not
 *     carried out again
 * @param sessionLifetime how long after the last QueryResponse an Update is taken
 * @param attestationResultLifetime how long an Attestation Result that a TAM has passed back is
 *     presented to it
 * @param policyCheckInterval how long {@code RequestPolicyCheck} waits before it names the same TAM
 *     again; after failures it waits longer
 */
public record AgentSettings(
    int maxMessageSize,
    int maxManifests,
    int maxReportSize,
    int maxRounds,
    int maxAttestationRounds,
    int maxRequested,
    int rememberedUpdates,
    Duration sessionLifetime,
    Duration attestationResultLifetime,
    Duration policyCheckInterval) {

  private static final AgentSettings DEFAULTS =
      new AgentSettings(
          64 << 20,
          32,
          32 << 10,
          16,
          3,
          64,
          128,
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofHours(1));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public AgentSettings {
    if (Math.min(maxMessageSize, Math.min(maxManifests, maxReportSize)) < 1
        || Math.min(maxRounds, Math.min(maxAttestationRounds, maxRequested)) < 1
        || rememberedUpdates < 1) {
      throw new IllegalArgumentException("bounds are positive");
    }
    if (sessionLifetime.isNegative()
        || attestationResultLifetime.isNegative()
        || policyCheckInterval.isNegative()) {
      throw new IllegalArgumentException("a duration is not negative");
    }
  }

  /**
   * The defaults: messages of 64 MiB, 32 manifests, reports of 32 KiB, 16 rounds, 3 of them for
   * attestation, 64 requested components, 128 remembered Updates, an hour for a session and between
   * policy checks, a day for an Attestation Result.
   *
   * @return the bounds
   */
  public static AgentSettings defaults() {
    return DEFAULTS;
  }

  /**
   * The same bounds with another size of messages.
   *
   * @param value the largest message, in bytes
   * @return the changed bounds
   * @throws IllegalArgumentException if it is not positive
   */
  public AgentSettings withMaxMessageSize(int value) {
    return new AgentSettings(
        value,
        maxManifests,
        maxReportSize,
        maxRounds,
        maxAttestationRounds,
        maxRequested,
        rememberedUpdates,
        sessionLifetime,
        attestationResultLifetime,
        policyCheckInterval);
  }

  /**
   * The same bounds with another size of reports.
   *
   * @param value the largest report that is sent with its records, in bytes
   * @return the changed bounds
   * @throws IllegalArgumentException if it is not positive
   */
  public AgentSettings withMaxReportSize(int value) {
    return new AgentSettings(
        maxMessageSize,
        maxManifests,
        value,
        maxRounds,
        maxAttestationRounds,
        maxRequested,
        rememberedUpdates,
        sessionLifetime,
        attestationResultLifetime,
        policyCheckInterval);
  }

  /**
   * The same bounds with another pause between policy checks.
   *
   * @param value how long {@code RequestPolicyCheck} waits before it names the same TAM again
   * @return the changed bounds
   * @throws IllegalArgumentException if it is negative
   */
  public AgentSettings withPolicyCheckInterval(Duration value) {
    return new AgentSettings(
        maxMessageSize,
        maxManifests,
        maxReportSize,
        maxRounds,
        maxAttestationRounds,
        maxRequested,
        rememberedUpdates,
        sessionLifetime,
        attestationResultLifetime,
        value);
  }
}
