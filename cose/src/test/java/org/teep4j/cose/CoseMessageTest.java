package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;

/** Which of the six messages some bytes are: by the tag, the family or the shape. */
class CoseMessageTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private interface Decoder<T> {
    T decode(Bytes input) throws DecodeException;
  }

  /** One message of each type, in the order of {@link CoseMessageType}. */
  private static List<CoseMessage> messages(boolean tagged) throws Exception {
    CoseSigner signer = CoseSigner.of(Keys.on(CoseCurve.P256));
    ContentKeySender sender =
        ContentKeySender.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW);
    CoseSign1Builder sign1 = CoseSign1.builder().payload(PAYLOAD);
    CoseSignBuilder sign = CoseSign.builder().payload(PAYLOAD);
    CoseMac0Builder mac0 = CoseMac0.builder().payload(PAYLOAD);
    CoseMacBuilder mac = CoseMac.builder().payload(PAYLOAD).recipient(sender);
    CoseEncrypt0Builder encrypt0 = CoseEncrypt0.builder().plaintext(PAYLOAD);
    CoseEncryptBuilder encrypt = CoseEncrypt.builder().plaintext(PAYLOAD).recipient(sender);
    if (!tagged) {
      sign1.untagged();
      sign.untagged();
      mac0.untagged();
      mac.untagged();
      encrypt0.untagged();
      encrypt.untagged();
    }
    return List.of(
        sign1.sign(signer),
        sign.sign(signer).build(),
        mac0.mac(CoseMacCreator.of(CoseKeys.generate(CoseAlgorithm.HMAC_256))),
        mac.mac(CoseAlgorithm.HMAC_256),
        encrypt0.encrypt(CoseEncryptor.of(CoseKeys.generate(CoseAlgorithm.A128GCM))),
        encrypt.encrypt(CoseAlgorithm.A128GCM));
  }

  private static Bytes encoded(CoseMessage message) {
    return Bytes.wrap(message.toByteArray());
  }

  private static CoseMessage ofFamily(CoseMessageType type, Bytes input) throws DecodeException {
    return switch (type.family) {
      case SIGNED -> CoseSignedMessage.decode(input);
      case MACED -> CoseMacedMessage.decode(input);
      case ENCRYPTED -> CoseEncryptedMessage.decode(input);
    };
  }

  private static CoseMessage ofType(CoseMessageType type, Bytes input) throws DecodeException {
    return switch (type) {
      case SIGN1 -> CoseSign1.decode(input);
      case SIGN -> CoseSign.decode(input);
      case MAC0 -> CoseMac0.decode(input);
      case MAC -> CoseMac.decode(input);
      case ENCRYPT0 -> CoseEncrypt0.decode(input);
      case ENCRYPT -> CoseEncrypt.decode(input);
    };
  }

  private static DecodeException refused(Reason reason, Decoder<?> decoder, Bytes input) {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> decoder.decode(input), input::toHex);
    assertEquals(reason, refusal.reason(), refusal::getMessage);
    return refusal;
  }

  @Test
  void theTableHasTheTagsOfRfc9052() {
    List<String> rows = new ArrayList<>();
    for (CoseMessageType type : CoseMessageType.values()) {
      rows.add(type.cddlName() + " " + type.tag());
      assertEquals(Optional.of(type), CoseMessageType.fromTag(type.tag()));
    }
    assertEquals(
        List.of(
            "COSE_Sign1 18",
            "COSE_Sign 98",
            "COSE_Mac0 17",
            "COSE_Mac 97",
            "COSE_Encrypt0 16",
            "COSE_Encrypt 96"),
        rows);
    assertEquals(Optional.empty(), CoseMessageType.fromTag(19));
  }

  @Test
  void everyDecoderReadsTaggedMessages() throws Exception {
    for (CoseMessage message : messages(true)) {
      Bytes input = encoded(message);
      assertEquals(message, CoseMessage.decode(input));
      assertEquals(message, CoseMessage.decodeByShape(input, DecodeOptions.defaults()));
      assertEquals(message, ofFamily(message.type(), input));
      assertEquals(message, ofType(message.type(), input));
      for (CoseMessageType other : CoseMessageType.values()) {
        if (other != message.type()) {
          refused(Reason.UNEXPECTED_TAG, bytes -> ofType(other, bytes), input);
        }
        if (other.family != message.type().family) {
          refused(Reason.UNEXPECTED_TAG, bytes -> ofFamily(other, bytes), input);
        }
      }
    }
  }

  @Test
  void withoutTagTheShapeDecides() throws Exception {
    for (CoseMessage message : messages(false)) {
      Bytes input = encoded(message);
      refused(Reason.UNEXPECTED_TYPE, CoseMessage::decode, input);
      assertEquals(message, CoseMessage.decodeByShape(input, DecodeOptions.defaults()));
      assertEquals(message, ofFamily(message.type(), input));
      assertEquals(message, ofType(message.type(), input));
    }
    // Without an algorithm: signatures.
    assertInstanceOf(CoseSign1.class, byShape("[h'', {}, null, h'00']"));
    assertInstanceOf(CoseSign.class, byShape("[h'', {}, null, [[h'', {}, h'00']]]"));
  }

  private static CoseMessage byShape(String notation) throws DecodeException {
    return CoseMessage.decodeByShape(Edn.parse(notation), DecodeOptions.defaults());
  }

  @Test
  void theShapeOfArraysOfUnknownLengthDecidesToo() throws Exception {
    DecodeOptions lenient = DecodeOptions.defaults().withRemarks(remark -> {});
    for (CoseMessage message : messages(false)) {
      Bytes input = encoded(message);
      Bytes open = Bytes.fromHex("9f" + input.slice(1).toHex() + "ff");
      assertEquals(message, CoseMessage.decodeByShape(open, lenient));
    }
  }

  @Test
  void refusalsNameTheStructureOnceItIsKnown() throws Exception {
    DecodeException refusal =
        refused(Reason.UNEXPECTED_TYPE, CoseMessage::decode, Edn.parse("18([h'', {}, null, 1])"));
    assertEquals("COSE_Sign1/signature", refusal.path());
    refusal =
        refused(
            Reason.UNEXPECTED_TYPE,
            CoseSignedMessage::decode,
            Edn.parse("[h'', {}, null, [[h'', {}, 1]]]"));
    assertEquals("COSE_Sign/signatures[0]/signature", refusal.path());
    refusal = refused(Reason.UNEXPECTED_TYPE, CoseSignedMessage::decode, Edn.parse("[1, 2, 3, 4]"));
    assertEquals("protected", refusal.path());
    refused(Reason.UNEXPECTED_TAG, CoseMessage::decode, Edn.parse("19([])"));
    refused(Reason.UNEXPECTED_TAG, CoseMessage::decode, Edn.parse("18(18([]))"));
    refused(Reason.UNEXPECTED_TYPE, CoseMessage::decode, Edn.parse("{}"));
    refused(Reason.WRONG_LENGTH, CoseSignedMessage::decode, Edn.parse("[h'', {}, null]"));
    refused(Reason.WRONG_LENGTH, CoseMacedMessage::decode, Edn.parse("[h'', {}, null]"));
    refused(Reason.WRONG_LENGTH, CoseEncryptedMessage::decode, Edn.parse("[h'', {}]"));
    refused(Reason.TRAILING_BYTES, CoseMessage::decode, Bytes.fromHex("d28440a0f64000"));
  }

  @Test
  void readersStandAfterTheMessage() throws Exception {
    for (CoseMessage message : messages(true)) {
      Bytes input = Bytes.fromHex("82" + encoded(message).toHex() + "07");
      CborReader reader = new CborReader(input);
      reader.enterArray(2);
      assertEquals(message, CoseMessage.read(reader));
      assertEquals(7, reader.readLong());
      reader.exitArray();
      reader.expectEnd();
    }
  }

  /** A second pass would take a second reader, and decode the headers again. */
  @Test
  void aMessageOfAFamilyIsReadInOnePass() throws Exception {
    for (boolean tagged : new boolean[] {true, false}) {
      for (CoseMessage message : messages(tagged)) {
        Bytes input = encoded(message);
        CoseMessageType type = message.type();
        long alone = allocated(() -> ofType(type, input));
        long ofFamily = allocated(() -> ofFamily(type, input));
        assertTrue(
            ofFamily <= alone + 64, type + " with " + ofFamily + " bytes instead of " + alone);
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  /** The bytes that one of many runs allocates. */
  private static long allocated(Work work) throws Exception {
    int runs = 1000;
    long least = Long.MAX_VALUE;
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < 3; i++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int run = 0; run < runs; run++) {
        work.run();
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
    }
    return least / runs;
  }
}
