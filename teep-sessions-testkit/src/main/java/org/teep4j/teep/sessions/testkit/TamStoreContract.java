package org.teep4j.teep.sessions.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.eat.EatClaim;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.TrustTier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.tam.AgentRecord;
import org.teep4j.teep.tam.AttestedDevice;
import org.teep4j.teep.tam.ManifestSummary;
import org.teep4j.teep.tam.OutstandingRequest;
import org.teep4j.teep.tam.ReportedError;
import org.teep4j.teep.tam.ReportedManifest;
import org.teep4j.teep.tam.TamChange;
import org.teep4j.teep.tam.TamStore;

/** What every {@link TamStore} does. */
public abstract class TamStoreContract {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant DEADLINE = NOW.plus(Duration.ofHours(1));
  private static final int CALLERS = 8;

  /** For subclasses. */
  protected TamStoreContract() {}

  /**
   * A new store that holds nothing. It has room for 100 requests of the same Agent and 100 of none.
   *
   * @throws IOException if it cannot be made
   */
  protected abstract TamStore newStore() throws IOException;

  private static Bytes id(int number) {
    byte[] id = new byte[32];
    id[0] = (byte) number;
    return Bytes.wrap(id);
  }

  private static Bytes agent(int number) {
    byte[] thumbprint = new byte[32];
    thumbprint[31] = (byte) number;
    return Bytes.wrap(thumbprint);
  }

  private static OutstandingRequest query(int number) {
    return OutstandingRequest.queryRequest(
        id(number), Set.of(DataItem.TRUSTED_COMPONENTS), DEADLINE);
  }

