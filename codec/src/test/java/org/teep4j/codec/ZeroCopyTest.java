package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.teep4j.testsupport.Allocation;

/** The promises about copies, held by counting allocation. */
class ZeroCopyTest {

  private static final int LARGE = 64 << 20;
  private static final Bytes SMALL = Bytes.wrap(new byte[16]);
  private static final Bytes LARGER = Bytes.wrap(new byte[CborWriter.REFERENCED_FROM]);
  private static final Bytes PAYLOAD = Bytes.wrap(new byte[LARGE]);

  /** A channel that takes everything and keeps nothing. */
  private static final class Sink implements WritableByteChannel {
    long written;

    @Override
    public int write(ByteBuffer source) {
      int taken = source.remaining();
      source.position(source.limit());
      written += taken;
      return taken;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static void assertBelow(long limit, long actual) {
    assertTrue(actual < limit, actual + " bytes allocated, the limit is " + limit);
  }

  private static CborWriter writePayload() {
    return writePayload(PAYLOAD);
  }

  private static CborWriter writePayload(Bytes payload) {
    return new CborWriter()
        .beginMap()
        .writeLong(3)
        .writeBytes(payload)
        .writeLong(2)
        .beginWrapped()
        .beginArray()
        .writeBytes(payload)
        .writeText("inner")
        .endArray()
        .endWrapped()
        .endMap();
  }

  @Test
  void walkingAMessageAllocatesNothing() throws Exception {
    CborWriter writer = new CborWriter().beginArray();
    for (int i = 0; i < 10_000; i++) {
      writer
          .beginMap()
          .writeLong(1)
          .writeLong(i)
          .writeLong(-5)
          .writeText("text")
          .writeLong(20)
          .beginWrapped()
          .writeDouble(1.5)
          .endWrapped()
          .writeLong(300)
          .writeTag(18)
          .writeBoolean(true)
          .endMap();
    }
    Bytes message = writer.endArray().toBytes();
    CborReader reader = new CborReader(message);
    long[] sum = {0};
    long allocated =
        Allocation.ofOneRun(
            () -> {
              reader.reset(message);
              sum[0] = sumOfLabels(reader);
            });
    assertEquals(0, allocated);
    assertEquals(10_000L * (1 - 5 + 20 + 300), sum[0]);
  }

  private static long sumOfLabels(CborReader reader) throws DecodeException {
    long sum = 0;
    reader.enterArray();
    while (reader.hasNext()) {
      reader.enterMap();
      while (reader.hasNext()) {
        long label = reader.readLong();
        sum += label;
        if (label == 20) {
          reader.enterWrapped();
          reader.readDouble();
          reader.exitWrapped();
        } else if (label == 300) {
          reader.expectTag(18);
          reader.readBoolean();
        } else {
          reader.skip();
        }
      }
      reader.exitMap();
    }
    reader.exitArray();
    reader.expectEnd();
    return sum;
  }

  @Test
  void walkingWithoutKnowingTheStructureAllocatesNothing() throws Exception {
    Bytes message = writePayload(Bytes.wrap(new byte[1 << 20])).toBytes();
    CborReader reader = new CborReader(message);
    long allocated =
        Allocation.ofOneRun(
            () -> {
              reader.reset(message);
              reader.skip();
              reader.expectEnd();
            });
    assertEquals(0, allocated);
  }

  @Test
  void readingALargeByteStringAllocatesAView() throws Exception {
    Bytes message = new CborWriter().writeBytes(PAYLOAD).toBytes();
    assertBelow(1024, Allocation.ofOneRun(() -> new CborReader(message).readBytes()));
    assertBelow(1024, Allocation.ofOneRun(() -> new CborReader(message).readEncodedItem()));
    assertBelow(
        1024,
        Allocation.ofOneRun(
            () -> {
              CborReader reader = new CborReader(message);
              reader.enterWrapped();
              reader.readLong();
            }));
  }

  @Test
  void writingALargeByteStringToAChannelReferencesIt() throws Exception {
    Sink sink = new Sink();
    long allocated = Allocation.ofOneRun(() -> writePayload().toSegments().writeTo(sink));
    assertBelow(8 * 1024, allocated);
    assertTrue(sink.written % (2L * LARGE) > 0 && sink.written > 2L * LARGE);
  }

  @Test
  void writingALargeByteStringToAStreamReferencesIt() throws Exception {
    OutputStream sink = OutputStream.nullOutputStream();
    assertBelow(8 * 1024, Allocation.ofOneRun(() -> writePayload().toSegments().writeTo(sink)));
  }

  @Test
  void digestingALargeMessageCopiesNothing() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Segments message = writePayload(Bytes.wrap(new byte[1 << 20])).toSegments();
    assertBelow(
        8 * 1024,
        Allocation.ofOneRun(
            () -> {
              for (Bytes part : message.parts()) {
                part.update(digest);
              }
              digest.digest();
            }));
  }

  @Test
  void toByteArrayCopiesEachByteOnce() throws Exception {
    CborEncodable message =
        writer -> writer.beginArray().writeWrapped(inner -> inner.writeBytes(PAYLOAD)).endArray();
    long allocated = Allocation.ofOneRun(message::toByteArray);
    assertBelow(LARGE + 8 * 1024, allocated);
  }

  @Test
  void aKeptWriterAllocatesNothingButTheArray() throws Exception {
    CborWriter writer = new CborWriter();
    long[] length = {0};
    long allocated =
        Allocation.ofOneRun(
            () -> {
              writer.beginMap();
              for (int i = 0; i < 100; i++) {
                writer.writeLong(i).beginArray().writeLong(i).writeBytes(SMALL).endArray();
              }
              length[0] = writer.writeLong(100).writeBytes(LARGER).endMap().toByteArray().length;
            });
    assertEquals(2 + 100 * (2 + 1 + 2 + 17) - 2 * 24 + 2 + 3 + LARGER.length(), length[0]);
    assertBelow(length[0] + 32, allocated);
  }

  @Test
  void textIsCopiedOnceOnItsWayIntoTheArray() throws Exception {
    CborWriter writer = new CborWriter();
    String text = "text".repeat(LARGE / 4);
    long allocated = Allocation.ofOneRun(() -> writer.writeText(text).toByteArray());
    assertBelow(2 * LARGE + 128, allocated);
  }

  @Test
  void largeStringsOfATreeAreTheInputsOwnBytes() throws IOException, DecodeException {
    Bytes message = writePayload(Bytes.wrap(new byte[1 << 20])).toBytes();
    CborReader reader = new CborReader(message);
    reader.enterMap();
    reader.readLong();
    reader.enterWrapped();
    reader.enterArray();
    Bytes inner = reader.readBytes();
    assertTrue(message.indexOfSlice(inner) > 0);
  }
}
