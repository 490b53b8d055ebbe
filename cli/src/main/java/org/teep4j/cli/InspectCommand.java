package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.teep.RuleViolation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print a TEEP message, COSE message, SUIT envelope, key or any CBOR.",
      "",
      "The output is diagnostic notation with the names of the specifications. CBOR"
          + " inside byte strings is decoded too. Below it are the TEEP rules that the"
          + " message breaks. No key is used and nothing is verified. Secret parameters of"
          + " keys are hidden. Hexadecimal input may contain white space and # comments."
    },
    footer = {
      "",
      "Exit codes: 0 decoded; 1 malformed, or not of the kind that --as names; 2"
          + " wrong usage, or a file cannot be read."
    })
final class InspectCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description = "Kind of the input: teep, cose, suit, key or cbor. By default it is detected.")
  private @Nullable Kind as;

  @Mixin private DialectOption dialect = new DialectOption();

  @Option(
      names = "--hex",
      paramLabel = "HEX",
      description = "Input as hexadecimal digits on the command line. Can be repeated.")
  private List<String> hex = new ArrayList<>();

  @Mixin private InputFormOption form = new InputFormOption();

  @Option(
      names = "--strict",
      description = "Reject deviations that are otherwise only reported in a remark.")
  private boolean strict;

  @Option(
      names = "--show-secrets",
      description = "Print the secret parameters of private and symmetric keys.")
  private boolean showSecrets;

  @Mixin private LimitOptions limits;

  @Option(names = "--json", description = "Print one JSON object for each input.")
  private boolean json;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Input file; - or no FILE is standard input.")
  private List<String> files = new ArrayList<>();

  InspectCommand(Console console) {
    this.console = console;
    this.limits = new LimitOptions(console.in());
  }

  @Override
  public Integer call() throws UsageException {
    if (hex.isEmpty() && files.isEmpty()) {
      files.add(console.in().orFile(null, "inspect"));
    }
    DecodeOptions most = limits.options(Inspection.MOST_ITEMS);
    Inspection.Options options =
        new Inspection.Options(
            Optional.ofNullable(as), dialect.dialect(), most, strict, showSecrets);
    List<Input> inputs = new ArrayList<>();
    for (String digits : hex) {
      inputs.add(Input.ofHex("--hex", digits));
    }
    for (String file : files) {
      inputs.add(form.read(file, console.in(), most));
    }
    boolean good = true;
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      Inspection inspection = new Inspection(input.bytes(), options);
      if (json) {
        console.out().println(Text.json(json(input, inspection)));
      } else {
        if (i > 0) {
          console.out().println();
        }
        print(input, inspection);
      }
      good &= inspection.refusal().isEmpty();
    }
    return good ? ExitCode.GOOD : ExitCode.REJECTED;
  }

  // Text output.

  private void print(Input input, Inspection inspection) {
    PrintWriter out = console.out();
    Terminal terminal = console.terminal();
    String dialectNote = inspection.isTeep() ? ", dialect " + inspection.dialect() : "";
    String size = Text.count(inspection.bytes().length(), "byte", "bytes");
    out.println(
        terminal.bold(
            Text.safe(input.name()) + ": " + inspection.title() + dialectNote + ", " + size));
    out.println(terminal.yellow("NOT VERIFIED: origin and integrity are unknown."));
    inspection.refusal().ifPresent(refusal -> refusal(refusal, inspection));
    Optional<String> notation = inspection.notation(terminal.width());
    if (notation.isPresent() || inspection.refusal().isEmpty()) {
      out.println();
      out.println(
          notation.orElse(
              "The notation is not printed: the input is nested too deeply, or has"
                  + " more items than --max-items."));
    }
    violations(inspection);
    for (String remark : inspection.remarks()) {
      out.println();
      Text.wrap(Text.safe(remark), terminal.width()).forEach(out::println);
    }
  }

  private void refusal(Refusal refusal, Inspection inspection) {
    PrintWriter out = console.out();
    Terminal terminal = console.terminal();
    out.println();
    String what =
        refusal.isLimit()
            ? "LIMIT EXCEEDED, decoding stopped"
            : refusal.reason().equals(Refusal.NOT_CBOR)
                ? "NOT CBOR"
                : refusal.reason().endsWith("DIGEST_WRONG") || refusal.reason().equals("NO_DIGEST")
                    ? "DIGEST MISMATCH"
                    : as == null ? "MALFORMED" : "NOT " + as + ", as --as demands";
    out.println(terminal.red(what));
    field("reason", refusal.reason() + ": " + refusal.detail());
    if (!refusal.advice().isEmpty()) {
      field("advice", refusal.advice());
    }
    refusal
        .offset()
        .ifPresent(at -> field("offset", at + String.format(Locale.ROOT, " (0x%x)", at)));
    if (!refusal.path().isEmpty()) {
      field("path", refusal.path());
    }
    if (inspection.showsBytes()) {
      out.print(refusal.excerpt(inspection.bytes()));
    }
  }

  private void field(String name, String value) {
    List<String> lines = Text.wrap(Text.safe(value), Math.max(20, console.terminal().width() - 10));
    console.out().println(String.format("  %-7s %s", name, lines.get(0)));
    lines.subList(1, lines.size()).forEach(line -> console.out().println(" ".repeat(10) + line));
  }

  private void violations(Inspection inspection) {
    if (!inspection.hasMessage() || inspection.refusal().isPresent()) {
      return;
    }
    PrintWriter out = console.out();
    out.println();
    List<RuleViolation> violations = inspection.violations();
    if (violations.isEmpty()) {
      out.println("No rule violations found in this message.");
      return;
    }
    out.println(
        console.terminal().red(Text.count(violations.size(), "rule violation", "rule violations")));
    for (RuleViolation violation : violations) {
      String indent = "- ";
      for (String line :
          Text.wrap(Text.safe(violation.toString()), console.terminal().width() - 2)) {
        out.println(indent + line);
        indent = "  ";
      }
    }
  }

  // JSON output.

  private static ObjectNode json(Input input, Inspection inspection) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("input", input.name()).put("size", inspection.bytes().length());
    json.put("kind", inspection.isCbor() ? inspection.kind().name() : "OTHER")
        .put("title", inspection.title());
    if (inspection.isTeep()) {
      json.put("dialect", inspection.dialect().name());
      ArrayNode candidates = json.putArray("dialectCandidates");
      inspection.dialects().forEach(dialect -> candidates.add(dialect.name()));
    }
    json.put("verified", false).put("decoded", inspection.refusal().isEmpty());
    inspection
        .refusal()
        .ifPresent(
            refusal -> {
              ObjectNode object = json.putObject("refusal");
              object.put("reason", refusal.reason()).put("limit", refusal.isLimit());
              object.put("detail", refusal.detail());
              refusal.offset().ifPresent(offset -> object.put("offset", offset));
              object.put("path", refusal.path());
              if (!refusal.advice().isEmpty()) {
                object.put("advice", refusal.advice());
              }
            });
    ArrayNode violations = json.putArray("violations");
    for (RuleViolation violation : inspection.violations()) {
      violations
          .addObject()
          .put("rule", violation.rule().id())
          .put("section", violation.rule().section())
          .put("element", violation.element())
          .put("sentence", violation.rule().sentence());
    }
    ArrayNode remarks = json.putArray("remarks");
    inspection.remarks().forEach(remarks::add);
    inspection.notation(0).ifPresent(notation -> json.put("notation", notation));
    return json;
  }
}
