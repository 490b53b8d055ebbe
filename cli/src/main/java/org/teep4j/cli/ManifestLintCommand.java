package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.author.Lint;
import org.teep4j.suit.author.LintSeverity;
import org.teep4j.suit.author.LintWarning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j manifest lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Warn of faults in a manifest before it is sent.",
      "",
      "Errors are what devices refuse; warnings are against a recommendation or probably not meant;"
          + " notes are good to know. The place is the section and the number of bytes before the"
          + " command in it. Signatures are not verified, URIs not resolved."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest lint update.suit",
      "  teep4j manifest lint --dependency library.suit --strict update.suit",
      "",
      "Exit codes: 0 no errors; 1 errors, with --strict also warnings, or the envelope is"
          + " malformed; 2 wrong usage, or a file cannot be read."
    })
final class ManifestLintCommand extends ManifestTask {
  @Option(
      names = "--dependency",
      paramLabel = "ENVELOPE",
      description =
          "Envelope of a manifest that this one may depend on, if it is not integrated. Can be"
              + " repeated.")
  private List<String> dependencyFiles = new ArrayList<>();

  @Option(names = "--strict", description = "Warnings count as errors.")
  private boolean strict;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private EnvelopeInput input;

  ManifestLintCommand(Console console) {
    super(console);
    this.input = new EnvelopeInput(console);
  }

  @Override
  int run() throws UsageException, RejectedException, DecodeException {
    List<SuitEnvelope> dependencies = new ArrayList<>();
    for (String dependency : dependencyFiles) {
      dependencies.add(input.other(dependency));
    }
    String name = input.name("manifest lint");
    List<LintWarning> found = Lint.check(input.envelope("manifest lint"), dependencies);
    LintSeverity refused = strict ? LintSeverity.WARNING : LintSeverity.ERROR;
    if (json) {
      printJson(name, found);
    } else {
      print(name, found);
    }
    return found.stream().anyMatch(warning -> warning.severity().compareTo(refused) >= 0)
        ? ExitCode.REJECTED
        : ExitCode.GOOD;
  }

  private void print(String name, List<LintWarning> found) {
    Terminal terminal = console().terminal();
    PrintWriter out = console().out();
    String shown = name.equals(StandardInput.NAME) ? "standard input" : Text.safe(name);
    if (found.isEmpty()) {
      out.println(shown + ": " + terminal.green("nothing found"));
      return;
    }
    out.println(shown + ": " + Text.count(found.size(), "finding", "findings"));
    for (LintWarning warning : found) {
      String severity = warning.severity().name().toLowerCase(Locale.ROOT);
      String styled =
          switch (warning.severity()) {
            case ERROR -> terminal.red(severity);
            case WARNING -> terminal.yellow(severity);
            case NOTE -> terminal.dim(severity);
          };
      out.println("  " + styled + " " + warning.rule().id() + place(warning));
      String basis =
          warning.rule().basis().isEmpty()
              ? ""
              : " (draft-ietf-suit-" + warning.rule().basis() + ")";
      for (String line :
          Text.wrap(Text.safe(warning.sentence() + basis), Math.max(20, terminal.width() - 4))) {
        out.println("    " + line);
      }
    }
  }

  private static String place(LintWarning warning) {
    StringBuilder place = new StringBuilder();
    warning.section().ifPresent(label -> place.append(" in ").append(section(label)));
    warning.offset().ifPresent(offset -> place.append(" at ").append(offset));
    warning.component().ifPresent(index -> place.append(", component ").append(index));
    return place.toString();
  }

  private static String section(SuitManifestLabel label) {
    return label == SuitManifestLabel.COMMON ? "shared-sequence" : label.shortName();
  }

  private void printJson(String name, List<LintWarning> found) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("input", name);
    ArrayNode warnings = object.putArray("findings");
    for (LintWarning warning : found) {
      ObjectNode entry = warnings.addObject();
      entry.put("rule", warning.rule().id());
      entry.put("severity", warning.severity().name().toLowerCase(Locale.ROOT));
      entry.put("basis", warning.rule().basis());
      warning.section().ifPresent(label -> entry.put("section", section(label)));
      warning.offset().ifPresent(offset -> entry.put("offset", offset));
      warning.component().ifPresent(index -> entry.put("component", index));
      entry.put("sentence", warning.sentence());
    }
    console().out().println(Text.json(object));
  }
}
