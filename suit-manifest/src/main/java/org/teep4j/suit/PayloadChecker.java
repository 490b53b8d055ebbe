package org.teep4j.suit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.PayloadDemand.Kind;

/** Compares payloads with the digests and sizes that a manifest demands. */
final class PayloadChecker {

  private PayloadChecker() {}

  static SuitPayloadCheck check(PayloadDemand demand) {
    return new SuitPayloadCheck(
        demand.kind() == Kind.PLAINTEXT
            ? SuitPayloadCheck.Subject.PLAINTEXT
            : SuitPayloadCheck.Subject.FETCHED,
        demand.digest(),
        Optional.ofNullable(demand.size()));
  }

  /**
   * Checks a payload as it was fetched: it must satisfy at least one of the demands. Hashes it once
   * for each algorithm.
   */
  static void check(List<PayloadDemand> demands, Bytes payload) throws VerificationException {
    Failure failure = Failure.NO_PAYLOAD_DIGEST;
    Map<Long, Bytes> digests = new HashMap<>();
    for (PayloadDemand demand : demands) {
      if (demand.kind() == Kind.PAYLOAD) {
        Failure wrong = failure(demand, payload, digests);
        if (wrong == null) {
          return;
        }
        failure = failure == Failure.DIGEST ? failure : wrong;
      } else if (demand.kind() == Kind.PLAINTEXT && failure == Failure.NO_PAYLOAD_DIGEST) {
        failure = Failure.PLAINTEXT_DIGEST;
      }
    }
    throw new VerificationException(failure);
  }

  private static @Nullable Failure failure(
      PayloadDemand demand, Bytes payload, Map<Long, Bytes> digests) {
    if (demand.size() != null && !demand.size().is(payload.length())) {
      return Failure.DIGEST;
    }
    SuitDigest digest = demand.digest();
    Bytes computed = digests.get(digest.algorithmId());
    try {
      if (computed == null) {
        computed = digest.start().update(payload).digest();
        digests.put(digest.algorithmId(), computed);
      }
      // A cached digest may come from another demand, so check this demand's extensions with
      // start().
      digest.start();
      digest.requireEqual(computed);
      return null;
    } catch (VerificationException e) {
      return e.failure();
    }
  }

  static void checkDependency(List<PayloadDemand> demands, SuitDigest digest)
      throws VerificationException {
    Failure failure = Failure.NO_PAYLOAD_DIGEST;
    for (PayloadDemand demand : demands) {
      if (demand.kind() == Kind.DEPENDENCY) {
        if (demand.digest().equals(digest)) {
          return;
        }
        failure = Failure.DIGEST;
      }
    }
    throw new VerificationException(failure);
  }
}
