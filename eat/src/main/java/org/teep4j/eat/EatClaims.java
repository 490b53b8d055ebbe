package org.teep4j.eat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CosePayload;

/**
 * {@code Claims-Set}: the claims of a CWT (RFC 8392) or an EAT (RFC 9711), in CBOR or JSON.
 * Immutable. Claims that this library does not know are kept.
 *
 * <p>A token gives out its claims after verification: {@link Cwt#verify} and {@link Jwt#verify}.
 * The types of all claims have been checked then. Whether the claims may be relied upon at a
 * certain time and for a certain purpose is the question of {@link ClaimsValidator}; whether they
 * fit together that of {@link #violations()}.
 */
public final class EatClaims implements CborEncodable {

  /** The values of a set in which no claim is known: a sender can make very many of them. */
  private static final @Nullable Object[] NONE = new Object[EatClaim.count()];

  /** By the index of the claim. */
  private final @Nullable Object[] values;

  private final Map<CoseLabel, Bytes> others;

  EatClaims(@Nullable Object[] values, Map<CoseLabel, Bytes> others) {
    this.values = values;
    this.others = others;
  }

  /** Starts a set without claims. */
  public static EatClaimsBuilder builder() {
    return new EatClaimsBuilder();
  }

  /** Starts a set with the claims of this one. */
  public EatClaimsBuilder toBuilder() {
    return new EatClaimsBuilder(values.clone(), others);
  }

  // Decoding.

  /**
   * Decodes the content of a COSE message whose protection has been checked.
   *
   * @param payload the content, referenced by the result
   * @return the claims
   * @throws DecodeException as for {@link #decodeUnverified(Bytes)}
   */
  public static EatClaims decode(CosePayload payload) throws DecodeException {
    return decodeUnverified(payload.bytes());
  }

