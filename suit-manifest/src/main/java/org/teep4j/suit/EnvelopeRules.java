package org.teep4j.suit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.PayloadDemand.Kind;

/** Checks the rules of {@link SuitEnvelopeRule}. */
final class EnvelopeRules {

  private final SuitEnvelope envelope;
  private final List<SuitViolation> violations = new ArrayList<>();

  private EnvelopeRules(SuitEnvelope envelope) {
    this.envelope = envelope;
  }

  static List<SuitViolation> check(SuitEnvelope envelope) throws DecodeException {
    EnvelopeRules rules = new EnvelopeRules(envelope);
    SuitManifest manifest = envelope.readManifest();
    if (envelope.wrapper().blocks().isEmpty()) {
      rules.add(
          SuitEnvelopeRule.AUTHENTICATION_BLOCK,
          SuitEnvelope.Label.AUTHENTICATION_WRAPPER.shortName());
    }
    SeveredReader severed = new SeveredReader(envelope, manifest);
    boolean allThere = rules.checkSevered(severed.checks());
    PayloadDemands found = PayloadSearch.demands(severed.complete(), envelope.manifestSize());
    for (Map.Entry<String, Bytes> payload : envelope.payloads().entrySet()) {
      rules.checkPayload(payload.getKey(), payload.getValue(), found, allThere);
    }
    for (String uri : found.fetched()) {
      if (uri.startsWith("#") && !envelope.payloads().containsKey(uri)) {
        rules.add(SuitEnvelopeRule.PAYLOAD_MISSING, uri);
      }
    }
    rules.violations.sort(Comparator.comparing(SuitViolation::rule));
    return List.copyOf(rules.violations);
  }

  private void add(SuitEnvelopeRule rule, String element) {
    violations.add(new SuitViolation(rule, element));
  }

  /** Returns whether all command sequences of the manifest are known. */
  private boolean checkSevered(List<SuitSeveredCheck> checks) {
    boolean allThere = true;
    for (SuitSeveredCheck check : checks) {
      if (!check.isRight()) {
        add(SuitEnvelopeRule.SEVERED_MEMBER, check.member().shortName());
        allThere = false;
      } else if (check.member().isSequence()) {
        allThere &= check.state() == SuitSeveredCheck.State.DIGEST_RIGHT;
      }
    }
    return allThere;
  }

  private void checkPayload(String key, Bytes payload, PayloadDemands found, boolean allThere) {
    List<PayloadDemand> demands = found.of(key);
    boolean allKnown = allThere && found.isComplete();
    if (allKnown && !found.fetched().contains(key)) {
      add(SuitEnvelopeRule.PAYLOAD_NOT_FETCHED, key);
    } else if (allKnown && demands.isEmpty()) {
      add(SuitEnvelopeRule.PAYLOAD_WITHOUT_DIGEST, key);
    } else if (!demands.isEmpty() && isWrong(key, payload, demands)) {
      add(SuitEnvelopeRule.PAYLOAD_DIGEST, key);
    }
  }

  /**
   * Whether a payload differs from its digests. The digest of a plaintext cannot be checked here
   * and counts as a match.
   */
  private boolean isWrong(String key, Bytes payload, List<PayloadDemand> demands) {
    try {
      if (demands.stream().anyMatch(demand -> demand.kind() == Kind.DEPENDENCY)) {
        SuitEnvelope dependency = envelope.dependency(key).orElseThrow();
        SuitDigest digest = dependency.wrapper().digest();
        PayloadChecker.checkDependency(demands, digest);
        digest.verify(dependency.manifestItem());
      } else {
        PayloadChecker.check(demands, payload);
      }
      return false;
    } catch (DecodeException e) {
      return true;
    } catch (VerificationException e) {
      return e.failure() != Failure.PLAINTEXT_DIGEST;
    }
  }
}
