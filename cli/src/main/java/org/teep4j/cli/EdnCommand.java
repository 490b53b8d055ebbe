package org.teep4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j edn}. */
@Command(
    name = "edn",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Convert diagnostic notation or JSON to CBOR, and CBOR to either.",
      "",
      "Text is read as diagnostic notation, of which JSON is a part: numbers without fraction and"
          + " exponent become integers, others floating point. Notation that is printed becomes the"
          + " same bytes again. JSON cannot say all that CBOR can: byte strings become base64url,"
          + " keys that are integers text, tags are left out, and undefined and NaN are null (RFC"
          + " 8949, Section 6.1)."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j edn -o message.cbor message.edn",
      "  teep4j edn --deterministic --hex -o - message.json",
      "  teep4j edn --to json message.cbor",
      "",
      "Exit codes: 0 converted; 1 malformed, or not to be said in JSON; 2 wrong usage, or a file"
          + " cannot be read or written."
    })
final class EdnCommand implements Callable<Integer> {
  /** What an input is converted to. */
  private enum Result {
    CBOR,
    EDN,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Console console;

  @Option(
      names = "--to",
      paramLabel = "FORM",
      description = "cbor, edn or json (default: cbor of text, and edn of CBOR).")
  private @Nullable Result to;

  @Option(
      names = "--deterministic",
      description =
          "Encode anew in core deterministic encoding; the content of byte strings stays as it is.")
  private boolean deterministic;

  @Option(names = "--compact", description = "Print edn or json in one line.")
  private boolean compact;

  @Mixin private InputFormOption form = new InputFormOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private LimitOptions limits;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Input file; - or no FILE is standard input.")
  private @Nullable String file;

  EdnCommand(Console console) {
    this.console = console;
    this.limits = new LimitOptions(console.in());
  }

  @Override
  public Integer call() throws UsageException, IOException {
    DecodeOptions most = limits.options(DecodeOptions.DEFAULT_MAX_ITEMS);
    String name = console.in().orFile(file, "edn");
    boolean isText = form.isNotation();
    Input input;
    if (form.isGiven()) {
      input = form.read(name, console, most);
    } else {
      Input read = Input.read(name, console.in());
      FormGuess guess = FormGuess.of(read.raw(), most);
      isText =
          guess.form() == InputForm.EDN
              || guess.form() == InputForm.BINARY && !isCbor(read.raw(), guess);
      if (isText) {
        input = read.with(InputForm.EDN.decode(read.name(), read.raw(), most));
      } else {
        guess.note().ifPresent(note -> console.error("note: " + read.name() + ": " + note));
        input = read.with(guess.bytes());
      }
    }
    Result result = to != null ? to : isText ? Result.CBOR : Result.EDN;
    try {
      Bytes cbor =
          deterministic ? Deterministic.encode(input.bytes(), most) : checked(input.bytes(), most);
      write(cbor, result, most);
      return ExitCode.GOOD;
    } catch (DecodeException refused) {
      console.error(input.name() + ": " + Refusal.of(refused).line());
      return ExitCode.REJECTED;
    }
  }

  /** Whether a file is CBOR, and not notation or JSON that happens to look like it. */
  private static boolean isCbor(Bytes raw, FormGuess guess) {
    return !guess.others().contains(InputForm.EDN)
        && (InputForm.isItem(raw) || InputForm.text(raw) == null);
  }

  private static Bytes checked(Bytes cbor, DecodeOptions most) throws DecodeException {
    CborReader reader = new CborReader(cbor, most);
    while (reader.hasNext()) {
      reader.skip();
    }
    return cbor;
  }

  private void write(Bytes cbor, Result result, DecodeOptions most)
      throws UsageException, IOException, DecodeException {
    Bytes bytes =
        switch (result) {
          case CBOR -> cbor;
          case EDN -> text(Edn.print(cbor, Shape.any(), layout(most)));
          case JSON -> text(CborJson.of(cbor, most, !compact));
        };
    try (OutputFile out = output.open(console, output.file(), result != Result.CBOR, false)) {
      bytes.writeTo(out.stream());
      out.complete();
    }
  }

  private static Bytes text(String text) {
    return Bytes.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private EdnPrintOptions layout(DecodeOptions most) {
    return EdnPrintOptions.pretty()
        .withLineWidth(compact ? 0 : console.terminal().width())
        .withMaxItems(most.maxItems());
  }
}
