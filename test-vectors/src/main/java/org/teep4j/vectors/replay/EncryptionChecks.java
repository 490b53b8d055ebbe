package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseRecipient;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitPayloadCheck;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorSet;

/** The checks of encrypted payloads. */
final class EncryptionChecks {

  private final VectorSet set;

  EncryptionChecks(VectorSet set) {
    this.set = set;
  }

  String decrypt(Expectation.Decrypt check, Bytes encoded)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    SuitEncryptionInfo info = SuitEncryptionInfo.decode(encoded);
    CoseAlgorithm content = algorithm(check.contentAlgorithm());
    CheckFailure.requireEqual(Optional.of(content), info.contentAlgorithm(), "alg");
    CheckFailure.requireEqual(
        Optional.of(check.iv()), info.message().unverifiedHeaders().iv(), "the IV");
    CoseAlgorithm recipient = algorithm(check.recipientAlgorithm());
    requireContext(check, info, recipient);
    Bytes plaintext = check.plaintext();
    SuitPayloadCheck whole =
        SuitPayloadCheck.plaintext(
            SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(plaintext)),
            plaintext.length());
    CoseKey key = VectorKeys.of(set, check.key());
    Bytes decrypted =
        SuitDecryptor.of(key, profile(check)).decrypt(info, check.ciphertext(), whole).bytes();
    CheckFailure.requireEqual(plaintext, decrypted, "the plaintext");
    return content.ianaName() + ", " + recipient.ianaName() + ", key " + check.key();
  }

  private static SuitCoseProfile profile(Expectation.Decrypt check) {
    return new SuitCoseProfile(
        SuitDigestAlgorithm.SHA_256.id(),
        CoseAlgorithm.ESP256.id(),
        check.recipientAlgorithm(),
        check.contentAlgorithm());
  }

  private static CoseAlgorithm algorithm(long id) throws CheckFailure {
    return CoseAlgorithm.fromId(id)
        .orElseThrow(() -> new CheckFailure("alg " + id + " is unknown"));
  }

  /** Checks that the published context equals the one of the decryptor. */
  private static void requireContext(
      Expectation.Decrypt check, SuitEncryptionInfo info, CoseAlgorithm recipient)
      throws CheckFailure {
    List<CoseRecipient> recipients = info.message().recipients();
    CheckFailure.requireEqual(
        Optional.of(recipient),
        recipients.get(0).unverifiedHeaders().algorithm(),
        "the recipient's alg");
    if (check.kdfContext().isPresent()) {
      Bytes context =
          SuitEncryptionPurpose.PAYLOAD
              .kdfContext()
              .encode(
                  CoseAlgorithm.A128KW.label(),
                  128,
                  recipients.get(0).unverifiedHeaders().protectedBytes());
      CheckFailure.requireEqual(check.kdfContext().get(), context, "the COSE_KDF_Context");
    }
  }

  /**
   * Whether no other payload is encrypted with the key and IV of a vector. The keys are those that
   * the vectors state; decryption shows that they are right.
   */
  boolean isUnique(TestVector vector, List<String> others) throws CheckFailure {
    List<List<Bytes>> used = keysAndIvs(vector);
    for (String id : others) {
      TestVector other =
          set.vector(id).orElseThrow(() -> new CheckFailure("the set has no vector " + id));
      if (keysAndIvs(other).stream().anyMatch(used::contains)) {
        return false;
      }
    }
    return true;
  }

  private static List<List<Bytes>> keysAndIvs(TestVector vector) {
    List<List<Bytes>> used = new ArrayList<>();
    for (Expectation expectation : vector.expectations()) {
      if (expectation instanceof Expectation.Decrypt check) {
        used.add(List.of(check.contentKey(), check.iv()));
      }
    }
    return used;
  }
}
