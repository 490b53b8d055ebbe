package org.teep4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.TeepMessage;
import org.teep4j.vectors.ContentKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Verify a COSE_Sign1 or COSE_Sign, a signed TEEP message or a SUIT envelope.",
      "",
      "Tells what was verified and by which key. Of a SUIT envelope the signature, the digest of the"
          + " manifest and the digests of the severed members that are there are verified. Nothing"
          + " is said of who owns a key: that is yours to know."
    },
    footer = {
      "",
      "Example: teep4j verify --key author.pem --key old-author.jwk update.suit",
      "",
      "Exit codes: 0 verified with one of the keys; 1 not; 2 wrong usage or unreadable file."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      required = true,
      description = {
        "A key that is trusted: COSE_Key (binary or hexadecimal digits), JWK or PEM. May be given"
            + " several times; each key alone is enough."
      })
  private List<String> keyFiles = new ArrayList<>();

  @Mixin private DialectOption dialect = new DialectOption();

  /** An option that takes several values would take the file as well, so these are sorted here. */
  @Parameters(
      arity = "1..*",
      paramLabel = "[KEYFILE...] FILE",
      hideParamSyntax = true,
      description = "More keys, and last what to verify; - is standard input.")
  private List<String> keyFilesAndFile = new ArrayList<>();

  private final List<String> fields = new ArrayList<>();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    int last = keyFilesAndFile.size() - 1;
    List<KeyFile> keys = new ArrayList<>();
    for (String keyFile : keyFiles) {
      keys.add(KeyFile.read(keyFile, console.in()));
    }
    for (String keyFile : keyFilesAndFile.subList(0, last)) {
      keys.add(KeyFile.read(keyFile, console.in()));
    }
    Input input = Input.read(keyFilesAndFile.get(last), console.in());
    try {
      verify(input, keys);
      print(input, console.terminal().green("verified"));
      return ExitCode.GOOD;
    } catch (VerificationException refused) {
      rejected(input, String.valueOf(refused.getMessage()), "");
    } catch (DecodeException refused) {
      Refusal refusal = Refusal.of(refused);
      rejected(input, refusal.line(), refusal.excerpt(input.bytes()));
    }
    return ExitCode.REJECTED;
  }

  private void verify(Input input, List<KeyFile> keys)
      throws VerificationException, DecodeException {
    Bytes bytes = input.bytes();
    switch (ContentKind.of(bytes)) {
      case SUIT_ENVELOPE -> envelope(bytes, keys);
      case TEEP_MESSAGE -> throw new VerificationException(Failure.NO_SIGNATURE);
      default -> message(bytes, keys);
    }
  }

  /** The verifiers of all keys, each with the file that it is from. */
  private static Map<CoseVerifier, KeyFile> verifiers(List<KeyFile> keys) {
    Map<CoseVerifier, KeyFile> verifiers = new LinkedHashMap<>();
    keys.forEach(key -> key.verifiers().forEach(verifier -> verifiers.put(verifier, key)));
    return verifiers;
  }

  // COSE and TEEP.

  private void message(Bytes bytes, List<KeyFile> keys)
      throws VerificationException, DecodeException {
    CoseSignedMessage message = CoseSignedMessage.decode(bytes);
    String structure = message instanceof CoseSign ? "COSE_Sign" : "COSE_Sign1";
    @Nullable VerificationException first = null;
    for (Map.Entry<CoseVerifier, KeyFile> candidate : verifiers(keys).entrySet()) {
      try {
        VerifiedPayload payload = message.verify(candidate.getKey());
        verified(bytes, structure, payload, candidate.getValue());
        return;
      } catch (VerificationException refused) {
        first = moreTelling(first, refused);
      }
    }
    throw first == null ? new VerificationException(Failure.NO_SIGNATURE) : first;
  }

  /** A wrong algorithm says less than a wrong signature. */
  private static VerificationException moreTelling(
      @Nullable VerificationException first, VerificationException second) {
    return first == null || first.failure() == Failure.ALGORITHM ? second : first;
  }

  private void verified(Bytes bytes, String structure, VerifiedPayload payload, KeyFile key)
      throws DecodeException {
    boolean teep = ContentKind.of(payload.bytes()) == ContentKind.TEEP_MESSAGE;
    if (!teep) {
      field("what", structure + ", payload of " + bytesOf(payload.bytes()));
      key(key, payload.algorithm());
      return;
    }
    TeepMessage message;
    try {
      message = TeepMessage.decode(payload, dialect.dialect());
    } catch (DecodeException refused) {
      throw refused.shifted(Math.max(0, bytes.indexOfSlice(payload.bytes())));
    }
    String name = message.type().messageName();
    field("what", "TEEP " + name + " (dialect " + dialect.dialect() + ") in " + structure);
    key(key, payload.algorithm());
    for (RuleViolation violation : message.violations()) {
      field("breaks", violation.toString());
    }
  }

  // SUIT.

  private void envelope(Bytes bytes, List<KeyFile> keys)
      throws VerificationException, DecodeException {
    Map<CoseVerifier, KeyFile> verifiers = verifiers(keys);
    VerifiedManifest verified = SuitEnvelope.decode(bytes).verify(List.copyOf(verifiers.keySet()));
    SuitManifest manifest = verified.manifest();
    field("what", "SUIT envelope, manifest with sequence number " + manifest.sequenceNumber());
    for (VerifiedManifest.Signature signature : verified.signatures()) {
      field("signature", "authentication block " + signature.block());
      KeyFile key = verifiers.get(signature.verifier());
      if (key != null) {
        key(key, signature.digest().algorithm());
      }
    }
    String algorithm = verified.digest().algorithm().map(a -> a.ianaName()).orElse("digest");
    field("manifest", algorithm + " " + verified.digest().bytes().toHex());
    for (SuitManifestLabel member : SuitManifestLabel.values()) {
      if (member.isSeverable() && manifest.severedDigest(member).isPresent()) {
        boolean missing = verified.isMissing(member);
        field(
            "severed", member.cddlName() + (missing ? ": not in the envelope" : ": digest right"));
      }
    }
    for (String uri : verified.envelope().integratedPayloads().keySet()) {
      field("payload", uri + ": carried along; its digest is for the processor to check");
    }
  }

  // Output: nothing is printed before all is known.

  private void key(KeyFile key, CoseAlgorithm algorithm) {
    field("key", key.file());
    field("thumbprint", "SHA-256 " + key.key().thumbprint().toHex());
    field("kid", key.key().keyId().map(kid -> "h'" + kid.toHex() + "'").orElse("none"));
    field("algorithm", algorithm.ianaName());
  }

  private static String bytesOf(Bytes bytes) {
    return Text.count(bytes.length(), "byte", "bytes");
  }

  private void field(String name, String value) {
    int room = Math.max(20, console.terminal().width() - 13);
    List<String> lines = Text.wrap(Text.safe(value), room);
    fields.add(String.format("  %-10s %s", name, lines.get(0)));
    lines.subList(1, lines.size()).forEach(line -> fields.add(" ".repeat(13) + line));
  }

  private void print(Input input, String verdict) {
    console.out().println(Text.safe(input.name()) + ": " + verdict);
    fields.forEach(console.out()::println);
  }

  private void rejected(Input input, String reason, String excerpt) {
    fields.clear();
    field("reason", reason);
    print(input, console.terminal().red("NOT VERIFIED"));
    console.out().print(excerpt);
  }
}
