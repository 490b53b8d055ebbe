package org.teep4j.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.html.HtmlPage;
import org.teep4j.cli.html.PagePart;
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
          + " keys are hidden. Hexadecimal input may contain white space and # comments.",
      "",
      "PATH has the names that the notation has, or keys and indexes in their place:"
          + " payload/options/manifest-list[0]/manifest"
    },
    footer = {
      "",
      "Examples:",
      "  teep4j inspect --html update.html update.cose",
      "  teep4j inspect --at payload -o message.cbor update.cose",
      "",
      "Exit codes: 0 decoded; 1 malformed, or not of the kind that --as names; 2"
          + " wrong usage, or a file cannot be read."
    })
final class InspectCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description =
          "Kind of the input: teep, cose, suit, key, cbor or sequence. By default it is detected.")
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

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Print N levels of arrays, maps and embedded CBOR, and the size of the rest.")
  private @Nullable Integer depth;

  @Option(
      names = "--full",
      description = "Print long byte strings, and in a page long lists, to their end.")
  private boolean full;

  @Mixin private PartOption part = new PartOption();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page with the bytes beside the notation; it needs no network and no script.")
  private @Nullable String html;

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
  public Integer call() throws UsageException, IOException {
    try {
      return inspect();
    } catch (RejectedException refused) {
      console.error(String.valueOf(refused.getMessage()));
      return ExitCode.REJECTED;
    }
  }

  private int inspect() throws UsageException, IOException, RejectedException {
    if ((json ? 1 : 0) + (html == null ? 0 : 1) + (part.takesOut() ? 1 : 0) > 1) {
      throw new UsageException(
          "--json, --html and --out are different results: give one of them, and run the command"
              + " again for another");
    }
    if (hex.isEmpty() && files.isEmpty()) {
      files.add(console.in().orFile(null, "inspect"));
    }
    DecodeOptions most = limits.options(Inspection.MOST_ITEMS);
    Inspection.Options options =
        new Inspection.Options(
            Optional.ofNullable(as), dialect.dialect(), most, strict, showSecrets, depth(), full);
    List<Input> inputs = new ArrayList<>();
    for (String digits : hex) {
      inputs.add(Input.ofHex("--hex", digits));
    }
    for (String file : files) {
      inputs.add(form.read(file, console, most));
    }
    if (part.isGiven()) {
      if (part.takesOut()) {
        return part.takeOut(inputs, options, console);
      }
      inputs = part.of(inputs, options);
    }
    return html == null ? show(inputs, options) : page(html, inputs, options);
  }

  private int depth() throws UsageException {
    if (depth != null && depth < 0) {
      throw new UsageException("--depth is a number of levels, from 0");
    }
    return depth == null ? Integer.MAX_VALUE : depth;
  }

  private int show(List<Input> inputs, Inspection.Options options) {
    boolean good = true;
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      Inspection inspection = new Inspection(input.bytes(), options);
      if (json) {
        console.out().println(Text.json(InspectJson.of(input, inspection)));
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

  private int page(String file, List<Input> inputs, Inspection.Options options)
      throws UsageException, IOException {
    boolean good = true;
    List<PagePart> parts = new ArrayList<>();
    for (Input input : inputs) {
      Inspection inspection = new Inspection(input.bytes(), options);
      parts.add(InspectPage.part(input, inspection));
      good &= inspection.refusal().isEmpty();
    }
    try (OutputFile out = part.open(console, file, showSecrets)) {
      Writer writer = new OutputStreamWriter(out.stream(), StandardCharsets.UTF_8);
      Writer buffered = new BufferedWriter(writer);
      HtmlPage.write(buffered, parts, full);
      buffered.flush();
      out.complete();
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
}
