package org.teep4j.fuzz;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.VerificationException;
import org.teep4j.eat.AttestationResult;
import org.teep4j.eat.ClaimsValidator;
import org.teep4j.eat.Confirmation;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EatBundle;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatContent;
import org.teep4j.eat.EatShapes;
import org.teep4j.eat.Jwt;
import org.teep4j.eat.MeasuredComponent;
import org.teep4j.eat.MediaType;
import org.teep4j.eat.PsaToken;
import org.teep4j.eat.Submodule.DetachedDigest;
import org.teep4j.eat.Submodule.NestedToken;
import org.teep4j.eat.TeepEatProfile;
import org.teep4j.eat.VerifiedClaims;

/** Claims, tokens and Attestation Results. */
final class EatDoors {
  private EatDoors() {}

  static List<Door<?>> all() {
    return List.of(
        Door.decoding(
                "eat-claims",
                EatClaims::decodeUnverified,
                "EatClaims.decodeUnverified",
                "EatClaims.decode",
                "CoseLabel.read")
            .within(Budget.CLAIMS)
            .checking(EatDoors::claims)
            .from(EatDoors::claimsSets),
        Door.text(
                "eat-claims-json",
                input -> EatClaims.decodeJsonUnverified(Text.of(input)),
                "EatClaims.decodeJsonUnverified")
            .within(Budget.CLAIMS)
            .checking(EatDoors::json)
            .from(EatDoors::jsonClaims),
        Door.binary(
                "cwt",
                input -> cwt(Bytes.wrap(input)),
                "Cwt.decode",
                "Cwt.verify",
                "Cwt.verifyMac",
                "Cwt.unverifiedClaims")
            .within(Budget.CLAIMS)
            .from(EatDoors::tokens),
        Door.text(
                "jwt",
                input -> jwt(Text.of(input)),
                "Jwt.decode",
                "Jwt.verify",
                "Jwt.unverifiedClaims")
            .within(Budget.CLAIMS)
            .from(EatDoors::jwts),
        Door.binary(
                "eat-bundle",
                input -> bundle(Bytes.wrap(input)),
                "EatBundle.decode",
                "EatBundle.verify")
            .within(Budget.CLAIMS)
            .from(EatDoors::bundles),
        Door.binary(
                "attestation-result",
                input -> result(Bytes.wrap(input)),
                "AttestationResult.decodeUnverified",
                "AttestationResult.of")
            .within(Budget.CLAIMS)
            .from(EatDoors::results),
        Door.text(
                "attestation-result-json",
                input ->
                    AttestationResult.decodeUnverified(
                        EatClaims.decodeJsonUnverified(Text.of(input)), true))
            .within(Budget.CLAIMS)
            .from(EatDoors::jsonResults),
        Door.binary(
                "psa-token",
                input -> PsaToken.decodeUnverified(EatClaims.decodeUnverified(Bytes.wrap(input))),
                "PsaToken.decodeUnverified",
                "PsaToken.of")
            .within(Budget.CLAIMS)
            .from(EatDoors::psaTokens),
        Door.decoding("measured-component", MeasuredComponent::decode, "MeasuredComponent.decode")
            .checking((component, input) -> component(component, input))
            .from(() -> cbor("{1: [\"x\", [\"1\", 1]], 2: [1, h'00'], 3: [h''], 4: 'flags123'}")),
        Door.text("media-type", input -> MediaType.parse(Text.of(input)), "MediaType.parse")
            .checking(
                (type, input) ->
                    Require.equal(type, MediaType.parse(type.toString()), "media type"))
            .from(() -> List.of(Text.bytes(MediaType.TEEP_RESULT.toString()))));
  }

  private static void claims(EatClaims claims, Bytes input) throws Exception {
    Require.roundTrip(claims, EatClaims::decodeUnverified);
    look(claims);
    try {
      EatClaims.decodeJsonUnverified(claims.toJson());
    } catch (IllegalStateException noForm) {
      // As documented.
    }
    Print.of(input, EatShapes.claims());
  }

