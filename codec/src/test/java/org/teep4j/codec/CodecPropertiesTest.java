package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class CodecPropertiesTest {

  private static final DecodeOptions ANY = DecodeOptions.defaults().withMaxKeyDepth(5);
  private static final DecodeOptions DETERMINISTIC =
      ANY.withStrictness(Strictness.CORE_DETERMINISTIC);
  private static final EdnParseOptions INVALID_ADMITTED =
      EdnParseOptions.defaults()
          .withInvalidAdmitted(true)
          .withLimits(DecodeOptions.defaults().withMaxDepth(128));

  @Provide
  Arbitrary<Item> items() {
    return Items.any();
  }

  @Property
  void whatIsEncodedDecodesAtEveryStrictness(@ForAll("items") Item item) throws Exception {
    Bytes encoded = item.encode().toBytes();
    assertEquals(item, Item.decode(encoded, DETERMINISTIC));
  }

  @Property
  void everyEncodingDecodesToTheSameValueAndOneIsDeterministic(
      @ForAll("items") Item item, @ForAll long seed) throws Exception {
    Bytes loose = LooseEncoder.encode(item, new Random(seed));
    assertEquals(item, Item.decode(loose, ANY), loose::toHex);
    Bytes encoded = item.encode().toBytes();
    try {
      assertEquals(item, Item.decode(loose, DETERMINISTIC));
      assertEquals(encoded, loose);
    } catch (DecodeException e) {
      assertTrue(e.reason().compareTo(Reason.INDEFINITE_LENGTH) >= 0, e.getMessage());
      assertTrue(e.reason().compareTo(Reason.KEY_ORDER) <= 0, e.getMessage());
    }
  }

  @Property
  void skippingReadingAndViewingEndAtTheSamePlace(@ForAll("items") Item item, @ForAll long seed)
      throws Exception {
    Bytes loose = LooseEncoder.encode(item, new Random(seed));
    Bytes twice = new CborWriter().writeEncodedItem(loose).writeEncodedItem(loose).toBytes();
    CborReader reader = new CborReader(twice, ANY);
    assertEquals(loose, reader.readEncodedItem());
    assertEquals(loose.length(), reader.offset());
    reader.skip();
    reader.expectEnd();
  }

  @Property(tries = 50)
  void everyTruncationIsRefusedAsTruncated(@ForAll("items") Item item, @ForAll long seed) {
    Bytes loose = LooseEncoder.encode(item, new Random(seed));
    int step = 1 + loose.length() / 100;
    for (int length = 0; length < loose.length(); length += step) {
      Bytes prefix = loose.slice(0, length);
      DecodeException skipped =
          assertThrows(DecodeException.class, () -> new CborReader(prefix, ANY).skip());
      DecodeException read = assertThrows(DecodeException.class, () -> Item.decode(prefix, ANY));
      assertEquals(Reason.TRUNCATED, skipped.reason());
      assertEquals(Reason.TRUNCATED, read.reason());
    }
  }

  @Property(tries = 50)
  void everyChangedByteIsRefusedOrDecodes(@ForAll("items") Item item, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = LooseEncoder.encode(item, random).toByteArray();
    for (int i = 0; i < Math.min(bytes.length, 100); i++) {
      byte kept = bytes[i];
      bytes[i] = (byte) random.nextInt(256);
      assertRefusedOrConsistent(Bytes.wrap(bytes));
      bytes[i] = kept;
    }
  }

  @Property
  void randomBytesAreRefusedOrDecode(@ForAll @Size(max = 100) byte[] bytes) {
    assertRefusedOrConsistent(Bytes.wrap(bytes));
  }

  /**
   * Skipping, reading and printing must agree about the bytes, and what decodes must encode to
   * bytes that decode to the same; nothing but a {@link DecodeException} may be thrown.
   */
  private static void assertRefusedOrConsistent(Bytes bytes) {
    DecodeException skipped = refusal(() -> skipAll(bytes));
    DecodeException read = refusal(() -> readAll(bytes));
    assertEquals(place(skipped), place(read), bytes::toHex);
    DecodeException printed =
        refusal(() -> assertEquals(bytes, Edn.parse(Edn.print(bytes), INVALID_ADMITTED)));
    boolean wellFormed =
        skipped == null
            || skipped.reason() == Reason.DUPLICATE_KEY
            || skipped.reason() == Reason.INVALID_UTF8;
    if (printed != null) {
      assertTrue(!wellFormed || skipped != null, () -> bytes.toHex() + " " + printed);
    } else {
      assertTrue(wellFormed, bytes::toHex);
    }
  }

  private static String place(DecodeException refusal) {
    return refusal == null ? "accepted" : refusal.reason() + " at " + refusal.offset();
  }

  private interface Action {
    void run() throws DecodeException;
  }

  private static DecodeException refusal(Action action) {
    try {
      action.run();
      return null;
    } catch (DecodeException e) {
      return e;
    }
  }

  private static void skipAll(Bytes bytes) throws DecodeException {
    CborReader reader = new CborReader(bytes, ANY);
    while (reader.hasNext()) {
      reader.skip();
    }
    reader.expectEnd();
  }

  private static void readAll(Bytes bytes) throws DecodeException {
    CborReader reader = new CborReader(bytes, ANY);
    while (reader.hasNext()) {
      Item item = Item.read(reader);
      assertEquals(item, Item.decode(item.encode().toBytes(), DETERMINISTIC), bytes::toHex);
    }
    reader.expectEnd();
  }

  @Property
  void notationParsesBackToTheSameBytes(
      @ForAll("items") Item item, @ForAll long seed, @ForAll boolean wide) throws Exception {
    Bytes loose = LooseEncoder.encode(item, new Random(seed));
    EdnPrintOptions pretty = EdnPrintOptions.pretty().withLineWidth(wide ? 100 : 20);
    assertEquals(loose, Edn.parse(Edn.print(loose), INVALID_ADMITTED));
    assertEquals(loose, Edn.parse(Edn.print(loose, Shape.any(), pretty), INVALID_ADMITTED));
  }

  @Property
  void shapesNeverChangeWhatTheNotationStandsFor(
      @ForAll("items") Item item, @ForAll long seed, @ForAll long shapeSeed) throws Exception {
    Bytes loose = LooseEncoder.encode(item, new Random(seed));
    Shape shape = RandomShapes.shape(new Random(shapeSeed), 4);
    String printed = Edn.print(loose, shape, EdnPrintOptions.pretty().withLineWidth(30));
    assertEquals(loose, Edn.parse(printed, INVALID_ADMITTED), printed);
  }

  @Property(tries = 50)
  void changedNotationIsRefusedOrParses(@ForAll("items") Item item, @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    String notation = Edn.print(LooseEncoder.encode(item, random));
    String alphabet = "\"'`<>[]{}()_+-.,:/*# 0123459abefhinx\\u\n";
    for (int i = 0; i < Math.min(notation.length(), 100); i++) {
      int at = random.nextInt(notation.length());
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      String changed = notation.substring(0, at) + c + notation.substring(at + random.nextInt(2));
      try {
        Edn.print(Edn.parse(changed));
      } catch (DecodeException e) {
        assertTrue(e.offset() >= 0 && e.offset() <= changed.length(), e.getMessage());
      }
    }
  }

  @Property
  void anyTextIsRefusedOrParses(@ForAll String text) {
    try {
      Edn.parse(text, EdnParseOptions.defaults().withStandIns(true));
    } catch (DecodeException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= text.length(), e.getMessage());
    }
  }
}
