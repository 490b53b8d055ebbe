package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.Ec2Key;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.vectors.load.BuiltInVectors;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;
import org.teep4j.vectors.replay.Outcome;
import org.teep4j.vectors.replay.Replay;
import org.teep4j.vectors.replay.ReplayFailure;
import org.teep4j.vectors.replay.ReplayProgress;
import org.teep4j.vectors.replay.ReplayReport;
import org.teep4j.vectors.replay.ReplayResult;

class FilesReplayTest {
  @TempDir private Path folder;

  private ReplayReport replay() throws VectorFormatException {
    return Replay.of(new VectorLoader().load(folder), ReplayProgress.NONE);
  }

  private ReplayResult only(ReplayReport report) {
    assertEquals(1, report.sets().size());
    assertEquals(1, report.sets().get(0).results().size());
    return report.sets().get(0).results().get(0);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void digitsAndNotationThatAgreePass() throws Exception {
    write("a.hex", "82 01 02 # two numbers");
    write("a.diag", "[1, /two/ 2]");
    ReplayResult result = only(replay());
    assertEquals(Outcome.PASSED, result.outcome());
    assertEquals(
        List.of("notation and digits agree", "well-formed and valid CBOR"), result.shown());
  }

  /** An item that is all right and goes beyond a limit has not been shown to be malformed. */
  @Test
  void aLimitDoesNotPassForARefusal() throws Exception {
    write("m.json", "[{\"hex\": \"" + "81".repeat(100) + "80\", \"kind\": \"short\"}]");
    ReplayResult result = only(replay());
    assertEquals(Outcome.FAILED, result.outcome());
    String reason = result.failure().orElseThrow().reason();
    assertTrue(reason.startsWith("not read to its end: TOO_DEEP"), reason);
  }

  @Test
  void digitsAndNotationThatDifferFailAtTheFirstByteThatDiffers() throws Exception {
    write("a.hex", "820102");
    write("a.diag", "[1, 3]");
    ReplayResult result = only(replay());
    assertEquals(Outcome.FAILED, result.outcome());
    assertEquals(OptionalLong.of(2), result.failure().orElseThrow().offset());
    assertEquals(
        "the notation gives h'03' instead of h'02'", result.failure().orElseThrow().reason());
  }

  @Test
  void aMessageThatBreaksARuleFails() throws Exception {
    write("messages/mine.hex.txt", "8501a11348a0a1a2a3a4a5a6a7818182122881842f28381c0101");
    ReplayFailure failure = only(replay()).failure().orElseThrow();
    assertEquals("rules", failure.check());
    assertTrue(failure.reason().startsWith("query-request-token-forbidden"), failure.reason());
  }

  @Test
  void aFileThatIsKnownToBeWrongIsAnErratumAndMustStayWrong() throws Exception {
    String broken = "8501a11348a0a1a2a3a4a5a6a7818182122881842f28381c0101";
    write("messages/query_request.hex.txt", broken);
    ReplayResult result = only(replay());
    assertEquals(Outcome.KNOWN_ERRATUM, result.outcome());
    assertEquals("T1", result.errata().get(0).id());

    // The same request without the attestation bit keeps all rules.
    write("messages/query_request.hex.txt", broken.substring(0, broken.length() - 2) + "02");
    ReplayFailure failure = only(replay()).failure().orElseThrow();
    assertEquals("known to be wrong (T1), and nothing wrong was found with it", failure.reason());
  }

  @Test
  void aFileThatIsNoVectorIsSkippedWithTheReason() throws Exception {
    write("encrypted-payload-aes-kw-aes-gcm.hex", "758c4b7b");
    ReplayResult result = only(replay());
    assertEquals(Outcome.SKIPPED, result.outcome());
    assertEquals("a ciphertext, which is no CBOR", result.skipReason().orElseThrow());
  }

  @Test
  void aSignedExampleIsVerifiedAndADamagedOneFails() throws Exception {
    Ec2Key key = key();
    CoseSign1 signed =
        CoseSign1.sign(
            Bytes.ofUtf8("This is the content."), CoseSigner.of(key, CoseAlgorithm.ES256));
    String hex = HexFormat.of().formatHex(signed.toByteArray());
    write("sign/one.json", example(key, hex, false));
    ReplayResult result = only(replay());
    assertEquals(Outcome.PASSED, result.outcome(), result::toString);
    assertTrue(result.shown().contains("ES256, key 11"), result::toString);

    String damaged = hex.substring(0, hex.length() - 2) + (hex.endsWith("00") ? "01" : "00");
    write("sign/one.json", example(key, damaged, false));
    assertEquals("the signature does not verify", only(replay()).failure().orElseThrow().reason());

    write("sign/one.json", example(key, damaged, true));
    assertEquals(
        List.of("decoded as cose-sign1", "refused: the signature does not verify"),
        only(replay()).shown());

    write("sign/one.json", example(key, hex, true));
    assertEquals(
        "succeeded, and must fail at SIGNATURE", only(replay()).failure().orElseThrow().reason());
  }

  @Test
  void anEncryptedExampleIsOpenedUnlessItsAlgorithmIsUnknown() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.A128GCM);
    String hex =
        HexFormat.of()
            .formatHex(
                CoseEncrypt0.encrypt(Bytes.ofUtf8("p"), CoseEncryptor.of(key)).toByteArray());
    write("enc/one.json", encrypted((SymmetricKey) key, hex, "A128GCM"));
    assertEquals(Outcome.PASSED, only(replay()).outcome());

