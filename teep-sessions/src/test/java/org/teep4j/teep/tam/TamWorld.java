package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.SessionEvent;

/** A TAM with two trusted Agents, a stranger, a catalogue, and a clock that stands still. */
final class TamWorld {

  static final SuitComponentIdentifier HELLO = SuitComponentIdentifier.ofText("hello");
  static final SuitComponentIdentifier HELLO_MANIFEST =
      SuitComponentIdentifier.ofText("hello.suit");
  static final SuitComponentIdentifier OTHER = SuitComponentIdentifier.ofText("other");

  static final CoseKey TAM = generate(CoseAlgorithm.ESP256);
  static final CoseKey TAM_ED = generate(CoseAlgorithm.ED25519);
  static final CoseKey AGENT = generate(CoseAlgorithm.ESP256);
  static final CoseKey AGENT_ED = generate(CoseAlgorithm.ED25519);
  static final CoseKey STRANGER = generate(CoseAlgorithm.ESP256);
  static final CoseKey AUTHOR = generate(CoseAlgorithm.ESP256);

  final List<SessionEvent> events = new ArrayList<>();
  final ManifestCatalogue catalogue = new ManifestCatalogue();
  final FakeVerifier verifier = new FakeVerifier();
  TamStore store = new MemoryTamStore();
  Instant now = Instant.parse("2026-12-01T00:00:00Z");
  Dialect dialect = Dialect.RFC;

  /** The TAM with the ready policy. */
  Tam tam(Consumer<NewestManifestPolicy.Builder> policy, Consumer<Tam.Builder> settings) {
    NewestManifestPolicy.Builder built =
        NewestManifestPolicy.builder(catalogue, Entitlement.EVERYTHING);
    policy.accept(built);
    return tam(built.build(), settings);
  }

  Tam tam(TamPolicy policy, Consumer<Tam.Builder> settings) {
    try {
      Tam.Builder builder =
          Tam.builder(store, policy)
              .key(TAM)
              .key(TAM_ED)
              .trustedAgents(CoseKeyResolver.of(List.of(AGENT.toPublic(), AGENT_ED.toPublic())))
              .verifier(verifier)
              .clock(() -> now)
              .listener(events::add);
      settings.accept(builder);
      return builder.build();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  Tam tam() {
    return tam(policy -> {}, settings -> {});
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  static CoseKey generate(CoseAlgorithm algorithm) {
    try {
      return CoseKeys.generate(algorithm);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A manifest for one component, whose image is some text. */
  static VerifiedManifest manifest(
      SuitComponentIdentifier component, SuitComponentIdentifier id, long sequence) {
    try {
      SuitCommon common =
          SuitCommon.of(component)
              .withSharedSequence(
                  SuitCommandSequence.of(
                      new SuitDirective.OverrideParameters(
                          SuitParameters.builder()
                              .set(SuitParameter.IMAGE_DIGEST, image(component, sequence))
                              .build())));
      SuitManifest manifest =
          SuitManifest.builder(sequence, common).manifestComponentId(id).build();
      return SuitEnvelope.builder(manifest)
          .build()
          .sign(CoseSigner.of(AUTHOR))
          .verify(CoseVerifier.of(AUTHOR.toPublic()));
    } catch (GeneralSecurityException | DecodeException e) {
      throw new AssertionError(e);
    }
  }

  static VerifiedManifest hello(long sequence) {
    return manifest(HELLO, HELLO_MANIFEST, sequence);
  }

  static SuitDigest image(SuitComponentIdentifier component, long sequence) {
    try {
      return SuitDigest.compute(
          SuitDigestAlgorithm.SHA_256, Segments.of(Bytes.ofUtf8(component + "/" + sequence)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static SystemPropertyClaims claims(SuitComponentIdentifier component, long sequence) {
    return new SystemPropertyClaims(
        component,
        SuitParameters.builder()
            .set(SuitParameter.IMAGE_DIGEST, image(component, sequence))
            .build());
  }

  /** A QueryResponse to a token that lists another component and requests one. */
  static QueryResponse.Builder requesting(Bytes token, SuitComponentIdentifier component) {
    return QueryResponse.builder()
        .token(token)
        .tcList(List.of(claims(SuitComponentIdentifier.ofText("teep-agent"), 1)))
        .requestedTcList(List.of(RequestedTcInfo.of(component)));
  }

  Bytes signed(TeepMessage message, CoseKey key) {
    try {
      return message.sign(CoseSigner.of(key), dialect).encode().toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  Optional<TeepMessage> send(Tam tam, TeepMessage message, CoseKey key) throws IOException {
    return tam.processTeepMessage(signed(message, key)).map(this::read);
  }

  QueryRequest connect(Tam tam) throws IOException {
    return assertInstanceOf(QueryRequest.class, read(tam.processConnect().orElseThrow()));
  }

  /** Runs a session up to the Update. */
  Update update(Tam tam, CoseKey key) throws IOException {
    Bytes token = connect(tam).token().orElseThrow();
    return assertInstanceOf(
        Update.class, send(tam, requesting(token, HELLO).build(), key).orElseThrow());
  }

  /** Runs a whole session. */
  void install(Tam tam, CoseKey key) throws IOException {
    Update update = update(tam, key);
    assertEquals(1, update.manifestList().size());
    Success success = Success.builder().token(update.token().orElseThrow()).build();
    assertEquals(Optional.empty(), send(tam, success, key));
  }

  TeepMessage read(Bytes message) {
    try {
      return TeepMessage.verify(
          message, CoseKeyResolver.of(List.of(TAM.toPublic(), TAM_ED.toPublic())), dialect);
    } catch (DecodeException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  AgentRecord agent(CoseKey key) throws IOException {
    return store.agent(key.thumbprint()).orElseThrow();
  }

  String lastReason() {
    return events.get(events.size() - 1).reason();
  }
}
