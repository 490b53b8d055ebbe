package org.teep4j.vectors.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.vectors.Erratum;
import org.teep4j.vectors.VectorKind;

/** The known errata of files of other projects, from {@code known-errata.json}. */
final class KnownErrata {
  /**
   * One finding.
   *
   * @param file the end of the file's path, in complete names
   * @param vector the vector in the file; empty for all of them
   * @param as an additional kind to decode the bytes as, if any
   * @param check the check that must fail
   * @param reason the beginning of the reason of the failure
   * @param nothing whether the file is no vector at all, so that it is skipped
   * @param erratum the finding in words
   */
  private record Finding(
      String file,
      Optional<String> vector,
      Optional<VectorKind> as,
      String check,
      String reason,
      boolean nothing,
      Erratum erratum) {

    boolean concerns(String path, String id) {
      boolean ends = path.equals(file) || path.endsWith("/" + file);
      return ends && (vector.isEmpty() || vector.get().equals(id));
    }

    boolean isSeen(ReplayFailure failure) {
      return failure.check().equals(check) && failure.reason().startsWith(reason);
    }
  }

  /** The kinds that a finding can name. */
  private static final Map<String, VectorKind> KINDS =
      Arrays.stream(VectorKind.values())
          .collect(Collectors.toUnmodifiableMap(VectorKind::word, kind -> kind));

  private final List<Finding> findings;

  private KnownErrata(List<Finding> findings) {
    this.findings = findings;
  }

  static KnownErrata load() {
    try (InputStream in = Erratum.class.getResourceAsStream("known-errata.json")) {
      if (in == null) {
        throw new IllegalStateException("known-errata.json is not in this jar");
      }
      List<Finding> findings = new ArrayList<>();
      for (JsonNode finding : new ObjectMapper().readTree(in).path("findings")) {
        findings.add(finding(finding));
      }
      return new KnownErrata(findings);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Finding finding(JsonNode json) {
    boolean nothing = json.has("nothing");
    Erratum erratum =
        new Erratum(
            json.path("id").asText(),
            json.path("class").asText().equals("V")
                ? Erratum.Severity.BROKEN
                : Erratum.Severity.NON_CONFORMING,
            json.path(nothing ? "nothing" : "note").asText(),
            Optional.empty());
    return new Finding(
        json.path("file").asText(),
        json.has("vector") ? Optional.of(json.path("vector").asText()) : Optional.empty(),
        Optional.ofNullable(KINDS.get(json.path("as").asText())),
        json.path("check").asText(),
        json.path("reason").asText(),
        nothing,
        erratum);
  }

  /**
   * The results of a run. A known failure counts as an erratum, and its absence as a failure.
   *
   * @param run the checks that were made
   */
  List<ReplayResult> judge(Path file, Run run) {
    String path = file.toString().replace('\\', '/');
    for (Finding finding : findings) {
      if (finding.concerns(path, run.id())) {
        finding
            .as()
            .ifPresent(kind -> run.check(finding.check(), () -> decodeAs(kind, run.bytes())));
        return judge(finding, run);
      }
    }
    return run.results();
  }

  private static String decodeAs(VectorKind kind, Bytes bytes) throws NotDone, DecodeException {
    Kinds.decode(kind, Optional.empty(), bytes);
    return "decoded as " + kind.word();
  }

  private static List<ReplayResult> judge(Finding finding, Run run) {
    if (finding.nothing()) {
      return List.of(
          new ReplayResult(
              run.id(),
              Outcome.SKIPPED,
              List.of(),
              Optional.empty(),
              List.of(),
              Optional.of(finding.erratum().note())));
    }
    Optional<ReplayFailure> failure = run.failure();
    if (failure.isPresent() && finding.isSeen(failure.get())) {
      List<String> shown = new ArrayList<>(run.shown());
      shown.add("wrong as known: " + failure.get());
      return List.of(
          new ReplayResult(
              run.id(),
              Outcome.KNOWN_ERRATUM,
              shown,
              Optional.empty(),
              List.of(finding.erratum()),
              Optional.empty()));
    }
    if (failure.isEmpty()) {
      run.check(
          finding.check(),
          () -> {
            throw new CheckFailure(
                "known to be wrong ("
                    + finding.erratum().id()
                    + "), and nothing wrong was found with it");
          });
    }
    return run.results();
  }
}
