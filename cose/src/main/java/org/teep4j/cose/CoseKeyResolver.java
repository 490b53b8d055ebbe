package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;

/**
 * Finds the trusted keys that could have made a signature. It is asked for each signature of a
 * message, before anything is verified: what it is shown was chosen by whoever sent the message.
 *
 * <p>{@code kid} is a hint: it puts keys into an order, and makes none of them trusted. It is asked
 * for no more than 64 signatures of a message, those alone that name a supported algorithm. Of what
 * is found, no more than {@value CoseSign#MOST_CANDIDATES} signatures and keys are tried with each
 * other for one message. {@link CertificateTrust} finds keys by certificates.
 */
@FunctionalInterface
public interface CoseKeyResolver {

  /**
   * Finds verifiers.
   *
   * @param headers the headers of one signature, not verified
   * @return what to try, the likeliest first; none if no trusted key could be meant
   * @throws VerificationException if the headers are a reason to try nothing
   */
  List<CoseVerifier> resolve(CoseHeaders headers) throws VerificationException;

  /**
   * Finds verifiers here, and then in another resolver. A reason to try nothing of the first one
   * counts only if the other finds nothing.
   *
   * @param other where to look next
   * @return a resolver that asks both
   */
  default CoseKeyResolver or(CoseKeyResolver other) {
    return new EitherResolver(this, other);
  }

  /**
   * This resolver for the signatures of one message, asked for once by each verification. A
   * resolver whose work costs something bounds it here for all signatures of the message together,
   * as {@link CertificateTrust} does.
   *
   * @return what is asked about the signatures of one message, by one thread; this resolver if it
   *     keeps no account
   */
  default CoseKeyResolver forOneMessage() {
    return this;
  }

  /**
   * The keys with the {@code kid} of the signature, then those without {@code kid}, then all
   * others.
   *
   * @param keys trusted keys; those that are for something else than signatures are passed over,
   *     and RSA keys without {@code alg}
   * @return the resolver
   */
  static CoseKeyResolver of(Collection<? extends CoseKey> keys) {
    return ofVerifiers(verifiers(keys));
  }

  /**
   * The same, with certain algorithms alone: also for keys that do not say which they are for, as
   * RSA keys, which {@link #of(Collection)} passes over if they have no {@code alg}.
   *
   * @param keys trusted keys; those that fit none of the algorithms are passed over
   * @param permitted what the caller admits
   * @return the resolver
   */
  static CoseKeyResolver of(Collection<? extends CoseKey> keys, Set<CoseAlgorithm> permitted) {
    List<CoseVerifier> verifiers = new ArrayList<>();
    for (CoseKey key : keys) {
      try {
        verifiers.addAll(CoseVerifier.allOf(key, permitted));
      } catch (GeneralSecurityException e) {
        // For something else than these algorithms, or of a kind that needs what is not present.
      }
    }
    return ofVerifiers(verifiers);
  }

  /**
   * The verifiers with the {@code kid} of the signature, then those without {@code kid}, then all
   * others.
   *
   * @param verifiers verifiers of trusted keys
   * @return the resolver
   */
  static CoseKeyResolver ofVerifiers(List<? extends CoseVerifier> verifiers) {
    List<CoseVerifier> all = List.copyOf(verifiers);
    return headers -> {
      List<CoseVerifier> ordered = new ArrayList<>(all);
      // The sort is stable: apart from that, the order they were given in.
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
   * The keys whose SHA-256 thumbprint (RFC 9679) is the {@code kid} of the signature, whatever
   * {@code kid} the keys themselves have. No other key is tried.
   *
   * @param keys trusted keys; those that are for something else than signatures are passed over
   * @return the resolver
   */
  static CoseKeyResolver byThumbprint(Collection<? extends CoseKey> keys) {
    List<CoseKey> named =
        keys.stream()
            .filter(key -> !(key instanceof OtherKey))
            .<CoseKey>map(key -> key.withKeyId(key.thumbprint()))
            .toList();
    List<CoseVerifier> all = verifiers(named);
    return headers ->
        all.stream()
            .filter(
                verifier -> headers.keyId().isPresent() && verifier.keyId().equals(headers.keyId()))
            .toList();
  }

  private static List<CoseVerifier> verifiers(Collection<? extends CoseKey> keys) {
    List<CoseVerifier> verifiers = new ArrayList<>();
    for (CoseKey key : keys) {
      try {
        verifiers.add(CoseVerifier.of(key));
      } catch (GeneralSecurityException e) {
        // For something else than signatures, or of a kind that needs what is not present.
      }
    }
    return verifiers;
  }
}
