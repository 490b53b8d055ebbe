package org.teep4j.vectors.replay;

import static org.teep4j.vectors.replay.Notation.hex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

/**
 * Encrypted payloads, with keys that are always the same and with the JDK alone, so that the
 * library does not check itself.
 */
final class Ciphers {
  static final String KEK_ID = "6b656b2d31";
  static final String RECIPIENT_ID = "6465766963652d31";

  private static final String KEK = "026e4864348672052f1f744667115541";
  private static final String OTHER_KEK = "11111111111111111111111111111111";
  private static final String CONTENT_KEY = "4c805f1587d624ed5e0dbb7a7f7fa7eb";
  private static final String IV = "f14aab9d81d51f7ad943fe87";
  private static final String COUNTER = "f14aab9d81d51f7ad943fe87af4f70cd";
  private static final String X =
      "9162a96c18844a4acdb5eb1b16ad9a547ce7c65f63fee39941a90de3e5b43407";
  private static final String Y =
      "f9edb8be3a49b7ea85b8dbbd02cc86e6e51450a2dc2fd1a72e2c02209c54daa1";
  private static final String D =
      "e87e3a5f3a720d206a4845380db668438508d2e469d2162cbcf88734b8057de5";
  private static final String OWN_X =
      "b39f3938c0146f06232d9833699905062a019b93b5227eb9ae69f9ced51996e8";
  private static final String OWN_Y =
      "6c94e62a77e635147b02110d355414be82c5ceec6bd9be132052a61c3d32299e";
  private static final String OWN_D =
      "828643940510b6c935874cd5f5d0db4fdf908c56c43a78a86e4b98116ef2f84b";

  private Ciphers() {}

  /** The keys of a device. */
  static void keys(ObjectNode device) {
    device.putArray("keks").addObject().put("kid", KEK_ID).put("k", KEK);
    device
        .putArray("recipient_keys")
        .addObject()
        .put("kid", RECIPIENT_ID)
        .put("crv", "P-256")
        .put("x", X)
        .put("y", Y)
        .put("d", D);
  }

  // SUIT_Encryption_Info.

  static String gcm(String... recipients) {
    return info("<<{1: 1}>>, {5: " + hex(IV) + "}", recipients);
  }

  static String ctr(String... recipients) {
    return info("h'', {1: -65534, 5: " + hex(COUNTER) + "}", recipients);
  }

  private static String info(String headers, String... recipients) {
    return "96([" + headers + ", null, [" + String.join(", ", recipients) + "]])";
  }

  /** The recipient of the device's key-encryption key. */
  static String keyWrap(boolean named) {
    return "[h'', {1: -3" + (named ? ", 4: " + hex(KEK_ID) : "") + "}, " + wrapped(KEK) + "]";
  }

  /** The recipient of a key that the device does not have. */
  static String strangersKeyWrap() {
    return "[h'', {1: -3, 4: 'kek-2'}, " + wrapped(OTHER_KEK) + "]";
  }

  private static String wrapped(String kek) {
    return hex(wrap(new SecretKeySpec(bytes(kek), "AES")).toHex());
  }

  /** The recipient of the device's key for key agreement; a salt may be empty. */
  static String keyAgreement(String salt, String purpose) {
    String header = "<<{1: -29}>>";
    Bytes context =
        Manifest.parse(
            "[-3, [null, null, null], [null, null, null], [128, "
                + header
                + ", '"
                + purpose
                + "']]");
    String ephemeral = "{1: 2, -1: 1, -2: " + hex(OWN_X) + ", -3: " + hex(OWN_Y) + "}";
    try {
      byte[] key = derive(bytes(salt), context.toByteArray());
      return "["
          + header
          + ", {4: "
          + hex(RECIPIENT_ID)
          + ", -1: "
          + ephemeral
          + (salt.isEmpty() ? "" : ", -20: " + hex(salt))
          + "}, "
          + hex(wrap(new SecretKeySpec(key, "AES")).toHex())
          + "]";
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] derive(byte[] salt, byte[] context) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(key("-4: " + hex(OWN_D), OWN_X, OWN_Y, PrivateKey.class));
    agreement.doPhase(key("", X, Y, PublicKey.class), true);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(salt.length == 0 ? new byte[32] : salt, "HMAC"));
    byte[] secret = mac.doFinal(agreement.generateSecret());
    mac.init(new SecretKeySpec(secret, "HMAC"));
    mac.update(context);
    mac.update((byte) 1);
    return java.util.Arrays.copyOf(mac.doFinal(), 16);
  }

  private static <T extends java.security.Key> T key(
      String secret, String x, String y, Class<T> type) throws GeneralSecurityException {
    try {
      CoseKey key =
          CoseKey.decode(
              Manifest.parse(
                  "{1: 2, -1: 1, -2: "
                      + hex(x)
                      + ", -3: "
                      + hex(y)
                      + (secret.isEmpty() ? "" : ", " + secret)
                      + "}"));
      return type.cast(secret.isEmpty() ? CoseKeys.toPublicKey(key) : CoseKeys.toPrivateKey(key));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes wrap(SecretKeySpec kek) {
    try {
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.WRAP_MODE, kek);
      return Bytes.wrap(cipher.wrap(new SecretKeySpec(bytes(CONTENT_KEY), "AES")));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  // Ciphertexts.

  static Bytes encryptGcm(Bytes plaintext) {
    Bytes structure = Manifest.parse("[\"Encrypt\", <<{1: 1}>>, h'']");
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(bytes(CONTENT_KEY), "AES"),
          new GCMParameterSpec(128, bytes(IV)));
      cipher.updateAAD(structure.toByteArray());
      return Bytes.wrap(cipher.doFinal(plaintext.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static Bytes encryptCtr(Bytes plaintext) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(bytes(CONTENT_KEY), "AES"),
          new IvParameterSpec(bytes(COUNTER)));
      return Bytes.wrap(cipher.doFinal(plaintext.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String digits) {
    return Bytes.fromHex(digits).toByteArray();
  }
}
