package org.teep4j.teep.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.teep.agent.World.TAM;
import static org.teep4j.teep.agent.World.manifest;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepFreshnessMechanism;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.SessionEvent;

/** Which Error answers which fault, and that strangers learn nothing. */
class TeepAgentRefusalTest {

  private final World world = new World();

  private TeepError refused(Bytes message) throws Exception {
    return assertInstanceOf(TeepError.class, world.reply(message).orElseThrow());
  }

  private TeepError refused(TeepMessage message) throws Exception {
    return refused(TAM.sign(message));
  }

  private static void assertUnnamed(TeepErrorCode code, TeepError error) {
    assertEquals(code, error.errCode(), error.toString());
    assertEquals(Optional.empty(), error.token());
  }

  @Test
  @DisplayName("Agent 3: what is no COSE message is Error 1 without a token")
  void noMessage() throws Exception {
    assertUnnamed(TeepErrorCode.ERR_PERMANENT_ERROR, refused(Bytes.empty()));
    assertUnnamed(TeepErrorCode.ERR_PERMANENT_ERROR, refused(Bytes.fromHex("83010203")));
  }

  @Test
  @DisplayName("Agent 3: no supported algorithm is Error 5 with the suites, before the signature")
  void algorithm() throws Exception {
    TeepError error = refused(World.sign(TAM.query().build(), World.key(CoseAlgorithm.ESP384)));
    assertUnnamed(TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES, error);
    assertEquals(List.of(TeepCipherSuite.SIGN1_ESP256), error.supportedTeepCipherSuites());
  }

  @Test
  @DisplayName("Agent 3: a bad signature is Error 1 without the token (D3)")
  void signature() throws Exception {
    assertUnnamed(
        TeepErrorCode.ERR_PERMANENT_ERROR,
        refused(World.sign(TAM.query().build(), World.key(CoseAlgorithm.ESP256))));
  }

  @Test
  @DisplayName("Agent 3: what a TAM does not send is Error 1")
  void direction() throws Exception {
    Bytes token = TAM.newToken();
    TeepError error = refused(Success.builder().token(token).build());
    assertEquals(TeepErrorCode.ERR_PERMANENT_ERROR, error.errCode());
    assertEquals(Optional.of(token), error.token());
  }

  @Test
  @DisplayName("Agent 3: versions come before suites, suites before the token")
  void order() throws Exception {
    QueryRequest.Builder request =
        TAM.query(DataItem.ATTESTATION)
            .token(TAM.newToken())
            .supportedTeepCipherSuites(List.of(TeepCipherSuite.sign1(CoseAlgorithm.ML_DSA_44)))
            .supportedFreshnessMechanisms(List.of(TeepFreshnessMechanism.FRESHNESS_TIMESTAMP));
    TeepError versions = refused(request.versions(List.of(1L)).build());
    assertEquals(TeepErrorCode.ERR_UNSUPPORTED_MSG_VERSION, versions.errCode());
    assertEquals(List.of(0L), versions.versions());
    TeepError suites = refused(request.versions(List.of(1L, 0L)).build());
    assertEquals(TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES, suites.errCode());
    assertTrue(suites.token().isPresent());
    request.supportedTeepCipherSuites(List.of(TeepCipherSuite.SIGN1_ESP256));
    assertEquals(TeepErrorCode.ERR_PERMANENT_ERROR, refused(request.build()).errCode());
    TeepError freshness =
        refused(
            TAM.query(DataItem.ATTESTATION)
                .supportedFreshnessMechanisms(List.of(TeepFreshnessMechanism.FRESHNESS_TIMESTAMP))
                .build());
    assertEquals(TeepErrorCode.ERR_UNSUPPORTED_FRESHNESS_MECHANISMS, freshness.errCode());
    assertEquals(
        List.of(TeepFreshnessMechanism.FRESHNESS_NONCE), freshness.supportedFreshnessMechanisms());
  }

  @Test
  @DisplayName("Agent 3: a challenge without the attestation bit, or no token, is Error 1")
  void tokenRules() throws Exception {
    TeepError challenge = refused(TAM.query().challenge(Bytes.wrap(new byte[32])).build());
    assertEquals(TeepErrorCode.ERR_PERMANENT_ERROR, challenge.errCode());
    QueryRequest noToken =
        QueryRequest.builder()
            .supportedTeepCipherSuites(List.of(TeepCipherSuite.SIGN1_ESP256))
            .supportedSuitCoseProfiles(Dialect.RFC.mandatorySuitCoseProfiles())
            .build();
    assertUnnamed(TeepErrorCode.ERR_PERMANENT_ERROR, refused(noToken));
  }

