package org.teep4j.eat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.CoseLabel;

/**
 * Makes the claims of an EAR (draft-ietf-rats-ear-04): for Verifiers of one's own, and for tests of
 * relying parties. Setters return this builder, and replace what was set before.
 *
 * <pre>{@code
 * EarBuilder ear =
 *     AttestationResult.builder(new VerifierId("https://verifier.example", "1.0"), now)
 *         .nonce(challenge)
 *         .appraisal("TEE", Appraisal.of(TrustTier.AFFIRMING).withAttestedKey(agentKey));
 * Cwt token = Cwt.sign(ear.build(), signer);
 * }</pre>
 */
public final class EarBuilder {

  /** The claims that an {@link Appraisal} has typed values for. */
  private static final Set<EarClaim> TYPED =
      EnumSet.of(
          EarClaim.STATUS,
          EarClaim.TRUSTWORTHINESS_VECTOR,
          EarClaim.APPRAISAL_POLICY_IDS,
          EarClaim.TEEP_CLAIMS,
          EarClaim.KEY_ATTESTATION);

  /** Whose names and types the claims have. */
  private enum Form {
    /** The draft, in CBOR. */
    CBOR,
    /** The draft, in JSON. */
    JSON,
    /** The Verifiers that are deployed, in JSON. */
    DEPLOYED;

    EatProfile profile() {
      return this == DEPLOYED ? EatProfile.VERAISON_EAR : EatProfile.EAR;
    }

    CoseLabel label(EarClaim claim) {
      return switch (this) {
        case CBOR -> CoseLabel.of(claim.number());
        case JSON -> CoseLabel.of(claim.jsonName());
        case DEPLOYED -> claim.deployedLabel();
      };
    }
  }

  private final VerifierId verifierId;
  private final EatClaimsBuilder common = EatClaims.builder();
  private final Map<String, Appraisal> appraisals = new TreeMap<>();
  private @Nullable TrustTier status;
  private @Nullable Bytes rawEvidence;

  EarBuilder(VerifierId verifierId, Instant issuedAt) {
    this.verifierId = verifierId;
    common.issuedAt(issuedAt);
  }

  /**
   * Sets {@code exp}.
   *
   * @param time a time, of which fractions of a second are dropped
   */
  public EarBuilder expirationTime(Instant time) {
    common.expirationTime(time);
    return this;
  }

  /**
   * Sets {@code eat_nonce}, which shows that the result is fresh.
   *
   * @param nonce 8 to 64 bytes
   * @throws IllegalArgumentException if the size is another one
   */
  public EarBuilder nonce(Bytes nonce) {
    common.nonce(nonce);
    return this;
  }

  /**
   * Sets {@code ear_status}: what the Verifier says of the device as a whole.
   *
   * @param tier no better than that of the worst appraisal
   */
  public EarBuilder status(TrustTier tier) {
    status = tier;
    return this;
  }

  /**
   * Sets {@code ear_raw_evidence}.
   *
   * @param evidence the Evidence as it came, referenced by the result
   */
  public EarBuilder rawEvidence(Bytes evidence) {
    rawEvidence = evidence;
    return this;
  }

  /**
   * Adds what the Verifier says of one Attester.
   *
   * @param name the name of the Attester, which the Verifier chooses
   * @param appraisal what it says
   */
  public EarBuilder appraisal(String name, Appraisal appraisal) {
    appraisals.put(name, appraisal);
    return this;
  }

  /**
   * Builds the claims as the draft has them in CBOR, to be signed by {@link Cwt#sign}.
   *
   * @throws IllegalStateException if there is no appraisal, or a status is better than what it
   *     stands for
   */
  public EatClaims build() {
    return build(Form.CBOR);
  }

  /**
   * Builds the claims as the draft has them in JSON, to be signed by {@link Jwt#sign}.
   *
   * @throws IllegalStateException as for {@link #build()}, or if JSON has no form for a claim
   */
  public EatClaims buildJson() {
    return build(Form.JSON);
  }

  /**
   * Builds the claims as the Verifiers of Project Veraison write them in JSON, to be signed by
   * {@link Jwt#sign}.
   *
   * @throws IllegalStateException as for {@link #buildJson()}
   */
  public EatClaims buildDeployed() {
    return build(Form.DEPLOYED);
  }

  private EatClaims build(Form form) {
    if (appraisals.isEmpty()) {
      throw new IllegalStateException("an EAR has an appraisal");
    }
    appraisals.values().forEach(each -> requireNoBetter(each.status(), each.tier()));
    Map<String, Submodule> submodules = new TreeMap<>();
    appraisals.forEach(
        (name, appraisal) -> submodules.put(name, new Submodule.Claims(claims(appraisal, form))));
    EatClaimsBuilder claims =
        common.build().toBuilder().profile(form.profile()).submodules(submodules);
    put(claims, EarClaim.VERIFIER_ID, form, verifierId::write);
    TrustTier overall = status;
    if (overall != null) {
      appraisals.values().forEach(each -> requireNoBetter(overall, each.tier()));
      put(claims, EarClaim.STATUS, form, writer -> writer.named(overall));
    }
    Bytes evidence = rawEvidence;
    if (evidence != null) {
      put(claims, EarClaim.RAW_EVIDENCE, form, writer -> writer.bytes(evidence));
    }
    return claims.build();
  }

  private static void requireNoBetter(TrustTier stated, TrustTier worst) {
    if (stated.worse(worst) != stated) {
      throw new IllegalStateException(
          "the status " + stated.jsonName() + " is better than " + worst.jsonName());
    }
  }

  private static EatClaims claims(Appraisal appraisal, Form form) {
    EatClaimsBuilder claims = EarClaim.remove(TYPED, appraisal.claims()).toBuilder();
    put(claims, EarClaim.STATUS, form, writer -> writer.named(appraisal.status()));
    appraisal
        .trustVector()
        .filter(vector -> !vector.claims().isEmpty())
        .ifPresent(vector -> put(claims, EarClaim.TRUSTWORTHINESS_VECTOR, form, vector::write));
    if (!appraisal.policyIds().isEmpty()) {
      put(
          claims,
          EarClaim.APPRAISAL_POLICY_IDS,
          form,
          writer -> writePolicyIds(appraisal, form, writer));
    }
    appraisal.teepClaims().ifPresent(teep -> put(claims, EarClaim.TEEP_CLAIMS, form, teep::write));
    appraisal
        .attestedKeyInfo()
        .ifPresent(
            info -> put(claims, EarClaim.KEY_ATTESTATION, form, writer -> writeKey(info, writer)));
    return claims.build();
  }

  /** Those that are deployed write a single one by itself. */
  private static void writePolicyIds(Appraisal appraisal, Form form, ClaimWriter writer) {
    if (form == Form.DEPLOYED) {
      writer.oneOrMore(appraisal.policyIds(), ClaimWriter::text);
    } else {
      writer.list(appraisal.policyIds(), ClaimWriter::text);
    }
  }

  private static void writeKey(Bytes subjectPublicKeyInfo, ClaimWriter writer) {
    writer.cbor().beginMap();
    writer.text(EarReader.AKPUB);
    writer.bytes(subjectPublicKeyInfo);
    writer.cbor().endMap();
  }

  private static void put(
      EatClaimsBuilder claims, EarClaim claim, Form form, Consumer<ClaimWriter> value) {
    CborWriter writer = new CborWriter();
    value.accept(new ClaimWriter(writer, form != Form.CBOR));
    claims.put(form.label(claim), writer.toBytes());
  }
}
