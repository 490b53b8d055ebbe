package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;

/** Labels as values, and as keys of maps. */
class CoseLabelTest {

  private static final int MANY = 5_000;

  @Provide
  Arbitrary<CoseLabel> labels() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(CoseLabel::of),
        Arbitraries.longs().between(-70, 70).map(CoseLabel::of),
        Arbitraries.strings().alpha().ofMaxLength(2).map(CoseLabel::of));
  }

  @Property
  void orderAgreesWithEquality(
      @ForAll("labels") CoseLabel a, @ForAll("labels") CoseLabel b, @ForAll("labels") CoseLabel c) {
    assertEquals(a.equals(b), a.compareTo(b) == 0);
    assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)));
    List<CoseLabel> sorted = Stream.of(a, b, c).sorted().toList();
    assertTrue(sorted.get(0).compareTo(sorted.get(2)) <= 0);
  }

  @Property
  void labelsAreWrittenAndReadAlike(@ForAll("labels") CoseLabel label) throws Exception {
    CborReader reader = new CborReader(new CborWriter().write(label).toBytes());
    assertEquals(label, CoseLabel.read(reader));
  }

  @Test
  void numbersComeBeforeTexts() {
    assertEquals(
        List.of(CoseLabel.of(-65), CoseLabel.of(3), CoseLabel.of(64), CoseLabel.of("")),
        Stream.of(CoseLabel.of(""), CoseLabel.of(64), CoseLabel.of(3), CoseLabel.of(-65))
            .sorted()
            .toList());
  }

  /** Whoever sends labels can choose them so that a hash table has all of them in one place. */
  @Test
  void headersMayHaveManyLabelsWithOneHash() throws Exception {
    CborWriter writer = new CborWriter().beginArray().beginWrapped().beginMap();
    for (long i = 1; i <= MANY; i++) {
      writer.writeLong(i << Integer.SIZE | (i ^ 0x7fff_0000L)).writeNull();
    }
    writer.endMap().endWrapped().beginMap().endMap().writeNull();
    CoseSign1 message = CoseSign1.decode(writer.writeBytes(Bytes.empty()).endArray().toBytes());
    assertEquals(MANY, message.headers().protectedParameters().size());
    assertEquals(
        1,
        message.headers().protectedParameters().keySet().stream()
            .mapToInt(CoseLabel::hashCode)
            .distinct()
            .count());
  }
}
