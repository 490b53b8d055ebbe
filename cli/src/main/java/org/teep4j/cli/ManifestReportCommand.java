package org.teep4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ReportedCourse;
import org.teep4j.suit.report.SuitReportReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j manifest report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tell what a device did, command by command, from its report.",
      "",
      "A SUIT_Report has little more than the conditions that failed. Together with the manifest,"
          + " that determines which commands were executed. Dependencies in envelopes are found;"
          + " give the others.",
      "",
      "The digest in the report says which manifest it is about. Signatures of manifests are"
          + " verified if --key is given.",
      "",
      "A report in a COSE_Sign1 or COSE_Mac0 is verified with --report-key, and a COSE_Encrypt0 or"
          + " COSE_Encrypt in it, or alone, decrypted with --decryption-key."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest report --manifest update.suit device.report",
      "  teep4j manifest report --manifest update.suit --procedure invoke device.report",
      "  teep4j manifest report --manifest update.suit --report-key device.pub --decryption-key"
          + " tam.key device.report",
      "",
      "Exit codes: 0 told; 1 the report is about another manifest, or its result is not that of"
          + " these commands, or something is malformed or not verified; 2 wrong usage, or a file"
          + " cannot be read."
    })
final class ManifestReportCommand extends ManifestTask {
  private static final int MOST_DEPENDENCIES = 1024;
  private static final int KEY_LENGTH = 32;

  @Option(
      names = "--manifest",
      paramLabel = "ENVELOPE",
      required = true,
      description = "Envelope of the manifest that the report is about.")
  @SuppressWarnings("NullAway.Init") // required
  private String manifestFile;

