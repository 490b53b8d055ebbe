package org.teep4j.teep.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.teep.agent.World.AUTHOR;
import static org.teep4j.teep.agent.World.TAM;
import static org.teep4j.teep.agent.World.id;
import static org.teep4j.teep.agent.World.manifest;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.Image;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Source;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptor;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportOpener;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;

/** How an Agent carries out an Update. */
class TeepAgentUpdateTest {

  private static final Bytes CODE = Bytes.ofUtf8("code");

  private final World world = new World();

  private static Success success(TeepMessage message) {
    return assertInstanceOf(Success.class, message, message.toString());
  }

  private static TeepError error(TeepErrorCode code, TeepMessage message) {
    TeepError error = assertInstanceOf(TeepError.class, message);
    assertEquals(code, error.errCode(), error.toString());
    return error;
  }

  private TeepError failed(TeepMessage message) {
    return error(TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED, message);
  }

  private List<String> installed() {
    return world.registry.manifests().stream()
        .map(each -> each.id().orElseThrow() + " " + each.sequenceNumber())
        .toList();
  }

  @Test
  @DisplayName("Agent 7: all manifests installed is Success, with token and reports")
  void installs() throws Exception {
    world.query();
    Update update =
        TAM.update(manifest("one", "app", 1, "code"), manifest("one", "data", 1, "data")).build();
    Success success = success(world.send(update));
    assertEquals(update.token(), success.token());
    assertEquals(2, success.suitReports().size());
    for (Bytes encoded : success.suitReports()) {
      SuitReport report = SuitReport.decodeUnverified(encoded);
      assertEquals(update.token(), report.nonce());
      assertInstanceOf(SuitReport.Result.Success.class, report.result());
    }
    assertEquals(Optional.of(CODE), world.content(id("one", "app")));
    assertEquals(List.of(), success.violations(update.context()));
  }

  @Test
  @DisplayName("Agent 7: without a token neither answer nor reports have one")
  void noToken() throws Exception {
    world.query();
    Success success =
        success(
            world.send(
                Update.builder().manifests(List.of(manifest("one", "app", 1, "code"))).build()));
    assertEquals(Optional.empty(), success.token());
    assertEquals(
        Optional.empty(), SuitReport.decodeUnverified(success.suitReports().get(0)).nonce());
  }

  @Test
  @DisplayName("Agent 7: the signer of a manifest is another trust than the TAM's key")
  void otherAuthor() throws Exception {
    SuitEnvelope byTam =
        World.signed(
            ManifestAuthor.ofSequenceNumber(1)
                .manifestComponentId(id("one", "app.suit"))
                .component(Component.of(id("one", "app"), Source.integrated("#tc", CODE))),
            TAM.key);
    assertTrue(failed(world.update(byTam)).errMsg().orElseThrow().contains("manifest-list[0]"));
    assertEquals(List.of(), installed());
  }

  @Test
  @DisplayName("Agent 7: the first failure ends the Update, with the reports so far")
  void firstFailure() throws Exception {
    SuitEnvelope broken =
        World.signed(
            ManifestAuthor.ofSequenceNumber(1)
                .manifestComponentId(id("one", "data.suit"))
                .component(Component.of(id("nowhere"), Source.integrated("#tc", CODE))),
            AUTHOR);
    TeepError error =
        failed(
            world.update(
                manifest("one", "app", 1, "code"), broken, manifest("one", "other", 1, "x")));
    assertEquals(List.of(id("one", "app.suit") + " 1"), installed());
    assertEquals(2, error.suitReports().size());
    for (Bytes encoded : error.suitReports()) {
      assertEquals(error.token(), SuitReport.decodeUnverified(encoded).nonce());
    }
    assertInstanceOf(
        SuitReport.Result.Failure.class,
        SuitReport.decodeUnverified(error.suitReports().get(1)).result());
  }

