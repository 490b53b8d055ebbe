package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EdnListingTest {

  private static final Shape MESSAGE =
      Shape.array(
          Shape.wrapped(Shape.map(Map.of(1L, Shape.any("alg")))).named("protected"),
          Shape.map(Map.of(4L, Shape.quoted().named("kid"))).named("unprotected"),
          Shape.any("payload"));

  private static EdnListing list(String notation, Shape shape) throws DecodeException {
    return EdnListing.print(Edn.parse(notation), shape, EdnPrintOptions.pretty().withLineWidth(30));
  }

  private static String text(EdnListing listing, EdnItem item) {
    return listing.text().substring(item.textStart(), item.textEnd());
  }

  @Test
  void everyItemHasItsPlaceInTheBytesAndInTheText() throws Exception {
    String notation = "18([<<{1: -7}>>, {4: 'key', \"a b\": [1, 2, 3]}, h'0102', null])";
    EdnListing listing = list(notation, Shape.tagged(18, MESSAGE));
    EdnItem alg = listing.find("protected/alg").orElseThrow();
    assertEquals("-7", text(listing, alg));
    assertEquals(CborType.NEGATIVE_INTEGER, alg.type());
    assertEquals(5, alg.start());
    assertEquals(6, alg.end());
    EdnItem key = alg.parent().orElseThrow().children().get(0);
    assertTrue(key.isKey());
    assertEquals("/ alg / 1", text(listing, key));
    assertEquals("1", listing.text().substring(key.notationStart(), key.notationEnd()));
    assertEquals("protected/alg", key.path());
    EdnItem wrapped = listing.find("protected").orElseThrow();
    assertTrue(wrapped.isWrapped());
    assertEquals(2, wrapped.start());
    assertEquals(3, wrapped.headEnd());
    assertEquals("unprotected/\"a b\"[2]", listing.find("[1]/\"a b\"[2]").orElseThrow().path());
    assertEquals("payload", listing.find("[2]").orElseThrow().path());
    assertEquals("[3]", listing.find("[3]").orElseThrow().path());
    assertEquals(CborType.TAG, listing.find("").orElseThrow().type());
    assertTrue(listing.find("protected/kid").isEmpty());
    assertTrue(listing.find("protected/algorithm").isEmpty());
  }

  @Test
  void theItemsOfASequenceAreCounted() throws Exception {
    EdnListing listing =
        list(
            "1, {\"a\": <<2, 3>>}, 4",
            Shape.mapBy(
                map -> Shape.map(Map.of()).withOthers(Shape.any(), Shape.wrapped(Shape.any()))));
    assertEquals(3, listing.items().size());
    assertEquals("[1]/a[1]", listing.find("[1]/a[1]").orElseThrow().path());
    assertEquals("3", text(listing, listing.find("[1]/a[1]").orElseThrow()));
    assertEquals("4", text(listing, listing.find("[2]").orElseThrow()));
    assertTrue(listing.find("").isEmpty());
  }

  @Test
  void elementsWithTheSameNameAreCounted() throws Exception {
    Shape shape = Shape.array(List.of(Shape.any("type")), Shape.any("extra"));
    EdnListing one = list("[1, 2]", shape);
    EdnItem extra = one.find("extra").orElseThrow();
    assertEquals("extra", extra.path());
    assertEquals("extra (unsigned integer)", extra.toString());
    assertFalse(extra.isKey());
    assertFalse(extra.isWrapped());
    assertEquals(extra, one.find("[1]").orElseThrow());
    EdnListing three = list("[1, 2, 3, 4]", shape);
    EdnItem array = three.items().get(0);
    assertEquals("type", array.children().get(0).path());
    assertEquals("[1]", array.children().get(1).path());
    assertEquals("[2]", array.children().get(2).path());
    assertEquals("[3]", array.children().get(3).path());
    assertTrue(three.find("extra").isEmpty());
  }

  @Test
  void aPathEndsItsStepsAtSlashesAndBrackets() throws Exception {
    EdnListing listing =
        list(
            "{\"a\": 1, \"ab\": [2], \"a b\": {-1: h'05'}, 5: <<7, 8>>}",
            Shape.map(Map.of(5L, Shape.wrapped(Shape.any()))));
    EdnItem map = listing.items().get(0);
    for (int i = 0; i < map.children().size(); i++) {
      assertEquals(i % 2 == 0, map.children().get(i).isKey());
    }
    assertEquals("1", text(listing, listing.find("a").orElseThrow()));
    assertEquals("[2]", text(listing, listing.find("ab").orElseThrow()));
    assertEquals("2", text(listing, listing.find("ab[0]").orElseThrow()));
    assertTrue(listing.find("ab0").isEmpty());
    assertTrue(listing.find("abc").isEmpty());
    assertTrue(listing.find("a/b").isEmpty());
    EdnItem bytes = listing.find("\"a b\"/-1").orElseThrow();
    assertEquals("h'05'", text(listing, bytes));
    assertFalse(bytes.isWrapped());
    assertEquals("8", text(listing, listing.find("5[1]").orElseThrow()));
    assertEquals(map.children().get(7).path(), map.children().get(6).path(), "key and value");
    String longest = "k".repeat(78);
    for (String key : new String[] {longest, longest + "k"}) {
      String path =
          list("{1: 2, \"" + key + "\": 3}", Shape.any()).items().get(0).children().get(3).path();
      assertEquals(key.equals(longest) ? key : "[1]", path);
    }
  }

  /** It would be in the path of everything under it. */
  @Test
  void aLongKeyIsNotInPaths() throws Exception {
    String key = "k".repeat(100);
    EdnListing listing = list("{1: 2, \"" + key + "\": {1: [3]}}", Shape.any());
    EdnItem deep = listing.find("[1]/1[0]").orElseThrow();
    assertEquals("3", text(listing, deep));
    assertEquals("[1]/1[0]", deep.path());
  }

  @Test
  void whatIsHiddenIsMarked() throws Exception {
    Shape secret = Shape.map(Map.of(-4L, Shape.any("d").secret()));
    EdnListing listing =
        EdnListing.print(
            Edn.parse("{1: 2, -4: [1, {2: 3}]}"), secret, EdnPrintOptions.pretty().hidingSecrets());
    EdnItem hidden = listing.find("d").orElseThrow();
    assertTrue(hidden.isHidden());
    assertTrue(hidden.children().isEmpty());
    assertEquals("...  / hidden /".replace("  ", " "), text(listing, hidden));
    assertFalse(listing.find("1").orElseThrow().isHidden());
    assertFalse(listing.items().get(0).isHidden());
  }

  @Test
  void deepLevelsAreShownByTheirSize() throws Exception {
    Bytes cbor = Edn.parse("18([<<{1: [2, 3]}>>, {}, [[1]], [_ ], 5])");
    Shape shape = Shape.tagged(18, MESSAGE);
    EdnPrintOptions compact = EdnPrintOptions.compact();
    assertEquals("18([...] / 14 bytes /)", Edn.print(cbor, Shape.any(), compact.withMaxLevels(0)));
    assertEquals(
        "18([/ protected / <<...>> / 5 bytes /, / unprotected / {}, / payload / [...] / 3 bytes /,"
            + " [_], 5])",
        Edn.print(cbor, shape, compact.withMaxLevels(1)));
    assertEquals(
        "18([/ protected / <<{...: ...} / 5 bytes />>, / unprotected / {}, / payload / [[...] / 2"
            + " bytes /], [_], 5])",
        Edn.print(cbor, shape, compact.withMaxLevels(2)));
  }

  @Test
  void theShapeOfAByteStringMayDependOnItsContent() throws Exception {
    Shape opened =
        Shape.bytesBy(
            content ->
                content.unsignedByteAt(0) == 0x82
                    ? Shape.wrapped(Shape.any())
                    : Shape.described(bytes -> bytes.length() + " bytes, */ it says"));
    Bytes cbor = Edn.parse("[h'820102', h'8301', h'8201']");
    EdnPrintOptions options = EdnPrintOptions.compact();
    String printed = Edn.print(cbor, Shape.arrayOf(opened), options);
    assertEquals("[<<[1, 2]>>, h'8301' /* 2 bytes, * / it says */, h'8201']", printed);
    assertEquals(cbor, Edn.parse(printed));
    assertEquals(printed, Edn.print(cbor, Shape.any(), options.withUnknown(opened)));
    Shape all = Shape.secretStrings(content -> true).or(opened);
    assertTrue(
        Edn.print(cbor, Shape.any(), options.withUnknown(all).hidingSecrets())
            .startsWith("[... / hidden: 3 bytes /,"));
  }

  /** Together, the heads and the leaves are all bytes, each once and in order. */
  @Property(tries = 200)
  void itemsCoverTheInputInOrder(@ForAll("items") Item item) throws Exception {
    Bytes cbor = LooseEncoder.encode(item, new java.util.Random(7));
    EdnListing listing = EdnListing.print(cbor, Shape.any(), EdnPrintOptions.pretty());
    assertEquals(Edn.print(cbor, Shape.any(), EdnPrintOptions.pretty()), listing.text());
    covers(listing.items().get(0), 0, listing.text().length());
    assertEquals(cbor.length(), listing.items().get(0).end());
  }

  private static void covers(EdnItem item, int from, int to) {
    assertTrue(from <= item.textStart() && item.textStart() < item.textEnd());
    assertTrue(item.textEnd() <= to, item::toString);
    assertTrue(item.textStart() <= item.notationStart(), item::toString);
    assertTrue(item.notationStart() < item.notationEnd(), item::toString);
    assertTrue(item.notationEnd() <= item.textEnd(), item::toString);
    int at = item.headEnd();
    int text = item.textStart();
    for (EdnItem child : item.children()) {
      assertEquals(at, child.start());
      covers(child, text, item.textEnd());
      at = child.end();
      text = child.textEnd();
    }
    assertTrue(at <= item.end());
  }

  @Provide
  Arbitrary<Item> items() {
    return Items.any();
  }
}
