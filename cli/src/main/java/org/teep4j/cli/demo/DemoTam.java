package org.teep4j.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.cli.session.Screen;
import org.teep4j.cli.session.ShownTam;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.http.TeepHttpHandler;
import org.teep4j.teep.http.TeepHttpServer;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.SessionListener;
import org.teep4j.teep.session.Verifier;
import org.teep4j.teep.tam.AttestationModel;
import org.teep4j.teep.tam.Entitlement;
import org.teep4j.teep.tam.ManifestCatalogue;
import org.teep4j.teep.tam.MemoryTamStore;
import org.teep4j.teep.tam.NewestManifestPolicy;
import org.teep4j.teep.tam.Tam;
import org.teep4j.teep.tam.TamQuery;

/** A TAM behind HTTP on this machine. It gives attested devices the newest manifests. */
final class DemoTam implements AutoCloseable {
  private static final String PATH = "/tam";

  private final List<CoseVerifier> keys = new ArrayList<>();
  private final ManifestCatalogue catalogue = new ManifestCatalogue();
  private final TeepHttpServer server;

  /**
   * Starts the TAM.
   *
   * @param verifier judges the Evidence of devices
   * @param screen shows each message
   * @param listener is told each decision
   */
  DemoTam(
      Verifier verifier,
      PeerOptions peer,
      InstantSource clock,
      Screen screen,
      SessionListener listener)
      throws GeneralSecurityException, IOException {
    NewestManifestPolicy policy =
        NewestManifestPolicy.builder(catalogue, Entitlement.EVERYTHING)
            .query(
                TamQuery.trustedComponents(AttestationModel.BACKGROUND_CHECK)
                    .attestingUnknownKeys())
            .attestationRequired(true)
            .build();
    Tam.Builder tam =
        Tam.builder(new MemoryTamStore(), policy)
            .verifier(verifier)
            .peer(peer)
            .clock(clock)
            .listener(listener);
    for (TeepCipherSuite suite : peer.dialect().mandatoryCipherSuites()) {
      CoseKey key = newKey(suite);
      tam.key(key);
      keys.add(CoseVerifier.of(key.toPublic()));
    }
    server =
        TeepHttpServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .handle(
                PATH, TeepHttpHandler.builder(new ShownTam(tam.build(), screen, () -> "")).build())
            .start();
  }

  /** A new key for the one signature of a cipher suite. */
  static CoseKey newKey(TeepCipherSuite suite) throws GeneralSecurityException {
    return CoseKeys.generate(suite.operations().get(0).coseAlgorithm().orElseThrow());
  }

  /** What devices are offered. */
  ManifestCatalogue catalogue() {
    return catalogue;
  }

  /** Where devices find the TAM. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + PATH);
  }

  /** Whom devices trust. */
  CoseKeyResolver keys() {
    return CoseKeyResolver.ofVerifiers(keys);
  }

  @Override
  public void close() {
    server.close();
  }
}
