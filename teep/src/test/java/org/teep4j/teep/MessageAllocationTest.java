package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.testsupport.Allocation;

/**
 * What decoding and encoding the published messages allocate, held within about 5 % of what it was
 * when these limits were written. They are not promises; lower them when they can be.
 */
class MessageAllocationTest {

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
    CborWriter writer = new CborWriter();
    Object[] results = new Object[3];
    long toDecode =
        Allocation.leastOf(
            10, () -> results[0] = TeepMessage.decodeUnverified(encoded, Dialect.RFC));
    long toEncode = Allocation.leastOf(10, () -> results[1] = message.toByteArray(Dialect.RFC));
    long toEncodeMore =
        Allocation.leastOf(
            10,
            () -> {
              message.encodeTo(writer, Dialect.RFC);
              results[2] = writer.toByteArray();
            });
    assertEquals(message, results[0]);
    assertEquals(encoded.length(), ((byte[]) results[1]).length);
    assertArrayEquals((byte[]) results[1], (byte[]) results[2]);
    assertTrue(toDecode <= decoding, toDecode + " bytes to decode");
    assertTrue(toEncode <= encoding, toEncode + " bytes to encode");
    assertTrue(toEncodeMore <= withKeptWriter, toEncodeMore + " bytes with a kept writer");
  }
}
