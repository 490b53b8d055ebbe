package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** UTF-8, held against the decoder and the encoder of the JDK. */
class Utf8Test {

  /** Values next to each limit of RFC 3629, Section 4. */
  private static final int[] LIMITS = {
    0x00, 0x3f, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1,
    0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
  };

  /** Where the JDK's decoder stops, or -1. */
  private static int firstInvalid(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean stops = decoder.decode(in, CharBuffer.allocate(bytes.length), true).isError();
    return stops ? in.position() : -1;
  }

  /** Holds it against the JDK with bytes before and behind, which do not belong to the text. */
  private static void check(byte[] text, int before, int behind) {
    byte[] array = new byte[before + text.length + behind];
    Arrays.fill(array, (byte) 0xbf);
    System.arraycopy(text, 0, array, before, text.length);
    int expected = firstInvalid(text);
    assertEquals(
        expected < 0 ? -1 : before + expected,
        Utf8.firstInvalid(array, before, before + text.length),
        () -> Bytes.wrap(text).toHex());
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void acceptsWhatTheJdkAcceptsAtEveryLimit() {
    for (int first : LIMITS) {
      check(bytes(first), 1, 3);
      for (int second : LIMITS) {
        check(bytes(first, second), 0, 2);
        for (int third : LIMITS) {
          check(bytes(first, second, third), 2, 1);
          check(bytes(first, second, 0xbf, third), 1, 0);
        }
      }
    }
  }

  @Test
  void findsTheInvalidByteAtEveryPlaceOfAWord() {
    for (int length = 0; length < 20; length++) {
      check(new byte[length], 0, 0);
      for (int at = 0; at < length; at++) {
        byte[] text = new byte[length];
        text[at] = (byte) 0x80;
        check(text, length % 3, 1);
      }
    }
  }

  @Provide
  Arbitrary<String> anyText() {
    return Arbitraries.strings()
        .withChars('?', 'a', '@', '\u007f', '\u0080', '\u07ff', '\u0800', '\ud800', '\udbff')
        .withChars('\udc00', '\udfff', '\ue000', '\uffff')
        .ofMaxLength(12);
  }

  /** The JDK's encoder stops at an unpaired surrogate. */
  @Property
  void encodesWhatTheJdkEncodesAndRefusesUnpairedSurrogates(@ForAll("anyText") String text) {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), Utf8.encode(text));
    } else {
      assertThrows(IllegalArgumentException.class, () -> Utf8.encode(text));
    }
  }

  @Test
  void namesTheIndexOfAnUnpairedSurrogate() {
    for (int before = 0; before < 20; before++) {
      String text = "a".repeat(before) + "\ud83d\ude00\ude00?";
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> Utf8.encode(text));
      assertEquals("unpaired surrogate at index " + (before + 2), e.getMessage());
      String last = "?".repeat(before) + "\ud83d";
      e = assertThrows(IllegalArgumentException.class, () -> Utf8.encode(last));
      assertEquals("unpaired surrogate at index " + before, e.getMessage());
    }
  }
}
