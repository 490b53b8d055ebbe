package org.teep4j.suit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.FetchedPayloads.Kind;
import org.teep4j.suit.FetchedPayloads.Match;

/** Compares payloads with the digests and sizes that a manifest demands. */
final class PayloadChecker {

  private PayloadChecker() {}

  static SuitPayloadCheck check(Match match) {
    return new SuitPayloadCheck(
        match.kind() == Kind.PLAINTEXT
            ? SuitPayloadCheck.Subject.PLAINTEXT
            : SuitPayloadCheck.Subject.FETCHED,
        match.digest(),
        Optional.ofNullable(match.size()));
  }

  /**
   * Checks a payload as it was fetched: it must satisfy at least one of the demands. Hashes it once
   * for each algorithm.
   */
  static void check(List<Match> matches, Bytes payload) throws VerificationException {
    Failure failure = Failure.NO_PAYLOAD_DIGEST;
    Map<Long, Bytes> digests = new HashMap<>();
    for (Match match : matches) {
      if (match.kind() == Kind.PAYLOAD) {
        Failure wrong = failure(match, payload, digests);
        if (wrong == null) {
          return;
        }
        failure = failure == Failure.DIGEST ? failure : wrong;
      } else if (match.kind() == Kind.PLAINTEXT && failure == Failure.NO_PAYLOAD_DIGEST) {
        failure = Failure.PLAINTEXT_DIGEST;
      }
    }
    throw new VerificationException(failure);
  }

  private static @Nullable Failure failure(Match match, Bytes payload, Map<Long, Bytes> digests) {
    if (match.size() != null && !match.size().is(payload.length())) {
      return Failure.DIGEST;
    }
    SuitDigest digest = match.digest();
    Bytes computed = digests.get(digest.algorithmId());
    try {
      if (computed == null) {
        computed = digest.start().update(payload).digest();
        digests.put(digest.algorithmId(), computed);
      }
      // A cached digest may come from another match, so check this match's extensions with start().
      digest.start();
      digest.requireEqual(computed);
      return null;
    } catch (VerificationException e) {
      return e.failure();
    }
  }

  static void checkDependency(List<Match> matches, SuitDigest digest) throws VerificationException {
    Failure failure = Failure.NO_PAYLOAD_DIGEST;
    for (Match match : matches) {
      if (match.kind() == Kind.DEPENDENCY) {
        if (match.digest().equals(digest)) {
          return;
        }
        failure = Failure.DIGEST;
      }
    }
    throw new VerificationException(failure);
  }
}
