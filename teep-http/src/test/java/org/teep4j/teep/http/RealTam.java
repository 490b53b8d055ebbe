package org.teep4j.teep.http;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Source;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.TamApi;
import org.teep4j.teep.tam.AgentState;
import org.teep4j.teep.tam.AttestationModel;
import org.teep4j.teep.tam.Entitlement;
import org.teep4j.teep.tam.ManifestCatalogue;
import org.teep4j.teep.tam.MemoryTamStore;
import org.teep4j.teep.tam.NewestManifestPolicy;
import org.teep4j.teep.tam.Tam;
import org.teep4j.teep.tam.TamDecision;
import org.teep4j.teep.tam.TamPolicy;
import org.teep4j.teep.tam.TamQuery;

/** A TAM with a key for each mandatory cipher suite, an author, and an ear for what it is sent. */
final class RealTam {

  final PeerOptions peer;
  final CoseKey author = key(CoseAlgorithm.ESP256);
  final ManifestCatalogue catalogue = new ManifestCatalogue();
  final List<Bytes> received = Collections.synchronizedList(new ArrayList<>());
  final List<String> events = Collections.synchronizedList(new ArrayList<>());

  /** What it sends instead of what its policy says. */
  volatile Optional<TamDecision> order = Optional.empty();

  private final List<CoseKey> keys = new ArrayList<>();
  private final Tam tam;
  private Optional<URI> uri = Optional.empty();

  RealTam(
      PeerOptions peer,
      AttestationModel attestation,
      InstantSource clock,
      Consumer<Tam.Builder> settings)
      throws GeneralSecurityException {
    this.peer = peer;
    NewestManifestPolicy honest =
        NewestManifestPolicy.builder(catalogue, Entitlement.EVERYTHING)
            .query(TamQuery.trustedComponents(attestation))
            .attestationRequired(attestation != AttestationModel.NONE)
            .build();
    TamPolicy policy =
        new TamPolicy() {
          @Override
          public TamQuery query() {
            return honest.query();
          }

          @Override
          public TamDecision decide(AgentState state) {
            return order.orElseGet(() -> honest.decide(state));
          }
        };
    Tam.Builder builder =
        Tam.builder(new MemoryTamStore(), policy)
            .peer(peer)
            .clock(clock)
            .listener(event -> events.add(event.toString()));
    for (TeepCipherSuite suite : peer.dialect().mandatoryCipherSuites()) {
      CoseKey key = key(suite);
      keys.add(key);
      builder.key(key);
    }
    settings.accept(builder);
    tam = builder.build();
  }

  static CoseKey key(CoseAlgorithm algorithm) {
    try {
      return CoseKeys.generate(algorithm);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A key for the one signature of a cipher suite. */
  static CoseKey key(TeepCipherSuite suite) {
    return key(suite.operations().get(0).coseAlgorithm().orElseThrow());
  }

  /** Tells where the TAM is found. */
  void at(URI value) {
    uri = Optional.of(value);
  }

  URI uri() {
    return uri.orElseThrow();
  }

  CoseKeyResolver keys() {
    return CoseKeyResolver.of(keys.stream().map(CoseKey::toPublic).toList());
  }

  SuitVerifier authorVerifier() throws GeneralSecurityException {
    return SuitVerifier.of(CoseVerifier.of(author.toPublic()));
  }

  /** The TAM, whose messages are kept. */
  TamApi api() {
    return new TamApi() {
      @Override
      public Optional<Bytes> processConnect() throws IOException {
        return tam.processConnect();
      }

      @Override
      public Optional<Bytes> processTeepMessage(Bytes message) throws IOException {
        received.add(Bytes.wrap(message.toByteArray()));
        return tam.processTeepMessage(message);
      }
    };
  }

  static SuitComponentIdentifier manifestOf(SuitComponentIdentifier component) {
    List<Bytes> segments = new ArrayList<>(component.segments());
    segments.add(Bytes.ofUtf8("manifest"));
    return new SuitComponentIdentifier(segments);
  }

  /** A manifest of the author, stored beside the component. */
  VerifiedManifest manifest(SuitComponentIdentifier component, long sequence, String content)
      throws GeneralSecurityException, DecodeException {
    return manifest(author, manifestOf(component), component, sequence, content);
  }

  static VerifiedManifest manifest(
      CoseKey author,
      SuitComponentIdentifier place,
      SuitComponentIdentifier component,
      long sequence,
      String content)
      throws GeneralSecurityException, DecodeException {
    return ManifestAuthor.ofSequenceNumber(sequence)
        .manifestComponentId(place)
        .component(Component.of(component, Source.integrated("#c", Bytes.ofUtf8(content))))
        .uninstallable()
        .envelope()
        .signer(CoseSigner.of(author))
        .build()
        .verify(CoseVerifier.of(author.toPublic()));
  }
}
