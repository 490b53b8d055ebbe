package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.testsupport.Allocation;

/**
 * What decoding and encoding published envelopes allocates, held within about 5 % of what it was
 * when these limits were written. They are not promises; lower them when they can be.
 */
class EnvelopeAllocationTest {

  @ParameterizedTest
  @CsvSource({
    "teep-suit-integrated, 1304, 3456, 624",
    "teep-suit-personalization, 1104, 5568, 916"
  })
  void envelopesAllocateNoMore(String name, long alone, long withManifest, long encoding)
      throws Exception {
    Bytes input = Vectors.envelope(name);
    long envelope = Allocation.ofOneRun(() -> SuitEnvelope.decode(input));
    long both = Allocation.ofOneRun(() -> SuitEnvelope.decode(input).unverifiedManifest());
    SuitEnvelope decoded = SuitEnvelope.decode(input);
    long array = Allocation.ofOneRun(decoded::toByteArray);
    assertTrue(envelope <= alone, envelope + " bytes for the envelope");
    assertTrue(both <= withManifest, both + " bytes with the manifest");
    assertTrue(array <= encoding, array + " bytes to encode");
  }
}
