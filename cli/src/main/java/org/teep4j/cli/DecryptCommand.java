package org.teep4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncryptedMessage;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.DecryptOptions;
import org.teep4j.cose.DecryptedPayload;
import org.teep4j.cose.HpkeDecryptor;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j decrypt}. */
@Command(
    name = "decrypt",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "teep4j decrypt --key KEYFILE [--key KEYFILE]... [OPTIONS] FILE",
    description = {
      "Decrypt a COSE_Encrypt0 or COSE_Encrypt message.",
      "",
      "Nothing is written before all of the content has been authenticated, except"
          + " with --unauthenticated. Decryption does not prove who encrypted the content."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j decrypt --key alice.cbor -o data.json data.cose",
      "  teep4j decrypt --key device.cbor --detached fw.enc -o fw.bin fw.info",
      "",
      "Exit codes: 0 decrypted with one of the keys; 1 not decrypted; 2 wrong usage,"
          + " or a file cannot be read or written."
    })
final class DecryptCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      required = true,
      description = {
        "Shared key, or key of a recipient: COSE_Key, JWK or PEM. Can be repeated;"
            + " one matching key is enough."
      })
  private List<String> keyFiles = new ArrayList<>();

  @Mixin private KeyMethodOption method = new KeyMethodOption();

  @Option(
      names = "--detached",
      paramLabel = "CIPHERTEXT",
      description = "Ciphertext, if it is not part of the message.")
  private @Nullable String detached;

  @Option(
      names = "--alg",
      paramLabel = "ALG",
      converter = AlgorithmName.class,
      description =
          "Accept this algorithm of the content alone. It is taken if the message names none.")
  private @Nullable CoseAlgorithm algorithm;

  @Option(
      names = "--unauthenticated",
      description =
          "Permit AES-CTR and AES-CBC. They do not authenticate: an attacker may have"
              + " changed the result.")
  private boolean unauthenticated;

  @Mixin private InputFormOption form = new InputFormOption();
  @Mixin private LimitOptions limits;
  @Mixin private LenientOption lenient = new LenientOption();
  @Mixin private AadOption aad = new AadOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Message to decrypt; - or no FILE is standard input.")
  private @Nullable String file;

  private DecodeOptions decoding = DecodeOptions.defaults();

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  DecryptCommand(Console console) {
    this.console = console;
    this.limits = new LimitOptions(console.in());
    this.passphrase = new PassphraseOption(console.in());
  }

  /**
   * One key with one recipient algorithm: writes the plaintext and returns the content algorithm.
   */
  private interface Attempt {
    CoseAlgorithm decrypt(OutputStream plaintext) throws VerificationException, IOException;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    List<KeyFile> given = KeyFile.readCandidates(keyFiles, console);
    method.read(console.in());
    List<KeyFile> keys = KeyFile.usable(given, key -> key.requireDecrypting(method), console);
    DecryptOptions options = DecryptOptions.defaults().withExternalAad(aad.aad(console.in()));
    if (unauthenticated) {
      options = options.withUnauthenticatedEncryption();
    }
    DecodeOptions most = limits.options(DecodeOptions.DEFAULT_MAX_ITEMS);
    Input input = form.read(console.in().orFile(file, "decrypt"), console, most);
    int outer = OuterTags.length(input.bytes());
    decoding = lenient.options(most, input.name(), console).inside(outer);
    Fields fields = new Fields(console.terminal());
    try (Content ciphertext = detached == null ? null : Content.read(detached, console);
        OutputFile to = output.open(console)) {
      decrypt(input.bytes().slice(outer), ciphertext, keys, options, to, fields);
      to.complete();
      if (!output.isStandardOutput()) {
        fields.print(console.out(), Text.safe(output.file()) + ": decrypted");
      }
      return ExitCode.GOOD;
    } catch (VerificationException | RejectedException refused) {
      rejected(input, refused.getMessage() + hint(refused), "");
    } catch (DecodeException refused) {
      Refusal refusal = Refusal.of(refused.shifted(outer), input.bytes());
      rejected(input, refusal.line(), refusal.excerpt(input.bytes()));
    }
    return ExitCode.REJECTED;
  }

  private static String hint(Exception refused) {
    if (!(refused instanceof VerificationException verification)) {
      return "";
    }
    return switch (verification.failure()) {
      case UNAUTHENTICATED_ENCRYPTION -> ": see --unauthenticated";
      case NO_PROTECTED_ALGORITHM -> ": if it names none at all, --alg gives it";
      case NO_PAYLOAD -> ": add --detached CIPHERTEXT";
      case TWO_PAYLOADS -> ": leave --detached out";
      default -> "";
    };
  }

  private void decrypt(
      Bytes encoded,
      @Nullable Content ciphertext,
      List<KeyFile> keys,
      DecryptOptions options,
      OutputFile to,
      Fields fields)
      throws UsageException,
          VerificationException,
          RejectedException,
          DecodeException,
          IOException {
    CoseMessage message = CoseMessage.decodeByShape(encoded, decoding);
    if (!(message instanceof CoseEncryptedMessage)) {
      throw new RejectedException(message.type() + " is not encrypted: see teep4j verify");
    }
    DecryptOptions completed = completed(message, options);
    @Nullable VerificationException first = null;
    List<String> misfits = new ArrayList<>();
    for (KeyFile key : keys) {
      List<Attempt> attempts = List.of();
      try {
        attempts =
            message instanceof CoseEncrypt forRecipients
                ? attempts(forRecipients, ciphertext, key, completed)
                : attempts((CoseEncrypt0) message, ciphertext, key, completed);
      } catch (UnfitKeyException unfit) {
        misfits.add(String.valueOf(unfit.getMessage()));
      }
      for (Attempt attempt : attempts) {
        try {
          CoseAlgorithm used = attempt.decrypt(to.stream());
          fields.add("what", message.type().cddlName());
          fields.key(key);
          fields.algorithm(used);
          return;
        } catch (VerificationException refused) {
          first = VerificationException.moreTelling(first, refused);
        }
      }
    }
    if (first == null && !misfits.isEmpty()) {
      throw RejectedException.misfit(message.type().cddlName(), misfits);
    }
    throw first == null ? new VerificationException(Failure.NO_RECIPIENT) : first;
  }

  /** The options with the algorithm that the user gives. */
  private DecryptOptions completed(CoseMessage message, DecryptOptions options) {
    if (algorithm == null) {
      return options;
    }
    return message.unverifiedHeaders().algorithmId().isPresent()
        ? options.withContentAlgorithms(algorithm)
        : options.withImplicitAlgorithm(algorithm);
  }

  private List<Attempt> attempts(
      CoseEncrypt0 message, @Nullable Content ciphertext, KeyFile key, DecryptOptions options)
      throws UnfitKeyException {
    if (key.isForHpke(message.unverifiedHeaders())) {
      HpkeDecryptor hpke =
          key.hpkeDecryptor(message.unverifiedHeaders()).withContext(method.hpkeContext());
      return List.of(
          plaintext ->
              write(
                  ciphertext == null
                      ? message.decrypt(hpke, options)
                      : message.decryptDetached(ciphertext.bytes(), hpke, options),
                  plaintext));
    }
    CoseDecryptor decryptor = key.decryptor(message.unverifiedHeaders(), algorithm);
    return List.of(
        plaintext ->
            ciphertext == null
                ? write(message.decrypt(decryptor, options), plaintext)
                : message
                    .decryptDetached(ciphertext.source(), plaintext, decryptor, options)
                    .algorithm());
  }

  private List<Attempt> attempts(
      CoseEncrypt message, @Nullable Content ciphertext, KeyFile key, DecryptOptions options)
      throws UnfitKeyException {
    List<Attempt> attempts = new ArrayList<>();
    for (ContentKeyRecipient recipient : method.receivers(key, message.recipients())) {
      attempts.add(
          plaintext ->
              ciphertext == null
                  ? write(message.decrypt(recipient, options), plaintext)
                  : message
                      .decryptDetached(ciphertext.source(), plaintext, recipient, options)
                      .algorithm());
    }
    return attempts;
  }

  private static CoseAlgorithm write(DecryptedPayload payload, OutputStream plaintext)
      throws IOException {
    payload.bytes().writeTo(plaintext);
    return payload.algorithm();
  }

  private void rejected(Input input, String reason, String excerpt) {
    PrintWriter report = output.isStandardOutput() ? console.err() : console.out();
    Fields fields = new Fields(console.terminal());
    fields.add("reason", reason);
    fields.print(report, Text.safe(input.name()) + ": " + console.terminal().red("NOT DECRYPTED"));
    report.print(excerpt);
    report.flush();
  }
}
