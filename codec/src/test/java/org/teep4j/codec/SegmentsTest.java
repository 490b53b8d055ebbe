package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SegmentsTest {

  @Property
  void areEqualHoweverTheyAreDivided(
      @ForAll @Size(max = 20) byte[] content,
      @ForAll @IntRange(max = 20) int first,
      @ForAll @IntRange(max = 20) int second) {
    Segments whole = Segments.of(Bytes.wrap(content));
    int cut = Math.min(first, content.length);
    int cutAgain = Math.max(cut, Math.min(second, content.length));
    Segments divided =
        Segments.of(
            Bytes.wrap(content, 0, cut),
            Bytes.wrap(content, cut, cutAgain - cut),
            Bytes.wrap(content, cutAgain, content.length - cutAgain));
    assertEquals(whole, divided);
    assertEquals(divided, whole);
    assertEquals(whole.hashCode(), divided.hashCode());
  }

  @Property
  void differInAnyByte(
      @ForAll @Size(min = 1, max = 20) byte[] content,
      @ForAll @IntRange(max = 19) int index,
      @ForAll @IntRange(max = 20) int division) {
    byte[] changed = content.clone();
    changed[index % content.length] ^= 1;
    int cut = Math.min(division, content.length);
    Segments divided =
        Segments.of(Bytes.wrap(changed, 0, cut), Bytes.wrap(changed, cut, changed.length - cut));
    assertNotEquals(Segments.of(Bytes.wrap(content)), divided);
    assertNotEquals(divided, Segments.of(Bytes.wrap(content)));
    assertNotEquals(divided, Segments.of(Bytes.wrap(content, 0, content.length - 1)));
    assertNotEquals(Segments.of(Bytes.wrap(content)), Segments.of(Bytes.wrap(changed)));
    assertNotEquals(
        Segments.of(Bytes.wrap(content)).hashCode(), Segments.of(Bytes.wrap(changed)).hashCode());
  }

  @Example
  void onePartIsHandedOutAsItIs() {
    Bytes part = Bytes.fromHex("0102");
    Segments one = Segments.of(part);
    assertSame(part, one.toBytes());
    assertNotEquals(one, part);
    assertEquals("[h'0102']", one.toString());
    assertEquals("[h'0102', h'03']", Segments.of(part, Bytes.fromHex("03")).toString());
  }
}
