package org.teep4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.cose.VerifyOptions;
import org.teep4j.cose.certificate.CertificateTrust;
import org.teep4j.teep.ContentKind;
import org.teep4j.teep.TeepMessage;
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
      "teep4j verify --key KEYFILE [KEYFILE]... [OPTIONS] FILE",
      "       teep4j verify --trust-anchor CERTFILE [OPTIONS] FILE"
    },
    description = {
      "Verify a COSE message, a signed TEEP message or a SUIT envelope.",
      "",
      "The output shows what was verified and with which key. In a SUIT envelope, the"
          + " signature or MAC, the digest of the manifest, and the digests of the payloads"
          + " and severed members that are present are verified. Whether the owner of a key"
          + " is to be trusted is for you to decide."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j verify --key author.pem --key old-author.jwk update.suit",
      "  teep4j verify --key author.pub --detached firmware.bin firmware.sig",
      "",
      "Exit codes: 0 verified with one of the keys, or with --all by every key; 1 not"
          + " verified; 2 wrong usage, or a file cannot be read."
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

  @Mixin private DialectOption dialect = new DialectOption();

  /** A list option would also take the last file, so keys and file are separated here. */
  @Parameters(
      arity = "0..*",
      paramLabel = "[KEYFILE...] FILE",
      hideParamSyntax = true,
      description =
          "More trusted keys, and last the file to verify; - or no FILE is standard input.")
  private List<String> keyFilesAndFile = new ArrayList<>();

  private final Fields fields;
  private DecodeOptions decoding = DecodeOptions.defaults();

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  VerifyCommand(Console console) {
    this.console = console;
    this.limits = new LimitOptions(console.in());
    this.fields = new Fields(console.terminal());
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  public Integer call() throws UsageException, IOException {
    if (keyFilesAndFile.isEmpty()) {
      keyFilesAndFile.add(console.in().orFile(null, "verify"));
    }
    int last = keyFilesAndFile.size() - 1;
    keyFiles.addAll(keyFilesAndFile.subList(0, last));
    List<KeyFile> given = new ArrayList<>(KeyFile.readCandidates(keyFiles, console));
    for (String file : secretFiles) {
      given.add(KeyFile.secret(file, console.in()));
    }
    Optional<CertificateTrust> trust = certificates.trust(console.in(), algorithm);
    countersigners.read(console.in());
    if (given.isEmpty() && trust.isEmpty()) {
      throw new UsageException(
          "verify: --key or --trust-anchor is needed; see teep4j verify --help");
    }
    if (detached != null && out != null) {
      throw new UsageException(
          "--out is for content in the message, and --detached for content outside");
    }
    method.read(console.in());
    List<KeyFile> keys = KeyFile.usable(given, key -> key.requireVerifying(method), console);
    if (all && keys.size() < given.size()) {
      throw new UsageException("--all demands every key, and one of them can verify nothing");
    }
    VerifyOptions options =
        VerifyOptions.defaults()
            .withExternalAad(aad.aad(console.in()))
            .withUnderstood(understood.toArray(CoseLabel[]::new));
    DecodeOptions most = limits.options(DecodeOptions.DEFAULT_MAX_ITEMS);
    Input input = form.read(keyFilesAndFile.get(last), console.in(), most);
    int outer = OuterTags.length(input.bytes());
    decoding = lenient.options(most, input.name(), console).inside(outer);
    if (out != null) {
      console.in().places().writes(out);
    }
    String refusal;
    String excerpt = "";
    try {
      verify(input.bytes().slice(outer), keys, trust, options);
      fields.print(report(), Text.safe(input.name()) + ": " + console.terminal().green("verified"));
      return ExitCode.GOOD;
    } catch (VerificationException | RejectedException refused) {
      refusal = refused.getMessage() + hint(refused);
    } catch (DecodeException refused) {
      Refusal located = Refusal.of(refused.shifted(outer), input.bytes());
      refusal = located.line();
      excerpt = located.excerpt(input.bytes());
    }
    Fields rejected = new Fields(console.terminal());
    rejected.add("reason", refusal);
    rejected.print(
        report(), Text.safe(input.name()) + ": " + console.terminal().red("NOT VERIFIED"));
    report().print(excerpt);
    return ExitCode.REJECTED;
  }

  private static String hint(Exception refused) {
    if (!(refused instanceof VerificationException verification)) {
      return "";
    }
    return switch (verification.failure()) {
      case NO_PAYLOAD -> ": add --detached CONTENT";
      case TWO_PAYLOADS -> ": leave --detached out";
      case CRITICAL_HEADER -> ": --understood says that you process it";
      case NO_PROTECTED_ALGORITHM -> ": if it names none at all, --alg gives it";
      default -> "";
    };
  }

  private PrintWriter report() {
    boolean taken = out != null && Places.isStandardOutput(out);
    return taken ? console.err() : console.out();
  }

  private void verify(
      Bytes bytes, List<KeyFile> keys, Optional<CertificateTrust> trust, VerifyOptions options)
      throws UsageException,
          RejectedException,
          VerificationException,
          DecodeException,
          IOException {
    switch (ContentKind.of(bytes)) {
      case SUIT_ENVELOPE -> {
        if (detached != null || out != null || !options.externalAad().isEmpty()) {
          throw new RejectedException(
              "this is a SUIT envelope, and --detached, --aad and --out are for COSE messages");
        }
        if (keys.isEmpty() || !countersigners.isEmpty()) {
          throw new RejectedException(
              "this is a SUIT envelope, and certificates and countersigners are for COSE messages:"
                  + " give --key");
        }
        new EnvelopeCheck(keys).verify(bytes, decoding, all, fields);
      }
      case TEEP_MESSAGE -> throw new VerificationException(Failure.NO_SIGNATURE);
      default -> message(bytes, keys, trust, options);
    }
  }

  private void message(
      Bytes bytes, List<KeyFile> keys, Optional<CertificateTrust> trust, VerifyOptions options)
      throws UsageException,
          RejectedException,
          VerificationException,
          DecodeException,
          IOException {
    try (Content content = detached == null ? null : Content.read(detached, console)) {
      MessageCheck check = check(bytes, content, options);
      tryAll(check, keys, trust);
      Optional<CosePayload> payload = check.payload(all);
      if (content != null) {
        String size = Text.count(content.length(), "byte", "bytes");
        fields.add("what", check.message().type() + ", detached payload of " + size);
        check.tell(fields);
      }
      if (payload.isPresent()) {
        tell(bytes, check, payload.get());
      }
      countersigners.verify(check.message(), content, options, fields);
      if (out != null && payload.isPresent()) {
        write(out, payload.get().bytes());
      }
    }
  }

  private void tryAll(MessageCheck check, List<KeyFile> keys, Optional<CertificateTrust> trust)
      throws IOException {
    if (everySignature
        && check instanceof SignatureCheck signatures
        && check.message() instanceof CoseSign several) {
      signatures.verifyEvery(several, keys, trust);
      return;
    }
    for (KeyFile key : keys) {
      check.verify(key);
    }
    if (trust.isPresent()) {
      if (check instanceof SignatureCheck signatures) {
        signatures.verify(trust.get(), certificates.checksRevocation());
      } else {
        check.misfit("certificates are for signatures: add --key");
      }
    }
  }

  /** The options for a message that does not name its algorithm, if the user does. */
  private VerifyOptions completed(CoseMessage message, VerifyOptions options) {
    boolean named =
        message instanceof CoseSign several
            ? several.signatures().stream()
                .anyMatch(each -> each.unverifiedHeaders().algorithmId().isPresent())
            : message.unverifiedHeaders().algorithmId().isPresent();
    return named || algorithm == null ? options : options.withImplicitAlgorithm();
  }

  private void tell(Bytes bytes, MessageCheck check, CosePayload payload) throws DecodeException {
    if (payload instanceof VerifiedPayload signed
        && ContentKind.of(payload.bytes()) == ContentKind.TEEP_MESSAGE) {
      TeepMessage message = teep(bytes, signed);
      String name = message.type().messageName() + " (dialect " + dialect.dialect() + ")";
      fields.add("what", "TEEP " + name + " in " + check.message().type());
      check.tell(fields);
      message.violations().forEach(violation -> fields.add("violates", violation.toString()));
    } else {
      String size = Text.count(payload.bytes().length(), "byte", "bytes");
      fields.add("what", check.message().type() + ", payload of " + size);
      check.tell(fields);
    }
  }

  private MessageCheck check(Bytes bytes, @Nullable Content content, VerifyOptions options)
      throws DecodeException, RejectedException {
    ContentKind kind = ContentKind.of(bytes);
    if (kind == ContentKind.COSE_KEY || kind == ContentKind.COSE_KEY_SET) {
      throw new RejectedException("this is a key, not a message: pass it with --key");
    }
    CoseMessage message = CoseMessage.decodeByShape(bytes, decoding);
    if (message instanceof CoseSignedMessage signed) {
      return new SignatureCheck(signed, content, completed(signed, options), algorithm);
    }
    if (message instanceof CoseMac0 mac0) {
      return new MacCheck<>(
          mac0,
          content,
          completed(mac0, options),
          key -> List.of(key.macVerifier(mac0.unverifiedHeaders(), algorithm)));
    }
    if (message instanceof CoseMac mac) {
      return new MacCheck<>(mac, content, options, key -> method.receivers(key, mac.recipients()));
    }
    throw new RejectedException(message.type() + " is encrypted: use teep4j decrypt");
  }

  private TeepMessage teep(Bytes bytes, VerifiedPayload payload) throws DecodeException {
    try {
      return TeepMessage.decode(payload, dialect.dialect(), decoding);
    } catch (DecodeException refused) {
      throw refused.shifted(Math.max(0, bytes.indexOfSlice(payload.bytes())));
    }
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