  @Test
  @DisplayName("Agent 7: unlinking comes first, and its failure stops everything")
  void unlinkFails() throws Exception {
    world.query();
    TeepError error =
        failed(
            world.send(
                TAM.update(manifest("one", "app", 1, "code"))
                    .unneededManifestList(List.of(id("one", "data.suit")))
                    .build()));
    assertTrue(error.errMsg().orElseThrow().startsWith("unneeded-manifest-list[0]"));
    assertEquals(List.of(), installed());
  }

  @Test
  @DisplayName("Agent 7: a manifest is unlinked, and its uninstall section runs")
  void unlinks() throws Exception {
    world.update(manifest("one", "app", 1, "code"));
    world.query();
    Success success =
        success(
            world.send(
                TAM.update(manifest("one", "data", 1, "data"))
                    .unneededManifestList(List.of(id("one", "app.suit")))
                    .build()));
    assertEquals(2, success.suitReports().size());
    assertEquals(List.of(id("one", "data.suit") + " 1"), installed());
    assertEquals(Optional.empty(), world.content(id("one", "app")));
  }

  @Test
  @DisplayName("Agent 7: a lower sequence number is refused, an equal one is not (D17)")
  void sequence() throws Exception {
    success(world.update(manifest("one", "app", 5, "five")));
    success(world.update(manifest("one", "app", 5, "five")));
    failed(world.update(manifest("one", "app", 4, "four")));
    assertEquals(Optional.of(Bytes.ofUtf8("five")), world.content(id("one", "app")));
    success(world.update(manifest("one", "app", 6, "six")));
  }

  @Test
  @DisplayName("Agent 7: what cannot be fetched is a temporary error, and may be sent again")
  void network() throws Exception {
    SuitEnvelope remote =
        World.signed(
            ManifestAuthor.ofSequenceNumber(1)
                .manifestComponentId(id("one", "app.suit"))
                .component(
                    Component.of(
                        id("one", "app"),
                        Source.download("https://tc.example/app", Image.of(CODE)))),
            AUTHOR);
    world.query();
    Bytes update = TAM.sign(TAM.update(remote).build());
    error(TeepErrorCode.ERR_TEMPORARY_ERROR, world.reply(update).orElseThrow());
    world.server.put("https://tc.example/app", CODE);
    success(world.reply(update).orElseThrow());
  }

