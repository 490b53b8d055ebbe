package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;

/**
 * Finds the trusted keys that could have made a signature. Verification calls it for each signature
 * of a message, before anything is verified: the sender of the message has chosen the headers that
 * the resolver gets.
 *
 * <p>{@code kid} is a hint: it determines the order of keys, and makes no key trusted. The resolver
 * is called for at most 64 signatures of a message, and only for signatures that name a supported
 * algorithm, or none if the {@linkplain VerifyOptions#withImplicitAlgorithm options} permit that.
 * At most {@value CoseSign#MOST_CANDIDATES} pairs of a signature and a found key are tried for one
 * message. {@link org.teep4j.cose.certificate.CertificateTrust} finds keys by certificates.
 */
@FunctionalInterface
public interface CoseKeyResolver {

  /**
   * Finds verifiers.
   *
   * @param headers the headers of one signature, not verified
   * @return the verifiers to try, the likeliest first; none if no trusted key is a candidate
   * @throws VerificationException if the headers rule out every key
   */
  List<CoseVerifier> resolve(CoseHeaders headers) throws VerificationException;

  /**
   * Combines this resolver with another one. If this resolver throws, its exception is thrown only
   * if the other one finds nothing.
   *
   * @param other the resolver to call next
   * @return a resolver that calls both
   */
  default CoseKeyResolver or(CoseKeyResolver other) {
    return new EitherResolver(this, other);
  }

  /**
   * Returns the resolver for the signatures of one message. Each verification calls this method
   * once. A resolver with costly work limits it here for all signatures of the message together, as
   * {@link org.teep4j.cose.certificate.CertificateTrust} does.
   *
   * @return a resolver for the signatures of one message, used by one thread; this resolver if it
   *     has no such limit
   */
  default CoseKeyResolver forOneMessage() {
    return this;
  }

  /**
   * Makes a resolver that returns the keys with the {@code kid} of the signature first, then the
   * keys without {@code kid}, then all others.
   *
   * @param keys trusted keys; keys for other uses than signatures, and RSA keys without {@code
   *     alg}, are ignored
   * @return the resolver
   */
  static CoseKeyResolver of(Collection<? extends CoseKey> keys) {
    return ofVerifiers(verifiers(keys));
  }

  /**
   * As {@link #of(Collection)}, but limited to certain algorithms. It also takes keys without
   * {@code alg}, for example RSA keys, which {@link #of(Collection)} ignores.
   *
   * @param keys trusted keys; keys that fit none of the algorithms are ignored
   * @param permitted the permitted algorithms
   * @return the resolver
   */
  static CoseKeyResolver of(Collection<? extends CoseKey> keys, Set<CoseAlgorithm> permitted) {
    List<CoseVerifier> verifiers = new ArrayList<>();
    for (CoseKey key : keys) {
      try {
        verifiers.addAll(CoseVerifier.allOf(key, permitted));
      } catch (GeneralSecurityException e) {
        // The key is not for these algorithms, or it needs an implementation that is not present.
      }
    }
    return ofVerifiers(verifiers);
  }

  /**
   * Makes a resolver that returns the verifiers with the {@code kid} of the signature first, then
   * the verifiers without {@code kid}, then all others.
   *
   * @param verifiers verifiers of trusted keys
   * @return the resolver
   */
  static CoseKeyResolver ofVerifiers(List<? extends CoseVerifier> verifiers) {
    List<CoseVerifier> all = List.copyOf(verifiers);
    return headers -> {
      List<CoseVerifier> ordered = new ArrayList<>(all);
      // The sort is stable: verifiers of equal distance keep their given order.
      ordered.sort(Comparator.comparing(verifier -> distance(verifier, headers.keyId())));
      return ordered;
    };
  }

  private static int distance(CoseVerifier verifier, Optional<Bytes> keyId) {
    if (keyId.isPresent() && verifier.keyId().equals(keyId)) {
      return 0;
    }
    return verifier.keyId().isEmpty() ? 1 : 2;
  }

  /**
   * Makes a resolver that returns the keys whose SHA-256 thumbprint (RFC 9679) is the {@code kid}
   * of the signature. The {@code kid} of the keys themselves does not matter. No other key is
   * tried.
   *
   * @param keys trusted keys; keys for other uses than signatures are ignored
   * @return the resolver
   */
  static CoseKeyResolver byThumbprint(Collection<? extends CoseKey> keys) {
    List<CoseKey> named =
        keys.stream()
            .filter(CoseKey::isSupported)
            .<CoseKey>map(key -> key.withKeyId(key.thumbprint()))
            .collect(Collectors.toUnmodifiableList());
    List<CoseVerifier> all = verifiers(named);
    return headers ->
        all.stream()
            .filter(
                verifier -> headers.keyId().isPresent() && verifier.keyId().equals(headers.keyId()))
            .collect(Collectors.toUnmodifiableList());
  }

  private static List<CoseVerifier> verifiers(Collection<? extends CoseKey> keys) {
    List<CoseVerifier> verifiers = new ArrayList<>();
    for (CoseKey key : keys) {
      try {
        verifiers.add(CoseVerifier.of(key));
      } catch (GeneralSecurityException e) {
        // The key is not for signatures, or it needs an implementation that is not present.
      }
    }
    return verifiers;
  }
}
