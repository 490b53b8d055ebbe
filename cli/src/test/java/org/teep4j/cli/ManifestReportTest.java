package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cli.KeyFolder.good;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseMessage;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportReason;

/** Protected reports: what a device writes is told, and nothing else is. */
@Tag("once")
class ManifestReportTest {
  private static final String ECDH = "suit-sha256-esp256-ecdh-a128gcm";
  private static final String ECDH_CTR = "suit-sha256-esp256-ecdh-a128ctr";
  private static final String KEY_WRAP = "suit-sha256-hmac-a128kw-a128ctr";

  @TempDir private Path folder;
  private KeyFolder keys;
  private String envelope;

  @BeforeEach
  void prepare() throws Exception {
    keys = new KeyFolder(folder);
    keys.pair("author", "--alg", "ESP256");
    keys.pair("signer", "--alg", "ESP256");
    keys.pair("other-signer", "--alg", "ESP256");
    for (String name : new String[] {"", "other-"}) {
      keys.keygen(name + "mac", "--alg", "HMAC 256/256");
      keys.keygen(name + "content", "--alg", "A128GCM");
      keys.keygen(name + "counter", "--alg", "A128CTR");
      keys.keygen(name + "kek", "--alg", "A128KW");
      keys.pair(name + "tam", "--alg", "ECDH-ES+A128KW", "--curve", "P-256");
    }
    Samples.write(folder, "device.json", "{}");
    String yaml = "sequence-number: 1\ncomponents:\n  - id: [app]\n    write: {content: new}\n";
    envelope = file("update.suit");
    String from = Samples.write(folder, "update.yaml", yaml + "    invoke: true\n");
    good("manifest", "create", "--key", file("author"), "-o", envelope, from);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private Run process(String... options) {
    String[] args = {
      "manifest", "process", "--key", file("author.pub"), "--device", file("device.json")
    };
    String[] rest = {"--store", file("store"), "--report", file("report"), envelope};
    return Run.of(Samples.concat(Samples.concat(args, options), rest));
  }

  private Run report(String... options) {
    String[] args = {"manifest", "report", "--manifest", envelope, file("report")};
    return Run.of(Samples.concat(args, options));
  }

  private Run refused(String reason, String... options) {
    Run run = report(options);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.err.contains(reason), run::toString);
    return run;
  }

  private static String[] option(String name, String value) {
    return value.isEmpty() ? new String[0] : new String[] {name, value};
  }

  private String path(String key) {
    return key.isEmpty() ? "" : file(key);
  }

  @ParameterizedTest
  @CsvSource({
    "signer, signer.pub, '', '', '', COSE_Sign1",
    "signer, signer.pub, content, content, '', COSE_Sign1",
    "signer, signer.pub, counter, counter, '', COSE_Sign1",
    "signer, signer.pub, tam.pub, tam, " + ECDH + ", COSE_Sign1",
    "signer, signer.pub, tam.pub, tam, " + ECDH_CTR + ", COSE_Sign1",
    "signer, signer.pub, kek, kek, " + KEY_WRAP + ", COSE_Sign1",
    "mac, mac, '', '', '', COSE_Mac0",
    "mac, mac, content, content, '', COSE_Mac0",
    "mac, mac, tam.pub, tam, " + ECDH + ", COSE_Mac0",
    "mac, mac, kek, kek, " + KEY_WRAP + ", COSE_Mac0",
    "'', '', content, content, '', COSE_Encrypt0",
    "'', '', tam.pub, tam, " + ECDH + ", COSE_Encrypt"
  })
  void whatIsProtectedIsTold(
      String signing,
      String verifying,
      String recipient,
      String secret,
      String profile,
      String type)
      throws Exception {
    List<String> protection = new ArrayList<>(List.of("--report-nonce", "746f6b656e"));
    protection.addAll(List.of(option("--report-key", path(signing))));
    protection.addAll(List.of(option("--report-recipient", path(recipient))));
    protection.addAll(List.of(option("--report-profile", profile)));
    Run made = process(protection.toArray(String[]::new));
    assertEquals(ExitCode.GOOD, made.code, made::toString);
    Bytes written = Bytes.wrap(Files.readAllBytes(folder.resolve("report")));
    assertEquals(
        type, CoseMessage.decodeByShape(written, DecodeOptions.defaults()).type().cddlName());

    String[] verify = option("--report-key", path(verifying));
    String[] decrypt = option("--decryption-key", path(secret));
    Run told = report(Samples.concat(verify, decrypt));
    assertEquals(ExitCode.GOOD, told.code, told::toString);
    assertTrue(told.out.contains(file("report") + ": complete\n"), told::toString);
    assertTrue(told.out.contains("  nonce      746f6b656e\n"), told::toString);
    Run json = report(Samples.concat(Samples.concat(verify, decrypt), "--json"));
    assertTrue(json.out.contains("\"nonce\" : \"746f6b656e\""), json::toString);
    assertTrue(
        json.out.contains(verifying.isEmpty() ? "not signed" : file(verifying)), json::toString);

    if (!verifying.isEmpty()) {
      refused(
          "the report cannot be opened",
          Samples.concat(decrypt, "--report-key", file("other-" + verifying)));
      refused("in a " + type + ": add --report-key", decrypt);
    }
    if (!secret.isEmpty()) {
      refused("add --decryption-key", verify);
      refused(
          secret.equals("counter")
              ? "not a SUIT_Report, or the decryption key is wrong: "
              : "the report cannot be opened",
          Samples.concat(verify, "--decryption-key", file("other-" + secret)));
    }
  }

