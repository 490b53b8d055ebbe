package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.PeerOptions;

/** A QueryResponse that is not complete is refused by an Update, and nothing of it is used. */
class QueryResponseRulesTest {

  private static final TamQuery EVERYTHING =
      new TamQuery(
          Set.of(DataItem.TRUSTED_COMPONENTS, DataItem.EXTENSIONS, DataItem.SUIT_REPORTS),
          AttestationModel.NONE,
          false);

  private final TamWorld world = new TamWorld();
  private final Tam tam = world.tam(policy -> policy.query(EVERYTHING), settings -> {});

  QueryResponseRulesTest() {
    world.catalogue.add(TamWorld.hello(5));
  }

  private QueryResponse.Builder response(Bytes token) {
    return TamWorld.requesting(token, TamWorld.HELLO).extList(List.of());
  }

  static Bytes report(Optional<Bytes> nonce) {
    SuitReport report =
        new SuitReport(
            SuitReference.of(TamWorld.hello(5)),
            nonce,
            List.of(),
            new SuitReport.Result.Success(),
            Optional.empty(),
            Map.of());
    return Bytes.wrap(report.toByteArray());
  }

  private Update refused(QueryResponse response, TeepErrorCode code) throws Exception {
    Update update =
        assertInstanceOf(Update.class, world.send(tam, response, TamWorld.AGENT).orElseThrow());
    assertEquals(Optional.of(code), update.errCode());
    assertTrue(update.errMsg().isPresent());
    assertEquals(List.of(), update.manifestList());
    return update;
  }

  private Bytes token() throws Exception {
    return world.connect(tam).token().orElseThrow();
  }

  @Test
  @DisplayName("TAM 5: a complete QueryResponse is used; empty lists are complete (D8)")
  void complete() throws Exception {
    Update update =
        assertInstanceOf(
            Update.class,
            world
                .send(tam, response(token()).tcList(List.of()).build(), TamWorld.AGENT)
                .orElseThrow());
    assertEquals(1, update.manifestList().size());
  }

  @Test
  @DisplayName("TAM 5: no token although one was sent")
  void tokenIsMissing() throws Exception {
    token();
    QueryResponse response = QueryResponse.builder().tcList(List.of()).build();
    Update update = refused(response, TeepErrorCode.ERR_PERMANENT_ERROR);
    assertEquals(Optional.empty(), update.token());
    assertEquals(1, ((MemoryTamStore) world.store).size());
  }

  @Test
  @DisplayName("TAM 5: the tc-list is missing")
  void tcListIsMissing() throws Exception {
    Bytes token = token();
    QueryResponse response = QueryResponse.builder().token(token).extList(List.of()).build();
    refused(response, TeepErrorCode.ERR_PERMANENT_ERROR);
    assertTrue(world.store.find(token).isEmpty());
  }

  @Test
  @DisplayName("TAM 5: the ext-list is missing")
  void extListIsMissing() throws Exception {
    refused(
        TamWorld.requesting(token(), TamWorld.HELLO).build(), TeepErrorCode.ERR_PERMANENT_ERROR);
  }

  @Test
  @DisplayName("TAM 5: have-binary without sequence number")
  void haveBinaryNeedsSequenceNumber() throws Exception {
    RequestedTcInfo info = new RequestedTcInfo(TamWorld.HELLO, Optional.empty(), Optional.of(true));
    refused(
        response(token()).requestedTcList(List.of(info)).build(),
        TeepErrorCode.ERR_PERMANENT_ERROR);
  }

  @Test
  @DisplayName("TAM 5: an unknown version is refused with code 4")
  void versionIsUnknown() throws Exception {
    refused(
        response(token()).selectedVersion(1).build(), TeepErrorCode.ERR_UNSUPPORTED_MSG_VERSION);
  }

  @Test
  @DisplayName("TAM 5: a report has the token as its nonce")
  void reportNonce() throws Exception {
    Bytes token = token();
    refused(
        response(token).suitReports(List.of(report(Optional.of(Bytes.ofUtf8("another"))))).build(),
        TeepErrorCode.ERR_PERMANENT_ERROR);
    refused(
        response(token()).suitReports(List.of(report(Optional.empty()))).build(),
        TeepErrorCode.ERR_PERMANENT_ERROR);
    Bytes right = token();
    QueryResponse good = response(right).suitReports(List.of(report(Optional.of(right)))).build();
    Update update = (Update) world.send(tam, good, TamWorld.AGENT).orElseThrow();
    assertEquals(Optional.empty(), update.errCode());
  }

  @Test
  @DisplayName("D20: a peer may leave the nonce out, but not have another one")
  void reportNonceOfPeer() throws Exception {
    PeerOptions peer = PeerOptions.ATTESTAM;
    Tam lenient = world.tam(policy -> {}, settings -> settings.peer(peer));
    Bytes token = world.connect(lenient).token().orElseThrow();
    QueryResponse response = response(token).suitReports(List.of(report(Optional.empty()))).build();
    Update update = (Update) world.send(lenient, response, TamWorld.AGENT).orElseThrow();
    assertEquals(Optional.empty(), update.errCode());
    Bytes next = world.connect(lenient).token().orElseThrow();
    QueryResponse wrong = response(next).suitReports(List.of(report(Optional.of(token)))).build();
    Update refused = (Update) world.send(lenient, wrong, TamWorld.AGENT).orElseThrow();
    assertEquals(Optional.of(TeepErrorCode.ERR_PERMANENT_ERROR), refused.errCode());
  }

  @Test
  @DisplayName("TAM 5: a report that cannot be read is refused")
  void reportIsUnreadable() throws Exception {
    refused(
        response(token()).suitReports(List.of(Bytes.fromHex("80"))).build(),
        TeepErrorCode.ERR_PERMANENT_ERROR);
  }

  @Test
  @DisplayName("D16: Success to an Update with an error code ends both, silence does too")
  void successToAnError() throws Exception {
    Update update =
        refused(
            TamWorld.requesting(token(), TamWorld.HELLO).build(),
            TeepErrorCode.ERR_PERMANENT_ERROR);
    assertEquals(
        Optional.empty(),
        world.send(
            tam, Success.builder().token(update.token().orElseThrow()).build(), TamWorld.AGENT));
    assertEquals(0, ((MemoryTamStore) world.store).size());
    assertEquals(List.of(), world.agent(TamWorld.AGENT).installed());
  }

  @Test
  @DisplayName("TAM 8: a policy refuses with its own code and text, which is cut")
  void policyRefuses() throws Exception {
    TamPolicy strict =
        new TamPolicy() {
          @Override
          public TamQuery query() {
            return EVERYTHING;
          }

          @Override
          public TamDecision decide(AgentState state) {
            return new TamDecision.Refuse(
                TeepErrorCode.ERR_UNSUPPORTED_EXTENSION, "x".repeat(1000));
          }
        };
    Tam refusing = world.tam(strict, settings -> {});
    Bytes token = world.connect(refusing).token().orElseThrow();
    Update update =
        (Update) world.send(refusing, response(token).build(), TamWorld.AGENT).orElseThrow();
    assertEquals(Optional.of(TeepErrorCode.ERR_UNSUPPORTED_EXTENSION), update.errCode());
    assertEquals(128, update.errMsg().orElseThrow().length());
  }
}
