package org.teep4j.suit;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/** {@code SUIT_Encryption_Info} with the plain JCA, knowing no COSE but what is written here. */
final class EncryptionByHand {

  /** {@code COSE_KDF_Context} of ECDH-ES + A128KW for payloads, as the draft publishes it. */
  static final String KDF_CONTEXT =
      "842283f6f6f683f6f6f683188044a101381c5753554954205061796c6f616420456e6372797074696f6e";

  static final Bytes ECDH_ES_A128KW = Bytes.fromHex("a101381c");

  private EncryptionByHand() {}

  /** Three elements that every layer has; headers by their label, encoded. */
  record Layer(Bytes protectedHeader, Map<Long, Bytes> unprotected, Bytes content) {}

  record Info(Layer body, List<Layer> recipients) {}

  // CBOR.

  static Info parse(Bytes encoded) throws DecodeException {
    CborReader reader = new CborReader(encoded);
    reader.expectTag(96);
    reader.enterArray(4);
    Bytes protectedHeader = reader.readBytes();
    Map<Long, Bytes> unprotected = map(reader);
    reader.readNull();
    List<Layer> recipients = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      reader.enterArray(3);
      recipients.add(new Layer(reader.readBytes(), map(reader), reader.readBytes()));
      reader.exitArray();
    }
    reader.exitArray();
    reader.exitArray();
    reader.expectEnd();
    return new Info(new Layer(protectedHeader, unprotected, Bytes.empty()), recipients);
  }

  static Map<Long, Bytes> map(CborReader reader) throws DecodeException {
    Map<Long, Bytes> map = new HashMap<>();
    reader.enterMap();
    while (reader.hasNext()) {
      map.put(reader.readLong(), reader.readEncodedItem());
    }
    reader.exitMap();
    return map;
  }

  static Bytes value(Map<Long, Bytes> headers, long label) {
    return Objects.requireNonNull(headers.get(label));
  }

  static byte[] iv(Info info) throws DecodeException {
    return new CborReader(value(info.body().unprotected(), 5)).readBytes().toByteArray();
  }

  private static byte[] encStructure(Bytes protectedHeader) {
    return new CborWriter()
        .beginArray()
        .writeText("Encrypt")
        .writeBytes(protectedHeader)
        .writeBytes(Bytes.empty())
        .endArray()
        .toBytes()
        .toByteArray();
  }

  // Content keys.

  static byte[] unwrap(byte[] kek, Bytes wrapped) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AESWrap");
    cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(kek, "AES"));
    return cipher.unwrap(wrapped.toByteArray(), "AES", Cipher.SECRET_KEY).getEncoded();
  }

  static Bytes wrap(byte[] kek, byte[] contentKey) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AESWrap");
    cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(kek, "AES"));
    return Bytes.wrap(cipher.wrap(new SecretKeySpec(contentKey, "AES")));
  }

  /** HKDF with SHA-256 and without salt (RFC 5869), up to 32 bytes. */
  private static byte[] hkdf(byte[] secret, Bytes info, int length)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    mac.init(new SecretKeySpec(mac.doFinal(secret), "HmacSHA256"));
    mac.update(info.toByteArray());
    return Arrays.copyOf(mac.doFinal(new byte[] {1}), length);
  }

  static byte[] kek(ECPrivateKey mine, PublicKey theirs, String kdfContext)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(mine);
    agreement.doPhase(theirs, true);
    return hkdf(agreement.generateSecret(), Bytes.fromHex(kdfContext), 16);
  }

  /** A COSE_Key on P-256. */
  static PublicKey publicKey(Bytes coseKey) throws GeneralSecurityException, DecodeException {
    Map<Long, Bytes> members = map(new CborReader(coseKey));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(coordinate(members, -2), coordinate(members, -3));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger coordinate(Map<Long, Bytes> members, long label)
      throws DecodeException {
    return new BigInteger(1, new CborReader(value(members, label)).readBytes().toByteArray());
  }

  static Bytes coseKey(ECPublicKey key) {
    return new CborWriter()
        .beginMap()
        .writeLong(1)
        .writeLong(2)
        .writeLong(-1)
        .writeLong(1)
        .writeLong(-2)
        .writeBytes(coordinate(key.getW().getAffineX()))
        .writeLong(-3)
        .writeBytes(coordinate(key.getW().getAffineY()))
        .endMap()
        .toBytes();
  }

  private static Bytes coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    ByteBuffer coordinate = ByteBuffer.allocate(32);
    int length = Math.min(32, bytes.length);
    coordinate.position(32 - length).put(bytes, bytes.length - length, length);
    return Bytes.wrap(coordinate.array());
  }

  // Content.

  static byte[] crypt(int mode, long algorithm, byte[] key, byte[] iv, Bytes header, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher;
    if (algorithm == 1 || algorithm == 2 || algorithm == 3) {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
      cipher.updateAAD(encStructure(header));
    } else if (algorithm == 24) {
      cipher = Cipher.getInstance("ChaCha20-Poly1305");
      cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(iv));
      cipher.updateAAD(encStructure(header));
    } else {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    }
    return cipher.doFinal(input);
  }

  /** The encoded info; no content makes {@code nil}. */
  static Bytes encode(Info info) {
    CborWriter writer = new CborWriter().writeTag(96).beginArray();
    writeHeaders(writer, info.body());
    if (info.body().content().isEmpty()) {
      writer.writeNull();
    } else {
      writer.writeBytes(info.body().content());
    }
    writer.beginArray();
    for (Layer recipient : info.recipients()) {
      writer.beginArray();
      writeHeaders(writer, recipient);
      writer.writeBytes(recipient.content()).endArray();
    }
    return writer.endArray().endArray().toBytes();
  }

  private static void writeHeaders(CborWriter writer, Layer layer) {
    writer.writeBytes(layer.protectedHeader()).beginMap();
    layer.unprotected().forEach((label, value) -> writer.writeLong(label).writeEncodedItem(value));
    writer.endMap();
  }

  static Bytes integer(long value) {
    return new CborWriter().writeLong(value).toBytes();
  }

  static Bytes bytes(byte[] value) {
    return new CborWriter().writeBytes(Bytes.wrap(value)).toBytes();
  }
}
