package org.teep4j.vectors.replay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.eat.AttestationResult;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EatBundle;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatViolation;
import org.teep4j.eat.Jwt;
import org.teep4j.eat.PsaToken;
import org.teep4j.eat.TrustTier;
import org.teep4j.vectors.EatExpectation;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.VectorSet;

/** The checks of claims and tokens. */
final class EatChecks {
  private final VectorSet set;
  private final VectorKind kind;
  private final Bytes bytes;

  EatChecks(VectorSet set, TestVector vector, Bytes bytes) {
    this.set = set;
    this.kind = vector.kind();
    this.bytes = bytes;
  }

  String check(EatExpectation expectation)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    if (expectation instanceof EatExpectation.EatRules check) {
      return rules(check);
    } else if (expectation instanceof EatExpectation.Token check) {
      CoseKey key = VectorKeys.of(set, check.key());
      return Refusals.check(check.refused(), () -> verify(CoseVerifier.of(key)));
    } else if (expectation instanceof EatExpectation.AttestationResult check) {
      return result(check);
    }
    return psaToken((EatExpectation.PsaToken) expectation);
  }

  private static String text(Bytes utf8) {
    return new String(utf8.toByteArray(), StandardCharsets.UTF_8);
  }

  /** A text is decoded to a value that is written in CBOR. */
  static CborEncodable decode(VectorKind kind, Bytes bytes) throws DecodeException {
    return switch (kind) {
      case CWT -> Cwt.decode(bytes);
      case EAT_BUNDLE -> EatBundle.decode(bytes);
      case JWT -> Jwt.decode(text(bytes)).unverifiedClaims();
      case EAT_CLAIMS_JSON -> EatClaims.decodeJsonUnverified(text(bytes));
      default -> EatClaims.decodeUnverified(bytes);
    };
  }

  private EatClaims claims() throws DecodeException, NotDone {
    CborEncodable decoded = decode(kind, bytes);
    if (decoded instanceof Cwt token) {
      return token.unverifiedClaims();
    }
    if (decoded instanceof EatClaims claims) {
      return claims;
    }
    throw new NotDone("the claims of " + kind.word() + " are not read without verification");
  }

  private String rules(EatExpectation.EatRules check)
      throws CheckFailure, DecodeException, NotDone {
    Set<String> expected = new TreeSet<>();
    check.violated().forEach(each -> expected.add(each.rule() + " at " + each.path()));
    Set<String> found = new TreeSet<>();
    for (EatViolation violation : claims().violations()) {
      found.add(violation.rule().id() + " at " + violation.path());
    }
    CheckFailure.requireEqual(expected, found, "the broken rules");
    return found.isEmpty() ? "no rule is broken" : "broken rules: " + found;
  }

  private String verify(CoseVerifier verifier) throws DecodeException, GeneralSecurityException {
    if (kind == VectorKind.EAT_BUNDLE) {
      return "verified with the claims of "
          + EatBundle.decode(bytes).verify(verifier).detached().keySet();
    }
    if (kind == VectorKind.JWT) {
      return "verified: " + Jwt.decode(text(bytes)).verify(verifier).algorithm();
    }
    return "verified: " + Cwt.decode(bytes).verify(verifier).algorithm();
  }

  private String result(EatExpectation.AttestationResult check)
      throws CheckFailure, DecodeException, NotDone {
    boolean isJson = kind == VectorKind.JWT || kind == VectorKind.EAT_CLAIMS_JSON;
    AttestationResult result = AttestationResult.decodeUnverified(claims(), isJson);
    CheckFailure.requireEqual(check.profile(), result.profile().name(), "the profile");
    CheckFailure.requireEqual(
        check.tier(), result.tier().map(EatChecks::word).orElse("absent"), "the tier");
    Map<String, String> tiers = new TreeMap<>();
    result.appraisals().forEach((name, each) -> tiers.put(name, word(each.tier())));
    CheckFailure.requireEqual(check.appraisals(), tiers, "the appraisals");
    return "an Attestation Result: " + tiers;
  }

  private static String word(TrustTier tier) {
    return tier.name().toLowerCase(Locale.ROOT);
  }

  private String psaToken(EatExpectation.PsaToken check)
      throws CheckFailure, DecodeException, NotDone {
    PsaToken token = PsaToken.decodeUnverified(claims());
    CheckFailure.requireEqual(check.profile(), token.profile().profileName(), "the profile");
    CheckFailure.requireEqual(
        check.components(), token.softwareComponents().size(), "the number of components");
    return "a PSA token, " + token.lifecycle();
  }
}
