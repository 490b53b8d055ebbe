package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.EdnListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print what differs between two messages, by path.",
      "",
      "Maps are compared by their keys, and embedded CBOR is compared too. Nothing is verified."
          + " Secret parameters of keys are compared and not shown."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j diff update-1.cose update-2.cose",
      "",
      "Exit codes: 0 no difference; 1 a difference; 2 wrong usage, or a file cannot be read or is"
          + " malformed."
    })
final class DiffCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 64;

  private final Console console;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description =
          "Kind of both: teep, cose, suit, key, cbor or sequence. By default it is detected.")
  private @Nullable Kind as;

  @Mixin private DialectOption dialect = new DialectOption();
  @Mixin private InputFormOption form = new InputFormOption();

  @Option(names = "--show-secrets", description = "Print secret parameters of keys.")
  private boolean showSecrets;

  @Option(names = "--full", description = "Print long values to their end.")
  private boolean full;

  @Option(names = "--json", description = "Print a JSON array of the differences.")
  private boolean json;

  @Mixin private LimitOptions limits;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The first message; - is standard input.")
  private String before = StandardInput.NAME;

  @Parameters(index = "1", paramLabel = "B", description = "The second message.")
  private String after = StandardInput.NAME;

  DiffCommand(Console console) {
    this.console = console;
    this.limits = new LimitOptions(console.in());
  }

  @Override
  public Integer call() throws UsageException {
    List<Difference> differences = Differences.of(side(before), side(after));
    if (json) {
      console.out().println(Text.json(json(differences)));
    } else {
      differences.forEach(this::print);
    }
    return differences.isEmpty() ? ExitCode.GOOD : ExitCode.REJECTED;
  }

  private Differences.Side side(String file) throws UsageException {
    DecodeOptions most = limits.options(Inspection.MOST_ITEMS);
    Input input = form.read(file, console, most);
    Inspection inspection =
        new Inspection(
            input.bytes(),
            new Inspection.Options(
                Optional.ofNullable(as),
                dialect.dialect(),
                most,
                false,
                showSecrets,
                Integer.MAX_VALUE,
                full));
    Optional<EdnListing> listing = inspection.listing(0, MOST_BYTES);
    if (listing.isEmpty()) {
      throw new UsageException(
          input.name() + ": " + inspection.refusal().map(Refusal::line).orElse("cannot be shown"));
    }
    return new Differences.Side(input.bytes(), listing.get());
  }

  private void print(Difference difference) {
    PrintWriter out = console.out();
    Terminal terminal = console.terminal();
    String path = difference.path().isEmpty() ? "the whole" : Text.safe(difference.path());
    String remark = difference.remark().isEmpty() ? "" : "  (" + difference.remark() + ")";
    out.println(terminal.bold(path) + remark);
    if (!difference.before().isEmpty()) {
      value("- ", difference.before(), false);
    }
    if (!difference.after().isEmpty()) {
      value("+ ", difference.after(), true);
    }
  }

  private void value(String sign, String notation, boolean added) {
    Terminal terminal = console.terminal();
    int most = full ? Integer.MAX_VALUE : 4 * terminal.width();
    String shown =
        notation.length() <= most
            ? notation
            : notation.substring(0, notation.offsetByCodePoints(0, most / 2)) + " …";
    String lead = "  " + sign;
    for (String line : Text.wrap(shown, terminal.width() - lead.length())) {
      out(lead + line, added);
      lead = "    ";
    }
  }

  private void out(String line, boolean added) {
    Terminal terminal = console.terminal();
    console.out().println(added ? terminal.green(line) : terminal.red(line));
  }

  private static ArrayNode json(List<Difference> differences) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Difference difference : differences) {
      ObjectNode object = array.addObject().put("path", difference.path());
      if (!difference.before().isEmpty()) {
        object.put("before", difference.before());
      }
      if (!difference.after().isEmpty()) {
        object.put("after", difference.after());
      }
      if (!difference.remark().isEmpty()) {
        object.put("remark", difference.remark());
      }
    }
    return array;
  }
}
