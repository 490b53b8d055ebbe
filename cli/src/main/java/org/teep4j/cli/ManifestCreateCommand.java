package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.manifest.DescriptionException;
import org.teep4j.cli.manifest.ManifestDescription;
import org.teep4j.cli.manifest.ManifestDescription.Format;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.author.Lint;
import org.teep4j.suit.author.LintRule;
import org.teep4j.suit.author.LintSeverity;
import org.teep4j.suit.author.LintWarning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j manifest create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make a manifest from a description in a file.",
      "",
      "A description says which components there are, where their content comes from and what"
          + " happens to it; digests, sizes and command sequences follow from that. It is written"
          + " in JSON, YAML or diagnostic notation (EDN). --example prints one to start from,"
          + " --schema the whole format. Names of files in it are relative to its folder.",
      "",
      "The JSON of the authoring tool that the examples of draft-ietf-suit-manifest were made with"
          + " is read too, and so is a manifest in diagnostic notation as the drafts print it.",
      "",
      "The result is an envelope without signature, unless --key is given."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest create --example download",
      "  teep4j manifest create -o unsigned.suit update.yaml",
      "  teep4j manifest create --key author.jwk -o update.suit update.yaml",
      "",
      "Exit codes: 0 created; 1 the description says something that cannot be; 2 wrong usage, or a"
          + " file cannot be read or written."
    })
final class ManifestCreateCommand extends ManifestTask {
  /** The examples among the resources, in the order of the templates. */
  static final List<String> EXAMPLES =
      List.of(
          "compatibility",
          "invocation",
          "download",
          "staged",
          "integrated",
          "write",
          "load",
          "slots",
          "dependency",
          "encrypted");

  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      description = "Sign at once with this key. Can be repeated.")
  private List<String> keyFiles = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Format of the description: json, yaml or edn. By default the name of the file decides,"
              + " else the first character.")
  private @Nullable Format format;

  @Option(
      names = "--example",
      paramLabel = "NAME",
      description =
          "Print an example: compatibility, invocation, download, staged, integrated, write, load,"
              + " slots, dependency or encrypted.")
  private @Nullable String example;

  @Option(names = "--schema", description = "Print the JSON Schema of descriptions.")
  private boolean schema;

  @Option(names = "--untagged", description = "Leave out tag 107, as TEEP messages want it.")
  private boolean untagged;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private SizeOption size;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "DESCRIPTION",
      arity = "0..1",
      description = "Description; - or no DESCRIPTION is standard input.")
  private @Nullable String file;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  ManifestCreateCommand(Console console) {
    super(console);
    this.size = new SizeOption(console.in());
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  int run()
      throws UsageException,
          RejectedException,
          DecodeException,
          GeneralSecurityException,
          IOException {
    if (schema) {
      console().out().print(ManifestDescription.resource("manifest-description.schema.json"));
      return ExitCode.GOOD;
    }
    if (example != null) {
      if (!EXAMPLES.contains(example)) {
        throw new UsageException(
            "no example is called '" + example + "'; these are: " + String.join(", ", EXAMPLES));
      }
      console().out().print(ManifestDescription.resource("examples/" + example + ".yaml"));
      return ExitCode.GOOD;
    }
    List<KeyFile> keys = KeyFile.readAll(keyFiles, console().in());
    String name = console().in().orFile(file, "manifest create");
    Input input = Input.read(name, console().in());
    String text = InputForm.text(input.raw());
    if (text == null) {
      throw new RejectedException(input.name() + ": not a text");
    }
    ManifestDescription description;
    SuitEnvelope envelope;
    try {
      description =
          ManifestDescription.read(
              text, formatOf(name, text), DescriptionFolder.of(name, console().in()));
      envelope = description.envelope().build();
    } catch (DescriptionException refused) {
      throw new RejectedException(input.name() + ": " + refused.getMessage());
    }
    envelope = untagged ? envelope.withTag(false) : envelope;
    Signed signed = sign(envelope, keys);
    Fields fields = describe(signed.envelope());
    signed.addTo(fields);
    description.notes().forEach(note -> console().error("note: " + note));
    List<LintWarning> found = findings(signed.envelope());
    if (!found.isEmpty()) {
      fields.add(
          "lint", Text.count(found.size(), "finding", "findings") + ": see teep4j manifest lint");
    }
    write(signed.envelope(), output, "created", fields);
    return ExitCode.GOOD;
  }

  /** Errors and warnings; that a new envelope is not signed is no news. */
  private static List<LintWarning> findings(SuitEnvelope envelope) throws DecodeException {
    return Lint.check(envelope).stream()
        .filter(warning -> warning.severity() != LintSeverity.NOTE)
        .filter(warning -> warning.rule() != LintRule.UNSIGNED)
        .toList();
  }

  private Format formatOf(String name, String text) {
    if (format != null) {
      return format;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".json")) {
      return Format.JSON;
    }
    if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      return Format.YAML;
    }
    if (lower.endsWith(".edn") || lower.endsWith(".diag")) {
      return Format.EDN;
    }
    String start = text.stripLeading();
    if (start.startsWith("/") || start.matches("(?s)(1070\\(|\\{\\s*[0-9/]).*")) {
      return Format.EDN;
    }
    return start.startsWith("{") ? Format.JSON : Format.YAML;
  }
}
