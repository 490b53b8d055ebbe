package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;

/**
 * What decoding and encoding the published messages allocate, held within about 5 % of what it was
 * when these limits were written. They are not promises; lower them when they can be.
 */
class MessageAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({
    "QUERY_REQUEST, 1216, 1264",
    "QUERY_RESPONSE, 1376, 1360",
    "UPDATE, 656, 1936",
    "SUCCESS, 456, 888",
    "ERROR, 544, 904"
  })
  void messagesAllocateNoMore(TeepMessageType type, long decoding, long encoding) throws Exception {
    Bytes encoded = PublishedMessages.encoded(type, Dialect.RFC);
    TeepMessage message = PublishedMessages.expected(type);
    long toDecode = Long.MAX_VALUE;
    long toEncode = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long start = THREADS.getCurrentThreadAllocatedBytes();
      TeepMessage decoded = TeepMessage.decodeUnverified(encoded, Dialect.RFC);
      long middle = THREADS.getCurrentThreadAllocatedBytes();
      byte[] array = message.toByteArray(Dialect.RFC);
      long end = THREADS.getCurrentThreadAllocatedBytes();
      toDecode = Math.min(toDecode, middle - start);
      toEncode = Math.min(toEncode, end - middle);
      assertTrue(decoded.equals(message) && array.length == encoded.length());
    }
    assertTrue(toDecode <= decoding, toDecode + " bytes to decode");
    assertTrue(toEncode <= encoding, toEncode + " bytes to encode");
  }
}
