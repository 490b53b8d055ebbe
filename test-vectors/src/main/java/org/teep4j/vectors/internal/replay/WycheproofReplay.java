package org.teep4j.vectors.internal.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.vectors.ReplayResult;
import org.teep4j.vectors.WycheproofFile;

/**
 * Replays Wycheproof's signature tests. What they sign is not a Sig_structure, so it is given to
 * the verifier as it is.
 */
final class WycheproofReplay {
  private static final Map<String, CoseAlgorithm> ECDSA =
      Map.of(
          "SHA-256", CoseAlgorithm.ES256,
          "SHA-384", CoseAlgorithm.ES384,
          "SHA-512", CoseAlgorithm.ES512);
  private static final Map<String, CoseAlgorithm> RSA_PSS =
      Map.of(
          "SHA-256/MGF1/SHA-256/32", CoseAlgorithm.PS256,
          "SHA-384/MGF1/SHA-384/48", CoseAlgorithm.PS384,
          "SHA-512/MGF1/SHA-512/64", CoseAlgorithm.PS512);

  private WycheproofReplay() {}

  static List<ReplayResult> run(WycheproofFile file) {
    List<ReplayResult> results = new ArrayList<>();
    for (WycheproofFile.Group group : file.groups()) {
      Maker maker = new Maker(file, group);
      for (WycheproofFile.Test test : group.tests()) {
        Run run = new Run("tcId " + test.id());
        run.check(Run.VERIFY, () -> verify(maker.verifier(), test));
        results.addAll(run.results());
      }
    }
    return results;
  }

  private static String verify(CoseVerifier verifier, WycheproofFile.Test test)
      throws CheckFailure {
    Bytes message = Bytes.fromHex(test.fields().path("msg").asText());
    Bytes signature = Bytes.fromHex(test.fields().path("sig").asText());
    boolean verified = true;
    try {
      verifier.verify(Segments.of(message), signature);
    } catch (VerificationException refused) {
      CheckFailure.requireEqual(
          VerificationException.Failure.SIGNATURE, refused.failure(), "the failure");
      verified = false;
    }
    String comment = test.comment().isEmpty() ? "" : " (" + test.comment() + ")";
    CheckFailure.require(
        test.result() != WycheproofFile.Result.VALID || verified,
        "a valid signature was refused" + comment);
    CheckFailure.require(
        test.result() != WycheproofFile.Result.INVALID || !verified,
        "an invalid signature was verified" + comment);
    return (verified ? "verified" : "refused") + comment;
  }

  /** Makes the verifier of a group, once. */
  private static final class Maker {
    private final WycheproofFile file;
    private final WycheproofFile.Group group;
    private @Nullable CoseVerifier made;

    Maker(WycheproofFile file, WycheproofFile.Group group) {
      this.file = file;
      this.group = group;
    }

    CoseVerifier verifier() throws CheckFailure, NotDone, GeneralSecurityException {
      CoseVerifier verifier = made == null ? make() : made;
      made = verifier;
      return verifier;
    }

    private CoseVerifier make() throws CheckFailure, NotDone, GeneralSecurityException {
      JsonNode fields = group.fields();
      CoseKey key =
          switch (group.type()) {
            case "EcdsaP1363Verify", "EddsaVerify", "RsassaPssVerify" -> key(fields);
            default -> throw new NotDone(file.algorithm() + " is not supported yet");
          };
      String hash = fields.path("sha").asText();
      switch (group.type()) {
        case "EcdsaP1363Verify" -> {
          return CoseVerifier.ofAnyCurve(key, known(ECDSA.get(hash), hash));
        }
        case "EddsaVerify" -> {
          return CoseVerifier.of(key, CoseAlgorithm.EDDSA);
        }
        default -> {
          String scheme =
              String.join(
                  "/",
                  hash,
                  fields.path("mgf").asText(),
                  fields.path("mgfSha").asText(),
                  fields.path("sLen").asText());
          return CoseVerifier.of(key, known(RSA_PSS.get(scheme), scheme));
        }
      }
    }

    /** The key as a JWK; some groups have one in numbers only. */
    private static CoseKey key(JsonNode fields)
        throws CheckFailure, NotDone, GeneralSecurityException {
      JsonNode jwk = fields.path("publicKeyJwk");
      return jwk.isObject()
          ? JsonKeys.publicKey(jwk)
          : JsonKeys.ofNumbers(fields.path("publicKey"));
    }

    private CoseAlgorithm known(@Nullable CoseAlgorithm algorithm, String what) throws NotDone {
      if (algorithm == null) {
        throw new NotDone(file.algorithm() + " with " + what + " is no COSE algorithm");
      }
      return algorithm;
    }
  }
}
