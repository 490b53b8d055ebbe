package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException;
import org.teep4j.vectors.CoseExpectation.Admission;
import org.teep4j.vectors.PrimitiveExpectation;
import org.teep4j.vectors.PrimitiveExpectation.KeyAgreement;
import org.teep4j.vectors.PrimitiveExpectation.KeyDerivation;
import org.teep4j.vectors.PrimitiveExpectation.KeyWrap;
import org.teep4j.vectors.PrimitiveExpectation.RawEncryption;
import org.teep4j.vectors.PrimitiveExpectation.RawMac;
import org.teep4j.vectors.PrimitiveExpectation.RawSignature;
import org.teep4j.vectors.VectorSet;

/**
 * Runs one cryptographic operation inside a COSE object. COSE signs and authenticates a structure
 * with a context, which no test has as its input. Therefore the object gets a key handle that
 * checks the structure and replaces it with the bytes of the test. Everything else is processed as
 * in any other message.
 */
final class PrimitiveChecks {
  private PrimitiveChecks() {}

  static String check(VectorSet set, PrimitiveExpectation expectation)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    if (expectation instanceof RawSignature check) {
      return signature(set, check);
    } else if (expectation instanceof RawMac check) {
      return mac(check);
    } else if (expectation instanceof RawEncryption check) {
      return encryption(check);
    } else if (expectation instanceof KeyWrap check) {
      return KeyChecks.keyWrap(check);
    } else if (expectation instanceof KeyAgreement check) {
      return KeyChecks.agreement(check);
    } else if (expectation instanceof KeyDerivation check) {
      return KeyChecks.derivation(check);
    }
    throw new IllegalStateException("no such check: " + expectation);
  }

  static CoseAlgorithm algorithm(int id) throws CheckFailure {
    return CoseAlgorithm.fromId(id)
        .orElseThrow(() -> new CheckFailure("alg " + id + " is unknown"));
  }

  private static Bytes bytes(Bytes hex) {
    return hex;
  }

  /** Checks that the library passes exactly the structure of RFC 9052 to the key handle. */
  private static void requireStructure(Bytes expected, Bytes found) {
    if (!expected.equals(found)) {
      throw new IllegalStateException("not the structure of RFC 9052: " + found.toHex());
    }
  }

  // Signatures.

  /** Verifies the signature of the test's message in place of the Sig_structure. */
  private record RawVerifier(CoseVerifier verifier, Bytes structure, Bytes message)
      implements CoseVerifier {
    @Override
    public CoseAlgorithm algorithm() {
      return verifier.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return verifier.keyId();
    }

    @Override
    public void verify(Segments toBeSigned, Bytes signature) throws VerificationException {
      requireStructure(structure, toBeSigned.toBytes());
      verifier.verify(Segments.of(message), signature);
    }
  }

  private static String signature(VectorSet set, RawSignature check)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CoseAlgorithm algorithm = algorithm(check.algorithm());
    Bytes payload = bytes(check.message());
    CoseSign1 message =
        CoseSign1.decode(
            CoseObjects.authenticated(
                CoseMessageType.SIGN1.tag(), algorithm, payload, bytes(check.signature())));
    return Refusals.check(
        check.refused(),
        () -> {
          CoseVerifier verifier =
              CoseOpening.verifier(
                  VectorKeys.of(set, check.key()),
                  algorithm,
                  check.admit().contains(Admission.ANY_CURVE));
          Bytes structure = CoseObjects.structure("Signature1", algorithm, payload);
          Bytes verified = message.verify(new RawVerifier(verifier, structure, payload)).bytes();
          CheckFailure.requireEqual(payload, verified, "the payload");
          return algorithm.ianaName() + " signature";
        });
  }

  // MACs.

  /** Verifies the MAC of the test's message in place of the MAC_structure. */
  private record RawMacVerifier(CoseMacVerifier verifier, Bytes structure, Bytes message)
      implements CoseMacVerifier {
    @Override
    public CoseAlgorithm algorithm() {
      return verifier.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return verifier.keyId();
    }

    @Override
    public void verify(Segments toBeMaced, Bytes tag) throws VerificationException {
      requireStructure(structure, toBeMaced.toBytes());
      verifier.verify(Segments.of(message), tag);
    }
  }

  private static String mac(RawMac check)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CoseAlgorithm algorithm = algorithm(check.algorithm());
    Bytes payload = bytes(check.message());
    Bytes tag = bytes(check.tag());
    CoseMac0 message =
        CoseMac0.decode(
            CoseObjects.authenticated(CoseMessageType.MAC0.tag(), algorithm, payload, tag));
    String shown =
        Refusals.check(
            check.refused(),
            () -> {
              CoseMacVerifier verifier =
                  CoseMacVerifier.of(SymmetricKey.of(bytes(check.key())), algorithm);
              Bytes structure = CoseObjects.structure("MAC0", algorithm, payload);
              Bytes verified =
                  message.verify(new RawMacVerifier(verifier, structure, payload)).bytes();
              CheckFailure.requireEqual(payload, verified, "the payload");
              CheckFailure.requireEqual(tag, made(check, algorithm), "the tag");
              return algorithm.ianaName() + " tag";
            });
    if (check.prefix()) {
      Bytes made = made(check, algorithm).slice(0, tag.length());
      CheckFailure.requireEqual(tag, made, "the beginning of the tag");
      return shown + ", which is the beginning of one";
    }
    return shown;
  }

  private static Bytes made(RawMac check, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return Bytes.wrap(
        CoseMacCreator.of(SymmetricKey.of(bytes(check.key())), algorithm)
            .mac(Segments.of(bytes(check.message()))));
  }

  // Encryption.

  /** Decrypts with the test's additional data in place of the Enc_structure. */
  private record RawDecryptor(CoseDecryptor decryptor, Bytes structure, Bytes aad)
      implements CoseDecryptor {
    @Override
    public CoseAlgorithm algorithm() {
      return decryptor.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return decryptor.keyId();
    }

    @Override
    public Bytes decrypt(Bytes iv, Bytes structureGiven, Bytes ciphertext)
        throws VerificationException {
      requireStructure(structure, structureGiven);
      return decryptor.decrypt(iv, aad, ciphertext);
    }
  }

  private static String encryption(RawEncryption check)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CoseAlgorithm algorithm = algorithm(check.algorithm());
    Bytes iv = bytes(check.iv());
    Bytes aad = bytes(check.aad());
    Bytes ciphertext = bytes(check.ciphertext());
    CoseEncrypt0 message =
        CoseEncrypt0.decode(
            CoseObjects.encrypt0(CoseMessageType.ENCRYPT0.tag(), algorithm, iv, ciphertext));
    return Refusals.check(
        check.refused(),
        () -> {
          SymmetricKey key = SymmetricKey.of(bytes(check.key()));
          CoseDecryptor decryptor = CoseDecryptor.of(key, algorithm);
          Bytes structure = CoseObjects.structure("Encrypt0", algorithm);
          Bytes plaintext = message.decrypt(new RawDecryptor(decryptor, structure, aad)).bytes();
          CheckFailure.requireEqual(bytes(check.plaintext()), plaintext, "the plaintext");
          byte[] made = CoseEncryptor.of(key, algorithm).encrypt(iv, aad, Segments.of(plaintext));
          CheckFailure.requireEqual(ciphertext, Bytes.wrap(made), "the ciphertext");
          return algorithm.ianaName() + ", decrypted and encrypted";
        });
  }
}
