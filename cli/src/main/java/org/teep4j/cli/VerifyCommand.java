package org.teep4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.VerifyOptions;
import org.teep4j.cose.certificate.CertificateTrust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "teep4j verify --key KEYFILE [--key KEYFILE]... [OPTIONS] FILE...",
      "       teep4j verify --trust-anchor CERTFILE [OPTIONS] FILE...",
      "       teep4j verify --receipt-key KEYFILE [--entry ENTRY] [OPTIONS] FILE..."
    },
    description = {
      "Verify COSE messages, signed TEEP messages or SUIT envelopes.",
      "",
      "The output shows what was verified and with which key. In a SUIT envelope, the"
          + " signature or MAC, the digest of the manifest, and the digests of the payloads"
          + " and severed members that are present are verified. Whether the owner of a key"
          + " is to be trusted is for you to decide. Of several files, each has a line."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j verify --key author.pem --key old-author.jwk update.suit",
      "  teep4j verify --key author.pub --detached firmware.bin firmware.sig",
      "  teep4j verify --key author.pub updates/*.suit",
      "",
      "Exit codes: 0 every FILE verified with one of the keys, or with --all by every key; 1 a"
          + " FILE is not verified; 2 wrong usage, or a file cannot be read."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      description = {
        "Trusted key: COSE_Key (binary, hexadecimal digits or diagnostic notation),"
            + " JWK, PEM or DER, or a set of keys. Can be repeated; one matching key is enough."
      })
  private List<String> keyFiles = new ArrayList<>();

  @Mixin private TrustOption certificates = new TrustOption();
  @Mixin private CountersignerOption countersigners = new CountersignerOption();
  @Mixin private ReceiptOption receipts = new ReceiptOption();
  @Mixin private KeyMethodOption method = new KeyMethodOption();

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "A file whose bytes are the secret key of a MAC.")
  private List<String> secretFiles = new ArrayList<>();

  @Option(
      names = "--alg",
      paramLabel = "ALG",
      converter = AlgorithmName.class,
      description = {
        "Accept this algorithm alone. It is taken if the message names none. ES256, ES384 and"
            + " ES512 are then accepted on each of P-256, P-384 and P-521."
      })
  private @Nullable CoseAlgorithm algorithm;

  @Option(
      names = "--every-signature",
      description = "Require that every signature of a COSE_Sign verifies.")
  private boolean everySignature;

  @Option(
      names = "--understood",
      paramLabel = "LABEL",
      converter = LabelName.class,
      description =
          "Header parameter that you process yourself, so that it may be critical (crit). Can"
              + " be repeated.")
  private List<CoseLabel> understood = new ArrayList<>();

  @Option(names = "--all", description = "Require that every key verifies.")
  private boolean all;

  @Option(
      names = "--detached",
      paramLabel = "CONTENT",
      description = "Content, if it is not part of the message.")
  private @Nullable String detached;

  @Mixin private InputFormOption form = new InputFormOption();
  @Mixin private LimitOptions limits;
  @Mixin private LenientOption lenient = new LenientOption();
  @Mixin private AadOption aad = new AadOption();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "Write the verified content to this file. With -, it goes to standard"
              + " output, and the report to standard error.")
  private @Nullable String out;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  @Option(names = "--json", description = "Print one JSON object for each file.")
  private boolean json;

  @Mixin private DialectOption dialect = new DialectOption();

  /** A key must not stand here: a folder of files to verify could bring its own. */
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files to verify; - or no FILE is standard input.")
  private List<String> files = new ArrayList<>();

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  VerifyCommand(Console console) {
    this.console = console;
    this.limits = new LimitOptions(console.in());
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  public Integer call() throws UsageException, IOException {
    if (files.isEmpty()) {
      files.add(console.in().orFile(null, "verify"));
    }
    if (files.size() > 1 && out != null) {
      throw new UsageException("--out is for the content of one FILE: verify each by itself");
    }
    if (detached != null && out != null) {
      throw new UsageException(
          "--out is for content in the message, and --detached for content outside");
    }
    Verification.Trusted trusted = trusted();
    VerifyOptions options =
        VerifyOptions.defaults()
            .withExternalAad(aad.aad(console.in()))
            .withUnderstood(understood.toArray(CoseLabel[]::new));
    Verification.Demands demands =
        new Verification.Demands(algorithm, all, everySignature, options, dialect.dialect());
    try (Content content = detached == null ? null : Content.read(detached, console)) {
      return verify(new Verification(trusted, demands, content, out != null, console.terminal()));
    }
  }

  private Verification.Trusted trusted() throws UsageException {
    List<KeyFile> given = new ArrayList<>(KeyFile.readCandidates(keyFiles, console));
    for (String file : secretFiles) {
      given.add(KeyFile.secret(file, console.in()));
    }
    Optional<CertificateTrust> trust = certificates.trust(console.in(), algorithm);
    countersigners.read(console.in());
    receipts.read(console);
    boolean isSignatureVerified = !given.isEmpty() || trust.isPresent();
    if (!isSignatureVerified && (receipts.isEmpty() || out != null || all || everySignature)) {
      throw new UsageException(
          "verify: --key or --trust-anchor is needed; see teep4j verify --help");
    }
    method.read(console.in());
    List<KeyFile> keys = KeyFile.usable(given, key -> key.requireVerifying(method), console);
    if (all && keys.size() < given.size()) {
      throw new UsageException("--all demands every key, and one of them can verify nothing");
    }
    return new Verification.Trusted(
        keys, trust, certificates.checksRevocation(), countersigners, receipts, method);
  }

  private int verify(Verification verification) throws UsageException, IOException {
    boolean taken = out != null && Places.isStandardOutput(out);
    PrintWriter to = taken ? console.err() : console.out();
    VerifyReport report = new VerifyReport(console, to, files, json);
    DecodeOptions most = limits.options(DecodeOptions.DEFAULT_MAX_ITEMS);
    for (String file : files) {
      Input input;
      try {
        input = form.read(file, console, most);
      } catch (UsageException unreadable) {
        report.addUnreadable(file, String.valueOf(unreadable.getMessage()));
        continue;
      }
      if (out != null) {
        console.in().places().writes(out);
      }
      int outer = OuterTags.length(input.bytes());
      DecodeOptions decoding = lenient.options(most, input.name(), console).inside(outer);
      Verdict verdict = verification.verify(input, outer, decoding);
      if (out != null && verdict.payload().isPresent()) {
        write(out, verdict.payload().get());
      }
      report.add(verdict);
    }
    return report.end();
  }

  private void write(String file, Bytes content) throws IOException, UsageException {
    boolean standard = Places.isStandardOutput(file);
    try (OutputFile to =
        standard ? OutputFile.standard(console.data()) : OutputFile.create(file, force, false)) {
      content.writeTo(to.stream());
      to.complete();
    }
  }
}
