package org.teep4j.cose;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.AlgorithmTraits.Signing;

/** Makes the messages for refused keys: type and use of the key, and the expected ones. */
final class KeyMismatch {

  private static final String AGREEMENT_CURVES =
      Arrays.stream(CoseCurve.values())
          .filter(CoseCurve::isForAgreement)
          .map(CoseCurve::ianaName)
          .collect(Collectors.joining(", "))
          .replaceFirst(", (?=[^,]+$)", " or ");

  private KeyMismatch() {}

  /** The key does not fit the algorithm. */
  static InvalidKeyException of(CoseKey key, CoseAlgorithm algorithm) {
    return new InvalidKeyException(
        "the key does not fit "
            + algorithm.ianaName()
            + ": it is "
            + describe(key)
            + ", and "
            + algorithm.ianaName()
            + " "
            + purpose(algorithm));
  }

  /** The key does not determine its algorithm. */
  static InvalidKeyException undecided(CoseKey key, String what) {
    return new InvalidKeyException(
        "the key does not say which " + what + " it is for: it is " + describe(key));
  }

  /** The type and the use of a key, without its value. */
  static String describe(CoseKey key) {
    CoseCurve curve = key.curveOrNull();
    if (curve != null) {
      return "a key on "
          + curve.ianaName()
          + (!curve.isForAgreement()
              ? ", for signatures"
              : curve.isForSignatures()
                  ? ", for signatures or key agreement"
                  : ", for key agreement");
    }
    if (key instanceof SymmetricKey symmetric) {
      return "a symmetric key of "
          + 8L * symmetric.k().length()
          + " bits, for MACs, encryption or key wrap";
    }
    if (key instanceof RsaKey) {
      return "an RSA key, for signatures or key transport";
    }
    if (key instanceof AkpKey akp) {
      return "a key of " + akp.algorithm().ianaName() + ", for signatures";
    }
    return key instanceof HssLmsKey
        ? "a key of HSS-LMS, for signatures"
        : "of key type "
            + RegisteredNames.describe(key.keyType(), RegisteredNames.KEY_TYPES)
            + ", which is not supported";
  }

  private static String purpose(CoseAlgorithm algorithm) {
    AlgorithmTraits traits = algorithm.traits();
    return switch (algorithm.kind()) {
      case SIGNATURE -> "signs with " + kind((Signing) traits);
      case MAC -> "makes MACs with a symmetric key of " + traits.keyBits() + " bits";
      case CONTENT_ENCRYPTION ->
          traits.suite() == null
              ? "encrypts with a symmetric key of " + traits.keyBits() + " bits"
              : "encrypts for a key on " + traits.suite().curve().ianaName();
      case KEY_DISTRIBUTION ->
          "takes " + kind((Distributing) traits) + " to deliver the content key";
      case HASH -> "is a hash function";
    };
  }

  private static String kind(Signing signing) {
    if (signing.curve() != null) {
      return "a key on " + signing.curve().ianaName();
    }
    return switch (signing.scheme()) {
      case EDDSA -> "a key on Ed25519 or Ed448";
      case RSA_PSS, RSA_PKCS1 -> "an RSA key";
      case ML_DSA -> "a key of the same name";
      case HSS_LMS -> "a key of HSS-LMS";
      case ECDSA -> "a key on a curve";
    };
  }

  private static String kind(Distributing distributing) {
    HpkeSuite suite = distributing.suite();
    if (suite != null) {
      return "a key on " + suite.curve().ianaName();
    }
    return switch (distributing.scheme()) {
      case RSAES_OAEP -> "an RSA key";
      case ECDH_ES, ECDH_SS -> "a key on " + AGREEMENT_CURVES;
      case DIRECT, DIRECT_HKDF, DIRECT_HKDF_AES, AES_KW -> "a symmetric key";
      case HPKE -> "a key on a curve";
    };
  }
}
