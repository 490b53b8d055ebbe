package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.testsupport.Action;
import org.teep4j.testsupport.Allocation;

/** What a message may cost whoever looks for its key in it. */
class RecipientBudgetTest {

  private static final CoseAlgorithm AGREEMENT = CoseAlgorithm.ECDH_ES_A128KW;

  /** Counts what costs most. */
  private static final class Counting implements CoseKeyAgreement {

    private final CoseKeyAgreement inside;
    private final AtomicInteger agreements = new AtomicInteger();

    Counting(CoseKey key) throws GeneralSecurityException {
      this.inside = CoseKeyAgreement.of(key);
    }

    @Override
    public CoseKey publicKey() {
      return inside.publicKey();
    }

    @Override
    public byte[] agree(CoseKey peer) throws GeneralSecurityException {
      agreements.incrementAndGet();
      return inside.agree(peer);
    }
  }

  /** For someone else, whose key is on the same curve. */
  private static CoseRecipient forAnother() throws Exception {
    ContentKeySender sender =
        ContentKeySender.of(Keys.generate(CoseCurve.P256).toPublic(), AGREEMENT);
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A128GCM);
    return ContentKeySender.send(List.of(sender), use, null).recipients().get(0);
  }

  private static CoseEncrypt message(List<CoseRecipient> recipients) throws Exception {
    CoseEncrypt made =
        CoseEncrypt.builder()
            .plaintext(Bytes.ofUtf8("content"))
            .recipient(ContentKeySender.of(Recipients.symmetric(16, 9), CoseAlgorithm.A128KW))
            .encrypt(CoseAlgorithm.A128GCM);
    return CoseEncrypt.decode(
        Bytes.wrap(new CoseEncrypt(made.content(), recipients).toByteArray()));
  }

  private static void refused(Failure failure, CoseEncrypt message, ContentKeyRecipient key) {
    assertEquals(
        failure, assertThrows(VerificationException.class, () -> message.decrypt(key)).failure());
  }

  @Test
  void noMoreThanSixteenAreTried() throws Exception {
    Counting own = new Counting(Keys.generate(CoseCurve.P256));
    CoseEncrypt many = message(Collections.nCopies(2_000, forAnother()));
    refused(Failure.TOO_MANY_RECIPIENTS, many, ContentKeyRecipient.of(own, AGREEMENT));
    assertEquals(16, own.agreements.get());
  }

  @Test
  void recipientsOfRecipientsShareTheSixteen() throws Exception {
    Counting own = new Counting(Keys.generate(CoseCurve.P256));
    List<CoseRecipient> level = Collections.nCopies(15, forAnother());
    ContentKeyRecipient key = ContentKeyRecipient.of(own, AGREEMENT);
    CoseHeaders wrapping =
        Recipients.decode(Edn.parse("[[h'', {1: -3}, h'']]"), DecodeOptions.defaults())
            .get(0)
            .headers();
    for (int depth = 0; depth < 3; depth++) {
      CoseRecipient outer =
          new CoseRecipient(wrapping, Optional.of(Bytes.wrap(new byte[24])), level);
      level = Collections.nCopies(15, outer);
      key = ContentKeyRecipient.keyWrap(CoseAlgorithm.A128KW, key);
    }
    refused(Failure.TOO_MANY_RECIPIENTS, message(level), key);
    assertTrue(own.agreements.get() <= 16, own.agreements + " key agreements");
  }

  private static double allocatedForEachByte(Bytes encoded, Action work) throws Exception {
    return (double) Allocation.leastOf(3, work) / encoded.length();
  }

  /** Decoding and decrypting together, with everything that a recipient can be made to look at. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[h'', {}, null]",
        "[h'', {1: -3}, null]",
        "[h'', {1: -3}, h'00']",
        "[h'', {1: -3, 4: h'01'}, h'00']",
        "[h'', {1: -10}, h'']",
        "[h'a10441aa', {1: -3}, h'00']",
        "[h'', {1: -3}, h'', [[h'', {}, null]]]"
      })
  void manySmallRecipients(String recipient) throws Exception {
    CoseRecipient one =
        Recipients.decode(Edn.parse("[" + recipient + "]"), DecodeOptions.defaults()).get(0);
    Bytes encoded = Bytes.wrap(message(Collections.nCopies(9_000, one)).toByteArray());
    for (ContentKeyRecipient key :
        List.of(
            ContentKeyRecipient.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW),
            ContentKeyRecipient.of(Recipients.symmetric(16, 1), CoseAlgorithm.DIRECT),
            ContentKeyRecipient.of(
                Recipients.symmetric(16, 1), CoseAlgorithm.DIRECT_HKDF_SHA_256))) {
      double each =
          allocatedForEachByte(
              encoded,
              () ->
                  assertThrows(
                      VerificationException.class, () -> CoseEncrypt.decode(encoded).decrypt(key)));
      assertTrue(each <= 64, each + " bytes for each byte");
    }
  }

  /** What goes into a key derivation may be as long as the message. */
  @Test
  void longInputsOfAKeyDerivation() throws Exception {
    CoseKey key = Keys.generate(CoseCurve.P256);
    Bytes large = Bytes.wrap(new byte[200_000]);
    List<CoseRecipient> recipients = new ArrayList<>();
    for (int label : new int[] {-20, -21, -22, -23, -24, -25, -26}) {
      CoseRecipient other = forAnother();
      CoseHeaders headers =
          other.headers().toBuilder()
              .unprotect(CoseLabel.of(label), writer -> writer.writeBytes(large))
              .build();
      recipients.add(new CoseRecipient(headers, other.ciphertext(), List.of()));
    }
    Bytes encoded = Bytes.wrap(message(recipients).toByteArray());
    ContentKeyRecipient recipient = ContentKeyRecipient.of(key, AGREEMENT);
    double each =
        allocatedForEachByte(
            encoded,
            () ->
                assertEquals(
                    Failure.RECIPIENT,
                    assertThrows(
                            VerificationException.class,
                            () -> CoseEncrypt.decode(encoded).decrypt(recipient))
                        .failure()));
    assertTrue(each <= 64, each + " bytes for each byte");
  }

  /** An implementation makes room for as many levels as a key says. */
  @Test
  void levelsOfHashTreesAreFew() throws Exception {
    CoseKey good =
        HssLmsSigner.generate(List.of(new HssLmsSigner.Level(5, 8)), (used, state) -> {})
            .publicKey();
    byte[] pub = ((HssLmsKey) good).pub().toByteArray();
    for (int levels : new int[] {0, 9, 1 << 24, Integer.MAX_VALUE, -1}) {
      byte[] changed = pub.clone();
      for (int i = 0; i < 4; i++) {
        changed[i] = (byte) (levels >>> (24 - 8 * i));
      }
      assertThrows(
          InvalidKeyException.class, () -> HssLmsKey.of(Bytes.wrap(changed)), levels + " levels");
    }
  }

  /** Decoding together with the outermost countersignatures, which are read when asked for. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void nestedCountersignaturesAllocateInProportion(int depth) throws Exception {
    String nest = "8340a10b".repeat(depth) + "8340a040" + "40".repeat(depth);
    String list = "9a000007d0" + nest.repeat(2000);
    Bytes message = Bytes.fromHex("d28440a10b" + list + "4040");
    DecodeOptions options = DecodeOptions.defaults();
    long least =
        Allocation.leastOf(
            5,
            () ->
                assertEquals(2000, CoseSign1.decode(message, options).countersignatures().size()));
    assertTrue(least < 64L * message.length(), (double) least / message.length() + " a byte");
  }
}
