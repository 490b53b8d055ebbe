package org.teep4j.eat;

import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.eat.Submodule.DetachedDigest;
import org.teep4j.eat.Submodule.NestedToken;

/**
 * A detached EAT bundle in CBOR, not verified (RFC 9711, Section 5): a token, and claims sets whose
 * digests are in the token. Immutable.
 *
 * <pre>{@code
 * BUNDLE-Tagged-Message = #6.602(Detached-EAT-Bundle)
 *
 * Detached-EAT-Bundle = [
 *   main-token : Nested-Token,
 *   detached-claims-sets: { + tstr => bstr .cbor Claims-Set }
 * ]
 * }</pre>
 *
 * @param mainToken the token: a CWT ({@link NestedToken#CBOR}) or a JWT
 * @param detachedClaimsSets encoded claims sets by name, views; not parsed before their digests
 *     have been verified
 * @param isTagged whether the bundle has tag 602
 */
public record EatBundle(
    NestedToken mainToken, Map<String, Bytes> detachedClaimsSets, boolean isTagged)
    implements CborEncodable {

  /** The tag of a bundle. */
  public static final long TAG = 602;

  /**
   * A bundle that has been verified: the claims of its token, and the claims sets whose digests are
   * among them.
   *
   * @param token the claims of the token
   * @param detached the claims sets by the name of their submodule
   */
  public record Verified(VerifiedClaims token, Map<String, EatClaims> detached) {}

  /**
   * Copies and checks the map.
   *
   * @throws IllegalArgumentException if there is no claims set
   */
  public EatBundle {
    detachedClaimsSets = Collections.unmodifiableMap(new TreeMap<>(detachedClaimsSets));
    Checks.notEmpty(detachedClaimsSets.isEmpty(), "the claims sets of a bundle");
  }

  /**
   * Decodes a bundle.
   *
   * @param input one encoded bundle with its tag or without, referenced by the result
   * @return the bundle
   * @throws DecodeException if the input is no bundle
   */
  public static EatBundle decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a bundle.
   *
   * @param input one encoded bundle with its tag or without, referenced by the result
   * @param options limits and strictness
   * @return the bundle
   * @throws DecodeException if the input is no bundle
   */
  public static EatBundle decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader cbor = new CborReader(input, options);
    boolean isTagged = cbor.tryReadTag(TAG);
    cbor.enterArray();
    NestedToken token = SubmoduleForm.readNested(new ClaimReader(cbor, false));
    Map<String, Bytes> sets = new TreeMap<>();
    long at = cbor.offset();
    cbor.enterMap();
    while (cbor.hasNext()) {
      String name = cbor.readText();
      sets.put(name, cbor.readBytes());
    }
    cbor.exitMap();
    cbor.exitArray();
    cbor.expectEnd();
    if (sets.isEmpty()) {
      throw new DecodeException(Reason.WRONG_LENGTH, at, "a bundle has a claims set");
    }
    return new EatBundle(token, sets, isTagged);
  }

  /**
   * Verifies the token, and then the digest of each claims set. A name that the token does not have
   * among its submodules is refused.
   *
   * @param issuer the trusted key of the token, or finds the trusted keys
   * @return the claims of the token and of the claims sets
   * @throws VerificationException if the token is not signed by a trusted key, or a claims set does
   *     not have the digest that the token states
   * @throws DecodeException if the token or a claims set cannot be read; the offset counts from its
   *     start
   */
  public Verified verify(CoseKeyResolver issuer) throws VerificationException, DecodeException {
    VerifiedClaims token =
        mainToken.type().equals(NestedToken.JWT)
            ? Jwt.decode(Texts.ofUtf8(mainToken.token())).verify(issuer)
            : Cwt.decode(mainToken.token()).verify(issuer);
    Map<String, EatClaims> detached = new TreeMap<>();
    for (Map.Entry<String, Bytes> set : detachedClaimsSets.entrySet()) {
      verifyDigest(token.claims().submodules().get(set.getKey()), set.getValue());
      detached.put(set.getKey(), EatClaims.decodeUnverified(set.getValue()));
    }
    return new Verified(token, Collections.unmodifiableMap(detached));
  }

  private static void verifyDigest(@Nullable Submodule submodule, Bytes claimsSet)
      throws VerificationException {
    if (!(submodule instanceof DetachedDigest digest)) {
      throw new VerificationException(Failure.NO_PAYLOAD_DIGEST);
    }
    try {
      if (!digest.matches(claimsSet)) {
        throw new VerificationException(Failure.DIGEST);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new VerificationException(Failure.DIGEST_ALGORITHM);
    }
  }

  @Override
  public void encodeTo(CborWriter writer) {
    if (isTagged) {
      writer.writeTag(TAG);
    }
    writer.beginArray();
    SubmoduleForm.writeNested(new ClaimWriter(writer, false), mainToken);
    writer.beginMap();
    detachedClaimsSets.forEach((name, set) -> writer.writeText(name).writeBytes(set));
    writer.endMap().endArray();
  }
}
