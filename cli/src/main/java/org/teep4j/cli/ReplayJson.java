package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.teep4j.vectors.Erratum;
import org.teep4j.vectors.load.SkippedFile;
import org.teep4j.vectors.replay.Outcome;
import org.teep4j.vectors.replay.ReplayReport;
import org.teep4j.vectors.replay.ReplayResult;
import org.teep4j.vectors.replay.SetReplay;

/** Prints the results of a replay as JSON. */
final class ReplayJson {
  private ReplayJson() {}

  static String of(ReplayReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode sets = json.putArray("sets");
    for (SetReplay set : report.sets()) {
      ObjectNode object = sets.addObject();
      object.put("set", set.name()).put("title", set.title()).put("vectors", set.vectors());
      for (Outcome outcome : Outcome.values()) {
        object.put(ReplayText.word(outcome), set.count(outcome));
      }
      object.put("checks", set.checks());
      ArrayNode results = object.putArray("results");
      set.results().forEach(result -> result(results.addObject(), result));
    }
    ArrayNode passedOver = json.putArray("passed-over");
    for (SkippedFile file : report.passedOver()) {
      passedOver
          .addObject()
          .put("file", file.file().toString())
          .put("cause", file.cause().name())
          .put("reason", file.reason());
    }
    for (Outcome outcome : Outcome.values()) {
      json.put(ReplayText.word(outcome), report.count(outcome));
    }
    return Text.json(json.put("good", report.isGood()));
  }

  private static void result(ObjectNode json, ReplayResult result) {
    json.put("id", result.id()).put("outcome", ReplayText.word(result.outcome()));
    ArrayNode shown = json.putArray("shown");
    result.shown().forEach(shown::add);
    result
        .failure()
        .ifPresent(
            failure -> {
              ObjectNode object = json.putObject("failure");
              object.put("check", failure.check()).put("reason", failure.reason());
              failure.offset().ifPresent(offset -> object.put("offset", offset));
              failure.path().ifPresent(path -> object.put("path", path));
            });
    if (!result.errata().isEmpty()) {
      ArrayNode errata = json.putArray("errata");
      for (Erratum erratum : result.errata()) {
        errata
            .addObject()
            .put("id", erratum.id())
            .put("class", erratum.severity().letter())
            .put("note", erratum.note());
      }
    }
    result.skipReason().ifPresent(reason -> json.put("skipped", reason));
  }
}
