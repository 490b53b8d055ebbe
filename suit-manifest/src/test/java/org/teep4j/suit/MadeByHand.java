package org.teep4j.suit;

import static org.teep4j.suit.EncryptionFixture.PAYLOAD;
import static org.teep4j.suit.EncryptionFixture.info;
import static org.teep4j.suit.EncryptionFixture.newKey;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionInfo;

/** Made with the plain JCA: an info with one recipient, and the ciphertext. */
record MadeByHand(EncryptionByHand.Info info, Bytes ciphertext, CoseKey key) {

  static MadeByHand make(SuitCoseProfile profile, String kdfContext) throws Exception {
    boolean gcm = profile.encryption() == 1;
    Bytes header = gcm ? Bytes.fromHex("a10101") : Bytes.empty();
    byte[] contentKey = filled(16, 3);
    byte[] iv = filled(gcm ? 12 : 16, 4);
    Map<Long, Bytes> unprotected = new TreeMap<>();
    unprotected.put(5L, EncryptionByHand.bytes(iv));
    if (!gcm) {
      unprotected.put(1L, EncryptionByHand.integer(profile.encryption()));
    }
    byte[] ciphertext =
        EncryptionByHand.crypt(
            Cipher.ENCRYPT_MODE,
            profile.encryption(),
            contentKey,
            iv,
            header,
            PAYLOAD.toByteArray());
    CoseKey key = profile.keyExchange() == -3 ? newKey("A128KW") : newKey("EC");
    EncryptionByHand.Layer recipient =
        key instanceof SymmetricKey symmetric
            ? new EncryptionByHand.Layer(
                Bytes.empty(),
                Map.of(1L, EncryptionByHand.integer(-3)),
                EncryptionByHand.wrap(symmetric.k().toByteArray(), contentKey))
            : agreed(key, contentKey, kdfContext);
    return new MadeByHand(
        new EncryptionByHand.Info(
            new EncryptionByHand.Layer(header, unprotected, Bytes.empty()), List.of(recipient)),
        Bytes.wrap(ciphertext),
        key);
  }

  private static EncryptionByHand.Layer agreed(CoseKey key, byte[] contentKey, String kdfContext)
      throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair ephemeral = generator.generateKeyPair();
    byte[] kek =
        EncryptionByHand.kek(
            (ECPrivateKey) ephemeral.getPrivate(), CoseKeys.toPublicKey(key), kdfContext);
    return new EncryptionByHand.Layer(
        EncryptionByHand.ECDH_ES_A128KW,
        Map.of(-1L, EncryptionByHand.coseKey((ECPublicKey) ephemeral.getPublic())),
        EncryptionByHand.wrap(kek, contentKey));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  MadeByHand withRecipient(Bytes protectedHeader, Map<Long, Bytes> unprotected) {
    EncryptionByHand.Layer recipient = info.recipients().get(0);
    return new MadeByHand(
        new EncryptionByHand.Info(
            info.body(),
            List.of(new EncryptionByHand.Layer(protectedHeader, unprotected, recipient.content()))),
        ciphertext,
        key);
  }

  SuitEncryptionInfo decoded() throws DecodeException {
    return SuitEncryptionInfo.decode(EncryptionByHand.encode(info));
  }
}
