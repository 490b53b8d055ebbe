package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Base64;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseRecipient;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.testvectors.ChosenSecrets;
import org.teep4j.vectors.PrimitiveExpectation.KeyAgreement;
import org.teep4j.vectors.PrimitiveExpectation.KeyDerivation;
import org.teep4j.vectors.PrimitiveExpectation.KeyWrap;

/**
 * Tests recipient algorithms inside COSE messages. The content is encrypted without the library,
 * with the expected content key. The message opens if and only if the recipient obtains that key.
 */
final class KeyChecks {
  private KeyChecks() {}

  /** Opens a message and compares its content. */
  private static void open(Bytes message, ContentKeyRecipient recipient)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    Bytes content = CoseEncrypt.decode(message).decrypt(recipient).bytes();
    CheckFailure.requireEqual(CoseObjects.CONTENT, content, "the content");
  }

  // Key wrap.

  static String keyWrap(KeyWrap check)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CoseAlgorithm algorithm = PrimitiveChecks.algorithm(check.algorithm());
    Bytes contentKey = check.contentKey();
    Bytes wrapped = check.wrapped();
    CborEncodable recipient =
        writer ->
            writer
                .beginArray()
                .writeBytes(Bytes.empty())
                .write(CoseObjects.algorithmHeader(algorithm))
                .writeBytes(wrapped)
                .endArray();
    return Refusals.check(
        check.refused(),
        () -> {
          SymmetricKey kek = SymmetricKey.of(check.key());
          ContentKeyRecipient holder = ContentKeyRecipient.of(kek, algorithm);
          boolean gcm = CoseObjects.isGcmKey(contentKey.length());
          if (gcm) {
            open(CoseObjects.encrypted(contentKey, recipient), holder);
          } else {
            CoseMac message = CoseMac.decode(CoseObjects.maced(contentKey, recipient));
            CheckFailure.requireEqual(
                CoseObjects.CONTENT, message.verify(holder).bytes(), "the content");
          }
          ContentKeySender sender = ContentKeySender.of(kek, algorithm);
          CoseRecipient made = gcm ? encrypted(contentKey, sender) : maced(contentKey, sender);
          CheckFailure.requireEqual(Optional.of(wrapped), made.ciphertext(), "the wrapped key");
          return algorithm.ianaName() + ", unwrapped and wrapped";
        });
  }

  private static CoseRecipient encrypted(Bytes contentKey, ContentKeySender sender)
      throws GeneralSecurityException {
    return ChosenSecrets.withContentKey(CoseEncrypt.builder(), contentKey)
        .plaintext(CoseObjects.CONTENT)
        .recipient(sender)
        .encrypt(CoseObjects.gcm(contentKey.length()))
        .recipients()
        .get(0);
  }

  private static CoseRecipient maced(Bytes contentKey, ContentKeySender sender)
      throws GeneralSecurityException {
    return ChosenSecrets.withContentKey(CoseMac.builder(), contentKey)
        .payload(CoseObjects.CONTENT)
        .recipient(sender)
        .mac(CoseAlgorithm.HMAC_256)
        .recipients()
        .get(0);
  }

  // Key agreement.

  static String agreement(KeyAgreement check)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CoseCurve curve = VectorKeys.curve(check.curve());
    CoseAlgorithm algorithm = CoseAlgorithm.ECDH_ES_HKDF_256;
    return Refusals.check(
        check.refused(),
        () -> {
          Bytes context = CoseObjects.kdfContext(algorithm);
          Bytes secret = check.shared();
          Bytes contentKey = PlainCrypto.hkdf("HmacSHA256", secret, Bytes.empty(), context, 16);
          CborEncodable ephemeral = publicKey(check, curve);
          Bytes message =
              CoseObjects.encrypted(
                  contentKey,
                  writer ->
                      writer
                          .beginArray()
                          .writeWrapped(CoseObjects.algorithmHeader(algorithm))
                          .beginMap()
                          .writeLong(-1)
                          .write(ephemeral)
                          .endMap()
                          .writeBytes(Bytes.empty())
                          .endArray());
          open(message, ContentKeyRecipient.of(privateKey(check, curve), algorithm));
          return "the secret on " + curve.ianaName();
        });
  }

  /** The private key as PKCS #8, which does not contain the public key. */
  private static CoseKey privateKey(KeyAgreement check, CoseCurve curve)
      throws InvalidKeyException {
    String d = check.privateKey().toHex();
    String prefix =
        switch (curve) {
          case P256 -> "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420";
          case X25519 -> "302e020100300506032b656e04220420";
          case X448 -> "3046020100300506032b656f043a0438";
          default -> throw new IllegalArgumentException("no private keys on " + curve);
        };
    return pem("PRIVATE KEY", Bytes.fromHex(prefix + d));
  }

  private static CoseKey pem(String label, Bytes encoded) throws InvalidKeyException {
    String base64 = Base64.getMimeEncoder().encodeToString(encoded.toByteArray());
    try {
      return CoseKeys.fromPem(
          "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    } catch (DecodeException damaged) {
      throw new InvalidKeyException(damaged);
    }
  }

  /** The other side's key as in a message: not checked, unless X.509 is tested. */
  private static CborEncodable publicKey(KeyAgreement check, CoseCurve curve)
      throws InvalidKeyException {
    Bytes encoded = check.publicKey();
    return check.encoding().equals("spki")
        ? pem("PUBLIC KEY", encoded)
        : writer -> {
          writer.beginMap().writeLong(1).writeLong(curve.keyType().id());
          writer.writeLong(-1).writeLong(curve.id());
          if (check.encoding().equals("point")) {
            writePoint(writer, encoded);
          } else {
            writer.writeLong(-2).writeBytes(encoded);
          }
          writer.endMap();
        };
  }

  /** A point in the encoding of SEC 1, split into coordinates without further checks. */
  private static void writePoint(CborWriter writer, Bytes point) {
    int form = point.isEmpty() ? 0 : point.unsignedByteAt(0);
    if (form == 2 || form == 3) {
      writer.writeLong(-2).writeBytes(point.slice(1));
      writer.writeLong(-3).writeBoolean(form == 3);
    } else {
      Bytes both = point.slice(Math.min(1, point.length()));
      writer.writeLong(-2).writeBytes(both.slice(0, both.length() / 2));
      writer.writeLong(-3).writeBytes(both.slice(both.length() / 2));
    }
  }

  // Key derivation.

  /**
   * Checks the test vector with a separate HKDF, then the library against that HKDF with the secret
   * and salt of the test and the info of COSE.
   */
  static String derivation(KeyDerivation check)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CoseAlgorithm algorithm = PrimitiveChecks.algorithm(check.algorithm());
    String hmac = "Hmac" + algorithm.hashName().orElseThrow().replace("-", "");
    Bytes secret = check.secret();
    Bytes salt = check.salt();
    Bytes context = CoseObjects.kdfContext(algorithm);
    Bytes contentKey = PlainCrypto.hkdf(hmac, secret, salt, context, 16);
    Bytes message =
        CoseObjects.encrypted(
            contentKey,
            writer -> {
              writer.beginArray().writeWrapped(CoseObjects.algorithmHeader(algorithm));
              writer.beginMap();
              if (!salt.isEmpty()) {
                writer.writeLong(-20).writeBytes(salt);
              }
              writer.endMap().writeBytes(Bytes.empty()).endArray();
            });
    open(message, ContentKeyRecipient.of(SymmetricKey.of(secret), algorithm));
    return Refusals.check(
        check.refused(),
        () -> {
          Bytes info = check.info();
          Bytes output = PlainCrypto.hkdf(hmac, secret, salt, info, check.size());
          CheckFailure.requireEqual(check.output(), Optional.of(output), "the output");
          return algorithm.ianaName();
        });
  }
}
