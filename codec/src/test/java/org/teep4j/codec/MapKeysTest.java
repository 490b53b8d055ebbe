package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal keys are found in the table as they are by sorting, and in map after map. */
class MapKeysTest {

  private static final int NEVER_SORTED = Integer.MAX_VALUE;
  private static final int SORTED_AT_THE_FIRST_PROBE = 0;

  @Property
  void theFirstKeyThatEqualsAnEarlierOneIsFound(@ForAll("maps") List<List<String>> maps)
      throws DecodeException {
    MapKeys table = new MapKeys(NEVER_SORTED);
    MapKeys sorting = new MapKeys(SORTED_AT_THE_FIRST_PROBE);
    MapKeys usual = new MapKeys();
    for (List<String> keys : maps) {
      int expected = firstRepetition(keys);
      assertEquals(expected, duplicate(table, keys), "in the table");
      assertEquals(expected, duplicate(sorting, keys), "by sorting");
      assertEquals(expected, duplicate(usual, keys), "as it comes");
    }
  }

  /** Texts of all lengths around a word of eight bytes, some of them alike to their last letter. */
  @Provide
  Arbitrary<List<List<String>>> maps() {
    Arbitrary<String> key = Arbitraries.strings().withChars('a', 'b', 'c').ofMaxLength(20);
    return key.list().ofMaxSize(80).list().ofMinSize(1).ofMaxSize(4);
  }

  @Test
  void aMapMayHaveMoreKeysThanTheOneBefore() throws DecodeException {
    MapKeys keys = new MapKeys();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      all.add("component-" + i);
      assertEquals(-1, duplicate(keys, all), i + " keys");
    }
    all.add("component-7");
    all.add("component-8");
    assertEquals(1000, duplicate(keys, all));
    assertEquals(-1, duplicate(keys, List.of()));
  }

  /** The widths of an argument in a head and the least that needs each. */
  private static final long[][] WIDTHS = {
    {0, 0}, {1, 24}, {2, 1 << 8}, {4, 1 << 16}, {8, 1L << 32}
  };

  private static final long[] ARGUMENTS = {
    0,
    1,
    23,
    24,
    31,
    32,
    0xff,
    0x100,
    0x1234,
    0xffff,
    0x1_0000,
    0x01_0203,
    0x01_8034,
    0x12_3456,
    0x80ff_00ffL,
    0xffff_ffffL,
    0x1_0000_0000L,
    0x1_0000_0003L,
    0x1234_5678_9abc_def0L,
    Long.MAX_VALUE,
    -1
  };

  /** Integers, strings and short simple values in preferred encoding end where they do. */
  @Test
  void theEndOfAPlainKeyIsThatOfItsEncoding() {
    byte[] input = new byte[70_000];
    int start = 3;
    for (int major = 0; major < 8; major++) {
      for (long[] width : WIDTHS) {
        for (long argument : ARGUMENTS) {
          int size = (int) width[0];
          if (size < 8 && argument >>> Math.max(5, 8 * size) != 0 || size == 0 && argument > 23) {
            continue;
          }
          int head = start + 1 + size;
          long information = size == 0 ? argument : 24 + Integer.numberOfTrailingZeros(size);
          input[start] = (byte) (major << 5 | information);
          for (int i = 0; i < size; i++) {
            input[head - 1 - i] = (byte) (argument >>> 8 * i);
          }
          boolean preferred = Long.compareUnsigned(argument, width[1]) >= 0;
          boolean string = major == 2 || major == 3;
          long content = string ? argument : 0;
          boolean plain = preferred && (major < 4 || major == 7 && size == 0);
          boolean fits = content >= 0 && content <= input.length - head;
          int end = plain && fits ? head + (int) content : -1;
          String what = "major type " + major + ", " + size + " bytes, " + argument;
          assertEquals(end, MapKeys.endOfPlainKey(input, start, input.length), what);
          if (end > start + 1) {
            assertEquals(end, MapKeys.endOfPlainKey(input, start, end), what);
            assertEquals(-1, MapKeys.endOfPlainKey(input, start, end - 1), what);
          }
          if (size > 0) {
            assertEquals(-1, MapKeys.endOfPlainKey(input, start, head - 1), what);
          }
        }
      }
      for (int information = 28; information < 32; information++) {
        input[start] = (byte) (major << 5 | information);
        assertEquals(-1, MapKeys.endOfPlainKey(input, start, input.length));
      }
    }
  }

  /** All four bytes of a length count. */
  @Test
  void aKeyMayBeMoreThan16MegabytesLong() {
    byte[] input = new byte[0x0102_0304 + 5];
    input[0] = 0x5a;
    input[1] = 1;
    input[2] = 2;
    input[3] = 3;
    input[4] = 4;
    assertEquals(input.length, MapKeys.endOfPlainKey(input, 0, input.length));
    assertEquals(-1, MapKeys.endOfPlainKey(input, 0, input.length - 1));
  }

  /**
   * The work is in proportion to the keys, however alike they are: each is hashed, and hardly any
   * two are compared. The hash is random, so two pairs of keys may have the same by chance.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 40})
  void keysThatDifferInOneBitAreHashedApart(int length) throws DecodeException {
    List<byte[]> keys = new ArrayList<>();
    for (int bit = 0; bit < 8 * length; bit++) {
      byte[] key = new byte[length];
      key[bit / 8] ^= (byte) (1 << bit % 8);
      keys.add(key);
    }
    for (int shorter = 0; shorter < length; shorter++) {
      keys.add(new byte[shorter]); // keys of zeros, of all lengths
    }
    CborWriter writer = new CborWriter();
    int[] starts = new int[keys.size()];
    long bytes = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = writer.size();
      writer.writeBytes(Bytes.wrap(keys.get(i))).writeLong(0);
      bytes += writer.size() - starts[i] - 1;
    }
    byte[] all = writer.toByteArray();
    MapKeys mapKeys = new MapKeys();
    assertEquals(-1, mapKeys.duplicate(all, starts, 0, starts.length, all.length));
    if (starts.length > 8) {
      long more = mapKeys.steps() - bytes;
      assertTrue(0 <= more && more <= 2L * (length + 2), mapKeys.steps() + " of " + bytes);
    }
  }

  private static int firstRepetition(List<String> keys) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      if (!seen.add(keys.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int duplicate(MapKeys keys, List<String> texts) throws DecodeException {
    CborWriter writer = new CborWriter();
    int[] starts = new int[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      starts[i + 1] = writer.size();
      writer.writeText(texts.get(i)).writeLong(0);
    }
    byte[] all = writer.toByteArray();
    int found = keys.duplicate(all, starts, 1, starts.length, all.length);
    return found < 0 ? -1 : found - 1;
  }
}
