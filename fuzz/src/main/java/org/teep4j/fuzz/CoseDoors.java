package org.teep4j.fuzz;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Shape;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCountersignature;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncryptedMessage;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseMacedMessage;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseRecipient;
import org.teep4j.cose.CoseShapes;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignature;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.Countersignable;
import org.teep4j.cose.CwtClaims;
import org.teep4j.cose.HashEnvelope;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifyOptions;
import org.teep4j.cose.certificate.CertificateTrust;
import org.teep4j.cose.certificate.Certificates;

/** COSE messages, and what stands in their headers. */
final class CoseDoors {
  private static final Bytes PAYLOAD = Bytes.ofUtf8("content");
  private static final CoseKeyResolver RESOLVER = CoseKeyResolver.of(FixedKeys.ring());

  private static final CertificateTrust TRUST = FixedKeys.trust();
  private static final List<ContentKeyRecipient> RECIPIENTS = allRecipients();

  private CoseDoors() {}

  static List<Door<?>> all() {
    List<Door<?>> doors = new ArrayList<>();
    for (CoseMessageType type : CoseMessageType.values()) {
      String name = type.cddlName().toLowerCase(Locale.ROOT).replace('_', '-');
      String javaName = type.cddlName().replace("COSE_", "Cose");
      doors.add(
          Door.decoding(
                  name, input -> decode(type, input), javaName + ".decode", javaName + ".read")
              .checking(CoseDoors::structure)
              .from(() -> seeds(type)));
    }
    doors.addAll(others());
    return doors;
  }

  private static List<Door<?>> others() {
    return List.of(
        Door.decoding(
                "cose-countersignature",
                CoseCountersignature::decode,
                "CoseCountersignature.decode")
            .checking(CoseDoors::countersignature)
            .from(CoseDoors::countersignatureSeeds),
        Door.binary(
                "cose-message",
                input -> CoseMessage.decodeByShape(Bytes.wrap(input), DecodeOptions.defaults()),
                "CoseMessage.decodeByShape",
                "CoseMessage.decode",
                "CoseMessage.read",
                "CoseMacedMessage.decode",
                "CoseMacedMessage.read",
                "CoseEncryptedMessage.decode",
                "CoseEncryptedMessage.read")
            .checking(CoseDoors::message)
            .from(CoseDoors::messageSeeds),
        Door.decoding(
                "cose-certificates",
                CoseSignedMessage::decode,
                "CoseSignedMessage.decode",
                "CoseSignedMessage.read")
            .checking(CoseDoors::certificates)
            .from(CoseDoors::certificateSeeds),
        Door.decoding(
                "cwt-claims",
                CwtClaims::decodeUnverified,
                "CwtClaims.decodeUnverified",
                "CosePayload.cwtClaims")
            .checking(CoseDoors::claims),
        Door.binary("cose-hash-envelope", CoseDoors::hashEnvelope, "HashEnvelope.of")
            .checking(CoseDoors::hashEnvelope)
            .from(CoseDoors::hashEnvelopeSeeds));
  }

  // Messages.

  /** The general readers, those of a family and those of one structure agree. */
  private static void message(CoseMessage message, Bytes bytes) throws Exception {
    looked(message, input -> CoseMessage.decodeByShape(input, DecodeOptions.defaults()));
    if (message.isTagged()) {
      Require.equal(message, CoseMessage.decode(bytes), "CoseMessage.decode");
      Require.equal(message, CoseMessage.read(new CborReader(bytes)), "CoseMessage.read");
    }
    if (message instanceof CoseSignedMessage) {
      Require.equal(message, CoseSignedMessage.read(new CborReader(bytes)), "signed");
    } else if (message instanceof CoseMacedMessage<?>) {
      Require.equal(message, CoseMacedMessage.decode(bytes), "maced");
      Require.equal(message, CoseMacedMessage.read(new CborReader(bytes)), "maced");
    } else {
      Require.equal(message, CoseEncryptedMessage.decode(bytes), "encrypted");
      Require.equal(message, CoseEncryptedMessage.read(new CborReader(bytes)), "encrypted");
    }
    Require.equal(message, decode(message.type(), bytes), "one structure");
  }

