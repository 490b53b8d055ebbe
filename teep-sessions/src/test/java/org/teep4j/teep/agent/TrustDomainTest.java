package org.teep4j.teep.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.teep.agent.World.OTHER_AUTHOR;
import static org.teep4j.teep.agent.World.OTHER_TAM;
import static org.teep4j.teep.agent.World.TAM;
import static org.teep4j.teep.agent.World.id;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitEnvelopeBuilder;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.Dependency;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Source;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;

/** Two TAMs on one device: neither sees or changes what belongs to the other, whatever it signs. */
class TrustDomainTest {

  private static final Bytes CODE = Bytes.ofUtf8("code of the first TAM");
  private static final SuitComponentIdentifier VICTIM = id("one", "app");

  private final World world = new World();
  private Map<SuitComponentIdentifier, Optional<Bytes>> before = Map.of();

  /** The first TAM has {@code one}; the second {@code two}, or everything if prefixes overlap. */
  private void start(boolean overlap) throws Exception {
    world.trust = tam -> tam.components(id("one"));
    world.setting =
        builder -> {
          try {
            TrustedTam.Builder other =
                TrustedTam.builder(OTHER_TAM.uri, CoseVerifier.of(OTHER_TAM.key.toPublic()))
                    .author(World.verifier(OTHER_AUTHOR));
            builder.tam((overlap ? other : other.components(id("two"))).build());
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        };
    world.restart();
    world.store.with(id("two", "app"), Bytes.ofUtf8("mine"));
    assertInstanceOf(
        Success.class, world.update(World.manifest("one", "app", 3, "code of the first TAM")));
    before = world.store.components();
  }

  @BeforeEach
  void start() throws Exception {
    start(false);
  }

  private TeepMessage attack(SuitEnvelope... manifests) throws Exception {
    ask();
    return world
        .reply(OTHER_TAM, OTHER_TAM.sign(OTHER_TAM.update(manifests).build()))
        .orElseThrow();
  }

  private QueryResponse ask() throws Exception {
    return (QueryResponse)
        world
            .reply(OTHER_TAM, OTHER_TAM.sign(OTHER_TAM.query(DataItem.TRUSTED_COMPONENTS).build()))
            .orElseThrow();
  }

  private void assertRepelled(TeepMessage answer) {
    TeepError error = assertInstanceOf(TeepError.class, answer, answer.toString());
    assertEquals(TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED, error.errCode());
    assertEquals(before, world.store.components());
    assertEquals(1, world.registry.manifests().size());
    for (Bytes report : error.suitReports()) {
      assertFalse(report.toHex().contains(sha256(CODE)), "a report tells");
    }
  }

  /** A manifest of the other author: its own component 0, and the victim as component 1. */
  private static SuitEnvelope hostile(String commands) throws Exception {
    return signed(
        """
        { 1: 1, 2: 9,
          3: << { 2: [['two', 'app'], ['one', 'app']],
                  4: <<[12, [0, 1], 20, {3: <<[-16, h'%s']>>}]>> } >>,
          5: ['two', 'app.suit'],
          20: <<[12, 1, %s]>> }
        """
            .formatted(sha256(Bytes.ofUtf8("evil")), commands),
        Map.of("#evil", Bytes.ofUtf8("evil")));
  }

  private static SuitEnvelope signed(String notation, Map<String, Bytes> payloads)
      throws Exception {
    String hexed = notation.replaceAll("'(one|two|app|app\\.suit)'", "h'@$1@'");
    for (String word : List.of("one", "two", "app", "app.suit")) {
      hexed = hexed.replace("@" + word + "@", Bytes.ofUtf8(word).toHex());
    }
    SuitEnvelopeBuilder builder =
        SuitEnvelope.builder(SuitManifest.decodeUnverified(Edn.parse(hexed)))
            .signer(CoseSigner.of(OTHER_AUTHOR));
    payloads.forEach(builder::integratedPayload);
    return builder.build();
  }

  private static String sha256(Bytes content) {
    return StateKeeper.digest(content).toHex();
  }

  @Test
  @DisplayName("Domains: the other's components are in no list")
  void lists() throws Exception {
    world.agent.requestTa(id("one", "data"), null);
    world.agent.requestTa(id("two", "data"), null);
    world.agent.unrequestTa(VICTIM);
    QueryResponse other = ask();
    assertEquals(List.of(), other.tcList());
    assertEquals(List.of(RequestedTcInfo.of(id("two", "data"))), other.requestedTcList());
    assertEquals(List.of(), other.unneededManifestList());
    QueryResponse own = (QueryResponse) world.send(TAM.query(DataItem.TRUSTED_COMPONENTS).build());
    assertEquals(
        List.of(VICTIM, id("one", "app.suit")),
        own.tcList().stream().map(SystemPropertyClaims::componentId).toList());
    assertEquals(List.of(id("one", "app.suit")), own.unneededManifestList());
  }

  /** What a manifest could do to a component that it names. */
  static List<String> commands() {
    return List.of(
        "20, {21: \"#evil\"}, 21, 0", // fetch
        "20, {18: h'65'}, 18, 0", // write
        "20, {22: 0}, 22, 0", // copy
        "20, {22: 0}, 31, 0", // swap
        "33, 0", // unlink
        "25, 0", // image-not-match
        "20, {18: h'" + CODE.toHex() + "'}, 6, 0", // check-content
        "3, 0"); // image-match, which reports the digest
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("Domains: no command reaches a component of the other")
  void commandsFail(String commands) throws Exception {
    assertRepelled(attack(hostile(commands)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("Domains: the same commands succeed, or tell something, where they are permitted")
  void commandsWouldSucceed(String commands) throws Exception {
    World open = new World();
    open.trust = tam -> tam.author(otherAuthor());
    open.restart();
    open.store.with(id("two", "app"), Bytes.ofUtf8("mine"));
    open.store.with(VICTIM, CODE);
    TeepMessage answer = open.update(hostile(commands));
    if (answer instanceof TeepError error) {
      assertTrue(error.suitReports().get(0).toHex().contains(sha256(CODE)), answer.toString());
    }
  }

  @Test
  @DisplayName("Domains: the other's component is no source")
  void source() throws Exception {
    for (String directive : List.of("22", "31")) {
      assertRepelled(attack(hostile("12, 0, 20, {22: 1}, " + directive + ", 0")));
    }
  }

  @Test
  @DisplayName("Domains: a dependency has no more rights than its dependent")
  void dependency() throws Exception {
    SuitEnvelope inner =
        World.signed(
            ManifestAuthor.ofSequenceNumber(1)
                .component(Component.of(VICTIM, Source.integrated("#x", Bytes.ofUtf8("evil")))),
            OTHER_AUTHOR);
    SuitEnvelope outer =
        World.signed(
            ManifestAuthor.ofSequenceNumber(1)
                .manifestComponentId(id("two", "app.suit"))
                .dependency(Dependency.integrated(id("two", "data"), inner, "#dependency")),
            OTHER_AUTHOR);
    assertRepelled(attack(outer));
  }

  @Test
  @DisplayName("Domains: a dependency of the first TAM's author is not trusted")
  void dependencyOfTheOther() throws Exception {
    SuitEnvelope outer =
        World.signed(
            ManifestAuthor.ofSequenceNumber(1)
                .manifestComponentId(id("two", "app.suit"))
                .dependency(
                    Dependency.integrated(
                        id("two", "data"), World.manifest("two", "app", 1, "x"), "#dependency")),
            OTHER_AUTHOR);
    assertRepelled(attack(outer));
  }

  @Test
  @DisplayName("Domains: the place of the other's manifest is refused")
  void home() throws Exception {
    assertRepelled(
        attack(
            World.signed(
                ManifestAuthor.ofSequenceNumber(9)
                    .manifestComponentId(id("one", "app.suit"))
                    .component(
                        Component.of(
                            id("two", "app"), Source.integrated("#x", Bytes.ofUtf8("evil")))),
                OTHER_AUTHOR)));
  }

  @Test
  @DisplayName(
      "Domains: the other's manifest cannot be unlinked, and looks as if it were not there")
  void unlink() throws Exception {
    String[] texts = new String[2];
    for (int i = 0; i < 2; i++) {
      ask();
      TeepMessage answer =
          world
              .reply(
                  OTHER_TAM,
                  OTHER_TAM.sign(
                      OTHER_TAM
                          .update()
                          .unneededManifestList(
                              List.of(i == 0 ? id("one", "app.suit") : id("one", "xxx.suit")))
                          .build()))
              .orElseThrow();
      assertRepelled(answer);
      texts[i] = ((TeepError) answer).errMsg().orElseThrow();
    }
    assertEquals(
        texts[0].replace("'app.suit'", "").replaceAll("h'[0-9a-f]*'", "").length(),
        texts[1].replace("'xxx.suit'", "").replaceAll("h'[0-9a-f]*'", "").length());
  }

  @Test
  @DisplayName("Domains: a manifest of the first author is not installed for the second TAM")
  void authorOfTheOther() throws Exception {
    assertRepelled(attack(World.manifest("two", "app", 1, "x")));
  }

  @Test
  @DisplayName("Domains: a manifest without an identifier is refused if there are several TAMs")
  void nameless() throws Exception {
    assertRepelled(
        attack(
            World.signed(
                ManifestAuthor.ofSequenceNumber(9)
                    .component(
                        Component.of(id("two", "app"), Source.integrated("#x", Bytes.ofUtf8("x")))),
                OTHER_AUTHOR)));
  }

  @Test
  @DisplayName("Domains: what is its own, each TAM may change")
  void own() throws Exception {
    SuitEnvelope own =
        World.signed(
            ManifestAuthor.ofSequenceNumber(1)
                .manifestComponentId(id("two", "app.suit"))
                .component(
                    Component.of(id("two", "app"), Source.integrated("#x", Bytes.ofUtf8("mine")))),
            OTHER_AUTHOR);
    assertInstanceOf(Success.class, attack(own));
    assertEquals(2, ask().tcList().size());
    assertEquals(Optional.of(Bytes.ofUtf8("mine")), world.content(id("two", "app")));
  }

  @Test
  @DisplayName("Domains: where prefixes overlap, the author of what is installed decides")
  void overlap() throws Exception {
    start(true);
    assertEquals(List.of(), ask().tcList());
    assertRepelled(attack(hostile("20, {18: h'65'}, 18, 0")));
    assertRepelled(
        attack(
            World.signed(
                ManifestAuthor.ofSequenceNumber(9)
                    .manifestComponentId(id("one", "app.suit"))
                    .component(Component.of(VICTIM, Source.integrated("#x", Bytes.ofUtf8("evil")))),
                OTHER_AUTHOR)));
  }

  @Test
  @DisplayName("Domains: a message of one TAM under the URI of the other is of nobody")
  void otherUri() throws Exception {
    world.query();
    TeepMessage answer =
        world
            .reply(TAM, OTHER_TAM.sign(OTHER_TAM.query(DataItem.TRUSTED_COMPONENTS).build()))
            .orElseThrow();
    TeepError error = assertInstanceOf(TeepError.class, answer);
    assertEquals(Optional.empty(), error.token());
    assertFalse(error.errMsg().orElse("").contains("one"));
  }

  @Test
  @DisplayName("Domains: the session of one TAM opens none for the other")
  void sessions() throws Exception {
    world.query();
    TeepMessage answer =
        world.reply(OTHER_TAM, OTHER_TAM.sign(OTHER_TAM.update().build())).orElseThrow();
    assertTrue(((TeepError) answer).errMsg().orElseThrow().contains("session"));
  }

  @Test
  @DisplayName("Domains: an author that nobody trusts any more does not lock a component")
  void rotatedAuthor() throws Exception {
    start(true);
    world.trust = tam -> TrustedTam.builder(TAM.uri, tamKey()).components(id("one"));
    world.restart();
    assertEquals(
        2,
        ((QueryResponse) world.send(TAM.query(DataItem.TRUSTED_COMPONENTS).build()))
            .tcList()
            .size());
  }

  private static CoseVerifier tamKey() {
    try {
      return CoseVerifier.of(TAM.key.toPublic());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SuitVerifier otherAuthor() {
    try {
      return World.verifier(OTHER_AUTHOR);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
