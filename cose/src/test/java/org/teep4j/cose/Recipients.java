package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.cose.AlgorithmTraits.Distributing;

/** Every recipient algorithm with every kind of key. */
final class Recipients {

  static final List<CoseCurve> CURVES =
      Arrays.stream(CoseCurve.values()).filter(CoseCurve::isForAgreement).toList();

  private static final Bytes KID = Bytes.ofUtf8("kid");

  private Recipients() {}

  /**
   * Both sides of a method.
   *
   * @param stranger as the recipient, with another key
   */
  record Method(
      String name,
      ContentKeySender sender,
      ContentKeyRecipient recipient,
      ContentKeyRecipient stranger) {

    Distributing traits() {
      return (Distributing) sender.algorithm().traits();
    }

    Method withKdfContext(KdfContext ofSender, KdfContext ofRecipient) {
      return new Method(
          name,
          sender.withKdfContext(ofSender),
          recipient.withKdfContext(ofRecipient),
          stranger.withKdfContext(ofRecipient));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All that need no BouncyCastle. */
  static List<Method> ofTheJdk() throws GeneralSecurityException {
    List<Method> methods = new ArrayList<>();
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.traits() instanceof Distributing traits) {
        methods.addAll(
            // An expression, so that a scheme without a method does not compile.
            switch (traits.scheme()) {
              case DIRECT -> List.of(); // the key must have the length that the content demands
              case AES_KW -> List.of(keyWrap(algorithm, traits.keyBits() / 8));
              case DIRECT_HKDF -> List.of(hkdf(algorithm, 21));
              case DIRECT_HKDF_AES -> List.of(hkdf(algorithm, traits.keyBits() / 8));
              case RSAES_OAEP -> List.of(oaep(algorithm));
              case ECDH_ES, ECDH_SS -> ecdhOnAllCurves(algorithm);
              case HPKE -> List.of(); // see all()
            });
      }
    }
    methods.add(nested());
    return methods;
  }

  static List<Method> all() throws GeneralSecurityException {
    List<Method> methods = new ArrayList<>(ofTheJdk());
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.traits() instanceof Distributing traits && traits.suite() != null) {
        methods.add(hpke(algorithm));
      }
    }
    return methods;
  }

  /** One COSE_recipient in diagnostic notation. */
  static CoseRecipient parse(String notation) throws DecodeException {
    return decode(Edn.parse("[" + notation + "]"), DecodeOptions.defaults()).get(0);
  }

  static SymmetricKey symmetric(int bytes, int seed) throws GeneralSecurityException {
    byte[] key = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      key[i] = (byte) (31 * i + seed);
    }
    return SymmetricKey.of(Bytes.wrap(key)).withKeyId(KID);
  }

  private static Method keyWrap(CoseAlgorithm algorithm, int bytes)
      throws GeneralSecurityException {
    return new Method(
        algorithm.ianaName(),
        ContentKeySender.of(symmetric(bytes, 1), algorithm),
        ContentKeyRecipient.of(symmetric(bytes, 1), algorithm),
        ContentKeyRecipient.of(symmetric(bytes, 2), algorithm));
  }

  private static Method hkdf(CoseAlgorithm algorithm, int bytes) throws GeneralSecurityException {
    return new Method(
        algorithm.ianaName(),
        ContentKeySender.of(symmetric(bytes, 1), algorithm),
        ContentKeyRecipient.of(symmetric(bytes, 1), algorithm),
        ContentKeyRecipient.of(symmetric(bytes, 2), algorithm));
  }

  private static Method oaep(CoseAlgorithm algorithm) throws GeneralSecurityException {
    return new Method(
        algorithm.ianaName(),
        ContentKeySender.of(Keys.RSA.toPublic().withKeyId(KID), algorithm),
        ContentKeyRecipient.of(Keys.RSA.withKeyId(KID), algorithm),
        ContentKeyRecipient.of(OTHER_RSA, algorithm));
  }

  private static final CoseKey OTHER_RSA = Keys.rsa(2048);

  static Method ecdh(CoseAlgorithm algorithm, CoseCurve curve) throws GeneralSecurityException {
    CoseKey key = Keys.on(curve).withKeyId(KID);
    CoseKeyAgreement own = CoseKeyAgreement.of(key);
    CoseKeyAgreement other = CoseKeyAgreement.of(Keys.generate(curve));
    String name = algorithm.ianaName() + " on " + curve.ianaName();
    if (algorithm.recipientScheme().orElseThrow() == RecipientScheme.ECDH_ES) {
      return new Method(
          name,
          ContentKeySender.of(key.toPublic(), algorithm),
          ContentKeyRecipient.of(own, algorithm),
          ContentKeyRecipient.of(other, algorithm));
    }
    CoseKeyAgreement sender = CoseKeyAgreement.of(Keys.generate(curve));
    return new Method(
        name,
        ContentKeySender.ecdhSs(sender, key, algorithm),
        ContentKeyRecipient.ecdhSs(own, sender.publicKey(), algorithm),
        ContentKeyRecipient.ecdhSs(other, sender.publicKey(), algorithm));
  }

  private static List<Method> ecdhOnAllCurves(CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    List<Method> methods = new ArrayList<>();
    for (CoseCurve curve : CURVES) {
      methods.add(ecdh(algorithm, curve));
    }
    return methods;
  }

  private static Method nested() throws GeneralSecurityException {
    Method inner = ecdh(CoseAlgorithm.ECDH_ES_HKDF_256, CoseCurve.P256);
    return new Method(
        "A128KW within " + inner.name(),
        ContentKeySender.keyWrap(CoseAlgorithm.A128KW, List.of(inner.sender())),
        ContentKeyRecipient.keyWrap(CoseAlgorithm.A128KW, inner.recipient()),
        ContentKeyRecipient.keyWrap(CoseAlgorithm.A128KW, inner.stranger()));
  }

  static Method hpke(CoseAlgorithm algorithm) throws GeneralSecurityException {
    CoseKey key = CoseKeys.generate(algorithm).withKeyId(KID);
    return new Method(
        algorithm.ianaName(),
        ContentKeySender.of(key.toPublic(), algorithm),
        ContentKeyRecipient.of(key),
        ContentKeyRecipient.of(CoseKeys.generate(algorithm)));
  }

  /** The same recipients, through their encoding, as in a message. */
  static List<CoseRecipient> sent(List<CoseRecipient> recipients) throws DecodeException {
    return decode(encode(recipients), DecodeOptions.defaults());
  }

  static Bytes encode(List<CoseRecipient> recipients) {
    CborWriter writer = new CborWriter();
    CoseRecipient.encodeList(writer, recipients);
    return writer.toBytes();
  }

  static List<CoseRecipient> decode(Bytes encoded, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(encoded, options);
    List<CoseRecipient> read = CoseRecipient.readList(reader);
    reader.expectEnd();
    return read;
  }
}