    write("enc/one.json", encrypted((SymmetricKey) key, hex, "A256GCM"));
    assertEquals(
        "a key of 16 bytes does not fit A256GCM", only(replay()).failure().orElseThrow().reason());

    write("enc/one.json", encrypted((SymmetricKey) key, hex, "ROT13"));
    ReplayResult result = only(replay());
    assertEquals(Outcome.SKIPPED, result.outcome());
    assertEquals("no algorithm has the name ROT13", result.skipReason().orElseThrow());
  }

  @Test
  void aSignatureTestGoesThroughAMessage() throws Exception {
    Ec2Key key = key();
    byte[] signature =
        CoseSigner.of(key, CoseAlgorithm.ES256).sign(Segments.of(Bytes.fromHex("313233")));
    String sig = HexFormat.of().formatHex(signature);
    write("w.json", wycheproof(key, sig, "valid"));
    assertEquals(List.of("ES256 signature"), only(replay()).shown());

    write("w.json", wycheproof(key, sig, "invalid"));
    assertEquals(
        "succeeded, and must fail at SIGNATURE", only(replay()).failure().orElseThrow().reason());

    write("w.json", wycheproof(key, "00".repeat(64), "valid"));
    assertEquals("the signature does not verify", only(replay()).failure().orElseThrow().reason());
  }

  /** A message that must not verify may be refused at any step. */
  @Test
  void aNegativeThatFailsToDecodeHasPassed() throws Exception {
    Ec2Key key = key();
    CoseSigner signer = CoseSigner.of(key, CoseAlgorithm.ES256);
    String good = hex(CoseSign1.sign(Bytes.ofUtf8("This is the content."), signer));
    write("one.json", gluecose(key, good, true));
    assertEquals(Outcome.PASSED, only(replay()).outcome());
    write("one.json", gluecose(key, good, false));
    assertEquals("succeeded, and must be refused", only(replay()).failure().orElseThrow().reason());

    String cut = good.substring(0, good.length() - 2);
    String unknownTag = "d3" + good.substring(2);
    String noPayload = "d28443a10126a0a041" + "00";
    String otherAlgorithm = good.replace("a10126", "a10127");
    String damaged = good.substring(0, good.length() - 2) + (good.endsWith("00") ? "01" : "00");
    for (String bad : List.of(cut, unknownTag, noPayload, otherAlgorithm, damaged, "", "ff")) {
      write("one.json", gluecose(key, bad, false));
      ReplayResult result = only(replay());
      assertEquals(Outcome.PASSED, result.outcome(), result::toString);
      write("one.json", gluecose(key, bad, true));
      assertEquals(Outcome.FAILED, only(replay()).outcome(), bad);
    }
  }

  @Test
  void filesOfOneVectorArePutTogetherByFolder() throws Exception {
    write("a/x.hex", "01");
    write("a/y.hex", "02");
    write("b/z.hex", "03");
    write(
        "list.json",
        "[{\"hex\": \"ff\", \"kind\": \"syntax\"}, {\"hex\": \"18\", \"kind\": \"s\"}]");
    ReplayReport report = replay();
    assertEquals(
        List.of("a 2", "b 1", "list.json 2"),
        report.sets().stream().map(set -> set.name() + " " + set.vectors()).toList());
    assertEquals("replay: 5 passed, 0 failed, 0 known errata, 0 skipped", report.summary());
  }

  @Test
  @EnabledIfSystemProperty(named = "teep4j.vectors.dir", matches = ".+")
  void theFolderOfPublishedVectorsReplaysWithoutFailures() throws Exception {
    Path root = Path.of(System.getProperty("teep4j.vectors.dir"));
    ReplayReport report = Replay.of(new VectorLoader().load(root), ReplayProgress.NONE);
    List<String> failures =
        report.sets().stream()
            .flatMap(set -> set.results().stream())
            .filter(result -> result.outcome() == Outcome.FAILED)
            .map(result -> result.id() + ": " + result.failure().orElseThrow())
            .toList();
    assertEquals(List.of(), failures);
    assertTrue(report.isGood());
    assertTrue(report.count(Outcome.PASSED) > 2000, report.summary());
  }

  /** The signer of the SUIT examples, which is published with its private key. */
  private static Ec2Key key() throws Exception {
    VectorKey author = BuiltInVectors.load("suit-manifest").keys().get("author");
    return Ec2Key.of(
        org.teep4j.cose.CoseCurve.P256,
        author.x().orElseThrow(),
        author.y().orElseThrow(),
        author.d().orElseThrow());
  }

  /** Good files of the formats that are made into vectors. */
  static List<String> samples() throws Exception {
    Ec2Key key = key();
    Bytes content = Bytes.ofUtf8("This is the content.");
    CoseSigner signer = CoseSigner.of(key, CoseAlgorithm.ES256);
    SymmetricKey secret = SymmetricKey.of(Bytes.wrap(new byte[16]));
    String encrypted =
        hex(CoseEncrypt0.encrypt(content, CoseEncryptor.of(secret, CoseAlgorithm.A128GCM)));
    String signature = HexFormat.of().formatHex(signer.sign(Segments.of(content)));
    String signed = hex(CoseSign1.sign(content, signer));
    return List.of(
        example(key, signed, false),
        encrypted(secret, encrypted, "A128GCM"),
        encrypted(secret, encrypted, "A128GCM")
            .replace(
                "\"recipients\"",
                "\"unprotected\": {\"partialIV_hex\": \"61a7\"}, \"unsent\": {\"IV_hex\":"
                    + " \"89f52f65a1c580933b5261a7\"}, \"recipients\""),
        gluecose(key, signed, true),
        wycheproof(key, signature, "invalid"));
  }

  private static String hex(CborEncodable message) {
    return HexFormat.of().formatHex(message.toByteArray());
  }

  private static String gluecose(Ec2Key key, String message, boolean shouldVerify) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return """
        {"uuid": "U", "title": "t", "description": "d", "alg": "ES256",
         "key": {"kty": "EC", "crv": "P-256", "x": "%s", "y": "%s"},
         "sign1::verify": {"taggedCOSESign1": {"cborHex": "%s"}, "shouldVerify": %s}}
        """
        .formatted(
            base64.encodeToString(key.x().toByteArray()),
            base64.encodeToString(key.y().toByteArray()),
            message,
            shouldVerify);
  }

  private static String example(Ec2Key key, String cbor, boolean fail) {
    return """
        {"title": "t", %s
         "input": {"plaintext": "This is the content.",
           "sign0": {"key": {"kty": "EC", "kid": "11", "crv": "P-256",
                             "x_hex": "%s", "y_hex": "%s"},
                     "protected": {"alg": "ES256"}, "alg": "ES256"}},
         "output": {"cbor": "%s"}}
        """
        .formatted(fail ? "\"fail\": true," : "", key.x().toHex(), key.y().toHex(), cbor);
  }

  private static String encrypted(SymmetricKey key, String cbor, String algorithm) {
    return """
        {"title": "t",
         "input": {"plaintext": "p",
           "encrypted": {"protected": {"alg": "%s"},
             "recipients": [{"key": {"kty": "oct", "k_hex": "%s"}}]}},
         "output": {"cbor": "%s"}}
        """
        .formatted(algorithm, key.k().toHex(), cbor);
  }

  private static String wycheproof(CoseKey key, String signature, String result) {
    Ec2Key point = (Ec2Key) key;
    return """
        {"algorithm": "ECDSA", "schema": "ecdsa_p1363_verify_schema_v1.json", "numberOfTests": 1,
         "testGroups": [
          {"type": "EcdsaP1363Verify", "sha": "SHA-256",
           "publicKey": {"curve": "secp256r1", "wx": "%s", "wy": "%s"},
           "tests": [{"tcId": 1, "comment": "a test", "flags": [], "msg": "313233",
                      "sig": "%s", "result": "%s"}]}]}
        """
        .formatted("00" + point.x().toHex(), "00" + point.y().toHex(), signature, result);
  }
}
