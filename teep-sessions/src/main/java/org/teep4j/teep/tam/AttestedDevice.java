package org.teep4j.teep.tam;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.eat.Appraisal;
import org.teep4j.eat.AttestationResult;
import org.teep4j.eat.EatClaim;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatClaimsBuilder;
import org.teep4j.eat.OemId;
import org.teep4j.eat.Submodule;
import org.teep4j.eat.TrustTier;

/**
 * What was attested of a device, as far as a TAM remembers it: what class of device it is and how
 * far a Verifier trusts it (RFC 9397, Section 7; draft-ietf-teep-protocol-26, Section 4.3.1).
 *
 * <p>It has the claims {@code ueid}, {@code oemid}, {@code hwmodel}, {@code hwversion}, {@code
 * oemboot}, {@code dbgstat}, {@code swname} and {@code swversion}, each of at most 256 bytes, and
 * at most 64 parts. Everything else is in {@link
 * org.teep4j.teep.session.Verdict.Affirmed#statement()} while the message is handled that brought
 * it.
 *
 * @param claims claims of the device as a whole
 * @param tier how far the Verifier trusts the device as a whole; empty if it does not say so, which
 *     is always so in an EAT with the profile of TEEP
 * @param parts the parts of the device, by names that the Verifier or the device has chosen
 */
public record AttestedDevice(EatClaims claims, Optional<TrustTier> tier, Map<String, Part> parts) {

  /**
   * A part of a device: a submodule of an EAT, or an Attester that an EAR appraises.
   *
   * @param claims claims of the part; in an EAR its {@code ear_teep_claims}
   * @param tier how far the Verifier trusts the part, if it says so
   */
  public record Part(EatClaims claims, Optional<TrustTier> tier) {

    /** Checks that no component is null. */
    public Part {
      Objects.requireNonNull(claims);
      Objects.requireNonNull(tier);
    }
  }

  private static final List<EatClaim<?>> REMEMBERED =
      List.of(
          EatClaim.UEID,
          EatClaim.OEMID,
          EatClaim.HARDWARE_MODEL,
          EatClaim.HARDWARE_VERSION,
          EatClaim.OEM_BOOT,
          EatClaim.DEBUG_STATUS,
          EatClaim.SOFTWARE_NAME,
          EatClaim.SOFTWARE_VERSION);

  private static final int LONGEST = 256;
  private static final int MOST_PARTS = 64;

  /** Copies the map. */
  public AttestedDevice {
    Objects.requireNonNull(claims);
    Objects.requireNonNull(tier);
    parts = Collections.unmodifiableMap(new TreeMap<>(parts));
  }

  /**
   * The claims that are remembered.
   *
   * @return an unmodifiable list
   */
  public static List<EatClaim<?>> rememberedClaims() {
    return REMEMBERED;
  }

  /**
   * What is remembered of an Attestation Result.
   *
   * @param result what a Verifier says
   */
  public static AttestedDevice of(AttestationResult result) {
    return new AttestedDevice(
        remembered(result.claims()),
        result.tier(),
        result.isEar() ? appraised(result.appraisals()) : submodules(result.claims()));
  }

  private static Map<String, Part> appraised(Map<String, Appraisal> appraisals) {
    Map<String, Part> parts = new TreeMap<>();
    appraisals.forEach(
        (name, appraisal) ->
            put(
                parts,
                name,
                appraisal.teepClaims().orElse(appraisal.claims()),
                Optional.of(appraisal.tier())));
    return parts;
  }

  private static Map<String, Part> submodules(EatClaims claims) {
    Map<String, Part> parts = new TreeMap<>();
    claims
        .submodules()
        .forEach(
            (name, submodule) -> {
              if (submodule instanceof Submodule.Claims inner) {
                put(parts, name, inner.claims(), Optional.empty());
              }
            });
    return parts;
  }

  private static void put(
      Map<String, Part> parts, String name, EatClaims claims, Optional<TrustTier> tier) {
    if (parts.size() < MOST_PARTS && name.length() <= LONGEST) {
      parts.put(name, new Part(remembered(claims), tier));
    }
  }

  private static EatClaims remembered(EatClaims claims) {
    EatClaimsBuilder kept = EatClaims.builder();
    REMEMBERED.forEach(claim -> copy(claim, claims, kept));
    return kept.build();
  }

  private static <T> void copy(EatClaim<T> claim, EatClaims from, EatClaimsBuilder to) {
    from.value(claim)
        .filter(
            value -> EatClaims.builder().put(claim, value).build().toByteArray().length <= LONGEST)
        .ifPresent(value -> to.put(claim, value));
  }

  /**
   * Whether the device, or one of its parts, is a model of a maker.
   *
   * @param maker {@code oemid}
   * @param model {@code hwmodel}, which only the same maker's models are distinguished by
   */
  public boolean isModel(OemId maker, Bytes model) {
    return any(
        set ->
            set.oemid().filter(maker::equals).isPresent()
                && set.hardwareModel().filter(model::equals).isPresent());
  }

  /**
   * Whether the device, or one of its parts, has a claim with a value.
   *
   * @param claim one of those that are remembered
   * @param value the value
   * @param <T> the type of the value
   */
  public <T> boolean has(EatClaim<T> claim, T value) {
    return any(set -> set.value(claim).filter(value::equals).isPresent());
  }

  /**
   * Whether the device, or a single one of its parts, has all of these claims. A part is not taken
   * for what another part claims.
   *
   * @param wanted claims, of which those count that are remembered
   */
  public boolean hasAll(EatClaims wanted) {
    return any(set -> REMEMBERED.stream().allMatch(claim -> agrees(set, wanted, claim)));
  }

  private static <T> boolean agrees(EatClaims set, EatClaims wanted, EatClaim<T> claim) {
    Optional<T> value = wanted.value(claim);
    return value.isEmpty() || value.equals(set.value(claim));
  }

  private boolean any(Predicate<EatClaims> condition) {
    return Stream.concat(Stream.of(claims), parts.values().stream().map(Part::claims))
        .anyMatch(condition);
  }

  /**
   * Whether a Verifier says of the device as a whole that its tier is not worse than another one.
   *
   * @param lowest the worst tier that is enough
   * @return false also if the Verifier states no tier
   */
  public boolean isAtLeast(TrustTier lowest) {
    return tier.filter(stated -> stated.isAtLeast(lowest)).isPresent();
  }

  /**
   * Whether a Verifier says of a part of the device that its tier is not worse than another one.
   *
   * @param part the name of the part
   * @param lowest the worst tier that is enough
   * @return false also if there is no such part, or the Verifier states no tier of it
   */
  public boolean isAtLeast(String part, TrustTier lowest) {
    return Optional.ofNullable(parts.get(part))
        .flatMap(Part::tier)
        .filter(stated -> stated.isAtLeast(lowest))
        .isPresent();
  }
}