  private static CoseMessage decode(CoseMessageType type, Bytes bytes) throws DecodeException {
    return switch (type) {
      case SIGN1 -> CoseSign1.decode(bytes);
      case SIGN -> CoseSign.decode(bytes);
      case MAC0 -> CoseMac0.decode(bytes);
      case MAC -> CoseMac.decode(bytes);
      case ENCRYPT0 -> CoseEncrypt0.decode(bytes);
      case ENCRYPT -> CoseEncrypt.decode(bytes);
    };
  }

  private static CoseMessage read(CoseMessageType type, Bytes bytes) throws DecodeException {
    CborReader reader = new CborReader(bytes);
    return switch (type) {
      case SIGN1 -> CoseSign1.read(reader);
      case SIGN -> CoseSign.read(reader);
      case MAC0 -> CoseMac0.read(reader);
      case MAC -> CoseMac.read(reader);
      case ENCRYPT0 -> CoseEncrypt0.read(reader);
      case ENCRYPT -> CoseEncrypt.read(reader);
    };
  }

  private static void structure(CoseMessage message, Bytes bytes) throws Exception {
    looked(message, input -> decode(message.type(), input));
    Require.equal(message, read(message.type(), bytes), "read");
    Print.of(bytes, CoseShapes.message(message.type(), Shape.quoted()));
    Print.of(bytes, CoseShapes.message(Shape.quoted()));
    if (message instanceof CoseSign several) {
      for (CoseSignature signature : several.signatures()) {
        headers(signature.unverifiedHeaders());
        countersignatures(signature);
      }
    }
    if (message instanceof CoseSignedMessage signed) {
      open(
          bytes,
          List.of(RESOLVER),
          signed.isDetached() ? key -> signed.verifyDetached(PAYLOAD, key) : signed::verify);
    } else if (message instanceof CoseMac0 mac) {
      open(bytes, mac, List.of(CoseMacVerifier.of(FixedKeys.MAC)));
    } else if (message instanceof CoseMac mac) {
      recipients(mac.recipients());
      open(bytes, mac, RECIPIENTS);
    } else if (message instanceof CoseEncrypt0 encrypted) {
      open(bytes, encrypted, List.of(CoseDecryptor.of(FixedKeys.CONTENT)));
    } else if (message instanceof CoseEncrypt encrypted) {
      recipients(encrypted.recipients());
      open(bytes, encrypted, RECIPIENTS);
    }
  }

  private static <K> void open(Bytes bytes, CoseMacedMessage<K> message, List<K> keys)
      throws Exception {
    open(
        bytes,
        keys,
        message.isDetached() ? key -> message.verifyDetached(PAYLOAD, key) : message::verify);
  }

  private static <K> void open(Bytes bytes, CoseEncryptedMessage<K> message, List<K> keys)
      throws Exception {
    open(
        bytes,
        keys,
        message.isDetached() ? key -> message.decryptDetached(PAYLOAD, key) : message::decrypt);
  }

  private interface Opening<K> {
    Object with(K key) throws VerificationException;
  }

  /** Verifies or decrypts with one key after the other, until one fits. */
  private static <K> void open(Bytes bytes, List<K> keys, Opening<K> opening) throws Exception {
    VerificationException refusal =
        new VerificationException(VerificationException.Failure.RECIPIENT);
    for (K key : keys) {
      try {
        Trial.measured(Budget.CRYPTOGRAPHY, bytes.length(), () -> opening.with(key));
        return;
      } catch (VerificationException refused) {
        refusal = refused;
      }
    }
    throw refusal;
  }

