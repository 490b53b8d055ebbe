package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.testsupport.Allocation;
import org.teep4j.testsupport.ExceptionsMade;

/** How much work an envelope can ask for, counted. */
class EnvelopeWorkTest {

  private int tried;

  private SuitVerifier counting() {
    return SuitVerifier.of(countingKey());
  }

  private CoseVerifier countingKey() {
    return new CoseVerifier() {
      @Override
      public CoseAlgorithm algorithm() {
        return CoseAlgorithm.ES256;
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
    };
  }

  /** An envelope with as many blocks as are looked at, each a COSE_Sign with these signatures. */
  private static SuitEnvelope withSignatures(String signature, int count) throws Exception {
    String block = block(signature, count);
    return withBlocks(Collections.nCopies(EnvelopeVerifier.MOST_BLOCKS, block));
  }

  private static String block(String signature, int count) {
    String signatures = String.join(",", Collections.nCopies(count, signature));
    return "<<98(['', {}, null, [" + signatures + "]])>>";
  }

  private static SuitEnvelope withBlocks(List<String> all) throws Exception {
    String blocks = String.join(",", all);
    return SuitEnvelope.decode(Edn.parse("{2: <<[<<[-16, h'00']>>, " + blocks + "]>>, 3: h'a0'}"));
  }

  @Test
  void signaturesOfAllBlocksTogetherAreLimitedForEachVerifier() throws Exception {
    SuitEnvelope envelope = withSignatures("[<<{1: -7}>>, {}, '']", 12);
    List<SuitVerifier> verifiers = Collections.nCopies(8, counting());
    assertEquals(
        Failure.TOO_MANY_SIGNATURES,
        assertThrows(VerificationException.class, () -> envelope.verifyAny(verifiers)).failure());
    // The limit is looked at before each block.
    assertEquals(8 * 24, tried);
    assertTrue(24 < 2 * CoseSign.MOST_CANDIDATES);
  }

  @Test
  void theLimitIsReachedExactlyAndWhatCausesNoWorkMayFollow() throws Exception {
    String signature = "[<<{1: -7}>>, {}, '']";
    String full = block(signature, CoseSign.MOST_CANDIDATES);
    SuitEnvelope more = withBlocks(List.of(full, block(signature, 1)));
    assertEquals(
        Failure.TOO_MANY_SIGNATURES,
        assertThrows(VerificationException.class, () -> more.verify(countingKey())).failure());
    assertEquals(CoseSign.MOST_CANDIDATES, tried);
    SuitEnvelope others = withBlocks(List.of(full, block("['', {}, '']", 1)));
    assertEquals(
        Failure.SIGNATURE,
        assertThrows(VerificationException.class, () -> others.verify(countingKey())).failure());
  }

  /** A resolver finds several keys for each signature; the pairs count. */
  @Test
  void keysOfAResolverAreLimitedForAllBlocksTogether() throws Exception {
    SuitEnvelope envelope = withSignatures("[<<{1: -7}>>, {}, '']", 2);
    List<CoseVerifier> keys = Collections.nCopies(3, countingKey());
    assertEquals(
        Failure.TOO_MANY_SIGNATURES,
        assertThrows(VerificationException.class, () -> envelope.verify(headers -> keys))
            .failure());
    assertEquals(6 * 3, tried);
    List<CoseVerifier> others =
        List.of(Keys.author(CoseAlgorithm.ESP256), Keys.author(CoseAlgorithm.ESP256));
    assertThrows(VerificationException.class, () -> envelope.verify(headers -> others));
    assertEquals(6 * 3, tried);
  }

  @Test
  void signaturesThatCannotBeMeantCostNothing() throws Exception {
    SuitEnvelope envelope = withSignatures("['', {}, '']", 4000);
    List<SuitVerifier> verifiers = Collections.nCopies(8, counting());
    long allocated =
        Allocation.ofOneRun(
            () -> assertThrows(VerificationException.class, () -> envelope.verifyAny(verifiers)));
    assertTrue(allocated < 64L * 4 * 4000 * EnvelopeVerifier.MOST_BLOCKS, allocated + " bytes");
    assertEquals(0, tried);
  }

  @Test
  void successMakesNoExceptions() throws Exception {
    SuitEnvelope envelope =
        SuitEnvelope.builder(
                SuitManifest.builder(7, SuitCommon.of(SuitComponentIdentifier.ofText("a"))).build())
            .signer(Keys.authorSigner(CoseAlgorithm.ESP256))
            .build();
    CoseVerifier verifier = Keys.author(CoseAlgorithm.ESP256);
    envelope.verify(verifier);
    assertEquals(0, ExceptionsMade.by(() -> envelope.verify(verifier), "org.teep4j"));
    CoseVerifier stranger = Keys.dependentAuthor();
    assertEquals(
        1,
        ExceptionsMade.by(
            () -> assertThrows(VerificationException.class, () -> envelope.verify(stranger)),
            "org.teep4j"));
  }
}
