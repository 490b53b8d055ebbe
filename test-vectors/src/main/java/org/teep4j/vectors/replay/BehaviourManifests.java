package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.vectors.format.BehaviourPack;

/** The keys and manifests of a pack. They are read, and verified, once for all cases. */
final class BehaviourManifests {
  private final BehaviourPack.Material pack;
  private final Map<String, CoseKey> keys = new LinkedHashMap<>();
  private final Map<String, Signed> signed = new LinkedHashMap<>();

  /** A manifest with a good signature, and the name of its key. */
  private record Signed(VerifiedManifest manifest, String signer) {}

  BehaviourManifests(BehaviourPack.Material pack) throws DecodeException {
    this.pack = pack;
    for (Map.Entry<String, Bytes> each : pack.keys().entrySet()) {
      keys.put(each.getKey(), CoseKey.decode(each.getValue()));
    }
    pack.manifests().forEach((name, manifest) -> verify(name, manifest.envelope()));
  }

  /** Finds the signer. Some manifests of a pack are wrong on purpose and have none. */
  private void verify(String name, Bytes envelope) {
    for (Map.Entry<String, CoseKey> key : keys.entrySet()) {
      try {
        VerifiedManifest manifest =
            SuitEnvelope.decode(envelope).verify(CoseVerifier.of(key.getValue()));
        signed.put(name, new Signed(manifest, key.getKey()));
        return;
      } catch (DecodeException | GeneralSecurityException | IllegalArgumentException e) {
        // Another key may have signed it.
      }
    }
  }

  BehaviourPack.Material pack() {
    return pack;
  }

  Map<String, CoseKey> keys() {
    return keys;
  }

  /** All manifests with a good signature, by their names. */
  Map<String, VerifiedManifest> all() {
    return signedBy(List.copyOf(keys.keySet()));
  }

  /** The manifests that one of these keys has signed. */
  Map<String, VerifiedManifest> signedBy(List<String> signers) {
    Map<String, VerifiedManifest> manifests = new LinkedHashMap<>();
    signed.forEach(
        (name, each) -> {
          if (signers.contains(each.signer())) {
            manifests.put(name, each.manifest());
          }
        });
    return manifests;
  }

  /** The name of the manifest with this envelope. */
  String name(Bytes envelope) {
    return pack.manifests().entrySet().stream()
        .filter(each -> each.getValue().envelope().equals(envelope))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("unknown");
  }
}
