package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Update;

/** What the ready policy sends, and what it does not send. */
class NewestManifestPolicyTest {

  private static final SuitComponentIdentifier OTHER_MANIFEST =
      SuitComponentIdentifier.ofText("other.suit");

  private final TamWorld world = new TamWorld();
  private final VerifiedManifest hello = TamWorld.hello(5);
  private Tam tam = world.tam();

  NewestManifestPolicyTest() {
    world.catalogue.add(hello);
  }

  /** The manifests in the Update; an Update without any other content is no Update at all. */
  private List<Bytes> sent(QueryResponse.Builder response) throws Exception {
    return world
        .send(tam, response.build(), TamWorld.AGENT)
        .map(message -> assertInstanceOf(Update.class, message).manifestList())
        .orElse(List.of());
  }

  private QueryResponse.Builder response(SystemPropertyClaims... installed) throws Exception {
    return QueryResponse.builder()
        .token(world.connect(tam).token().orElseThrow())
        .tcList(List.of(installed));
  }

  private static Bytes envelope(VerifiedManifest manifest) {
    return manifest.envelope().withTag(false).encode().toBytes();
  }

  @Test
  @DisplayName("an older version is updated, the newest is not sent again")
  void newestByImage() throws Exception {
    assertEquals(List.of(envelope(hello)), sent(response(TamWorld.claims(TamWorld.HELLO, 4))));
    assertEquals(List.of(), sent(response(TamWorld.claims(TamWorld.HELLO, 5))));
  }

  @Test
  @DisplayName("what was reported as installed counts, even if claims say nothing of the image")
  void newestByRecord() throws Exception {
    SystemPropertyClaims bare =
        new SystemPropertyClaims(
            TamWorld.HELLO, SuitParameters.builder().set(SuitParameter.IMAGE_SIZE, 1).build());
    assertEquals(1, sent(response(bare)).size());
    world.install(tam, TamWorld.AGENT);
    assertEquals(List.of(), sent(response(bare)));
    world.catalogue.add(TamWorld.hello(6));
    assertEquals(1, sent(response(bare)).size());
  }

  @Test
  @DisplayName("an image that is not the recorded one is repaired, a newer one is left alone")
  void repairsAndLeavesAlone() throws Exception {
    world.install(tam, TamWorld.AGENT);
    assertEquals(1, sent(response(TamWorld.claims(TamWorld.HELLO, 4))).size());
    world.catalogue.remove(hello);
    world.catalogue.add(TamWorld.hello(3));
    assertEquals(List.of(), sent(response(TamWorld.claims(TamWorld.HELLO, 5))));
  }

  @Test
  @DisplayName("a component that has gone is forgotten")
  void forgetsWhatHasGone() throws Exception {
    world.install(tam, TamWorld.AGENT);
    sent(response());
    assertEquals(List.of(), world.agent(TamWorld.AGENT).installed());
  }

  @Test
  @DisplayName("a request for a higher number than there is gets nothing")
  void requestedNumber() throws Exception {
    RequestedTcInfo five =
        new RequestedTcInfo(TamWorld.HELLO, Optional.of(Uint.of(5)), Optional.of(true));
    RequestedTcInfo six =
        new RequestedTcInfo(TamWorld.HELLO, Optional.of(Uint.of(6)), Optional.empty());
    assertEquals(1, sent(response().requestedTcList(List.of(five, five))).size());
    assertEquals(0, sent(response().requestedTcList(List.of(six))).size());
  }

  @Test
  @DisplayName("an unknown component, and one that the Agent may not have, gets nothing")
  void notEntitled() throws Exception {
    assertEquals(
        List.of(), sent(response().requestedTcList(List.of(RequestedTcInfo.of(TamWorld.OTHER)))));
    tam =
        world.tam(
            NewestManifestPolicy.builder(world.catalogue, (agent, manifest) -> false).build(),
            settings -> {});
    assertEquals(
        List.of(),
        sent(
            response(TamWorld.claims(TamWorld.HELLO, 4))
                .requestedTcList(List.of(RequestedTcInfo.of(TamWorld.HELLO)))
                .unneededManifestList(List.of(TamWorld.HELLO_MANIFEST))));
    assertEquals(0, ((MemoryTamStore) world.store).size());
  }

  @Test
  @DisplayName("what every Agent must have is sent without a request, once")
  void required() throws Exception {
    tam = world.tam(policy -> policy.required(Set.of(TamWorld.HELLO)), settings -> {});
    assertEquals(1, sent(response()).size());
    assertEquals(List.of(), sent(response(TamWorld.claims(TamWorld.HELLO, 5))));
    Update update =
        (Update)
            world
                .send(
                    tam,
                    response(TamWorld.claims(TamWorld.HELLO, 4))
                        .unneededManifestList(List.of(TamWorld.HELLO_MANIFEST, OTHER_MANIFEST))
                        .build(),
                    TamWorld.AGENT)
                .orElseThrow();
    assertEquals(List.of(), update.unneededManifestList());
  }

  @Test
  @DisplayName("only manifests of this TAM are unlinked")
  void unlinksItsOwn() throws Exception {
    Update update =
        (Update)
            world
                .send(
                    tam,
                    response(TamWorld.claims(TamWorld.HELLO, 5))
                        .unneededManifestList(List.of(OTHER_MANIFEST, TamWorld.HELLO_MANIFEST))
                        .build(),
                    TamWorld.AGENT)
                .orElseThrow();
    assertEquals(List.of(TamWorld.HELLO_MANIFEST), update.unneededManifestList());
  }

  @Test
  @DisplayName("what is unneeded is unlinked at once, also if there is a newer manifest")
  void unlinksWhatIsOutdated() throws Exception {
    Update update =
        (Update)
            world
                .send(
                    tam,
                    response(TamWorld.claims(TamWorld.HELLO, 4))
                        .unneededManifestList(List.of(TamWorld.HELLO_MANIFEST))
                        .build(),
                    TamWorld.AGENT)
                .orElseThrow();
    assertEquals(List.of(), update.manifestList());
    assertEquals(List.of(TamWorld.HELLO_MANIFEST), update.unneededManifestList());
  }

  @Test
  @DisplayName("D17: a manifest in the catalogue has a higher number than the one before")
  void catalogueRaisesNumbers() {
    for (long sequence : List.of(5L, 4L)) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class, () -> world.catalogue.add(TamWorld.hello(sequence)));
      assertTrue(refused.getMessage().contains("not higher than 5"), refused.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> world.catalogue.add(TamWorld.manifest(TamWorld.OTHER, TamWorld.HELLO_MANIFEST, 5)));
    assertTrue(world.catalogue.newest(TamWorld.OTHER).isEmpty());
  }
}
