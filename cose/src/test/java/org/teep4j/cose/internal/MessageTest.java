package org.teep4j.cose.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

class MessageTest {

  /** However the message is divided in memory. */
  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 300, Message.CHUNK - 1, Message.CHUNK, Message.CHUNK + 1, 3 * Message.CHUNK})
  void piecesHaveOneLengthButForTheLast(int length) throws Exception {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31 + (i >>> 9));
    }
    Bytes whole = Bytes.wrap(content);
    int third = length / 3;
    Segments parts = Segments.of(whole.slice(0, third), whole.slice(third));
    List<Integer> lengths = new ArrayList<>();
    ByteArrayOutputStream fed = new ByteArrayOutputStream();
    Message.of(parts)
        .feed(
            (array, offset, size) -> {
              lengths.add(size);
              fed.write(array, offset, size);
            });
    List<Integer> expected = new ArrayList<>();
    for (int at = 0; at < length; at += Message.CHUNK) {
      expected.add(Math.min(Message.CHUNK, length - at));
    }
    assertEquals(expected, lengths);
    assertArrayEquals(content, fed.toByteArray());
  }
}
