package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ProcessFailure;
import org.teep4j.suit.processor.ProcessListener.CommandEvent;
import org.teep4j.suit.report.SuitRecord;

/** Prints commands as they run on a device, and why a procedure was aborted. */
final class Course {
  private final Console console;
  private String heading = "";

  Course(Console console) {
    this.console = console;
  }

  /** Prints a command in a line, below the name of its section. */
  void print(CommandEvent event) {
    SuitRecord record = event.record();
    String place =
        section(record)
            + manifest(record.manifestId())
            + (isShared(event) ? ": shared sequence" : "");
    Terminal terminal = console.terminal();
    if (!place.equals(heading)) {
      heading = place;
      console.out().println(terminal.bold(place));
    }
    String text =
        String.format(
            Locale.ROOT,
            "  %5d  %-30s %s  ",
            record.sectionOffset(),
            ManifestListing.name(event.command().label()),
            Text.safe(event.target().component().toString()));
    String again = event.replayed() ? ", before the interruption" : "";
    String result =
        event.failure().isEmpty() ? "ok" : terminal.red("failed") + ": " + why(event.failure());
    console.out().println(text + result + again);
    console.out().flush();
  }

  /** Whether a command is in the shared sequence; its offset counts from the beginning of that. */
  private static boolean isShared(CommandEvent event) {
    return event
        .target()
        .manifest()
        .common()
        .sharedSequence()
        .filter(shared -> contains(shared, event.command()))
        .isPresent();
  }

  @SuppressWarnings("ReferenceEquality") // Sections may have equal commands.
  private static boolean contains(SuitCommandSequence sequence, SuitCommand command) {
    for (SuitCommand each : sequence.commands()) {
      boolean found = each == command;
      if (each instanceof SuitDirective.RunSequence run) {
        found = contains(run.sequence(), command);
      } else if (each instanceof SuitDirective.TryEach tries) {
        found = tries.sequences().stream().anyMatch(one -> contains(one, command));
      }
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static String why(Optional<ProcessFailure> failure) {
    return Text.safe(failure.map(ProcessFailure::explanation).orElse(""));
  }

  private static String manifest(List<Long> path) {
    return path.isEmpty()
        ? ""
        : " of dependency " + path.stream().map(String::valueOf).collect(Collectors.joining("/"));
  }

  static String section(SuitRecord record) {
    return SuitManifestLabel.fromLabel(record.manifestSection())
        .map(label -> label == SuitManifestLabel.COMMON ? "shared-sequence" : label.shortName())
        .orElse("section " + record.manifestSection());
  }

  /** The identifier of the component in a record, if the commands or the manifest tell it. */
  static Optional<SuitComponentIdentifier> component(
      SuitRecord record, List<CommandEvent> events, VerifiedManifest root) {
    for (int i = events.size() - 1; i >= 0; i--) {
      SuitRecord seen = events.get(i).record();
      if (seen.manifestId().equals(record.manifestId())
          && seen.componentIndex() == record.componentIndex()) {
        return Optional.of(events.get(i).target().component());
      }
    }
    List<SuitComponentIdentifier> components = root.common().components();
    return record.manifestId().isEmpty() && record.componentIndex() < components.size()
        ? Optional.of(components.get((int) record.componentIndex()))
        : Optional.empty();
  }

  /** Adds why and where a procedure was aborted. */
  static void addTo(
      Fields fields, ProcessFailure failure, List<CommandEvent> events, VerifiedManifest root) {
    SuitRecord record = failure.record();
    fields.add("reason", reason(failure));
    if (record.manifestSection() == 0) {
      fields.add("place", "before the first command" + manifest(record.manifestId()));
    } else {
      boolean shared = last(record, events).filter(Course::isShared).isPresent();
      fields.add(
          "section",
          section(record) + manifest(record.manifestId()) + (shared ? ": shared sequence" : ""));
      failure.command().ifPresent(label -> fields.add("command", ManifestListing.name(label)));
      fields.add("offset", String.valueOf(record.sectionOffset()));
      fields.add(
          "component",
          record.componentIndex()
              + component(record, events, root).map(id -> ", " + id).orElse(""));
    }
    if (!record.properties().isEmpty()) {
      fields.add("measured", ManifestListing.parameters(record.properties()));
    }
    fields.add("why", failure.explanation());
  }

  private static String reason(ProcessFailure failure) {
    return failure.reason().shortName().replaceFirst("^report-reason-", "");
  }

  // JSON.

  static void addTo(
      ObjectNode object, ProcessFailure failure, List<CommandEvent> events, VerifiedManifest root) {
    ObjectNode entry = object.putObject("failure");
    entry.put("reason", reason(failure));
    failure.command().ifPresent(label -> entry.put("command", ManifestListing.name(label)));
    place(entry, failure.record());
    component(failure.record(), events, root)
        .ifPresent(id -> entry.put("component", id.toString()));
    entry.put("explanation", failure.explanation());
  }

  /** The last command at a place. */
  private static Optional<CommandEvent> last(SuitRecord record, List<CommandEvent> events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      SuitRecord seen = events.get(i).record();
      if (seen.manifestId().equals(record.manifestId())
          && seen.manifestSection() == record.manifestSection()
          && seen.sectionOffset() == record.sectionOffset()
          && seen.componentIndex() == record.componentIndex()) {
        return Optional.of(events.get(i));
      }
    }
    return Optional.empty();
  }

  static void addTo(ArrayNode array, List<CommandEvent> events) {
    for (CommandEvent event : events) {
      ObjectNode entry = array.addObject();
      entry.put("command", ManifestListing.name(event.command().label()));
      place(entry, event.record());
      entry.put("shared-sequence", isShared(event));
      entry.put("component", event.target().component().toString());
      entry.put("success", event.failure().isEmpty());
      event.failure().ifPresent(failure -> entry.put("explanation", failure.explanation()));
      entry.put("replayed", event.replayed());
    }
  }

  private static void place(ObjectNode entry, SuitRecord record) {
    if (record.manifestSection() != 0) {
      entry.put("section", section(record));
      entry.put("offset", record.sectionOffset());
      entry.put("component-index", record.componentIndex());
    }
    ArrayNode path = entry.putArray("dependency");
    record.manifestId().forEach(path::add);
    if (!record.properties().isEmpty()) {
      entry.put("measured", ManifestListing.parameters(record.properties()));
    }
  }
}
