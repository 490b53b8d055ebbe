package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/**
 * What decoding and encoding the published messages allocate, held within about 5 % of what it was
 * when these limits were written. They are not promises; lower them when they can be.
 */
class MessageAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({
    "QUERY_REQUEST, 872, 336, 312",
    "QUERY_RESPONSE, 840, 312, 288",
    "UPDATE, 392, 520, 496",
    "SUCCESS, 264, 72, 48",
    "ERROR, 352, 136, 112"
  })
  void messagesAllocateNoMore(
      TeepMessageType type, long decoding, long encoding, long withKeptWriter) throws Exception {
    Bytes encoded = PublishedMessages.encoded(type, Dialect.RFC);
    TeepMessage message = PublishedMessages.expected(type);
    long toDecode = Long.MAX_VALUE;
    long toEncode = Long.MAX_VALUE;
    long toEncodeMore = Long.MAX_VALUE;
    CborWriter writer = new CborWriter();
    for (int i = 0; i < 10; i++) {
      long start = THREADS.getCurrentThreadAllocatedBytes();
      TeepMessage decoded = TeepMessage.decodeUnverified(encoded, Dialect.RFC);
      long middle = THREADS.getCurrentThreadAllocatedBytes();
      byte[] array = message.toByteArray(Dialect.RFC);
      long end = THREADS.getCurrentThreadAllocatedBytes();
      message.encodeTo(writer, Dialect.RFC);
      byte[] again = writer.toByteArray();
      long endOfMore = THREADS.getCurrentThreadAllocatedBytes();
      toDecode = Math.min(toDecode, middle - start);
      toEncode = Math.min(toEncode, end - middle);
      toEncodeMore = Math.min(toEncodeMore, endOfMore - end);
      assertTrue(decoded.equals(message) && array.length == encoded.length());
      assertArrayEquals(array, again);
    }
    assertTrue(toDecode <= decoding, toDecode + " bytes to decode");
    assertTrue(toEncode <= encoding, toEncode + " bytes to encode");
    assertTrue(toEncodeMore <= withKeptWriter, toEncodeMore + " bytes with a kept writer");
  }
}
