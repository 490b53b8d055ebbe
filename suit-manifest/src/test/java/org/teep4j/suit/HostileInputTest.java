package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.testsupport.Allocation;

/** Input made to hurt: what it costs is counted in allocated bytes. */
class HostileInputTest {

  /** A manifest whose install section nests run-sequence; the innermost sequence is empty. */
  private static Bytes nested(int levels) {
    CborWriter writer = new CborWriter();
    writer.beginMap().writeLong(1).writeLong(1).writeLong(2).writeLong(0);
    writer.writeLong(3).beginWrapped().beginMap().endMap().endWrapped();
    writer.writeLong(20);
    for (int i = 0; i < levels; i++) {
      writer.beginWrapped().beginArray().writeLong(32);
    }
    writer.beginWrapped().beginArray().endArray().endWrapped();
    for (int i = 0; i < levels; i++) {
      writer.endArray().endWrapped();
    }
    return writer.endMap().toBytes();
  }

  @Test
  void wrappedSequencesCountTowardsTheDepth() {
    DecodeException e =
        assertThrows(DecodeException.class, () -> SuitManifest.decodeUnverified(nested(2_000)));
    assertEquals(Reason.TOO_DEEP, e.reason());
    SuitDecodeOptions deepest =
        SuitDecodeOptions.defaults()
            .withCodec(DecodeOptions.defaults().withMaxDepth(DecodeOptions.LARGEST_MAX_DEPTH));
    e =
        assertThrows(
            DecodeException.class, () -> SuitManifest.decodeUnverified(nested(2_000), deepest));
    assertEquals(Reason.FIXED_LIMIT, e.reason());
  }

  @Test
  void refusingDeepNestingIsCheap() throws Exception {
    Bytes input = nested(30);
    long allocated =
        Allocation.ofOneRun(
            () -> assertThrows(DecodeException.class, () -> SuitManifest.decodeUnverified(input)));
    assertTrue(allocated < 64 << 10, () -> allocated + " bytes");
  }

  /** Segments whose hash values as Bytes are equal: "Aa" and "BB" collide, and so on. */
  private static Bytes colliding(int number, int pairs) {
    byte[] bytes = new byte[2 * pairs];
    for (int i = 0; i < pairs; i++) {
      boolean first = (number >> i & 1) == 0;
      bytes[2 * i] = (byte) (first ? 'A' : 'B');
      bytes[2 * i + 1] = (byte) (first ? 'a' : 'B');
    }
    return Bytes.wrap(bytes);
  }

  /** Counts comparisons by what they would cost: 16384 keys of one hash value in one map. */
  @Test
  void keysOfEqualHashAreNoBurden() throws Exception {
    int keys = 1 << 14;
    CborWriter writer = new CborWriter();
    writer.beginMap().writeText("en").beginMap();
    for (int i = 0; i < keys; i++) {
      writer.beginArray().writeBytes(colliding(i, 14)).endArray().beginMap().endMap();
    }
    Bytes input = writer.endMap().endMap().toBytes();
    assertEquals(colliding(0, 14).hashCode(), colliding(keys - 1, 14).hashCode());
    SuitText text = SuitText.decodeUnverified(input);
    assertEquals(keys, text.language("en").orElseThrow().components().size());
    assertEquals(input, text.encode().toBytes());
  }
}
