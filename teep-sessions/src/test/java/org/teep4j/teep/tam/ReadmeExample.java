package org.teep4j.teep.tam;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;

/** The TAM of the README. */
final class ReadmeExample {

  private ReadmeExample() {}

  // README begin
  /** A TAM that installs one component on every Agent that it trusts. */
  static Tam tam(
      CoseKey esp256Key, CoseKey ed25519Key, List<CoseKey> agents, Bytes envelope, CoseKey author)
      throws GeneralSecurityException, DecodeException {
    ManifestCatalogue catalogue = new ManifestCatalogue();
    catalogue.add(SuitEnvelope.decode(envelope).verify(CoseVerifier.of(author)));
    TamPolicy policy =
        NewestManifestPolicy.builder(catalogue, Entitlement.EVERYTHING)
            .required(Set.of(SuitComponentIdentifier.ofText("hello")))
            .build();
    return Tam.builder(new MemoryTamStore(), policy)
        .key(esp256Key) // a TAM must have both: Agents choose one
        .key(ed25519Key)
        .trustedAgents(CoseKeyResolver.of(agents))
        .listener(event -> System.out.println(event.kind() + ": " + event.reason()))
        .build();
  }

  /** What a transport does with each body that comes: an empty one asks for a session. */
  static Optional<Bytes> answer(Tam tam, Bytes body) throws IOException {
    return body.isEmpty() ? tam.processConnect() : tam.processTeepMessage(body);
  }
  // README end
}
