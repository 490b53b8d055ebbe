package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.vectors.Erratum;

/** The checks of one vector: those that held, the first that did not, those that were not made. */
final class Run {
  /** A check of a vector. */
  @FunctionalInterface
  interface Check {
    /**
     * Performs the check.
     *
     * @return a short description of the result
     */
    String run() throws CheckFailure, NotDone, DecodeException, GeneralSecurityException;
  }

  /** If this check is skipped, the whole vector is skipped. */
  static final String DECODE = "decode";

  /** As {@link #DECODE}, for vectors whose purpose is verification. */
  static final String VERIFY = "verify";

  private final String id;
  private final Bytes bytes;
  private final List<String> shown = new ArrayList<>();
  private final Map<String, String> skips = new LinkedHashMap<>();
  private @Nullable ReplayFailure failure;

  Run(String id) {
    this(id, Bytes.empty());
  }

  /**
   * A run without checks.
   *
   * @param id the name of the vector
   * @param bytes its bytes, if known errata may need them
   */
  Run(String id, Bytes bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /** Performs a check, unless an earlier one failed. */
  void check(String name, Check check) {
    if (failure != null) {
      return;
    }
    try {
      shown.add(check.run());
    } catch (NotDone notDone) {
      skips.putIfAbsent(name, String.valueOf(notDone.getMessage()));
    } catch (CheckFailure refused) {
      fail(name, String.valueOf(refused.getMessage()), refused.offset(), refused.path());
    } catch (DecodeException refused) {
      fail(
          name,
          refused.reason() + ": " + refused.detail(),
          OptionalLong.of(refused.offset()),
          refused.path());
    } catch (GeneralSecurityException refused) {
      fail(name, String.valueOf(refused.getMessage()), OptionalLong.empty(), "");
    } catch (RuntimeException | StackOverflowError broken) {
      // An unexpected exception is a failure of the library.
      fail(name, "threw " + broken, OptionalLong.empty(), "");
    }
  }

  String id() {
    return id;
  }

  Bytes bytes() {
    return bytes;
  }

  /** The checks that held. */
  List<String> shown() {
    return List.copyOf(shown);
  }

  /** The failed check, if any. */
  Optional<ReplayFailure> failure() {
    return Optional.ofNullable(failure);
  }

  private void fail(String check, String reason, OptionalLong offset, String path) {
    failure =
        new ReplayFailure(
            check, reason, offset, path.isEmpty() ? Optional.empty() : Optional.of(path));
  }

  /** The results of a vector without errata. */
  List<ReplayResult> results() {
    return results(List.of(), false);
  }

  /**
   * The results: one for the vector, and one for each reason for skipped checks. A vector that
   * cannot be decoded or verified yet is skipped as a whole, whatever other checks held.
   *
   * @param errata the findings about the vector
   * @param wrong whether the vector itself is wrong
   */
  List<ReplayResult> results(List<Erratum> errata, boolean wrong) {
    if (failure != null) {
      return List.of(result(Outcome.FAILED, errata, Optional.of(failure), Optional.empty()));
    }
    if (shown.isEmpty() || skips.containsKey(DECODE) || skips.containsKey(VERIFY)) {
      String reasons = skips.values().stream().distinct().collect(Collectors.joining("; "));
      return List.of(result(Outcome.SKIPPED, errata, Optional.empty(), Optional.of(reasons)));
    }
    List<ReplayResult> results = new ArrayList<>();
    Outcome outcome = wrong ? Outcome.KNOWN_ERRATUM : Outcome.PASSED;
    results.add(result(outcome, errata, Optional.empty(), Optional.empty()));
    for (String reason : new LinkedHashSet<>(skips.values())) {
      String checks =
          skips.entrySet().stream()
              .filter(skip -> skip.getValue().equals(reason))
              .map(Map.Entry::getKey)
              .collect(Collectors.joining(", "));
      results.add(
          new ReplayResult(
              id + ": " + checks,
              Outcome.SKIPPED,
              List.of(),
              Optional.empty(),
              List.of(),
              Optional.of(reason)));
    }
    return results;
  }

  private ReplayResult result(
      Outcome outcome,
      List<Erratum> errata,
      Optional<ReplayFailure> failed,
      Optional<String> skipReason) {
    return new ReplayResult(id, outcome, shown, failed, errata, skipReason);
  }
}
