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
 * A set of claims: {@code CWT-Claims} in a header (RFC 9597, Section 2), or the same map as the
 * payload of a CWT (RFC 8392), see {@link CosePayload#cwtClaims()}. Immutable. The values stay
 * encoded: their types are those of tokens, which a module above this one knows.
 */
public final class CwtClaims implements CborEncodable {

  private final Bytes encoded;
  private final Map<CoseLabel, Bytes> claims;

  private CwtClaims(Bytes encoded, Map<CoseLabel, Bytes> claims) {
    this.encoded = encoded;
    this.claims = Collections.unmodifiableMap(claims);
  }

  /**
   * Decodes a set of claims without any verification: neither its origin nor its integrity is
   * known.
   *
   * @param input one encoded map, referenced by the result
   * @return the claims
   * @throws DecodeException if the input is no map, or a label is neither a number nor a text
   */
  public static CwtClaims decodeUnverified(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a set of claims without any verification: neither its origin nor its integrity is
   * known.
   *
   * @param input one encoded map, referenced by the result
   * @param options limits and strictness
   * @return the claims
   * @throws DecodeException if the input is no map, or a label is neither a number nor a text
   */
  public static CwtClaims decodeUnverified(Bytes input, DecodeOptions options)
      throws DecodeException {
    return decode(input, options);
  }

  static CwtClaims decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    CwtClaims claims = read(reader);
    reader.expectEnd();
    return claims;
  }

  static CwtClaims read(CborReader reader) throws DecodeException {
    long start = reader.offset();
    Map<CoseLabel, Bytes> claims = new LinkedHashMap<>();
    reader.enterMap();
    while (reader.hasNext()) {
      claims.put(CoseLabel.read(reader), reader.readEncodedItem());
    }
    reader.exitMap();
    return new CwtClaims(reader.readSince(start), claims);
  }

  /**
   * The claims.
   *
   * @return an unmodifiable map of labels and encoded values, in the order of the encoding
   */
  public Map<CoseLabel, Bytes> claims() {
    return claims;
  }

  /**
   * One claim.
   *
   * @param label the label of the claim
   * @return the encoded value, one CBOR item, or empty if it is absent
   */
  public Optional<Bytes> claim(CoseLabel label) {
    return Optional.ofNullable(claims.get(label));
  }

  /**
   * Checks that claims which are both in this set and in a payload have the same values. RFC 9597,
   * Section 2 requires the receiver of a CWT to check this, unless the application has other rules.
   *
   * @param payload the claims of the payload
   * @throws VerificationException with {@link Failure#CLAIMS} if a value has another encoding
   */
  public void requireSameIn(CwtClaims payload) throws VerificationException {
    for (Map.Entry<CoseLabel, Bytes> claim : claims.entrySet()) {
      Bytes there = payload.claims.get(claim.getKey());
      if (there != null && !there.equals(claim.getValue())) {
        throw new VerificationException(Failure.CLAIMS, "its values in header and payload differ");
      }
    }
  }

  /** Writes the map as it was decoded. */
  @Override
  public void encodeTo(CborWriter writer) {
    writer.writeEncodedItem(encoded);
  }

  /** Equal if the encodings are equal. */
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