  private static void json(EatClaims claims, Bytes input) throws DecodeException {
    look(claims);
    Require.equal(claims, EatClaims.decodeJsonUnverified(claims.toJson()), "JSON");
    Require.roundTrip(claims, EatClaims::decodeUnverified);
  }

  private static void look(EatClaims claims) {
    Require.that(claims.toString() != null, "toString");
    Require.equal(claims, claims.toBuilder().build(), "builder");
    claims.violations().forEach(each -> Require.that(each.toString() != null, "toString"));
    TeepEatProfile.violations(claims);
    ClaimsValidator.at(Instant.EPOCH).withConfirmedKey(FixedKeys.SIGNING).problems(claims);
  }

  private static Cwt cwt(Bytes input) throws DecodeException, VerificationException {
    Cwt token = Cwt.decode(input);
    Require.equal(token, Cwt.decode(encoded(token)), "CWT");
    try {
      VerifiedClaims verified = token.verify(new FixedKeys.Credulous());
      Require.equal(verified.claims(), token.unverifiedClaims(), "claims");
      TeepEatProfile.violations(verified);
    } catch (VerificationException noSignature) {
      token.verifyMac(new Credulous());
    }
    return token;
  }

  /** Takes every MAC. */
  private static final class Credulous implements CoseMacVerifier {
    @Override
    public CoseAlgorithm algorithm() {
      return CoseAlgorithm.HMAC_256;
    }

    @Override
    public Optional<Bytes> keyId() {
      return Optional.empty();
    }

    @Override
    public void verify(Segments toBeMaced, Bytes tag) {
      // It does not look.
    }
  }

  private static Jwt jwt(String input) throws DecodeException, VerificationException {
    Jwt token = Jwt.decode(input);
    VerifiedClaims verified = token.verify(new FixedKeys.Credulous());
    Require.equal(verified.claims(), token.unverifiedClaims(), "claims");
    return token;
  }

  private static EatBundle bundle(Bytes input) throws DecodeException, VerificationException {
    EatBundle bundle = EatBundle.decode(input);
    Require.equal(bundle, EatBundle.decode(encoded(bundle)), "bundle");
    bundle.verify(new FixedKeys.Credulous());
    return bundle;
  }

  private static AttestationResult result(Bytes input) throws DecodeException {
    AttestationResult result =
        AttestationResult.decodeUnverified(EatClaims.decodeUnverified(input), false);
    result.confirms(FixedKeys.SIGNING);
    result.tier();
    return result;
  }

  private static void component(MeasuredComponent component, Bytes input) throws DecodeException {
    Require.roundTrip(component, MeasuredComponent::decode);
    MeasuredComponent again =
        MeasuredComponent.decode(EatContent.of(EatContent.MEASURED_COMPONENT_CBOR, input));
    Require.equal(component, again, "component");
  }

  private static Bytes encoded(CborEncodable value) {
    return Bytes.wrap(value.toByteArray());
  }

  // Seeds.

  private static final String CLAIMS =
      """
      { 1: "i", 3: ["a", "b"], 4: 1.5, 6: 1, 7: h'0b71', 8: {3: h'dfd1', 2: [h'', {}, h'']},
        10: [h'0102030405060708', h'0203040506070809'],
        256: h'0198f50a4ff6c05861c8860d13a638eaaa', 257: {"XYZ": h'02aabbccddeeff'}, 258: h'894823',
        259: h'54', 260: ["1.3.4", 1], 261: 1, 262: true, 263: 3, 264: {1: 32.5, 2: -1, 8: 1, 9: 3},
        265: h'883701', 266: {"T": {263: 1}, "d": [-16, h'ab'], "j": "[\\"JWT\\",\\"a.b.c\\"]",
              "c": h'd28440a04040', "b": "[\\"BUNDLE\\",[1,{}]]"},
        268: h'01', 269: [["r", "p", "a"]], 270: "n", 271: ["3"], 272: [[60, h'a0']],
        273: [[296, "{}"]], 274: [["m", [["all", 1], [h'01', 4]]]], 275: 5, -70001: {}, "own": 1 }
      """;

