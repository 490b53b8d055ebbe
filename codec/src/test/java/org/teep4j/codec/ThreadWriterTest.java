package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.teep4j.testsupport.Allocation;

/** {@link CborEncodable#toByteArray()}, which uses one writer for all that a thread encodes. */
class ThreadWriterTest {

  private static final int SMALL = 200;
  private static final int LARGE = 100_000;

  /** For the head and the padding of an array, and nothing else. */
  private static final int BESIDE_CONTENT = 32;

  /** An array of so many elements of one byte each. */
  private static CborEncodable elements(int count) {
    return writer -> {
      writer.beginArray();
      for (int i = 0; i < count; i++) {
        writer.writeNull();
      }
      writer.endArray();
    };
  }

  private static byte[] alone(CborEncodable value) {
    return new CborWriter().write(value).toByteArray();
  }

  @Test
  void aValueMayEncodeOthersWhileItIsWritten() {
    CborEncodable inner = writer -> writer.writeBytes(Bytes.wrap(elements(30).toByteArray()));
    CborEncodable outer =
        writer -> {
          writer.beginArray().writeText("before");
          writer.writeBytes(Bytes.wrap(inner.toByteArray()));
          writer.writeText("after").endArray();
        };
    byte[] expected = alone(outer);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(expected, outer.toByteArray());
    }
  }

  @Test
  void nothingIsLeftOfAValueThatCouldNotBeEncoded() {
    CborEncodable failing =
        writer -> {
          writer.beginMap().writeLong(1);
          throw new IllegalArgumentException("no number");
        };
    CborEncodable unfinished = writer -> writer.beginArray().writeLong(1);
    for (int i = 0; i < 3; i++) {
      assertThrows(IllegalArgumentException.class, failing::toByteArray);
      assertArrayEquals(alone(elements(3)), elements(3).toByteArray());
      assertThrows(IllegalStateException.class, unfinished::toByteArray);
      assertArrayEquals(alone(elements(3)), elements(3).toByteArray());
    }
  }

  @Test
  void eachThreadHasItsOwn() throws Exception {
    byte[][] encoded = new byte[2][];
    CborEncodable outer =
        writer -> {
          writer.beginArray();
          Thread other = new Thread(() -> encoded[1] = elements(5).toByteArray());
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          writer.endArray();
        };
    encoded[0] = outer.toByteArray();
    assertArrayEquals(new byte[] {(byte) 0x80}, encoded[0]);
    assertArrayEquals(alone(elements(5)), encoded[1]);
  }

  @Test
  void smallValuesAllocateTheArrayAlone() throws Exception {
    CborEncodable value = elements(SMALL);
    assertEquals(SMALL + 2, value.toByteArray().length);
    long allocated = Allocation.ofOneRun(value::toByteArray);
    assertTrue(allocated <= SMALL + BESIDE_CONTENT, allocated + " bytes");
  }

  @Test
  void theMemoryOfALargeValueIsNotKept() throws Exception {
    long allocated = Allocation.ofOneRun(elements(LARGE)::toByteArray);
    assertTrue(allocated > 2 * LARGE, allocated + " bytes");
  }
}
