package org.teep4j.teep.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignature;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepCipherSuite;

/** The keys of an Agent, the preferred one first, and with them the cipher suites it supports. */
final class AgentKeys {

  private final List<Key> keys;
  private final Set<CoseAlgorithm> algorithms;

  /** A key pair with the algorithm of its cipher suite. */
  record Key(CoseSigner signer, CoseKey publicKey) {

    TeepCipherSuite suite() {
      return TeepCipherSuite.sign1(signer.algorithm());
    }
  }

  AgentKeys(List<Key> keys) {
    this.keys = List.copyOf(keys);
    this.algorithms =
        keys.stream().map(key -> key.signer().algorithm()).collect(Collectors.toUnmodifiableSet());
  }

  List<TeepCipherSuite> suites() {
    return keys.stream().map(Key::suite).toList();
  }

  /** The preferred key whose suite a TAM offers. */
  Optional<Key> select(List<TeepCipherSuite> offered) {
    return keys.stream().filter(key -> offered.contains(key.suite())).findFirst();
  }

  /** The key of a suite that was selected before. */
  Optional<Key> ofAlgorithm(long algorithm) {
    return keys.stream().filter(key -> key.signer().algorithm().id() == algorithm).findFirst();
  }

  /** A key whose suite every TAM supports, for answers before a suite is agreed upon. */
  Key mandatory(Dialect dialect) {
    return select(dialect.mandatoryCipherSuites()).orElse(keys.get(0));
  }

  /** Whether a message has a signature with an algorithm of these suites. */
  boolean support(CoseSignedMessage message) {
    return message instanceof CoseSign several
        ? several.signatures().stream().map(CoseSignature::statedAlgorithm).anyMatch(this::supports)
        : supports(message.statedAlgorithm());
  }

  private boolean supports(Optional<CoseLabel> stated) {
    return stated.flatMap(CoseAlgorithm::fromLabel).filter(algorithms::contains).isPresent();
  }

  /** A resolver that leaves signatures alone whose algorithms the Agent does not support. */
  CoseKeyResolver limited(CoseKeyResolver resolver) {
    return new CoseKeyResolver() {
      @Override
      public List<CoseVerifier> resolve(CoseHeaders headers) throws VerificationException {
        return headers.algorithm().filter(algorithms::contains).isPresent()
            ? resolver.resolve(headers)
            : List.of();
      }

      @Override
      public CoseKeyResolver forOneMessage() {
        return limited(resolver.forOneMessage());
      }
    };
  }
}
