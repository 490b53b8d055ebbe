package org.teep4j.teep.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.file.FilePlatform;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

/** The example of README.md: what stands between the two markers stands there, too. */
final class ReadmeExample {

  private ReadmeExample() {}

  // README begin
  /** Sends a message to a TAM, or none to begin, and returns its answer if there is one. */
  interface Transport {
    Optional<Bytes> post(URI tam, Optional<Bytes> message) throws IOException;
  }

  /** Has a TAM install a component. Called again after a crash, it goes on where it was. */
  static void request(
      SuitComponentIdentifier component,
      URI uri,
      CoseVerifier tamKey,
      CoseVerifier author,
      CoseKey deviceKey,
      Path folder,
      Transport transport)
      throws IOException, GeneralSecurityException {
    TrustedTam tam =
        TrustedTam.builder(uri, tamKey) // who may say what is installed
            .author(SuitVerifier.of(author)) // whose manifests count
            .components(SuitComponentIdentifier.ofText("apps")) // and for what
            .build();
    try (FilePlatform files = FilePlatform.open(folder.resolve("device"))) {
      DeviceIdentity device = DeviceIdentity.of(Set.of(), Set.of(), Set.of());
      TeepAgent agent =
          TeepAgent.builder(
                  new FileAgentStore(folder.resolve("agent")), files.builder(device).build())
              .key(deviceKey)
              .tam(tam)
              .build();
      Optional<Outgoing> first = agent.resume(); // what an interruption has left
      first = first.isPresent() ? first : agent.requestTa(component, null);
      if (first.isPresent()) { // otherwise the component is installed
        Optional<Bytes> received = transport.post(uri, first.get().message());
        while (received.isPresent()) {
          Optional<Bytes> answer = agent.processTeepMessage(uri, received.get());
          received = answer.isPresent() ? transport.post(uri, answer) : Optional.empty();
        }
        agent.processEnd(uri);
      }
    }
  }
  // README end
}