  @Option(
      names = "--dependency",
      paramLabel = "ENVELOPE",
      description = "Envelope of a dependency, at any level. Can be repeated.")
  private List<String> dependencyFiles = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      description = "Trusted key of an author of manifests: COSE_Key, JWK or PEM. Can be repeated.")
  private List<String> keyFiles = new ArrayList<>();

  @Option(
      names = "--procedure",
      paramLabel = "PROCEDURE",
      description =
          "What the device did, which a report does not say: update (default), stage, install,"
              + " invoke or uninstall.")
  private ProcedureName procedure = ProcedureName.UPDATE;

  @Mixin private ReportInput keys = new ReportInput();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private EnvelopeOptions options;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Report; - or no FILE is standard input.")
  private @Nullable String file;

  ManifestReportCommand(Console console) {
    super(console);
    this.options = new EnvelopeOptions(console);
  }

  @Override
  int run() throws UsageException, RejectedException, DecodeException, GeneralSecurityException {
    DecodeOptions most = options.limits();
    Trust trust = keyFiles.isEmpty() ? Trust.any() : Trust.of(keyFiles, console());
    Input input = options.input(console().in().orFile(file, "manifest report"));
    ReportInput.Opened report = keys.open(input, most, console());
    VerifiedManifest manifest = verified(manifestFile, trust);
    List<VerifiedManifest> dependencies = new ArrayList<>();
    for (String dependency : dependencyFiles) {
      dependencies.add(verified(dependency, trust));
    }
    addIntegrated(manifest, dependencies, trust, most);
    ReportedCourse course;
    try {
      course = ReportedCourse.of(report.report(), manifest, dependencies, procedure.procedure());
    } catch (IllegalArgumentException other) {
      throw new RejectedException(input.name() + ": " + other.getMessage());
    }
    if (json) {
      printJson(input, report, course, manifest);
    } else {
      print(input, report, course, manifest);
    }
    return course.consistent() ? ExitCode.GOOD : ExitCode.REJECTED;
  }

  /** Whose manifests are looked at. */
  private record Trust(List<SuitVerifier> verifiers, @Nullable CoseMacCreator own) {
    static Trust of(List<String> keyFiles, Console console)
        throws UsageException, RejectedException {
      EnvelopeCheck check = new EnvelopeCheck(KeyFile.readCandidates(keyFiles, console));
      return new Trust(List.copyOf(check.keys().keySet()), null);
    }

    /** Everybody's: each gets a MAC of this process, so that only its digests are verified. */
    static Trust any() throws GeneralSecurityException {
      byte[] secret = new byte[KEY_LENGTH];
      new SecureRandom().nextBytes(secret);
      SymmetricKey key = SymmetricKey.of(Bytes.wrap(secret));
      return new Trust(
          List.of(SuitVerifier.of(CoseMacVerifier.of(key, CoseAlgorithm.HMAC_256))),
          CoseMacCreator.of(key, CoseAlgorithm.HMAC_256));
    }

    VerifiedManifest verify(SuitEnvelope envelope)
        throws VerificationException, DecodeException, GeneralSecurityException {
      return (own == null ? envelope : envelope.mac(own)).verifyAny(verifiers);
    }
  }

  private VerifiedManifest verified(String name, Trust trust)
      throws UsageException, RejectedException, DecodeException, GeneralSecurityException {
    try {
      return trust.verify(options.envelope(name));
    } catch (VerificationException refused) {
      throw new RejectedException(name + ": not verified: " + refused.getMessage());
    }
  }

  /** Adds the dependencies that lie in envelopes, and those in these. */
  private static void addIntegrated(
      VerifiedManifest root, List<VerifiedManifest> dependencies, Trust trust, DecodeOptions most) {
    Deque<VerifiedManifest> open = new ArrayDeque<>(dependencies);
    open.add(root);
    Set<SuitDigest> seen = new HashSet<>();
    while (!open.isEmpty() && dependencies.size() < MOST_DEPENDENCIES) {
      VerifiedManifest manifest = open.remove();
      if (seen.add(manifest.digest())) {
        for (Bytes payload : manifest.envelope().unverifiedIntegratedPayloads().values()) {
          try {
            VerifiedManifest dependency =
                trust.verify(
                    SuitEnvelope.decode(payload, SuitDecodeOptions.defaults().withCodec(most)));
            dependencies.add(dependency);
            open.add(dependency);
          } catch (DecodeException | GeneralSecurityException other) {
            // A payload of another kind, or nobody's whom we trust.
          }
        }
      }
    }
  }

  private void print(
      Input input, ReportInput.Opened report, ReportedCourse course, VerifiedManifest manifest) {
    Terminal terminal = console().terminal();
    Course printed = new Course(console());
    course.events().forEach(printed::print);
    Fields fields = new Fields(terminal);
    fields.add(
        "what", procedure.word() + ", manifest with sequence number " + manifest.sequenceNumber());
    fields.add("report", report.protection());
    report.report().nonce().ifPresent(nonce -> fields.add("nonce", nonce.toHex()));
    course.failure().ifPresent(failure -> Course.addTo(fields, failure, course.events(), manifest));
    if (!course.consistent()) {
      fields.add(
          "but",
          "these commands do not lead to this result: another procedure, another manifest or"
              + " another processor was at work, or a dependency is missing here");
    }
    fields.print(
        console().out(),
        Text.safe(input.name())
            + ": "
            + (course.failure().isEmpty()
                ? terminal.green("complete")
                : isPending(course) ? terminal.yellow("INVOKE PENDING") : terminal.red("ABORTED")));
  }

  /** Whether the report was made before a component was started. */
  private static boolean isPending(ReportedCourse course) {
    return course
        .failure()
        .filter(failure -> failure.reason() == SuitReportReason.INVOKE_PENDING)
        .isPresent();
  }

  private void printJson(
      Input input, ReportInput.Opened report, ReportedCourse course, VerifiedManifest manifest) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("input", input.name());
    object.put("procedure", procedure.word());
    object.put("protection", report.protection());
    report.report().nonce().ifPresent(nonce -> object.put("nonce", nonce.toHex()));
    object.put(
        "outcome",
        course.failure().isEmpty() ? "complete" : isPending(course) ? "invoke-pending" : "aborted");
    object.put("sequence-number", manifest.sequenceNumber().toBigInteger());
    object.put("consistent", course.consistent());
    course.failure().ifPresent(failure -> Course.addTo(object, failure, course.events(), manifest));
    Course.addTo(object.putArray("trace"), course.events());
    console().out().println(Text.json(object));
  }
}
