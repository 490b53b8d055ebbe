package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.testsupport.Allocation;

/** A payload of 64 MiB that travels in an envelope is never copied. */
class ZeroCopyTest {

  private static final int PAYLOAD = 64 << 20;
  private static final long ENOUGH = 8 << 10;

  private static Bytes input = Bytes.empty();
  private static Bytes payload = Bytes.empty();

  @BeforeAll
  static void buildEnvelope() throws Exception {
    byte[] content = new byte[PAYLOAD];
    new Random(1).nextBytes(content);
    payload = Bytes.wrap(content);
    SuitManifest manifest =
        SuitEnvelope.decode(Vectors.envelope("teep-suit-integrated")).unverifiedManifest();
    input =
        SuitEnvelope.builder(manifest)
            .untagged()
            .integratedPayload("#tc", payload)
            .signer(Keys.authorSigner(CoseAlgorithm.ESP256))
            .build()
            .encode()
            .toBytes();
    assertTrue(input.length() > PAYLOAD);
  }

  @Test
  void decodingEnvelopeAndManifestAllocatesLittle() throws Exception {
    long allocated =
        Allocation.ofOneRun(
            () -> {
              SuitEnvelope envelope = SuitEnvelope.decode(input);
              assertEquals(Uint.of(3), envelope.unverifiedManifest().sequenceNumber());
              assertEquals(PAYLOAD, envelope.unverifiedIntegratedPayloads().get("#tc").length());
            });
    assertTrue(allocated < ENOUGH, () -> allocated + " bytes");
  }

  @Test
  void payloadIsAViewOfTheInput() throws Exception {
    Bytes view = SuitEnvelope.decode(input).unverifiedIntegratedPayloads().get("#tc");
    assertEquals(input.length() - PAYLOAD, input.indexOfSlice(view));
  }

  @Test
  void verifyingDoesNotTouchThePayload() throws Exception {
    SuitEnvelope envelope = SuitEnvelope.decode(input);
    CoseVerifier verifier = Keys.author();
    long allocated = Allocation.ofOneRun(() -> envelope.verify(verifier));
    assertTrue(allocated < PAYLOAD / 16, () -> allocated + " bytes");
  }

  @Test
  void writingToAChannelCopiesNothing() throws Exception {
    SuitEnvelope envelope = SuitEnvelope.decode(input);
    long allocated = Allocation.ofOneRun(() -> envelope.encode().writeTo(new Discarding()));
    assertTrue(allocated < ENOUGH, () -> allocated + " bytes");
  }

  @Test
  void toByteArrayCopiesThePayloadOnce() throws Exception {
    SuitEnvelope envelope = SuitEnvelope.decode(input);
    long allocated = Allocation.ofOneRun(envelope::toByteArray);
    assertTrue(allocated < PAYLOAD + ENOUGH, () -> allocated + " bytes");
  }

  private static final class Discarding implements WritableByteChannel {

    @Override
    public int write(ByteBuffer source) {
      int length = source.remaining();
      source.position(source.limit());
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
