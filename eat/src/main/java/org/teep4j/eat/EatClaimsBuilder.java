package org.teep4j.eat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseLabel;

/**
 * Builds {@link EatClaims}. Setters return this builder, and replace what was set before. A setter
 * refuses what the decoder would refuse.
 */
public final class EatClaimsBuilder {

  private final @Nullable Object[] values;
  private final Map<CoseLabel, Bytes> others;

  EatClaimsBuilder() {
    this(new Object[EatClaim.count()], Map.of());
  }

  EatClaimsBuilder(@Nullable Object[] values, Map<CoseLabel, Bytes> others) {
    this.values = values;
    this.others = new TreeMap<>(others);
  }

  /**
   * Sets a claim.
   *
   * @param claim the claim
   * @param value its value
   * @param <T> the type of its value
   * @throws IllegalArgumentException if the size or range of the value is not admitted
   */
  public <T> EatClaimsBuilder put(EatClaim<T> claim, T value) {
    claim.type().checker().accept(value);
    values[claim.index()] = copy(value);
    return this;
  }

  private static Object copy(Object value) {
    if (value instanceof List<?> list) {
      return List.copyOf(list);
    }
    return value instanceof Map<?, ?> map ? Collections.unmodifiableMap(new TreeMap<>(map)) : value;
  }

  /**
   * Sets a claim that this library does not know.
   *
   * @param label the label of the claim, or its name in JSON
   * @param encodedValue one CBOR item, referenced by the result
   * @throws IllegalArgumentException if {@link #put(EatClaim, Object)} has a claim with the label,
   *     or the value is not one well-formed item
   */
  public EatClaimsBuilder put(CoseLabel label, Bytes encodedValue) {
    if (EatClaim.find(label, label.isText()) != null) {
      throw new IllegalArgumentException("the claim " + label + " has a type of its own");
    }
    try {
      CborReader reader = new CborReader(encodedValue);
      reader.skip();
      reader.expectEnd();
    } catch (DecodeException e) {
      throw new IllegalArgumentException("the value is not one item: " + e.getMessage());
    }
    others.put(label, encodedValue);
    return this;
  }

  /** Sets {@code iss}. */
  public EatClaimsBuilder issuer(String issuer) {
    return put(EatClaim.ISSUER, issuer);
  }

  /** Sets {@code sub}. */
  public EatClaimsBuilder subject(String subject) {
    return put(EatClaim.SUBJECT, subject);
  }

  /**
   * Sets {@code aud}.
   *
   * @param audience at least one name
   */
  public EatClaimsBuilder audience(String... audience) {
    return put(EatClaim.AUDIENCE, List.of(audience));
  }

  /**
   * Sets {@code exp}.
   *
   * @param time a time, of which fractions of a second are dropped
   */
  public EatClaimsBuilder expirationTime(Instant time) {
    return put(EatClaim.EXPIRATION_TIME, seconds(time));
  }

  /**
   * Sets {@code nbf}.
   *
   * @param time a time, of which fractions of a second are dropped
   */
  public EatClaimsBuilder notBefore(Instant time) {
    return put(EatClaim.NOT_BEFORE, seconds(time));
  }

  /**
   * Sets {@code iat}.
   *
   * @param time a time, of which fractions of a second are dropped
   */
  public EatClaimsBuilder issuedAt(Instant time) {
    return put(EatClaim.ISSUED_AT, seconds(time));
  }

  /** The times of an EAT have no fractions of seconds; those of clocks have. */
  private static NumericDate seconds(Instant time) {
    return NumericDate.of(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Sets {@code cnf}. */
  public EatClaimsBuilder confirmation(Confirmation confirmation) {
    return put(EatClaim.CONFIRMATION, confirmation);
  }

  /**
   * Sets {@code eat_nonce} to one nonce, as TEEP demands.
   *
   * @param nonce 8 to 64 bytes
   */
  public EatClaimsBuilder nonce(Bytes nonce) {
    return put(EatClaim.NONCE, List.of(nonce));
  }

  /** Sets {@code ueid}. */
  public EatClaimsBuilder ueid(Ueid ueid) {
    return put(EatClaim.UEID, ueid);
  }

  /** Sets {@code oemid}. */
  public EatClaimsBuilder oemid(OemId oemid) {
    return put(EatClaim.OEMID, oemid);
  }

  /**
   * Sets {@code hwmodel}.
   *
   * @param model 1 to 32 bytes
   */
  public EatClaimsBuilder hardwareModel(Bytes model) {
    return put(EatClaim.HARDWARE_MODEL, model);
  }

  /** Sets {@code hwversion}. */
  public EatClaimsBuilder hardwareVersion(EatVersion value) {
    return put(EatClaim.HARDWARE_VERSION, value);
  }

  /** Sets {@code eat_profile}. */
  public EatClaimsBuilder profile(EatProfile profile) {
    return put(EatClaim.PROFILE, profile);
  }

  /**
   * Sets {@code submods}.
   *
   * @param submodules at least one submodule, by name
   */
  public EatClaimsBuilder submodules(Map<String, Submodule> submodules) {
    return put(EatClaim.SUBMODULES, submodules);
  }

  /**
   * Sets {@code manifests}.
   *
   * @param manifests at least one manifest
   */
  public EatClaimsBuilder manifests(List<EatContent> manifests) {
    return put(EatClaim.MANIFESTS, manifests);
  }

  /**
   * Sets {@code measurements}.
   *
   * @param measurements at least one measurement
   */
  public EatClaimsBuilder measurements(List<EatContent> measurements) {
    return put(EatClaim.MEASUREMENTS, measurements);
  }

  /** Builds the claims. The builder can be used further. */
  public EatClaims build() {
    return new EatClaims(values.clone(), Collections.unmodifiableMap(new TreeMap<>(others)));
  }
}