  @Test
  void aReportWithoutSignatureIsNotSigned() {
    assertEquals(ExitCode.GOOD, process().code);
    Run told = report();
    assertTrue(told.out.contains("  report     not signed\n"), told::toString);
    assertFalse(told.out.contains("  nonce "), told::toString);
    refused("the report is not signed", "--report-key", file("signer.pub"));
    assertEquals(ExitCode.GOOD, process("--report-recipient", file("content")).code);
    refused(
        "the report is not signed",
        "--report-key",
        file("signer.pub"),
        "--decryption-key",
        file("content"));
  }

  @Test
  void keysOfOtherKindsAreRefused() {
    process("--report-key", file("signer"));
    refused("this is a COSE_Sign1: ", "--report-key", file("mac"));
    Run run = report("--report-key", file("signer.pub"), "--decryption-key", file("mac"));
    assertEquals(ExitCode.USAGE, run.code, run::toString);
  }

  @Test
  void misuse() {
    String store = file("store");
    for (String[] options :
        new String[][] {
          {"--report-key", file("tam")},
          {"--report-key", file("signer.pub")},
          {"--report-nonce", "0"},
          {"--report-recipient", file("tam.pub")},
          {"--report-recipient", file("counter")},
          {"--report-recipient", file("content"), "--report-recipient", file("other-content")},
          {"--report-profile", ECDH},
          {"--report-profile", "none", "--report-recipient", file("tam.pub")},
          {"--report-profile", ECDH, "--report-recipient", file("kek")},
        }) {
      Run run = process(options);
      assertEquals(ExitCode.USAGE, run.code, () -> List.of(options) + " " + run);
      assertFalse(Files.exists(Path.of(store)), () -> String.join(" ", options));
    }
    String[] args = {"manifest", "process", "--key", file("author.pub"), "--report-nonce", "00"};
    String[] more = {"--device", file("device.json"), "--store", store, envelope};
    assertEquals(ExitCode.USAGE, Run.of(Samples.concat(args, more)).code);
  }

  private SuitReport plain(SuitReport.Result result) throws Exception {
    SuitEnvelope manifest = SuitEnvelope.decode(Bytes.wrap(Files.readAllBytes(Path.of(envelope))));
    return new SuitReport(
        new SuitReference("", manifest.unverifiedAuthentication().digest()),
        Optional.empty(),
        List.of(),
        result,
        Optional.empty(),
        Map.of());
  }

  @Test
  void aReportBeforeAStartIsPending() throws Exception {
    SuitRecord start =
        new SuitRecord(
            List.of(), SuitManifestLabel.INVOKE.label(), 1, 0, SuitParameters.none(), List.of());
    SuitReport pending =
        plain(new SuitReport.Result.Failure(0, start, SuitReportReason.INVOKE_PENDING));
    Samples.write(folder, "report", pending.encode().toByteArray());
    Run told = report("--procedure", "invoke");
    assertEquals(ExitCode.GOOD, told.code, told::toString);
    assertTrue(told.out.contains(file("report") + ": INVOKE PENDING\n"), told::toString);
    assertTrue(told.out.contains("  command    invoke\n"), told::toString);
    Run json = report("--procedure", "invoke", "--json");
    assertTrue(json.out.contains("\"outcome\" : \"invoke-pending\""), json::toString);
  }

  /** A key that was sent for a payload must not be one for a report. */
  @Test
  void aReportIsNotEncryptedAsAPayload() throws Exception {
    CoseKey tam = CoseKey.decode(Bytes.wrap(Files.readAllBytes(folder.resolve("tam.pub"))));
    SuitCoseProfile profile = SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM;
    Bytes report = plain(new SuitReport.Result.Success()).encode().toBytes();
    for (SuitEncryptionPurpose purpose : SuitEncryptionPurpose.values()) {
      CoseEncrypt message =
          CoseEncrypt.builder()
              .plaintext(report)
              .recipient(profile.keySender(tam, purpose))
              .encrypt(CoseAlgorithm.A128GCM);
      Samples.write(folder, "report", message.encode().toByteArray());
      Run run = report("--decryption-key", file("tam"));
      assertEquals(
          purpose == SuitEncryptionPurpose.REPORT ? ExitCode.GOOD : ExitCode.REJECTED,
          run.code,
          run::toString);
    }
  }

  @Test
  void anotherStructureHoldsNoReport() throws Exception {
    Bytes report = plain(new SuitReport.Result.Success()).encode().toBytes();
    Samples.write(folder, "plain", report.toByteArray());
    good("mac", "--recipient", file("kek"), "-o", file("report"), "--force", file("plain"));
    refused("this is a COSE_Mac", "--report-key", file("mac"));
    Samples.write(folder, "report", "nothing");
    refused("not a SUIT_Report");
  }
}
