package org.teep4j.fuzz;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.teep.AttestationDecryptor;
import org.teep4j.teep.AttestationEncryptor;
import org.teep4j.teep.ContentKind;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepShapes;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.load.BuiltInVectors;

/** TEEP messages in each dialect, and the recognition of content. */
final class TeepDoors {
  private TeepDoors() {}

  static List<Door<?>> all() {
    List<Door<?>> doors = new ArrayList<>();
    for (Dialect dialect : Dialect.values()) {
      String suffix = dialect.name().toLowerCase(Locale.ROOT).replace('_', '-');
      doors.add(
          Door.binary(
                  "teep-message-" + suffix,
                  input -> TeepMessage.decodeUnverified(Bytes.wrap(input), dialect),
                  "TeepMessage.decodeUnverified")
              .checking((message, input) -> message(message, input, dialect)));
      doors.add(
          Door.binary(
                  "teep-signed-" + suffix,
                  input ->
                      TeepMessage.verify(Bytes.wrap(input), new FixedKeys.Credulous(), dialect),
                  "TeepMessage.verify",
                  "TeepMessage.decode")
              .checking((message, input) -> Print.of(input, TeepShapes.signedMessage(dialect)))
              .from(TeepDoors::signedMessages));
    }
    doors.add(Door.decoding("content-kind", ContentKind::of, "ContentKind.of").within(Budget.KEY));
    doors.add(
        Door.binary(
                "teep-attestation",
                TeepDoors::attestation,
                "AttestationDecryptor.isEncrypted",
                "AttestationDecryptor.decrypt")
            .within(Budget.CRYPTOGRAPHY)
            .from(TeepDoors::attestations));
    return doors;
  }

  private static void message(TeepMessage message, Bytes bytes, Dialect dialect) throws Exception {
    CborWriter writer = new CborWriter();
    message.encodeTo(writer, dialect);
    Bytes encoded = writer.toBytes();
    try {
      Require.equal(message, TeepMessage.decodeUnverified(encoded, dialect), "round trip");
    } catch (DecodeException refused) {
      throw new AssertionError("refused what it had encoded: " + encoded.toHex(), refused);
    }
    for (RuleViolation violation : message.violations()) {
      Require.that(violation.toString() != null, "toString");
    }
    Require.that(message.toString() != null, "toString");
    Print.of(bytes, TeepShapes.message(dialect));
  }

  private static Bytes attestation(byte[] input) throws DecodeException, GeneralSecurityException {
    Bytes bytes = Bytes.wrap(input);
    AttestationDecryptor.isEncrypted(bytes);
    return AttestationDecryptor.of(
            FixedKeys.AGREEMENT, SuitCoseProfile.SHA256_ED25519_ECDH_CHACHA_POLY)
        .decrypt(bytes)
        .bytes();
  }

  private static List<byte[]> signedMessages() throws GeneralSecurityException {
    List<byte[]> signed = new ArrayList<>();
    CoseSigner signer = CoseSigner.of(FixedKeys.SIGNING);
    for (String set : List.of("teep-26", "teep-25")) {
      for (TestVector vector : BuiltInVectors.load(set).vectors()) {
        if (vector.kind() == VectorKind.TEEP_MESSAGE && vector.hex().isPresent()) {
          CoseSign1 message = CoseSign1.sign(Bytes.wrap(vector.bytes()), signer);
          signed.add(new CborWriter().write(message).toByteArray());
        }
      }
    }
    return signed;
  }

  private static List<byte[]> attestations() throws GeneralSecurityException {
    return List.of(
        AttestationEncryptor.of(
                SuitCoseProfile.SHA256_ED25519_ECDH_CHACHA_POLY, FixedKeys.AGREEMENT.toPublic())
            .encrypt(Bytes.ofUtf8("token"))
            .toByteArray());
  }
}