  /**
   * Decodes a set of claims in CBOR without any verification: neither its origin nor its integrity
   * is known.
   *
   * @param input one encoded map, referenced by the result
   * @return the claims
   * @throws DecodeException if the input is no map, a label is neither a number nor a text, or a
   *     claim does not have its type
   */
  public static EatClaims decodeUnverified(Bytes input) throws DecodeException {
    return decodeUnverified(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a set of claims in CBOR without any verification: neither its origin nor its integrity
   * is known.
   *
   * @param input one encoded map, referenced by the result
   * @param options limits and strictness
   * @return the claims
   * @throws DecodeException as for {@link #decodeUnverified(Bytes)}
   */
  public static EatClaims decodeUnverified(Bytes input, DecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(input, options);
    EatClaims claims = read(new ClaimReader(reader, false));
    reader.expectEnd();
    return claims;
  }

  /**
   * Decodes a set of claims in JSON without any verification: neither its origin nor its integrity
   * is known. A claim that is not known is kept under its name, with its value in CBOR.
   *
   * @param json a JSON object
   * @return the claims
   * @throws DecodeException as for {@link #decodeUnverified(Bytes)}; the offset counts characters,
   *     and is 0 where the text is JSON but a claim is refused
   */
  public static EatClaims decodeJsonUnverified(String json) throws DecodeException {
    return decodeJsonUnverified(json, DecodeOptions.defaults());
  }

  static EatClaims decodeJsonUnverified(String json, DecodeOptions limits) throws DecodeException {
    Bytes cbor = Json.parse(json, limits);
    try {
      return read(new ClaimReader(new CborReader(cbor, DecodeOptions.largest()), true));
    } catch (DecodeException e) {
      // The offset in the exception is one in a CBOR encoding that the caller does not know.
      DecodeException relocated = new DecodeException(e.reason(), 0, e.detail());
      throw e.path().isEmpty() ? relocated : relocated.in(e.path());
    }
  }

  static EatClaims read(ClaimReader reader) throws DecodeException {
    @Nullable Object[] values = NONE;
    Map<CoseLabel, Bytes> others = Collections.emptyMap();
    reader.cbor().enterMap();
    while (reader.cbor().hasNext()) {
      CoseLabel label = reader.label();
      EatClaim<?> claim = EatClaim.find(label, reader.isJson());
      if (claim != null) {
        values = values == NONE ? NONE.clone() : values;
        values[claim.index()] = read(reader, claim);
      } else {
        // Senders choose the labels, so the map is sorted: hash values do not matter then.
        others = others.isEmpty() ? new TreeMap<>() : others;
        others.put(label, reader.cbor().readEncodedItem());
      }
    }
    reader.cbor().exitMap();
    return new EatClaims(values, Collections.unmodifiableMap(others));
  }

  private static Object read(ClaimReader reader, EatClaim<?> claim) throws DecodeException {
    try {
      return claim.type().reader().read(reader);
    } catch (DecodeException e) {
      throw e.in(claim.name());
    }
  }

  // Encoding.

  /** Writes the claims in deterministic encoding. */
  @Override
  public void encodeTo(CborWriter writer) {
    write(new ClaimWriter(writer, false));
  }

  /**
   * The claims as JSON.
   *
   * @return a JSON object
   * @throws IllegalStateException if JSON has no form for a claim: it is not known and has a number
   *     as its label or a value that JSON has not
   */
  public String toJson() {
    CborWriter writer = new CborWriter();
    write(new ClaimWriter(writer, true));
    return Json.print(writer.toBytes());
  }

  void write(ClaimWriter writer) {
    writer.cbor().beginMap();
    for (EatClaim<?> claim : EatClaim.all()) {
      write(writer, claim);
    }
    others.forEach((label, value) -> writer.cbor().write(label).writeEncodedItem(value));
    writer.cbor().endMap();
  }

  private <T> void write(ClaimWriter writer, EatClaim<T> claim) {
    value(claim)
        .ifPresent(
            value -> {
              writer.label(claim.label(), claim.jsonName());
              claim.type().writer().accept(writer, value);
            });
  }

  // Access.

  /**
   * The value of a claim.
   *
   * @param claim the claim
   * @param <T> the type of its value
   * @return the value, or empty if the claim is absent
   */
  @SuppressWarnings("unchecked") // the reader or the builder of this very claim made the value
  public <T> Optional<T> value(EatClaim<T> claim) {
    return Optional.ofNullable((T) values[claim.index()]);
  }

  /**
   * The claims that this library does not know.
   *
   * @return an unmodifiable map of labels and encoded values
   */
  public Map<CoseLabel, Bytes> others() {
    return others;
  }

  EatClaims withOthers(Map<CoseLabel, Bytes> kept) {
    return new EatClaims(values, Collections.unmodifiableMap(kept));
  }

  /**
   * A claim that this library does not know.
   *
   * @param label the label of the claim, or its name in JSON
   * @return the encoded value, one CBOR item, or empty if the claim is absent
   */
  public Optional<Bytes> other(CoseLabel label) {
    return Optional.ofNullable(others.get(label));
  }

  /** Who issued the token ({@code iss}). */
  public Optional<String> issuer() {
    return value(EatClaim.ISSUER);
  }

  /** Whom the claims are about ({@code sub}). */
  public Optional<String> subject() {
    return value(EatClaim.SUBJECT);
  }

  /**
   * For whom the token is ({@code aud}).
   *
   * @return names; empty if the claim is absent
   */
  public List<String> audience() {
    return value(EatClaim.AUDIENCE).orElse(List.of());
  }

  /** The time from which on the token must not be accepted ({@code exp}). */
  public Optional<NumericDate> expirationTime() {
    return value(EatClaim.EXPIRATION_TIME);
  }

  /** The time before which the token must not be accepted ({@code nbf}). */
  public Optional<NumericDate> notBefore() {
    return value(EatClaim.NOT_BEFORE);
  }

  /** When the token was issued ({@code iat}). */
  public Optional<NumericDate> issuedAt() {
    return value(EatClaim.ISSUED_AT);
  }

  /** The identifier of the token ({@code cti}, in JSON {@code jti}). */
  public Optional<Bytes> tokenId() {
    return value(EatClaim.TOKEN_ID);
  }

  /** The key that the presenter possesses ({@code cnf}). */
  public Optional<Confirmation> confirmation() {
    return value(EatClaim.CONFIRMATION);
  }

  /**
   * What proves that the token is fresh ({@code eat_nonce}).
   *
   * @return nonces of 8 to 64 bytes; empty if the claim is absent
   */
  public List<Bytes> nonces() {
    return value(EatClaim.NONCE).orElse(List.of());
  }

  /** Which device this is ({@code ueid}). */
  public Optional<Ueid> ueid() {
    return value(EatClaim.UEID);
  }

  /** Who made the hardware ({@code oemid}). */
  public Optional<OemId> oemid() {
    return value(EatClaim.OEMID);
  }

  /**
   * Which model of that maker it is ({@code hwmodel}).
   *
   * @return 1 to 32 bytes, or empty
   */
  public Optional<Bytes> hardwareModel() {
    return value(EatClaim.HARDWARE_MODEL);
  }

  /** Which version of that model it is ({@code hwversion}). */
  public Optional<EatVersion> hardwareVersion() {
    return value(EatClaim.HARDWARE_VERSION);
  }

  /** Seconds since boot ({@code uptime}). */
  public Optional<Uint> uptime() {
    return value(EatClaim.UPTIME);
  }

  /** Which rules the token follows ({@code eat_profile}). */
  public Optional<EatProfile> profile() {
    return value(EatClaim.PROFILE);
  }

  /**
   * Parts of the device ({@code submods}).
   *
   * @return an unmodifiable map by name, in the order of the names; empty if the claim is absent
   */
  public Map<String, Submodule> submodules() {
    return value(EatClaim.SUBMODULES).orElse(Map.of());
  }

  /**
   * What the makers of the software say of it ({@code manifests}).
   *
   * @return views; empty if the claim is absent
   */
  public List<EatContent> manifests() {
    return value(EatClaim.MANIFESTS).orElse(List.of());
  }

  /**
   * What the device has measured of its software ({@code measurements}).
   *
   * @return views; empty if the claim is absent
   */
  public List<EatContent> measurements() {
    return value(EatClaim.MEASUREMENTS).orElse(List.of());
  }

  /**
   * The rules of RFC 9711 that the claims break, also those of submodules. Only rules that the CDDL
   * cannot express are among them; the types of claims have been checked.
   *
   * @return an unmodifiable list, empty if there is none
   */
  public List<EatViolation> violations() {
    return EatRules.check(this);
  }

  /** Equal if the claims have equal values, whatever their encoding was. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof EatClaims other
        && Arrays.equals(values, other.values)
        && others.equals(other.others);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(values), others);
  }

  /** The claims with their values. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("EatClaims[");
    String separator = "";
    for (EatClaim<?> claim : EatClaim.all()) {
      Object value = values[claim.index()];
      if (value != null) {
        text.append(separator).append(claim).append('=').append(value);
        separator = ", ";
      }
    }
    for (Map.Entry<CoseLabel, Bytes> other : others.entrySet()) {
      text.append(separator).append(other.getKey()).append('=').append(other.getValue());
      separator = ", ";
    }
    return text.append(']').toString();
  }
}