  private static final String EAR =
      """
      { 265: "tag:ietf.org,2026:rats/ear#03", 6: 1, 1000: 2, 1004: {0: "d", 1: "b"}, 1002: h'6c69',
        266: {"A": {1000: 96, 1001: {0: 2, 2: 96}, 1003: ["p"], 65000: {258: 1},
              -70002: {"akpub": h'30'}}} }
      """;

  private static final String PSA =
      """
      {265: "http://arm.com/psa/2.0.0", 2394: 1, 2395: 12288, 2396: HASH, 2397: HASH,
       2399: [{1: "BL", 2: HASH, 4: "1", 5: HASH}], 10: HASH, 256: h'01ID', 2400: "v"}
      """;

  private static List<byte[]> cbor(String notation) throws DecodeException {
    return List.of(Edn.parse(notation).toByteArray());
  }

  private static List<byte[]> claimsSets() throws DecodeException {
    List<byte[]> seeds = new ArrayList<>(cbor(CLAIMS));
    seeds.add(EatClaims.builder().confirmation(named()).build().toByteArray());
    return seeds;
  }

  private static Confirmation named() {
    return Confirmation.ofKey(FixedKeys.SIGNING);
  }

  private static List<byte[]> jsonClaims() throws DecodeException {
    String claims = CLAIMS.replace("2: [h'', {}, h'']", "").replace("-70001: {}, ", "");
    EatClaims set = EatClaims.decodeUnverified(Edn.parse(claims));
    return List.of(
        Text.bytes(set.toBuilder().confirmation(named()).build().toJson()),
        Text.bytes(
            "{\"iat\": 1.5e+09, \"submods\": {\"a\": [\"DIGEST\", [\"SHA-256\", \"AA\"]]}}"));
  }

  private static EatClaims seed() throws DecodeException {
    return EatClaims.decodeUnverified(Edn.parse(CLAIMS));
  }

  private static List<byte[]> tokens() throws Exception {
    Cwt token = Cwt.sign(seed(), CoseSigner.of(FixedKeys.SIGNING));
    return List.of(token.toByteArray(), token.withTag(true).toByteArray());
  }

  private static List<byte[]> jwts() throws DecodeException, GeneralSecurityException {
    EatClaims claims = EatClaims.decodeJsonUnverified(Text.of(jsonClaims().get(0)));
    return List.of(Text.bytes(Jwt.sign(claims, CoseSigner.of(FixedKeys.SIGNING)).text()));
  }

  private static List<byte[]> bundles() throws Exception {
    Bytes set = Edn.parse("{263: 1}");
    EatClaims main =
        EatClaims.builder()
            .submodules(Map.of("T", DetachedDigest.of(CoseAlgorithm.SHA_256, set)))
            .build();
    CoseSign1 token = CoseSign1.sign(encoded(main), CoseSigner.of(FixedKeys.SIGNING));
    NestedToken nested = new NestedToken(NestedToken.CBOR, encoded(Cwt.of(token)));
    return List.of(new EatBundle(nested, Map.of("T", set), true).toByteArray());
  }

  private static List<byte[]> results() throws DecodeException {
    return cbor(EAR);
  }

  private static List<byte[]> jsonResults() {
    return List.of(
        Text.bytes(
            """
            {"eat_profile":"tag:github.com,2023:veraison/ear","iat":1,"eat_nonce":"QUp8F0FBs9DpodI=",
             "ear.verifier-id":{"build":"b","developer":"d"},"submods":{"T":{"ear.status":"warning",
             "ear.trustworthiness-vector":{"hardware":2},"ear.appraisal-policy-id":"p",
             "ear.veraison.key-attestation":{"akpub":"MFkw"}}}}
            """));
  }

  private static List<byte[]> psaTokens() throws DecodeException {
    String hash = "h'" + "03".repeat(32) + "'";
    return cbor(PSA.replace("HASH", hash).replace("ID", "02".repeat(32)));
  }
}