  @Test
  @DisplayName("Agent 3: a report of a profile that is not known is Error 8 with the profiles")
  void reportProfile() throws Exception {
    Bytes report =
        Bytes.wrap(
            CoseSign1.builder()
                .payload(Bytes.fromHex("a0"))
                .sign(CoseSigner.of(World.key(CoseAlgorithm.ESP384)))
                .encode()
                .toByteArray());
    TeepError error = refused(TAM.query().suitReports(List.of(report)).build());
    assertEquals(TeepErrorCode.ERR_UNSUPPORTED_SUIT_REPORT, error.errCode());
    assertEquals(Dialect.RFC.mandatorySuitCoseProfiles(), error.supportedSuitCoseProfiles());
  }

  @Test
  @DisplayName("Agent 4: of a COSE_Sign one good signature that the Agent can check suffices")
  void oneOfSeveral() throws Exception {
    assertInstanceOf(QueryResponse.class, world.reply(several(TAM.key, TAM.edKey)).orElseThrow());
    CoseKey stranger = World.key(CoseAlgorithm.ED25519);
    assertInstanceOf(QueryResponse.class, world.reply(several(stranger, TAM.key)).orElseThrow());
  }

  @Test
  @DisplayName("Agent 4: a good signature of an algorithm that the Agent does not have is none")
  void otherAlgorithm() throws Exception {
    world.setting =
        builder -> {
          try {
            builder.tam(
                TrustedTam.builder(
                        World.OTHER_TAM.uri,
                        CoseKeyResolver.ofVerifiers(
                            List.of(
                                CoseVerifier.of(World.OTHER_TAM.key.toPublic()),
                                CoseVerifier.of(World.OTHER_TAM.edKey.toPublic()))))
                    .build());
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        };
    world.restart();
    CoseKey stranger = World.key(CoseAlgorithm.ESP256);
    assertInstanceOf(
        TeepError.class,
        world.reply(World.OTHER_TAM, several(stranger, World.OTHER_TAM.edKey)).orElseThrow());
  }

  private static Bytes several(CoseKey first, CoseKey second) throws Exception {
    CoseSign signed =
        TAM.query().build().sign(List.of(CoseSigner.of(first), CoseSigner.of(second)), Dialect.RFC);
    return Bytes.wrap(signed.encode().toByteArray());
  }

  @Test
  @DisplayName("Agent 9: a message that is too large is refused")
  void size() throws Exception {
    world.setting = builder -> builder.settings(AgentSettings.defaults().withMaxMessageSize(200));
    world.restart();
    TeepError error = refused(TAM.sign(TAM.update(manifest("one", "app", 1, "code")).build()));
    assertUnnamed(TeepErrorCode.ERR_PERMANENT_ERROR, error);
  }

  @Test
  @DisplayName("Privacy: an unknown TAM gets nothing at all")
  void unknownTam() throws Exception {
    assertEquals(
        Optional.empty(),
        world.reply(World.OTHER_TAM, World.OTHER_TAM.sign(World.OTHER_TAM.query().build())));
    assertEquals(SessionEvent.Kind.DROPPED, world.events.get(0).kind());
  }

  @Property(tries = 300)
  @Label("Privacy: a damaged QueryRequest never gets a list, a token or Evidence")
  void damagedRequests(
      @ForAll @IntRange(max = 250) int at, @ForAll @IntRange(min = 1, max = 255) int change)
      throws Exception {
    World device = new World(); // a session has a bounded number of rounds
    device.update(manifest("one", "app", 1, "code"));
    byte[] message = TAM.sign(TAM.query(DataItem.TRUSTED_COMPONENTS).build()).toByteArray();
    int position = at % message.length;
    message[position] ^= (byte) change;
    TeepMessage reply = device.reply(Bytes.wrap(message)).orElseThrow();
    if (reply instanceof TeepError error) {
      assertTrue(error.suitReports().isEmpty());
      assertEquals(Optional.empty(), error.token());
    } else {
      // Only what is not signed may have changed: the unprotected header.
      assertTrue(
          TeepMessage.verify(Bytes.wrap(message), CoseVerifier.of(TAM.key.toPublic()), Dialect.RFC)
              instanceof QueryRequest);
    }
  }
}