  private static List<ContentKeyRecipient> allRecipients() {
    try {
      return recipientsOfAllKinds();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ContentKeyRecipient> recipientsOfAllKinds() throws GeneralSecurityException {
    return List.of(
        ContentKeyRecipient.of(FixedKeys.WRAPPING),
        ContentKeyRecipient.of(FixedKeys.MAC),
        ContentKeyRecipient.of(FixedKeys.CONTENT),
        ContentKeyRecipient.of(FixedKeys.AGREEMENT, CoseAlgorithm.ECDH_ES_A128KW),
        ContentKeyRecipient.of(FixedKeys.AGREEMENT, CoseAlgorithm.ECDH_ES_HKDF_256),
        ContentKeyRecipient.of(FixedKeys.AGREEMENT, CoseAlgorithm.HPKE_3_KE));
  }

  // What messages have in common.

  private static <T extends Countersignable & CborEncodable> void looked(
      T message, Require.Decoder<T> decoder) {
    Require.roundTrip(message, decoder);
    headers(message.unverifiedHeaders());
    countersignatures(message);
  }

  private static void headers(CoseHeaders headers) {
    Require.that(headers.toString() != null, "toString");
    headers.algorithm();
    headers.critical();
    headers.contentType();
    headers.keyId();
    headers.iv();
    headers.partialIv();
    headers.keyIdContext();
    headers.cwtClaims().ifPresent(claims -> Require.that(claims.toString() != null, "claims"));
    headers.typ();
    headers.x5bag();
    headers.x5chain();
    headers.x5t().ifPresent(hash -> hash.matches(PAYLOAD));
    headers.x5u();
    headers.payloadHashAlgorithm();
    headers.preimageContentType();
    headers.payloadLocation();
  }

  private static void countersignatures(Countersignable target) {
    for (CoseCountersignature countersignature : target.countersignatures()) {
      headers(countersignature.unverifiedHeaders());
      try {
        countersignature.verify(target, RESOLVER, VerifyOptions.defaults());
      } catch (VerificationException refused) {
        // Nearly all of them are wrong.
      }
      countersignatures(countersignature);
    }
  }

  private static void recipients(List<CoseRecipient> recipients) {
    for (CoseRecipient recipient : recipients) {
      headers(recipient.unverifiedHeaders());
      countersignatures(recipient);
      recipients(recipient.recipients());
    }
  }

  // What stands in headers.

  private static void countersignature(CoseCountersignature countersignature, Bytes input) {
    Require.roundTrip(countersignature, CoseCountersignature::decode);
    headers(countersignature.unverifiedHeaders());
    countersignatures(countersignature);
  }

  private static void certificates(CoseSignedMessage message, Bytes bytes) throws Exception {
    if (message instanceof CoseSign1 one) {
      CoseHeaders headers = one.unverifiedHeaders();
      try {
        Trial.measured(
            Budget.CERTIFICATES,
            bytes.length(),
            () -> List.of(Certificates.x5chain(headers), Certificates.x5bag(headers)));
      } catch (VerificationException malformed) {
        // The message is verified all the same.
      }
    }
    Trial.measured(
        Budget.CERTIFICATES,
        bytes.length(),
        () ->
            message.isDetached() ? message.verifyDetached(PAYLOAD, TRUST) : message.verify(TRUST));
  }

  private static void claims(CwtClaims claims, Bytes input) throws VerificationException {
    Require.roundTrip(claims, CwtClaims::decodeUnverified);
    claims.requireSameIn(claims);
  }

  private static HashEnvelope hashEnvelope(byte[] input)
      throws DecodeException, VerificationException {
    CoseSign1 message = CoseSign1.decode(Bytes.wrap(input));
    return HashEnvelope.of(message.verify(new FixedKeys.Credulous()));
  }

  private static void hashEnvelope(HashEnvelope envelope, Bytes input)
      throws VerificationException {
    Require.that(envelope.toString() != null, "toString");
    envelope.preimageContentType();
    envelope.payloadLocation();
    envelope.requirePreimage(PAYLOAD);
  }

  // Seeds.

  private static byte[] encoded(CborEncodable value) {
    return new CborWriter().write(value).toByteArray();
  }

  private static CoseSigner signer(CoseKey key) throws GeneralSecurityException {
    return CoseSigner.of(key);
  }

  private static List<byte[]> messageSeeds() throws GeneralSecurityException {
    List<byte[]> seeds = new ArrayList<>();
    for (CoseMessageType type : CoseMessageType.values()) {
      seeds.addAll(seeds(type));
    }
    CoseMacCreator creator = CoseMacCreator.of(FixedKeys.MAC);
    seeds.add(encoded(CoseMac0.builder().payload(PAYLOAD).untagged().mac(creator)));
    seeds.add(
        encoded(
            CoseEncrypt.builder()
                .plaintext(PAYLOAD)
                .untagged()
                .recipient(senders().get(0))
                .encrypt(CoseAlgorithm.A128GCM)));
    return seeds;
  }

  private static List<byte[]> seeds(CoseMessageType type) throws GeneralSecurityException {
    return switch (type) {
      case SIGN1 -> sign1Seeds();
      case SIGN -> signSeeds();
      case MAC0 -> mac0Seeds();
      case MAC -> macSeeds();
      case ENCRYPT0 -> encrypt0Seeds();
      case ENCRYPT -> encryptSeeds();
    };
  }

  private static List<byte[]> sign1Seeds() throws GeneralSecurityException {
    CoseSigner signer = signer(FixedKeys.SIGNING);
    CoseSign1 signed = CoseSign1.sign(PAYLOAD, signer);
    CoseCountersignature countersignature =
        CoseCountersignature.sign(signed, signer(FixedKeys.EDWARDS));
    return List.of(
        encoded(signed),
        encoded(CoseSign1.sign(PAYLOAD, signer(FixedKeys.EDWARDS))),
        encoded(CoseSign1.builder().payload(PAYLOAD).detached().sign(signer)),
        encoded(signed.withCountersignature(countersignature)));
  }

  private static List<byte[]> signSeeds() throws GeneralSecurityException {
    CoseSign signed =
        CoseSign.builder()
            .payload(PAYLOAD)
            .sign(signer(FixedKeys.EDWARDS))
            .sign(signer(FixedKeys.SIGNING))
            .build();
    return List.of(encoded(signed));
  }

  private static List<byte[]> mac0Seeds() throws GeneralSecurityException {
    return List.of(encoded(CoseMac0.mac(PAYLOAD, CoseMacCreator.of(FixedKeys.MAC))));
  }

  private static List<ContentKeySender> senders() throws GeneralSecurityException {
    CoseKey agreement = FixedKeys.AGREEMENT.toPublic();
    return List.of(
        ContentKeySender.of((SymmetricKey) FixedKeys.WRAPPING, CoseAlgorithm.A128KW),
        ContentKeySender.of(agreement, CoseAlgorithm.ECDH_ES_A128KW),
        ContentKeySender.of(agreement, CoseAlgorithm.ECDH_ES_HKDF_256),
        ContentKeySender.of(agreement, CoseAlgorithm.HPKE_3_KE));
  }

  private static List<byte[]> macSeeds() throws GeneralSecurityException {
    List<byte[]> seeds = new ArrayList<>();
    for (ContentKeySender sender : senders()) {
      seeds.add(
          encoded(
              CoseMac.builder().payload(PAYLOAD).recipient(sender).mac(CoseAlgorithm.HMAC_256)));
    }
    return seeds;
  }

  private static List<byte[]> encrypt0Seeds() throws GeneralSecurityException {
    return List.of(encoded(CoseEncrypt0.encrypt(PAYLOAD, CoseEncryptor.of(FixedKeys.CONTENT))));
  }

  private static List<byte[]> encryptSeeds() throws GeneralSecurityException {
    List<byte[]> seeds = new ArrayList<>();
    for (ContentKeySender sender : senders()) {
      seeds.add(
          encoded(
              CoseEncrypt.builder()
                  .plaintext(PAYLOAD)
                  .recipient(sender)
                  .encrypt(CoseAlgorithm.A128GCM)));
    }
    return seeds;
  }

  private static List<byte[]> countersignatureSeeds() throws GeneralSecurityException {
    CoseSign1 signed = CoseSign1.sign(PAYLOAD, signer(FixedKeys.SIGNING));
    CoseCountersignature first = CoseCountersignature.sign(signed, signer(FixedKeys.EDWARDS));
    CoseCountersignature second = CoseCountersignature.sign(first, signer(FixedKeys.SIGNING));
    return List.of(encoded(first), encoded(first.withCountersignature(second)));
  }

  private static List<byte[]> certificateSeeds()
      throws GeneralSecurityException, CertificateEncodingException {
    List<Bytes> chain = new ArrayList<>();
    for (X509Certificate certificate : FixedKeys.certificates()) {
      chain.add(0, Bytes.wrap(certificate.getEncoded()));
    }
    CoseSigner signer = CoseSigner.of(FixedKeys.certified());
    CoseHeaders chained = CoseHeaders.builder().x5chain(chain.subList(0, 2)).build();
    CoseHeaders unprotected = CoseHeaders.builder().unprotectedX5chain(chain).build();
    return List.of(
        encoded(CoseSign1.builder().headers(chained).payload(PAYLOAD).sign(signer)),
        encoded(CoseSign1.builder().headers(unprotected).payload(PAYLOAD).sign(signer)),
        encoded(CoseSign.builder().payload(PAYLOAD).sign(signer, chained).build()));
  }

  private static List<byte[]> hashEnvelopeSeeds() throws Exception {
    return List.of(
        encoded(
            HashEnvelope.builder(CoseAlgorithm.SHA_256)
                .preimage(PAYLOAD)
                .sign(signer(FixedKeys.SIGNING))));
  }
}
