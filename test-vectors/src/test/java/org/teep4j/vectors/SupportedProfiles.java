package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.HssLmsSigner;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitEnvelopeBuilder;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitPayloadCheck;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptedPayload;
import org.teep4j.suit.encryption.SuitEncryptor;

/** Shows that payloads are encrypted and manifests authenticated with each profile. */
final class SupportedProfiles {

  private SupportedProfiles() {}

  /** The rows of the table. */
  static List<List<String>> rows(SuitManifest manifest) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    for (SuitCoseProfile profile : SuitCoseProfile.defined()) {
      CoseAlgorithm exchange = profile.keyExchangeAlgorithm().orElseThrow();
      CoseKey key =
          exchange == CoseAlgorithm.ECDH_ES_A128KW
              ? CoseKeys.generate(CoseCurve.P256)
              : CoseKeys.generate(exchange);
      Bytes payload = Bytes.ofUtf8("payload");
      SuitPayloadCheck check =
          SuitPayloadCheck.plaintext(
              SuitDigest.compute(profile.digestAlgorithm().orElseThrow(), Segments.of(payload)),
              payload.length());
      SuitEncryptedPayload encrypted = SuitEncryptor.of(profile, key).encrypt(payload);
      Bytes decrypted =
          SuitDecryptor.of(key, profile)
              .decrypt(encrypted.info(), encrypted.ciphertext(), check)
              .bytes();
      assertEquals(payload, decrypted);
      authenticate(profile, manifest);
      rows.add(List.of(profile.cddlName().orElseThrow(), "yes", "yes"));
    }
    return rows;
  }

  private static void authenticate(SuitCoseProfile profile, SuitManifest manifest)
      throws Exception {
    SuitEnvelopeBuilder builder = SuitEnvelope.builder(manifest);
    CoseAlgorithm algorithm = profile.authenticationAlgorithm().orElseThrow();
    SuitVerifier verifier;
    if (algorithm == CoseAlgorithm.HSS_LMS) {
      HssLmsSigner signer =
          HssLmsSigner.generate(List.of(new HssLmsSigner.Level(5, 8)), (used, state) -> {});
      builder.signer(signer);
      verifier = SuitVerifier.of(CoseVerifier.of(signer.publicKey()));
    } else {
      CoseKey key = CoseKeys.generate(algorithm);
      if (algorithm.kind() == CoseAlgorithm.Kind.MAC) {
        builder.mac(CoseMacCreator.of(key));
        verifier = SuitVerifier.of(CoseMacVerifier.of(key));
      } else {
        builder.signer(CoseSigner.of(key));
        verifier = SuitVerifier.of(CoseVerifier.of(key));
      }
    }
    Bytes encoded = builder.build().encode().toBytes();
    assertEquals(manifest, SuitEnvelope.decode(encoded).verifyAny(List.of(verifier)).asSigned());
  }
}