  private static ManifestSummary manifest(long sequence) {
    try {
      return new ManifestSummary(
          SuitDigest.compute(
              SuitDigestAlgorithm.SHA_256, Segments.of(Bytes.ofUtf8("manifest " + sequence))),
          Uint.ofBits(sequence),
          Optional.of(SuitComponentIdentifier.ofText("manifest", "at", "this place")),
          List.of(
              SuitComponentIdentifier.ofText("component"),
              SuitComponentIdentifier.of(Bytes.empty(), Bytes.fromHex("00ff"))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static OutstandingRequest update(int number, int agent) {
    return OutstandingRequest.update(
        id(number),
        agent(agent),
        List.of(manifest(1), manifest(-1)),
        List.of(SuitComponentIdentifier.ofText("old manifest")),
        DEADLINE);
  }

  private static final AttestedDevice DEVICE =
      new AttestedDevice(
          EatClaims.builder().hardwareModel(Bytes.fromHex("01")).build(),
          Optional.of(TrustTier.WARNING),
          Map.of(
              "tee", new AttestedDevice.Part(EatClaims.builder().build(), Optional.empty()),
              "naïve \u2713",
                  new AttestedDevice.Part(
                      EatClaims.builder().put(EatClaim.SOFTWARE_NAME, "\u2713").build(),
                      Optional.of(TrustTier.NONE))));

  private static AgentRecord fullRecord(int number) {
    CoseKey key;
    try {
      key = CoseKeys.generate(CoseAlgorithm.ESP256).toPublic();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    return new AgentRecord(
        agent(number),
        NOW,
        Optional.of(key),
        Optional.of(DEADLINE),
        Optional.of(DEVICE),
        List.of(manifest(3), manifest(Long.MAX_VALUE)),
        List.of(
            new ReportedManifest(manifest(3).digest(), Optional.empty()),
            new ReportedManifest(manifest(4).digest(), Optional.of(10L))),
        Optional.of(
            new ReportedError(
                NOW, TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED, Optional.of("naïve \u2713"))),
        2);
  }

  private static TamChange consuming(Bytes id, List<OutstandingRequest> opened) {
    return new TamChange(Optional.of(id), opened, Optional.empty());
  }

  @Test
  void anEmptyStoreFindsNothing() throws IOException {
    TamStore store = newStore();
    for (Bytes any : List.of(Bytes.empty(), id(1), Bytes.wrap(new byte[512]))) {
      assertEquals(Optional.empty(), store.find(any));
      assertEquals(Optional.empty(), store.agent(any));
    }
    assertEquals(0, store.purge(DEADLINE));
  }

  @Test
  void requestsAreFoundAsTheyWereOpened() throws IOException {
    TamStore store = newStore();
    OutstandingRequest attestation =
        OutstandingRequest.queryRequest(
            Bytes.wrap(new byte[512]), Set.of(DataItem.values()), DEADLINE);
    OutstandingRequest shortest =
        OutstandingRequest.queryRequest(Bytes.fromHex("0102030405060708"), Set.of(), NOW);
    for (OutstandingRequest request : List.of(query(1), update(2, 1), attestation, shortest)) {
      assertTrue(store.apply(TamChange.opening(request)));
      assertEquals(Optional.of(request), store.find(request.id()));
    }
    assertEquals(Optional.of(query(1)), store.find(id(1)));
  }

  @Test
  void recordsAreFoundAsTheyWereSaved() throws IOException {
    TamStore store = newStore();
    for (AgentRecord record :
        List.of(AgentRecord.of(agent(1), NOW), fullRecord(1), fullRecord(2))) {
      assertTrue(store.apply(new TamChange(Optional.empty(), List.of(), Optional.of(record))));
      assertEquals(Optional.of(record), store.agent(record.thumbprint()));
    }
  }

  @Test
  void aRequestIsConsumedOnce() throws IOException {
    TamStore store = newStore();
    store.apply(TamChange.opening(query(1)));
    store.apply(TamChange.opening(query(2)));
    assertTrue(store.apply(consuming(id(1), List.of(update(3, 1)))));
    assertEquals(Optional.empty(), store.find(id(1)));
    assertEquals(Optional.of(query(2)), store.find(id(2)));
    assertEquals(Optional.of(update(3, 1)), store.find(id(3)));
  }

  @Test
  void aChangeIsMadeAsAWholeOrNotAtAll() throws IOException {
    TamStore store = newStore();
    AgentRecord before = AgentRecord.of(agent(1), NOW);
    store.apply(new TamChange(Optional.empty(), List.of(query(1)), Optional.of(before)));
    TamChange change =
        new TamChange(
            Optional.of(id(9)), List.of(query(2), update(3, 1)), Optional.of(fullRecord(1)));
    assertFalse(store.apply(change));
    assertEquals(Optional.of(query(1)), store.find(id(1)));
    assertEquals(Optional.empty(), store.find(id(2)));
    assertEquals(Optional.empty(), store.find(id(3)));
    assertEquals(Optional.of(before), store.agent(agent(1)));
  }

  @Test
  void aConsumedIdMayBeOpenedInTheSameChange() throws IOException {
    TamStore store = newStore();
    store.apply(TamChange.opening(query(1)));
    OutstandingRequest again = update(1, 1);
    assertTrue(store.apply(consuming(id(1), List.of(again))));
    assertEquals(Optional.of(again), store.find(id(1)));
    assertTrue(store.apply(consuming(id(1), List.of())));
    assertFalse(store.apply(consuming(id(1), List.of())));
  }

  @Test
  void whatHasExpiredIsPurged() throws IOException {
    TamStore store = newStore();
    store.apply(TamChange.opening(query(1)));
    store.apply(TamChange.opening(update(2, 1)));
    OutstandingRequest later =
        OutstandingRequest.queryRequest(id(3), Set.of(), DEADLINE.plusSeconds(1));
    store.apply(TamChange.opening(later));
    assertEquals(0, store.purge(DEADLINE.minusSeconds(1)));
    assertEquals(2, store.purge(DEADLINE));
    assertEquals(Optional.empty(), store.find(id(1)));
    assertEquals(Optional.empty(), store.find(id(2)));
    assertEquals(Optional.of(later), store.find(id(3)));
  }

  @Test
  void oneOfManyCallersConsumesARequest() throws Exception {
    TamStore store = newStore();
    store.apply(TamChange.opening(query(100)));
    List<Boolean> results =
        together(
            store,
            caller ->
                new TamChange(
                    Optional.of(id(100)),
                    List.of(query(caller)),
                    Optional.of(AgentRecord.of(agent(caller), NOW))));
    assertEquals(1, results.stream().filter(applied -> applied).count());
    for (int caller = 0; caller < CALLERS; caller++) {
      assertEquals(results.get(caller), store.find(id(caller)).isPresent());
      assertEquals(results.get(caller), store.agent(agent(caller)).isPresent());
    }
  }

  @Test
  void changesOfManyCallersAreAllMade() throws Exception {
    TamStore store = newStore();
    List<Boolean> results =
        together(
            store,
            caller ->
                new TamChange(
                    Optional.empty(),
                    List.of(update(caller, 1)),
                    Optional.of(AgentRecord.of(agent(caller), NOW))));
    assertEquals(List.of(), results.stream().filter(applied -> !applied).toList());
    for (int caller = 0; caller < CALLERS; caller++) {
      assertTrue(store.find(id(caller)).isPresent());
      assertTrue(store.agent(agent(caller)).isPresent());
    }
  }

  /** The change of one of several callers. */
  @FunctionalInterface
  private interface Changes {
    TamChange of(int caller);
  }

  private static List<Boolean> together(TamStore store, Changes changes)
      throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newFixedThreadPool(CALLERS);
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<Boolean>> pending = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        TamChange change = changes.of(caller);
        pending.add(
            executor.submit(
                () -> {
                  start.await();
                  return store.apply(change);
                }));
      }
      start.countDown();
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> result : pending) {
        results.add(result.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }
}
