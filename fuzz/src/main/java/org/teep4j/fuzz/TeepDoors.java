package org.teep4j.fuzz;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.teep.AgentContext;
import org.teep4j.teep.AttestationDecryptor;
import org.teep4j.teep.AttestationEncryptor;
import org.teep4j.teep.ContentKind;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryContext;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepFreshnessMechanism;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepShapes;
import org.teep4j.teep.Update;
import org.teep4j.teep.UpdateContext;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.load.BuiltInVectors;

/** TEEP messages in each dialect, and the recognition of content. */
final class TeepDoors {
  private static final AgentContext AGENT =
      new AgentContext(
          List.of(0L),
          Dialect.RFC.mandatoryCipherSuites(),
          List.of(TeepFreshnessMechanism.FRESHNESS_NONCE),
          Dialect.RFC.mandatorySuitCoseProfiles(),
          true);

  private static final QueryContext QUERY =
      new QueryContext(
          Optional.of(Bytes.ofUtf8("a token")),
          EnumSet.allOf(DataItem.class),
          List.of(0L),
          Dialect.RFC.mandatoryCipherSuites());

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
    for (RuleViolation violation : violations(message)) {
      Require.that(violation.toString() != null, "toString");
    }
    Require.that(
        !ContentKind.dialects(bytes, DecodeOptions.defaults()).isEmpty(), "it has a dialect");
    Require.that(message.toString() != null, "toString");
    Print.of(bytes, TeepShapes.message(dialect));
  }

  /** What the message breaks beside a request and an Agent that it has nothing to do with. */
  private static List<RuleViolation> violations(TeepMessage message) {
    if (message instanceof QueryRequest request) {
      return request.violations(AGENT);
    } else if (message instanceof QueryResponse response) {
      return response.violations(QUERY);
    } else if (message instanceof Update update) {
      return update.violations(QUERY);
    } else if (message instanceof Success success) {
      return success.violations(new UpdateContext(QUERY.token()));
    } else {
      return ((TeepError) message).violations(QUERY);
    }
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
    for (String set : List.of("teep-26", "teep-25", "teep-16")) {
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
