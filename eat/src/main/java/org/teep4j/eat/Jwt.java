package org.teep4j.eat;

import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseHeadersBuilder;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * A JSON Web Token, not verified (RFC 7519): a set of claims in a JWS with compact serialization
 * (RFC 7515, Section 7.1). Verifiers write Attestation Results in this form. Immutable.
 *
 * <p>Only signatures are verified: there is no {@code none}, and a public key is never taken for
 * the key of a MAC. A header parameter that is critical is refused.
 */
public final class Jwt {

  /** The maximum number of characters of a token. */
  public static final int LONGEST = 1 << 20;

  /** The maximum number of keys that are tried. */
  private static final int MOST_TRIALS = 16;

  private final String text;
  private final JwsHeader header;
  private final Bytes payload;
  private final Bytes signature;

  private Jwt(String text, JwsHeader header, Bytes payload, Bytes signature) {
    this.text = text;
    this.header = header;
    this.payload = payload;
    this.signature = signature;
  }

  /**
   * Decodes a token.
   *
   * @param text three parts in base64url, separated by dots
   * @return the token, whose claims have not been read
   * @throws DecodeException if the text is no such token, or its header is no JSON object with
   *     {@code alg}; the offset counts characters
   */
  public static Jwt decode(String text) throws DecodeException {
    if (text.length() > LONGEST) {
      throw new DecodeException(
          Reason.FIXED_LIMIT, LONGEST, "a JWT has at most " + LONGEST + " characters");
    }
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
      throw new DecodeException(Reason.SYNTAX, 0, "a JWT has three parts, separated by dots");
    }
    JwsHeader header = JwsHeader.decode(part(text, 0, first, "header"));
    Bytes payload = part(text, first + 1, second, "payload");
    return new Jwt(text, header, payload, part(text, second + 1, text.length(), "signature"));
  }

  private static Bytes part(String text, int from, int to, String name) throws DecodeException {
    try {
      return Base64Url.decode(text.substring(from, to));
    } catch (IllegalArgumentException e) {
      throw new DecodeException(Reason.SYNTAX, from, "not base64url").in(name);
    }
  }

  /**
   * Signs claims.
   *
   * @param claims the claims
   * @param signer makes the signature; its algorithm has a name in JOSE, or is ESP256, ESP384 or
   *     ESP512, which JOSE knows by the names of ES256, ES384 and ES512
   * @return the token
   * @throws GeneralSecurityException if the signer cannot sign, its algorithm has no name, or the
   *     signature does not have the form that JOSE shares with COSE
   * @throws IllegalStateException if JSON has no form for a claim
   */
  public static Jwt sign(EatClaims claims, CoseSigner signer) throws GeneralSecurityException {
    JwsHeader header = JwsHeader.of(signer.algorithm(), signer.keyId());
    Bytes payload = Bytes.ofUtf8(claims.toJson());
    String signed = signingInput(header, payload);
    byte[] signature = signer.sign(Segments.of(Bytes.ofUtf8(signed)));
    return of(signed, header, payload, signer.algorithm().checkSignature(signature));
  }

  /**
   * Signs claims as {@link #sign} does, with a signer that returns the signature later.
   *
   * @param claims the claims
   * @param signer makes the signature
   * @return completes with the token; completes exceptionally if the signer fails, or with a {@link
   *     GeneralSecurityException} if the signature does not have its form, or if the algorithm has
   *     no name, and then the signer is not called
   * @throws IllegalStateException if JSON has no form for a claim
   */
  public static CompletableFuture<Jwt> signAsync(EatClaims claims, CoseAsyncSigner signer) {
    CoseAlgorithm algorithm = signer.algorithm();
    try {
      JwsHeader header = JwsHeader.of(algorithm, signer.keyId());
      Bytes payload = Bytes.ofUtf8(claims.toJson());
      String signed = signingInput(header, payload);
      return signer
          .sign(Segments.of(Bytes.ofUtf8(signed)))
          .thenApply(signature -> of(signed, header, payload, checked(algorithm, signature)));
    } catch (GeneralSecurityException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The JWS Signing Input (RFC 7515, Section 5.1). */
  private static String signingInput(JwsHeader header, Bytes payload) {
    return header.encoded() + "." + Base64Url.encode(payload);
  }

  private static Bytes checked(CoseAlgorithm algorithm, byte[] signature) {
    try {
      return algorithm.checkSignature(signature);
    } catch (SignatureException e) {
      throw new CompletionException(e);
    }
  }

  private static Jwt of(String signed, JwsHeader header, Bytes payload, Bytes signature) {
    return new Jwt(signed + "." + Base64Url.encode(signature), header, payload, signature);
  }

  /**
   * The value of {@code alg} without any verification.
   *
   * @return a name, which may be of no algorithm at all
   */
  public String unverifiedAlgorithm() {
    return header.algorithm();
  }

  /** The value of {@code kid} without any verification. */
  public Optional<String> unverifiedKeyId() {
    return header.keyId();
  }

  /**
   * The claims without any verification: neither their origin nor their integrity is known. For
   * inspectors.
   *
   * @return the claims
   * @throws DecodeException if the payload is no set of claims
   */
  public EatClaims unverifiedClaims() throws DecodeException {
    return claims();
  }

  private EatClaims claims() throws DecodeException {
    return EatClaims.decodeJsonUnverified(Json.text(payload), DecodeOptions.defaults());
  }

  /**
   * Verifies the signature and reads the claims. The resolver gets {@code alg} and {@code kid}, a
   * text in UTF-8, as headers of COSE.
   *
   * @param issuer the trusted key, or finds the trusted keys
   * @return the claims
   * @throws VerificationException if the token is not signed by a trusted key
   * @throws DecodeException if the payload is no set of claims
   */
  public VerifiedClaims verify(CoseKeyResolver issuer)
      throws VerificationException, DecodeException {
    List<CoseAlgorithm> stated = header.algorithms();
    if (stated.isEmpty()) {
      throw new VerificationException(Failure.ALGORITHM, "it is none that is supported here");
    }
    if (header.isCritical()) {
      throw new VerificationException(Failure.CRITICAL_HEADER);
    }
    CoseHeaders headers = headers(stated.get(0));
    CoseVerifier verifier = verifier(issuer.forOneMessage().resolve(headers), stated);
    return VerifiedClaims.ofJwt(claims(), payload, headers, stated.get(0), verifier);
  }

  private CoseHeaders headers(CoseAlgorithm algorithm) {
    CoseHeadersBuilder headers = CoseHeaders.builder().algorithm(algorithm);
    header
        .keyId()
        .ifPresent(
            id ->
                headers.protect(
                    CoseHeaderParameter.KID.label(),
                    new CborWriter().writeBytes(Bytes.ofUtf8(id)).toBytes()));
    return headers.build();
  }

  /** The verifier whose key made the signature. */
  private CoseVerifier verifier(List<CoseVerifier> candidates, List<CoseAlgorithm> stated)
      throws VerificationException {
    Segments signed = Segments.of(Bytes.ofUtf8(text.substring(0, text.lastIndexOf('.'))));
    VerificationException refusal = new VerificationException(Failure.NO_KEY);
    int trials = 0;
    for (CoseVerifier candidate : candidates) {
      if (stated.stream().noneMatch(candidate::accepts)) {
        refusal =
            VerificationException.moreTelling(
                refusal, new VerificationException(Failure.ALGORITHM));
        continue;
      }
      if (trials++ == MOST_TRIALS) {
        throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
      }
      try {
        candidate.verify(signed, signature);
        return candidate;
      } catch (VerificationException e) {
        refusal = VerificationException.moreTelling(refusal, e);
      }
    }
    throw refusal;
  }

  /** The compact serialization. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Jwt other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The algorithm that is stated; nothing of the claims. */
  @Override
  public String toString() {
    return "Jwt[" + header.algorithms() + "]";
  }
}