  @Test
  @DisplayName("Agent 7: encrypted personalization data is decrypted with the device's key")
  void personalization() throws Exception {
    SuitCoseProfile profile = SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR;
    CoseKey deviceKey = CoseKeys.generate(CoseCurve.P256);
    world.device =
        builder -> {
          try {
            return builder.decryptor(SuitDecryptor.of(deviceKey, profile));
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        };
    world.restart();
    Bytes secret = Bytes.ofUtf8("{\"key\":\"of this device\"}");
    SuitEnvelope personal =
        World.signed(
            ManifestAuthor.ofSequenceNumber(1)
                .manifestComponentId(id("one", "data.suit"))
                .component(
                    Component.of(
                        id("one", "data"),
                        Source.written(
                            Image.of(secret),
                            SuitEncryptor.of(profile, deviceKey.toPublic()).encrypt(secret)))),
            AUTHOR);
    world.query();
    Bytes message = TAM.sign(TAM.update(personal).build());
    assertFalse(message.toHex().contains(secret.toHex()));
    success(world.reply(message).orElseThrow());
    assertEquals(Optional.of(secret), world.content(id("one", "data")));
  }

  @Test
  @DisplayName("Agent 7: reports are encrypted for a TAM that has a key for that")
  void encryptedReports() throws Exception {
    CoseKey tamKey = CoseKeys.generate(CoseCurve.P256);
    CoseKey reportKey = World.key(CoseAlgorithm.ESP256);
    SuitCoseProfile profile = SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR;
    world.trust =
        tam -> {
          try {
            return tam.encryptionKey(profile, tamKey.toPublic());
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        };
    world.setting =
        builder -> {
          try {
            builder.reportSigner(CoseSigner.of(reportKey));
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        };
    world.restart();
    Success success = success(world.update(manifest("one", "app", 1, "code")));
    SuitReport report =
        SuitReportOpener.verifying(CoseVerifier.of(reportKey.toPublic()))
            .decrypting(tamKey, profile)
            .open(success.suitReports().get(0));
    assertEquals(success.token(), report.nonce());
  }

  @Test
  @DisplayName("Agent 8: an Update with an error, or nothing at all, is answered by Success (D16)")
  void onlyError() throws Exception {
    world.query();
    Update update =
        TAM.update().errCode(TeepErrorCode.ERR_ATTESTATION_REQUIRED).errMsg("no Evidence").build();
    assertEquals(update.token(), success(world.send(update)).token());
    success(world.send(TAM.update().build()));
    assertTrue(world.events.toString().contains("no Evidence"));
  }

  @Test
  @DisplayName("Agent 9: more manifests than the bound are refused")
  void manyManifests() throws Exception {
    List<SuitEnvelope> many = new ArrayList<>();
    for (int i = 0; i <= AgentSettings.defaults().maxManifests(); i++) {
      many.add(manifest("one", "app", 1, "code"));
    }
    error(TeepErrorCode.ERR_PERMANENT_ERROR, world.update(many.toArray(SuitEnvelope[]::new)));
    assertEquals(List.of(), installed());
  }

  @Test
  @DisplayName("Agent 9: a report that is too long is sent without its records")
  void longReport() throws Exception {
    world.setting = builder -> builder.settings(AgentSettings.defaults().withMaxReportSize(1));
    world.restart();
    Success success = success(world.update(manifest("one", "app", 1, "code")));
    assertEquals(List.of(), SuitReport.decodeUnverified(success.suitReports().get(0)).records());
  }

  @Test
  @DisplayName("D15: an Update without a session, or after it, is refused")
  void noSession() throws Exception {
    Update update = TAM.update(manifest("one", "app", 1, "code")).build();
    TeepError error = error(TeepErrorCode.ERR_PERMANENT_ERROR, world.send(update));
    assertEquals(update.token(), error.token());
    world.query();
    world.agent.processEnd(TAM.uri);
    error(TeepErrorCode.ERR_PERMANENT_ERROR, world.send(update));
    world.query();
    world.agent.processError(TAM.uri);
    error(TeepErrorCode.ERR_PERMANENT_ERROR, world.send(update));
    world.query();
    world.sleep(Duration.ofHours(2));
    error(TeepErrorCode.ERR_PERMANENT_ERROR, world.send(update));
    assertEquals(List.of(), installed());
  }

  @Test
  @DisplayName("D15: an Update is carried out once, also after a restart and with other headers")
  void replay() throws Exception {
    world.update(manifest("one", "app", 1, "code"));
    world.query();
    Update unlink = TAM.update().unneededManifestList(List.of(id("one", "app.suit"))).build();
    success(world.send(unlink));
    success(world.update(manifest("one", "app", 2, "code")));
    world.restart();
    world.query();
    TeepError error =
        error(
            TeepErrorCode.ERR_PERMANENT_ERROR,
            world
                .reply(
                    Bytes.wrap(
                        CoseSign1.builder()
                            .untagged()
                            .payload(unlink.encode(Dialect.RFC))
                            .sign(CoseSigner.of(TAM.key))
                            .encode()
                            .toByteArray()))
                .orElseThrow());
    assertTrue(error.errMsg().orElseThrow().contains("before"));
    assertEquals(List.of(id("one", "app.suit") + " 2"), installed());
  }

  @Test
  @DisplayName("D15: the last Update sent twice gets the same answer, and is not repeated")
  void sentTwice() throws Exception {
    world.query();
    Bytes update = TAM.sign(TAM.update(manifest("one", "app", 1, "code")).build());
    Optional<Bytes> first = world.agent.processTeepMessage(TAM.uri, update);
    int processed = world.events.size();
    assertEquals(first, world.agent.processTeepMessage(TAM.uri, update));
    assertEquals(processed, world.events.size());
  }
}
