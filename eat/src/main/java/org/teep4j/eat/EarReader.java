package org.teep4j.eat;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseLabel;

/**
 * Reads the claims of EAR, which {@link EatClaims} keeps as it does with all claims of other
 * documents.
 */
final class EarReader {

  /** The name of the only member of {@code ear_veraison_key_attestation}. */
  static final String AKPUB = "akpub";

  private final boolean isJson;

  private EarReader(boolean isJson) {
    this.isJson = isJson;
  }

  static Map<String, Appraisal> sorted(Map<String, Appraisal> appraisals) {
    return Collections.unmodifiableMap(new TreeMap<>(appraisals));
  }

  static AttestationResult read(EatClaims claims, boolean isJson) throws DecodeException {
    EatProfile profile = claims.profile().orElse(EatProfile.TEEP);
    if (!AttestationResult.PROFILES.contains(profile)) {
      throw refusal(Reason.VALUE_OUT_OF_RANGE, "the profile is none of Attestation Results")
          .in(EatClaim.PROFILE.name());
    }
    return profile.equals(EatProfile.TEEP) || profile.equals(EatProfile.TEEP_DRAFTS)
        ? new AttestationResult(
            profile, Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), claims)
        : new EarReader(isJson).readEar(profile, claims);
  }

  private AttestationResult readEar(EatProfile profile, EatClaims claims) throws DecodeException {
    requireInteger(claims.issuedAt(), EatClaim.ISSUED_AT);
    if (claims.issuedAt().isEmpty()) {
      throw refusal(Reason.MISSING_ELEMENT, "an EAR needs iat").in(EatClaim.ISSUED_AT.name());
    }
    requireInteger(claims.expirationTime(), EatClaim.EXPIRATION_TIME);
    Optional<VerifierId> verifierId = find(claims, EarClaim.VERIFIER_ID, VerifierId::read);
    if (verifierId.isEmpty()) {
      throw refusal(Reason.MISSING_ELEMENT, "an EAR names the Verifier")
          .in(EarClaim.VERIFIER_ID.jsonName());
    }
    if (claims.submodules().isEmpty()) {
      throw refusal(Reason.MISSING_ELEMENT, "an EAR has an appraisal")
          .in(EatClaim.SUBMODULES.name());
    }
    Map<String, Appraisal> appraisals = new LinkedHashMap<>();
    for (Map.Entry<String, Submodule> each : claims.submodules().entrySet()) {
      appraisals.put(each.getKey(), readAppraisal(each.getValue(), appraisals.size()));
    }
    return new AttestationResult(
        profile,
        find(claims, EarClaim.STATUS, EarReader::readTier),
        verifierId,
        appraisals,
        find(claims, EarClaim.RAW_EVIDENCE, ClaimReader::bytes),
        claims);
  }

  private static void requireInteger(Optional<NumericDate> time, EatClaim<?> claim)
      throws DecodeException {
    if (time.map(NumericDate::isFloat).orElse(false)) {
      throw refusal(Reason.UNEXPECTED_TYPE, "the time must not be a float").in(claim.name());
    }
  }

  private Appraisal readAppraisal(Submodule submodule, int index) throws DecodeException {
    try {
      if (!(submodule instanceof Submodule.Claims inner)) {
        throw refusal(Reason.UNEXPECTED_TYPE, "an appraisal is a set of claims");
      }
      EatClaims claims = inner.claims();
      Optional<TrustTier> status = find(claims, EarClaim.STATUS, EarReader::readTier);
      if (status.isEmpty()) {
        throw refusal(Reason.MISSING_ELEMENT, "an appraisal needs a status")
            .in(EarClaim.STATUS.jsonName());
      }
      Optional<Bytes> keyInfo =
          find(claims, EarClaim.KEY_ATTESTATION, EarReader::readKeyInfo)
              .filter(info -> !info.isEmpty());
      return new Appraisal(
          status.get(),
          find(claims, EarClaim.TRUSTWORTHINESS_VECTOR, TrustVector::read),
          find(claims, EarClaim.APPRAISAL_POLICY_IDS, reader -> reader.oneOrMore(ClaimReader::text))
              .orElse(List.of()),
          find(claims, EarClaim.TEEP_CLAIMS, EatClaims::read),
          keyInfo,
          keyInfo.flatMap(EarReader::key),
          claims);
    } catch (DecodeException e) {
      throw e.in(EatClaim.SUBMODULES.name(), index);
    }
  }

  /** Reads a claim if it is there. Its encoding is one item. */
  private <T> Optional<T> find(EatClaims claims, EarClaim claim, ClaimReader.Element<T> type)
      throws DecodeException {
    Bytes encoded = claim.in(claims);
    if (encoded.isEmpty()) {
      return Optional.empty();
    }
    try {
      CborReader reader = new CborReader(encoded, DecodeOptions.largest());
      return Optional.of(type.read(new ClaimReader(reader, isJson)));
    } catch (DecodeException e) {
      DecodeException relocated = refusal(e.reason(), e.detail());
      throw (e.path().isEmpty() ? relocated : relocated.in(e.path())).in(claim.jsonName());
    }
  }

  private static TrustTier readTier(ClaimReader reader) throws DecodeException {
    return reader.named(TrustTier.values());
  }

  /** {@code { "akpub" => binary-data }}; empty bytes if it has no such member. */
  private static Bytes readKeyInfo(ClaimReader reader) throws DecodeException {
    Bytes info = Bytes.empty();
    reader.cbor().enterMap();
    while (reader.cbor().hasNext()) {
      if (reader.label().equals(CoseLabel.of(AKPUB))) {
        info = reader.bytes();
      } else {
        reader.cbor().skip();
      }
    }
    reader.cbor().exitMap();
    return info;
  }

  /** A key of a type that is not supported confirms nothing. */
  private static Optional<CoseKey> key(Bytes subjectPublicKeyInfo) {
    String base64 = Base64.getMimeEncoder().encodeToString(subjectPublicKeyInfo.toByteArray());
    try {
      return Optional.of(
          CoseKeys.fromPem(
              "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n"));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  private static DecodeException refusal(Reason reason, String detail) {
    return new DecodeException(reason, 0, detail);
  }
}
