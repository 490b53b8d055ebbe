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
    MapKeys table = new MapKeys(4, NEVER_SORTED);
    MapKeys sorting = new MapKeys(4, SORTED_AT_THE_FIRST_PROBE);
    MapKeys usual = new MapKeys(4);
    for (List<String> keys : maps) {
      int expected = firstRepetition(keys);
      Bytes entries = entries(keys);
      assertEquals(expected, table.duplicate(entries), "in the table");
      assertEquals(expected, sorting.duplicate(entries), "by sorting");
      assertEquals(expected, usual.duplicate(entries), "as it comes");
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
    MapKeys keys = new MapKeys(4);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      all.add("component-" + i);
      assertEquals(-1, keys.duplicate(entries(all)), i + " keys");
    }
    all.add("component-7");
    all.add("component-8");
    assertEquals(1000, keys.duplicate(entries(all)));
    assertEquals(-1, keys.duplicate(Bytes.empty()));
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

  private static Bytes entries(List<String> keys) {
    CborWriter writer = new CborWriter();
    for (String key : keys) {
      writer.writeText(key).writeLong(0);
    }
    return writer.toBytes();
  }
}
