package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.testsupport.Action;
import org.teep4j.testsupport.Allocation;
import org.teep4j.testsupport.ExceptionsMade;

/** How much work a stranger's message can ask for, counted. */
class VerificationWorkTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");

  /** More than enough for small messages, and little beside one exception for each trial. */
  private static final int BYTES_FOR_EACH = 64;

  /** Counts what it is asked, and accepts nothing. */
  private static final class Counting implements CoseVerifier {
    private int compared;
    private int tried;

    @Override
    public CoseAlgorithm algorithm() {
      return CoseAlgorithm.ES256;
    }

    @Override
    public boolean accepts(CoseAlgorithm stated) {
      compared++;
      return stated == CoseAlgorithm.ES256;
    }

    @Override
    public Optional<Bytes> keyId() {
      return Optional.empty();
    }

    @Override
    public void verify(Segments toBeSigned, Bytes signature) throws VerificationException {
      tried++;
      throw new VerificationException(Failure.SIGNATURE);
    }
  }

  private final Counting verifier = new Counting();
  private int questions;

  /** What a set of two hundred keys answers. */
  private List<CoseVerifier> manyKeys() {
    questions++;
    return Collections.nCopies(200, verifier);
  }

  /** An array around copies of an element. */
  private static Bytes repeated(String start, int count, String element) {
    byte[] head = Bytes.fromHex(start).toByteArray();
    byte[] each = Bytes.fromHex(element).toByteArray();
    ByteBuffer all = ByteBuffer.allocate(head.length + 5 + count * each.length);
    all.put(head).put((byte) 0x9a).putInt(count);
    for (int i = 0; i < count; i++) {
      all.put(each);
    }
    return Bytes.wrap(all.array());
  }

  private static CoseSign signatures(int count, String element) throws Exception {
    return CoseSign.decode(repeated("d8628440a04100", count, element));
  }

  private static void refused(Failure failure, Bytes input, Action verification) throws Exception {
    VerificationException[] refusals = new VerificationException[1];
    long allocated =
        Allocation.ofThisRun(
            () -> refusals[0] = assertThrows(VerificationException.class, verification::run));
    VerificationException refusal = refusals[0];
    assertEquals(failure, refusal.failure());
    assertEquals(0, refusal.getStackTrace().length);
    assertTrue(
        allocated < (long) BYTES_FOR_EACH * input.length(),
        allocated + " bytes for " + input.length());
  }

  @Test
  void signaturesWithoutAlgorithmAskNoResolver() throws Exception {
    Bytes input = repeated("d8628440a04100", 32_768, "8340a040");
    CoseSign message = CoseSign.decode(input);
    refused(Failure.NO_PROTECTED_ALGORITHM, input, () -> message.verify(headers -> manyKeys()));
    refused(Failure.NO_PROTECTED_ALGORITHM, input, () -> message.verify(verifier));
    // A number that is no algorithm.
    Bytes unknown = repeated("d8628440a04100", 32_768, "8345a10139fffea040");
    CoseSign unsupported = CoseSign.decode(unknown);
    refused(Failure.ALGORITHM, unknown, () -> unsupported.verify(headers -> manyKeys()));
    assertEquals(0, questions);
    assertEquals(0, verifier.tried);
  }

  @Test
  void signaturesOfOtherAlgorithmsAreComparedAndNoMore() throws Exception {
    String es384 = "8344a1013822a040";
    Bytes input = repeated("d8628440a04100", 32_768, es384);
    CoseSign message = CoseSign.decode(input);
    refused(Failure.TOO_MANY_SIGNATURES, input, () -> message.verify(headers -> manyKeys()));
    assertEquals(Trials.MOST_QUESTIONS, questions);
    assertEquals(200 * Trials.MOST_QUESTIONS, verifier.compared);
    refused(Failure.ALGORITHM, input, () -> message.verify(verifier));
    assertEquals(0, verifier.tried);
    assertEquals(
        "the message names another algorithm: alg is ES384, expected ES256",
        assertThrows(VerificationException.class, () -> message.verify(verifier)).getMessage());
    // As many questions as are admitted, and one answer more.
    signaturesAndOneMore(Trials.MOST_QUESTIONS - 1);
  }

  private void signaturesAndOneMore(int others) throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    CoseSignBuilder builder = CoseSign.builder().payload(PAYLOAD);
    CoseSigner other = CoseSigner.of(Keys.on(CoseCurve.ED25519));
    for (int i = 0; i < others; i++) {
      builder.sign(other);
    }
    builder.sign(CoseSigner.of(key)).build().verify(CoseKeyResolver.of(List.of(key)));
  }

  @Test
  void signaturesThatCouldBeMeantAreTriedSixteenTimes() throws Exception {
    String es256 = "8343a10126a040";
    Bytes input = repeated("d8628440a04100", 10_000, es256);
    CoseSign message = CoseSign.decode(input);
    refused(Failure.TOO_MANY_SIGNATURES, input, () -> message.verify(headers -> manyKeys()));
    assertEquals(CoseSign.MOST_CANDIDATES, verifier.tried);
    assertEquals(1, questions);
    refused(Failure.TOO_MANY_SIGNATURES, input, () -> message.verify(verifier));
    assertEquals(2 * CoseSign.MOST_CANDIDATES, verifier.tried);
    refused(
        Failure.TOO_MANY_SIGNATURES,
        input,
        () -> message.verify(headers -> List.of(), VerifyOptions.defaults()));
    CoseSign few = signatures(3, es256);
    refused(
        Failure.SIGNATURE,
        Bytes.wrap(new byte[1000]),
        () -> few.verify(headers -> List.of(verifier)));
  }

  @Test
  void countersignaturesAreTriedSixteenTimes() throws Exception {
    CoseSign1 target = CoseSign1.sign(PAYLOAD, CoseSigner.of(Keys.on(CoseCurve.P256)));
    Bytes bare = Bytes.wrap(new byte[64]);
    for (CoseHeaderParameter form :
        Stream.of(CoseHeaderParameter.values())
            .filter(CoseHeaderParameter::isCountersignature)
            .toList()) {
      CoseHeaders headers =
          form.isAbbreviatedCountersignature()
              ? CoseHeaders.empty()
              : CoseHeaders.builder().algorithm(CoseAlgorithm.ES256).build();
      CoseCountersignature countersignature = new CoseCountersignature(form, headers, bare);
      verifier.tried = 0;
      VerificationException refusal =
          assertThrows(
              VerificationException.class,
              () ->
                  countersignature.verify(target, ignored -> manyKeys(), VerifyOptions.defaults()));
      assertEquals(Failure.TOO_MANY_SIGNATURES, refusal.failure());
      assertEquals(CoseSign.MOST_CANDIDATES, verifier.tried);
    }
  }

  @Test
  void recipientsThatAreNotMeantCostNothing() throws Exception {
    ContentKeyRecipient recipient =
        ContentKeyRecipient.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW);
    String a256kw = "8340a1012440";
    Bytes mac = repeated("d8618543a10105a041004100", 20_000, a256kw);
    CoseMac message = CoseMac.decode(mac);
    refused(Failure.NO_RECIPIENT, mac, () -> message.verify(recipient));
    Bytes encrypted = repeated("d8608443a10101a1054c0000000000000000000000004100", 20_000, a256kw);
    CoseEncrypt other = CoseEncrypt.decode(encrypted);
    refused(Failure.NO_RECIPIENT, encrypted, () -> other.decrypt(recipient));
    String a128kw = "8340a1012240";
    Bytes meant = repeated("d8618543a10105a041004100", 20_000, a128kw);
    CoseMac tooMany = CoseMac.decode(meant);
    refused(Failure.TOO_MANY_RECIPIENTS, meant, () -> tooMany.verify(recipient));
  }

  @Test
  void successMakesNoExceptions() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    CoseSigner other = CoseSigner.of(Keys.on(CoseCurve.ED25519));
    CoseSign many =
        CoseSign.builder().payload(PAYLOAD).sign(other).sign(CoseSigner.of(key)).build();
    CoseSign1 one = CoseSign1.sign(PAYLOAD, CoseSigner.of(key));
    CoseVerifier right = CoseVerifier.of(key);
    List<CoseVerifier> keys = new ArrayList<>();
    keys.add(CoseVerifier.of(Keys.on(CoseCurve.P384)));
    keys.add(right);
    CoseKeyResolver resolver = CoseKeyResolver.ofVerifiers(keys).or(headers -> List.of());
    Action work =
        () -> {
          for (CoseSignedMessage message : List.of(many, one)) {
            message.verify(right);
            message.verify(resolver);
          }
        };
    work.run();
    assertEquals(0, ExceptionsMade.by(work, "org.teep4j"));
    CoseVerifier wrong = CoseVerifier.of(Keys.generate(CoseCurve.P256));
    assertEquals(
        1,
        ExceptionsMade.by(
            () -> assertThrows(VerificationException.class, () -> one.verify(wrong)),
            "org.teep4j"));
  }
}
