package org.teep4j.vectors.replay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.vectors.format.BehaviourState;

/** The keys of a pack, as sessions in one numbering take them. */
final class BehaviourMaterial {
  private final BehaviourManifests manifests;
  private final Dialect dialect;

  BehaviourMaterial(BehaviourManifests manifests, Dialect dialect) {
    this.manifests = manifests;
    this.dialect = dialect;
  }

  BehaviourManifests manifests() {
    return manifests;
  }

  Dialect dialect() {
    return dialect;
  }

  Map<String, CoseKey> keys() {
    return manifests.keys();
  }

  CoseKey key(String name) {
    return named(keys(), name);
  }

  List<CoseKey> publicKeys(List<String> names) {
    return names.stream().map(name -> key(name).toPublic()).toList();
  }

  Bytes certificate(String name) {
    return named(manifests.pack().certificates(), name);
  }

  /** The reader has checked that each name is there. */
  private static <V> V named(Map<String, V> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  /** The keys that may have signed a message in this numbering. */
  CoseKeyResolver resolver(List<String> names) {
    return CoseKeyResolver.of(publicKeys(names), algorithms());
  }

  private Set<CoseAlgorithm> algorithms() {
    return dialect.mandatoryCipherSuites().stream()
        .flatMap(suite -> suite.operations().stream())
        .flatMap(operation -> operation.coseAlgorithm().stream())
        .collect(Collectors.toSet());
  }

  /** A signer with a mandatory algorithm, whose messages name the key by its thumbprint. */
  CoseSigner signer(String name) throws GeneralSecurityException {
    for (TeepCipherSuite suite : dialect.mandatoryCipherSuites()) {
      Optional<CoseSigner> signer = signer(name, suite.operations().get(0).algorithm());
      if (signer.isPresent()) {
        return signer.get();
      }
    }
    throw new GeneralSecurityException("no suite of " + dialect + " is for the key " + name);
  }

  /** A signer with an algorithm; empty if the key is not for it. */
  Optional<CoseSigner> signer(String name, long algorithm) {
    CoseKey key = key(name);
    Optional<CoseAlgorithm> known = CoseAlgorithm.fromId(algorithm);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(CoseSigner.of(key.withKeyId(key.thumbprint()), known.get()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  List<SuitVerifier> suitVerifiers(Iterable<String> names) throws GeneralSecurityException {
    List<SuitVerifier> verifiers = new ArrayList<>();
    for (String name : names) {
      verifiers.add(SuitVerifier.of(CoseVerifier.of(key(name))));
    }
    return verifiers;
  }

  PeerOptions peer(BehaviourState.Peer peer) {
    return new PeerOptions(
        dialect,
        peer.singleSignature(),
        PeerOptions.SPECIFICATION.confirmation(),
        peer.evidenceWithoutFormat(),
        peer.reportNonceRequired(),
        PeerOptions.SPECIFICATION.mediaType());
  }

  static SuitComponentIdentifier component(String name) {
    return SuitComponentIdentifier.ofText(name.split("/", -1));
  }

  /** The name of a component; its digits if it is no text. */
  static String name(SuitComponentIdentifier component) {
    return component.segments().stream()
        .map(segment -> new String(segment.toByteArray(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("/"));
  }
}
