package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseMessageType;

/** Builds COSE objects without the library, so that it opens objects that it has not made. */
final class CoseObjects {
  /** The content of the objects that test recipients. */
  static final Bytes CONTENT = Bytes.ofUtf8("content");

  private static final Bytes IV = Bytes.fromHex("000102030405060708090a0b");

  private CoseObjects() {}

  /** A map with only {@code alg}. */
  static CborEncodable algorithmHeader(CoseAlgorithm algorithm) {
    return writer -> writer.beginMap().writeLong(1).writeLong(algorithm.id()).endMap();
  }

  /** A message of four elements: headers, content and one byte string, a signature or tag. */
  static Bytes authenticated(long tag, CoseAlgorithm algorithm, Bytes content, Bytes last) {
    CborWriter writer = new CborWriter().writeTag(tag).beginArray();
    writer.writeWrapped(algorithmHeader(algorithm)).beginMap().endMap();
    return writer.writeBytes(content).writeBytes(last).endArray().toBytes();
  }

  /** A COSE_Encrypt0. */
  static Bytes encrypt0(long tag, CoseAlgorithm algorithm, Bytes iv, Bytes ciphertext) {
    CborWriter writer = new CborWriter().writeTag(tag).beginArray();
    writer.writeWrapped(algorithmHeader(algorithm));
    writer.beginMap().writeLong(5).writeBytes(iv).endMap();
    return writer.writeBytes(ciphertext).endArray().toBytes();
  }

  /** The Sig_structure, MAC_structure or Enc_structure without external data. */
  static Bytes structure(String context, CoseAlgorithm algorithm, Bytes... content) {
    CborWriter writer = new CborWriter().beginArray().writeText(context);
    writer.writeWrapped(algorithmHeader(algorithm)).writeBytes(Bytes.empty());
    for (Bytes part : content) {
      writer.writeBytes(part);
    }
    return writer.endArray().toBytes();
  }

  /**
   * A COSE_Encrypt with {@link #CONTENT} in AES-GCM.
   *
   * @param key the content key, whose length decides the algorithm
   * @param recipient writes the only recipient
   */
  static Bytes encrypted(Bytes key, CborEncodable recipient) throws GeneralSecurityException {
    CoseAlgorithm algorithm = gcm(key.length());
    Bytes aad = structure("Encrypt", algorithm);
    CborWriter writer = new CborWriter().writeTag(CoseMessageType.ENCRYPT.tag()).beginArray();
    writer.writeWrapped(algorithmHeader(algorithm));
    writer.beginMap().writeLong(5).writeBytes(IV).endMap();
    writer.writeBytes(PlainCrypto.encryptGcm(key, IV, aad, CONTENT)).beginArray();
    writer.write(recipient);
    return writer.endArray().endArray().toBytes();
  }

  /** As {@link #encrypted}, a COSE_Mac with HMAC 256/256, which takes keys of any length. */
  static Bytes maced(Bytes key, CborEncodable recipient) throws GeneralSecurityException {
    CoseAlgorithm algorithm = CoseAlgorithm.HMAC_256;
    Bytes structure = structure("MAC", algorithm, CONTENT);
    CborWriter writer = new CborWriter().writeTag(CoseMessageType.MAC.tag()).beginArray();
    writer.writeWrapped(algorithmHeader(algorithm)).beginMap().endMap();
    writer.writeBytes(CONTENT).writeBytes(PlainCrypto.hmac("HmacSHA256", key, structure));
    writer.beginArray().write(recipient);
    return writer.endArray().endArray().toBytes();
  }

  /** Whether AES-GCM takes keys of a length. */
  static boolean isGcmKey(int length) {
    return length == 16 || length == 24 || length == 32;
  }

  static CoseAlgorithm gcm(int length) {
    return length == 16
        ? CoseAlgorithm.A128GCM
        : length == 24 ? CoseAlgorithm.A192GCM : CoseAlgorithm.A256GCM;
  }

  /**
   * The COSE_KDF_Context of a recipient that determines a key for AES-GCM with 128 bits, of which
   * nothing is known beyond its algorithm (RFC 9053, Section 5.2).
   */
  static Bytes kdfContext(CoseAlgorithm recipient) {
    CborWriter writer = new CborWriter().beginArray();
    writer.writeLong(CoseAlgorithm.A128GCM.id());
    for (int party = 0; party < 2; party++) {
      writer.beginArray().writeNull().writeNull().writeNull().endArray();
    }
    writer.beginArray().writeLong(128).writeWrapped(algorithmHeader(recipient)).endArray();
    return writer.endArray().toBytes();
  }
}
