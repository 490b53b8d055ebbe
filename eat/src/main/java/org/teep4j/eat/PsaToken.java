package org.teep4j.eat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseLabel;

/**
 * The claims of a PSA attestation token (RFC 9783): Evidence of a device with Arm's Platform
 * Security Architecture. Immutable. Whether the measurements are those of good software is for a
 * Verifier to say.
 *
 * @param profile which generation of the token it is
 * @param nonce the challenge, 32, 48 or 64 bytes
 * @param instanceId the device: a random UEID of 33 bytes
 * @param clientId who asked for the token on the device: negative for the non-secure side, and
 *     never 0
 * @param securityLifecycle the state of the Root of Trust as a number of 16 bits
 * @param lifecycle the same state by name
 * @param implementationId the model of the Root of Trust, 32 bytes
 * @param bootSeed differs from boot to boot
 * @param certificationReference an entry of the PSA certification database
 * @param softwareComponents what has been loaded; empty only in the first generation, which can say
 *     that nothing was measured
 * @param verificationServiceIndicator a hint where a Verifier can be found; not to be trusted
 */
public record PsaToken(
    PsaProfile profile,
    Bytes nonce,
    Ueid instanceId,
    int clientId,
    int securityLifecycle,
    PsaLifecycle lifecycle,
    Bytes implementationId,
    Optional<Bytes> bootSeed,
    Optional<String> certificationReference,
    List<PsaSoftwareComponent> softwareComponents,
    Optional<String> verificationServiceIndicator) {

  /** A label that no claim has. */
  private static final long NO_LABEL = 0;

  private static final int IMPLEMENTATION_ID_SIZE = 32;
  private static final int INSTANCE_ID_SIZE = 33;
  private static final int SHORTEST_SEED = 8;
  private static final int LONGEST_SEED = 32;

  /** A claim, and its label in each generation. */
  private enum Claim {
    PROFILE("psa-profile", -75000, 265, 265),
    CLIENT_ID("psa-client-id", -75001, 2394, 2394),
    SECURITY_LIFECYCLE("psa-security-lifecycle", -75002, 2395, 2395),
    IMPLEMENTATION_ID("psa-implementation-id", -75003, 2396, 2396),
    BOOT_SEED("psa-boot-seed", -75004, 2397, 268),
    CERTIFICATION_REFERENCE("psa-certification-reference", -75005, 2398, 2398),
    SOFTWARE_COMPONENTS("psa-software-components", -75006, 2399, 2399),
    NO_SOFTWARE_MEASUREMENTS("psa-no-sw-measurement", -75007, NO_LABEL, NO_LABEL),
    NONCE("psa-nonce", -75008, 10, 10),
    INSTANCE_ID("psa-instance-id", -75009, 256, 256),
    VERIFICATION_SERVICE_INDICATOR("psa-verification-service-indicator", -75010, 2400, 2400);

    private final String cddlName;
    private final long first;
    private final long drafts;
    private final long rfc;

    Claim(String cddlName, long first, long drafts, long rfc) {
      this.cddlName = cddlName;
      this.first = first;
      this.drafts = drafts;
      this.rfc = rfc;
    }

    long label(PsaProfile profile) {
      return switch (profile) {
        case PSA_IOT_PROFILE_1 -> first;
        case PSA_2_0_0 -> drafts;
        case TFM -> rfc;
      };
    }
  }

  /** Copies the list. */
  public PsaToken {
    softwareComponents = List.copyOf(softwareComponents);
  }

  /**
   * Reads the claims of a token that has been verified.
   *
   * @param token a token of a device whose Initial Attestation Key is trusted
   * @return the claims
   * @throws DecodeException if the profile is none of {@link PsaProfile}, or a claim that the
   *     profile demands is absent or does not have its type; the offset is 0
   */
  public static PsaToken of(VerifiedClaims token) throws DecodeException {
    return decodeUnverified(token.claims());
  }

  /**
   * Reads the claims without any verification: neither their origin nor their integrity is known.
   *
   * @param claims the claims of a token in CBOR
   * @return the claims
   * @throws DecodeException as for {@link #of}
   */
  public static PsaToken decodeUnverified(EatClaims claims) throws DecodeException {
    Reader reader = new Reader(profile(claims), claims);
    long lifecycle = reader.require(Claim.SECURITY_LIFECYCLE, ClaimReader::integer);
    Optional<PsaLifecycle> state = PsaLifecycle.of(lifecycle);
    if (state.isEmpty()) {
      throw refusal(Reason.VALUE_OUT_OF_RANGE, lifecycle + " is no state")
          .in(Claim.SECURITY_LIFECYCLE.cddlName);
    }
    return new PsaToken(
        reader.profile,
        reader.require(Claim.NONCE, PsaToken::readHash),
        reader.require(Claim.INSTANCE_ID, PsaToken::readInstanceId),
        reader.require(Claim.CLIENT_ID, PsaToken::readClientId),
        (int) lifecycle,
        state.get(),
        reader.require(
            Claim.IMPLEMENTATION_ID,
            each -> each.bytes(IMPLEMENTATION_ID_SIZE, IMPLEMENTATION_ID_SIZE)),
        reader.find(Claim.BOOT_SEED, each -> each.bytes(SHORTEST_SEED, LONGEST_SEED)),
        reader.find(Claim.CERTIFICATION_REFERENCE, ClaimReader::text),
        reader.softwareComponents(),
        reader.find(Claim.VERIFICATION_SERVICE_INDICATOR, ClaimReader::text));
  }

  /** The first generation may leave its profile out; its nonce is where no other has one. */
  private static PsaProfile profile(EatClaims claims) throws DecodeException {
    CoseLabel old = CoseLabel.of(Claim.NONCE.label(PsaProfile.PSA_IOT_PROFILE_1));
    if (claims.profile().isEmpty() && claims.other(old).isPresent()) {
      PsaProfile first = PsaProfile.PSA_IOT_PROFILE_1;
      Optional<String> stated = new Reader(first, claims).find(Claim.PROFILE, ClaimReader::text);
      if (stated.map(first.profileName()::equals).orElse(true)) {
        return first;
      }
    }
    return claims
        .profile()
        .flatMap(profile -> PsaProfile.of(profile.name()))
        .filter(profile -> profile != PsaProfile.PSA_IOT_PROFILE_1)
        .orElseThrow(
            () ->
                refusal(Reason.VALUE_OUT_OF_RANGE, "the profile is none of PSA")
                    .in(Claim.PROFILE.cddlName));
  }

  /** The names of the claims by their labels in all generations. */
  static Map<Long, String> names() {
    Map<Long, String> names = new HashMap<>();
    for (Claim claim : Claim.values()) {
      for (PsaProfile profile : PsaProfile.values()) {
        names.put(claim.label(profile), claim.cddlName);
      }
    }
    names.remove(NO_LABEL);
    return names;
  }

  /** {@code psa-hash-type}. */
  static Bytes readHash(ClaimReader reader) throws DecodeException {
    long at = reader.cbor().offset();
    Bytes hash = reader.bytes();
    if (hash.length() != 32 && hash.length() != 48 && hash.length() != 64) {
      throw new DecodeException(
          Reason.WRONG_LENGTH, at, "a hash has 32, 48 or 64 bytes, not " + hash.length());
    }
    return hash;
  }

  private static Ueid readInstanceId(ClaimReader reader) throws DecodeException {
    Ueid id = new Ueid(reader.bytes(INSTANCE_ID_SIZE, INSTANCE_ID_SIZE));
    if (id.type().filter(Ueid.Type.RAND::equals).isEmpty()) {
      throw refusal(Reason.VALUE_OUT_OF_RANGE, "the instance is a random UEID");
    }
    return id;
  }

  private static int readClientId(ClaimReader reader) throws DecodeException {
    long id = reader.integer();
    if (id == 0 || id != (int) id) {
      throw refusal(Reason.VALUE_OUT_OF_RANGE, id + " is no client");
    }
    return (int) id;
  }

  private static DecodeException refusal(Reason reason, String detail) {
    return new DecodeException(reason, 0, detail);
  }

  /** Finds claims by their labels in one generation. */
  private record Reader(PsaProfile profile, EatClaims claims) {

    <T> T require(Claim claim, ClaimReader.Element<T> type) throws DecodeException {
      Optional<T> value = find(claim, type);
      if (value.isEmpty()) {
        throw refusal(Reason.MISSING_ELEMENT, "the claim is required").in(claim.cddlName);
      }
      return value.get();
    }

    <T> Optional<T> find(Claim claim, ClaimReader.Element<T> type) throws DecodeException {
      @Nullable Bytes encoded = encoded(claim.label(profile));
      if (encoded == null) {
        return Optional.empty();
      }
      try {
        CborReader reader = new CborReader(encoded, DecodeOptions.largest());
        return Optional.of(type.read(new ClaimReader(reader, false)));
      } catch (DecodeException e) {
        DecodeException relocated = refusal(e.reason(), e.detail());
        throw (e.path().isEmpty() ? relocated : relocated.in(e.path())).in(claim.cddlName);
      }
    }

    /** A claim that EAT knows has been read; its encoding has the same meaning here. */
    private @Nullable Bytes encoded(long label) {
      EatClaim<?> known = EatClaim.find(CoseLabel.of(label), false);
      if (known == null) {
        return claims.other(CoseLabel.of(label)).orElse(null);
      }
      return claims.value(known).map(value -> encode(known, value)).orElse(null);
    }

    @SuppressWarnings("unchecked") // the value is that of this very claim
    private static <T> Bytes encode(EatClaim<T> claim, Object value) {
      CborWriter writer = new CborWriter();
      claim.type().writer().accept(new ClaimWriter(writer, false), (T) value);
      return writer.toBytes();
    }

    /** The first generation says in another claim that there are none. */
    List<PsaSoftwareComponent> softwareComponents() throws DecodeException {
      if (profile == PsaProfile.PSA_IOT_PROFILE_1
          && find(Claim.NO_SOFTWARE_MEASUREMENTS, ClaimReader::uint).isPresent()) {
        return List.of();
      }
      return require(Claim.SOFTWARE_COMPONENTS, reader -> reader.list(PsaSoftwareComponent::read));
    }
  }
}
