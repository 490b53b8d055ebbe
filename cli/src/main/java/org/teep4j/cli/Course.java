package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDirective.SetComponentIndex;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ProcessFailure;
import org.teep4j.suit.processor.ProcessListener.CommandEvent;
import org.teep4j.suit.processor.ProcessListener.Event;
import org.teep4j.suit.processor.ProcessListener.FlowEvent;
import org.teep4j.suit.report.SuitRecord;

/** Prints commands as they run on a device, and why a procedure was aborted. */
final class Course {
  /** The room before what is said about a command. */
  private static final String DETAIL = " ".repeat(11);

  private final Console console;
  private String heading = "";
  private @Nullable Event last;

  Course(Console console) {
    this.console = console;
  }

  /** Prints a command below the name of its section, with what it measured if it failed. */
  void print(Event event) {
    boolean again = event.command() instanceof SetComponentIndex && isBeside(event, last);
    last = event;
    if (again) {
      return; // another component of the same index
    }
    String place =
        section(event.record())
            + manifest(event.record().manifestId())
            + (event.shared() ? ": shared sequence" : "");
    if (!place.equals(heading)) {
      heading = place;
      console.out().println(console.terminal().bold(place));
    }
    String indent = "  ".repeat(event.depth());
    String line =
        String.format(
            Locale.ROOT,
            "  %5d  %-30s %s",
            event.record().sectionOffset(),
            indent + ManifestListing.name(event.command().label()),
            Text.safe(subject(event)));
    if (event instanceof CommandEvent command) {
      print(line, command);
    } else {
      console.out().println(line);
      details(ManifestListing.detail(event.command(), event.record().componentIndex()));
    }
    console.out().flush();
  }

  private static boolean isBeside(Event event, @Nullable Event other) {
    return other != null
        && other.command().equals(event.command())
        && other.record().sectionOffset() == event.record().sectionOffset();
  }

  /** What a command is about: its component, except for the index that is set. */
  private static String subject(Event event) {
    if (event.command() instanceof SetComponentIndex set) {
      return ManifestListing.index(set.index());
    }
    String component = event.target().component().toString();
    return event instanceof FlowEvent flow && flow.sequence().isPresent()
        ? component + "  sequence " + (flow.sequence().getAsInt() + 1)
        : component;
  }

  private void print(String line, CommandEvent event) {
    Terminal terminal = console.terminal();
    String again = event.replayed() ? ", before the interruption" : "";
    if (event.failure().isEmpty()) {
      console.out().println(line + "  ok" + again);
      return;
    }
    console.out().println(line + "  " + terminal.red("failed") + again);
    SuitParameters measured = event.record().properties();
    details(
        measured.isEmpty()
            ? event.failure().get().explanation()
            : "measured: " + ManifestListing.parameters(measured));
  }

  /** Lines below a command. */
  private void details(String text) {
    if (!text.isEmpty()) {
      Text.wrap(Text.safe(text), Math.max(20, console.terminal().width() - DETAIL.length()))
          .forEach(line -> console.out().println(DETAIL + line));
    }
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
      SuitRecord record, List<Event> events, VerifiedManifest root) {
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
      Fields fields, ProcessFailure failure, List<Event> events, VerifiedManifest root) {
    SuitRecord record = failure.record();
    fields.add("reason", reason(failure));
    if (record.manifestSection() == 0) {
      fields.add("place", "before the first command" + manifest(record.manifestId()));
    } else {
      fields.add(
          "section",
          section(record)
              + manifest(record.manifestId())
              + (failure.shared() ? ": shared sequence" : ""));
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
      ObjectNode object, ProcessFailure failure, List<Event> events, VerifiedManifest root) {
    ObjectNode entry = object.putObject("failure");
    entry.put("reason", reason(failure));
    failure.command().ifPresent(label -> entry.put("command", ManifestListing.name(label)));
    place(entry, failure.record());
    entry.put("shared-sequence", failure.shared());
    component(failure.record(), events, root)
        .ifPresent(id -> entry.put("component", id.toString()));
    entry.put("explanation", failure.explanation());
  }

  static void addTo(ArrayNode array, List<Event> events) {
    for (Event event : events) {
      ObjectNode entry = array.addObject();
      entry.put("command", ManifestListing.name(event.command().label()));
      place(entry, event.record());
      entry.put("shared-sequence", event.shared());
      entry.put("depth", event.depth());
      entry.put("component", event.target().component().toString());
      if (event instanceof CommandEvent command) {
        entry.put("success", command.failure().isEmpty());
        command.failure().ifPresent(why -> entry.put("explanation", why.explanation()));
        entry.put("replayed", command.replayed());
      } else if (event instanceof FlowEvent flow) {
        String detail = ManifestListing.detail(flow.command(), flow.record().componentIndex());
        if (!detail.isEmpty()) {
          entry.put("argument", detail);
        }
        flow.sequence().ifPresent(number -> entry.put("sequence", number + 1));
      }
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
