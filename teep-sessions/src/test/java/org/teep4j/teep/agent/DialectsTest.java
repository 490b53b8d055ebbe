package org.teep4j.teep.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.PeerOptions;

/** A whole exchange, and an Error, in each numbering. */
class DialectsTest {

  private static final URI TAM = URI.create("https://tam.example/tam");

  private TeepAgent agent;
  private CoseSigner tam;
  private CoseVerifier device;
  private Dialect dialect;

  private TeepMessage send(TeepMessage message) throws Exception {
    Bytes signed = Bytes.wrap(message.sign(tam, dialect).encode().toByteArray());
    Bytes answer = agent.processTeepMessage(TAM, signed).orElseThrow();
    return TeepMessage.verify(answer, device, dialect);
  }

  @ParameterizedTest
  @EnumSource
  void exchange(Dialect numbering) throws Exception {
    dialect = numbering;
    CoseAlgorithm algorithm =
        dialect == Dialect.DRAFT_16 ? CoseAlgorithm.ES256 : CoseAlgorithm.ESP256;
    CoseKey agentKey = CoseKeys.generate(CoseCurve.P256);
    CoseKey tamKey = CoseKeys.generate(CoseCurve.P256);
    tam = CoseSigner.of(tamKey, algorithm);
    device = CoseVerifier.of(agentKey.toPublic());
    MemoryStore store = new MemoryStore();
    for (String name : List.of("app", "app.suit")) {
      store.with(World.id("one", name));
    }
    PeerOptions options = PeerOptions.SPECIFICATION;
    agent =
        TeepAgent.builder(
                new MemoryAgentStore(),
                Platform.builder(
                        store,
                        new MemoryRegistry(),
                        DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
                    .build())
            .signer(CoseSigner.of(agentKey, algorithm), agentKey.toPublic())
            .tam(
                TrustedTam.builder(TAM, CoseVerifier.of(tamKey.toPublic()))
                    .author(World.verifier(World.AUTHOR))
                    .options(
                        new PeerOptions(
                            dialect,
                            options.singleSignature(),
                            options.confirmation(),
                            options.evidenceWithoutFormat(),
                            options.reportNonceRequired(),
                            options.mediaType()))
                    .build())
            .build();
    Bytes token = Bytes.ofUtf8("a token of 20 bytes.");
    QueryRequest.Builder request =
        QueryRequest.builder()
            .token(token)
            .supportedTeepCipherSuites(dialect.mandatoryCipherSuites())
            .supportedSuitCoseProfiles(dialect.mandatorySuitCoseProfiles())
            .dataItemRequested(Set.of(DataItem.TRUSTED_COMPONENTS));
    QueryResponse response = assertInstanceOf(QueryResponse.class, send(request.build()));
    assertEquals(
        dialect == Dialect.DRAFT_16
            ? Optional.of(TeepCipherSuite.sign1(algorithm))
            : Optional.empty(),
        response.selectedTeepCipherSuite());
    Update update =
        Update.builder()
            .token(token)
            .manifests(List.of(World.manifest("one", "app", 1, "code")))
            .build();
    Success success = assertInstanceOf(Success.class, send(update));
    assertEquals(
        Optional.of(token), SuitReport.decodeUnverified(success.suitReports().get(0)).nonce());
    CoseSigner otherProfile = CoseSigner.of(World.key(CoseAlgorithm.ESP384));
    Bytes report =
        Bytes.wrap(
            CoseSign1.builder()
                .payload(Bytes.fromHex("a0"))
                .sign(otherProfile)
                .encode()
                .toByteArray());
    TeepError error =
        assertInstanceOf(TeepError.class, send(request.suitReports(List.of(report)).build()));
    assertEquals(
        dialect == Dialect.DRAFT_16
            ? TeepErrorCode.ERR_PERMANENT_ERROR
            : TeepErrorCode.ERR_UNSUPPORTED_SUIT_REPORT,
        error.errCode());
  }
}
