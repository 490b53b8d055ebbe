package org.teep4j.eat;

import java.security.NoSuchAlgorithmException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.CoseLabel;

/**
 * What a token says of a part of the device: {@code Submodule} (RFC 9711, Section 4.2.18).
 *
 * <pre>{@code
 * Submodule = Claims-Set / CBOR-Nested-Token / Detached-Submodule-Digest
 * }</pre>
 */
public sealed interface Submodule {

  /**
   * Claims that the signer of the enclosing token makes.
   *
   * @param claims the claims; they inherit nothing from the enclosing token
   */
  record Claims(EatClaims claims) implements Submodule {}

  /**
   * A token with a signature of its own. It is not parsed: verify it with a key of its signer.
   *
   * @param type {@link #CBOR}, {@link #JWT}, {@link #BUNDLE}, or another name that a document may
   *     define for tokens in JSON
   * @param token a view of the token: one tagged CBOR item for {@link #CBOR}; the ASCII text of a
   *     compact serialization for {@link #JWT}; the JSON text of the value for any other type
   */
  record NestedToken(String type, Bytes token) implements Submodule {

    /** A CBOR token, whose tag says what it is: a CWT, or a detached EAT bundle. */
    public static final String CBOR = "CBOR";

    /** A JWT. */
    public static final String JWT = "JWT";

    /** A detached EAT bundle in JSON. */
    public static final String BUNDLE = "BUNDLE";

    private static final int TAGS_FROM = 0xc0;
    private static final int TAGS_BEFORE = 0xe0;

    /**
     * Checks that a CBOR token has a tag.
     *
     * @throws IllegalArgumentException if it has none
     */
    public NestedToken {
      if (type.equals(CBOR)) {
        int first = token.isEmpty() ? 0 : token.unsignedByteAt(0);
        if (first < TAGS_FROM || first >= TAGS_BEFORE) {
          throw new IllegalArgumentException("a nested CBOR token needs a tag");
        }
      }
    }
  }

  /**
   * {@code Detached-Submodule-Digest}: the digest of claims that are conveyed elsewhere.
   *
   * @param algorithm a hash function of the IANA registry "COSE Algorithms", by number or name
   * @param digest the digest of the encoded claims set, without any byte string around it
   */
  record DetachedDigest(CoseLabel algorithm, Bytes digest) implements Submodule {

    /**
     * The digest of a claims set.
     *
     * @param algorithm the hash function
     * @param claimsSet an encoded claims set
     * @return the digest
     * @throws NoSuchAlgorithmException if the algorithm is no hash function that is supported
     */
    public static DetachedDigest of(CoseAlgorithm algorithm, Bytes claimsSet)
        throws NoSuchAlgorithmException {
      return new DetachedDigest(
          algorithm.label(), CoseDigest.compute(algorithm, Segments.of(claimsSet)));
    }

    /**
     * Whether this is the digest of a claims set.
     *
     * @param claimsSet an encoded claims set
     * @return true if the digests are equal
     * @throws NoSuchAlgorithmException if the algorithm is no hash function that is supported
     */
    public boolean matches(Bytes claimsSet) throws NoSuchAlgorithmException {
      return CoseDigest.compute(hashFunction(), Segments.of(claimsSet)).equals(digest);
    }

    private CoseAlgorithm hashFunction() throws NoSuchAlgorithmException {
      for (CoseAlgorithm candidate : CoseAlgorithm.values()) {
        boolean isNamed =
            algorithm.isText()
                ? candidate.ianaName().equals(algorithm.text())
                : candidate.label().equals(algorithm);
        if (isNamed) {
          return candidate;
        }
      }
      throw new NoSuchAlgorithmException("no hash function: " + algorithm);
    }
  }
}
