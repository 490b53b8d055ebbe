package org.teep4j.cose;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.VerificationException.Failure;

/**
 * A set of claims: {@code CWT-Claims} in a header (RFC 9597, Section 2), and the same map as the
 * payload of a CWT (RFC 8392). Immutable. What the claims say is for the application to judge; here
 * their values stay encoded.
 */
public final class CwtClaims implements CborEncodable {

  private final Bytes encoded;
  private final Map<CoseLabel, Bytes> claims;

  private CwtClaims(Bytes encoded, Map<CoseLabel, Bytes> claims) {
    this.encoded = encoded;
    this.claims = Collections.unmodifiableMap(claims);
  }

  /**
   * Decodes the claims of a CWT, of which the signature, MAC or tag has been verified.
   *
   * @param payload what has been verified; referenced by the result
   * @return the claims
   * @throws DecodeException if the payload is no map, or a label is neither a number nor a text
   */
  public static CwtClaims decode(CosePayload payload) throws DecodeException {
    return read(payload.bytes(), DecodeOptions.defaults());
  }

  /**
   * Decodes the claims of a CWT, of which the signature, MAC or tag has been verified.
   *
   * @param payload what has been verified; referenced by the result
   * @param options limits and strictness
   * @return the claims
   * @throws DecodeException if the payload is no map, or a label is neither a number nor a text
   */
  public static CwtClaims decode(CosePayload payload, DecodeOptions options)
      throws DecodeException {
    return read(payload.bytes(), options);
  }

  /**
   * Decodes a set of claims of which nothing is known: not who made it, nor that it is whole.
   *
   * @param input one encoded map, referenced by the result
   * @return the claims
   * @throws DecodeException if it is none, or a label is neither a number nor a text
   */
  public static CwtClaims decodeUnverified(Bytes input) throws DecodeException {
    return read(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a set of claims of which nothing is known: not who made it, nor that it is whole.
   *
   * @param input one encoded map, referenced by the result
   * @param options limits and strictness
   * @return the claims
   * @throws DecodeException if it is none, or a label is neither a number nor a text
   */
  public static CwtClaims decodeUnverified(Bytes input, DecodeOptions options)
      throws DecodeException {
    return read(input, options);
  }

  static CwtClaims read(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    Map<CoseLabel, Bytes> claims = new LinkedHashMap<>();
    reader.enterMap();
    while (reader.hasNext()) {
      claims.put(CoseLabel.read(reader), reader.readEncodedItem());
    }
    reader.exitMap();
    reader.expectEnd();
    return new CwtClaims(input, claims);
  }

  /**
   * The claims.
   *
   * @return labels and encoded values in the order they came in; cannot be changed
   */
  public Map<CoseLabel, Bytes> claims() {
    return claims;
  }

  /**
   * One claim.
   *
   * @param label which
   * @return the encoded value, one CBOR item, or empty if it is absent
   */
  public Optional<Bytes> claim(CoseLabel label) {
    return Optional.ofNullable(claims.get(label));
  }

  /**
   * Insists that claims which are here and in a payload as well have the same values there, as RFC
   * 9597, Section 2 demands of whoever receives a CWT, unless the application has other rules.
   *
   * @param payload the claims of the payload
   * @throws VerificationException with {@link Failure#CLAIMS} if a value has another encoding
   */
  public void requireSameIn(CwtClaims payload) throws VerificationException {
    for (Map.Entry<CoseLabel, Bytes> claim : claims.entrySet()) {
      Bytes there = payload.claims.get(claim.getKey());
      if (there != null && !there.equals(claim.getValue())) {
        throw new VerificationException(Failure.CLAIMS);
      }
    }
  }

  /** Writes the map as it was decoded. */
  @Override
  public void encodeTo(CborWriter writer) {
    writer.writeEncodedItem(encoded);
  }

  /** Equal if the encodings are. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CwtClaims other && encoded.equals(other.encoded);
  }

  @Override
  public int hashCode() {
    return Objects.hash(encoded);
  }

  /** Labels and encoded values. */
  @Override
  public String toString() {
    return "CwtClaims" + claims;
  }
}
