package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
