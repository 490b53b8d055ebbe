package org.teep4j.cli.demo;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVendorIdentifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.teep.agent.MemoryAgentStore;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.agent.TrustedTam;
import org.teep4j.teep.http.SessionResult;
import org.teep4j.teep.http.TeepBroker;
import org.teep4j.teep.http.TeepHttpClient;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.SessionListener;

/** A device with one TEE: an Agent inside, and a Broker that speaks HTTP outside. */
final class DemoDevice {
  private static final String TEE = "tee";

  private final MemoryStore store;
  private final CoseKey decryptionKey;
  private final TeepBroker broker;

  /**
   * A device.
   *
   * @param components the places for components, beside which there is one for each manifest
   * @param tam its TAM
   * @param author whose manifests it accepts
   * @param attester makes Evidence
   * @param listener is told each decision of the Agent
   */
  DemoDevice(
      List<SuitComponentIdentifier> components,
      DemoTam tam,
      SuitVerifier author,
      Attester attester,
      PeerOptions peer,
      InstantSource clock,
      SessionListener listener)
      throws GeneralSecurityException {
    MemoryStore places = new MemoryStore();
    for (SuitComponentIdentifier component : components) {
      places = places.with(component).with(DemoAuthor.manifestOf(component));
    }
    store = places;
    decryptionKey = CoseKeys.generate(CoseCurve.P256);
    DeviceIdentity identity =
        DeviceIdentity.of(
            Set.of(new SuitVendorIdentifier.Uuid(DemoAuthor.VENDOR)),
            Set.of(DemoAuthor.DEVICE_CLASS),
            Set.of());
    Platform platform =
        Platform.builder(store, new MemoryRegistry(), identity)
            .journal(new MemoryJournal())
            .decryptor(SuitDecryptor.of(decryptionKey, SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM))
            .build();
    TeepAgent agent =
        TeepAgent.builder(new MemoryAgentStore(), platform)
            .key(DemoTam.newKey(peer.dialect().mandatoryCipherSuites().get(0)))
            .tam(TrustedTam.builder(tam.uri(), tam.keys()).author(author).options(peer).build())
            .attester(attester)
            .clock(clock)
            .listener(listener)
            .build();
    broker =
        TeepBroker.builder(TeepHttpClient.builder().peerOptions(uri -> peer).build())
            .tee(TEE, agent)
            .build();
  }

  /** The public key that personalization data is encrypted for. */
  CoseKey encryptionKey() {
    return decryptionKey.toPublic();
  }

  /** An application needs a component. */
  Optional<SessionResult> request(SuitComponentIdentifier component) throws IOException {
    return broker.requestTa(TEE, component, null);
  }

  /** No application needs a component any more. */
  Optional<SessionResult> unrequest(SuitComponentIdentifier component) throws IOException {
    return broker.unrequestTa(TEE, component);
  }

  /** The device asks its TAM for changes, as it does from time to time. */
  List<SessionResult> check() throws IOException {
    return broker.requestPolicyCheck(TEE);
  }

  /** What is in a component. */
  Optional<Bytes> content(SuitComponentIdentifier component) {
    return store.components().getOrDefault(component, Optional.empty());
  }
}
