package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Jackson's CBOR reader and writer mean the same by the same bytes, as far as they know the type.
 */
class JacksonAgreementTest {

  private static final CBORFactory JACKSON =
      CBORFactory.builder()
          .enable(CBORParser.Feature.DECODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING)
          .enable(CBORGenerator.Feature.ENCODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING)
          .enable(CBORGenerator.Feature.WRITE_MINIMAL_INTS)
          .build();

  @Provide
  Arbitrary<Item> items() {
    return Arbitraries.longs().map(seed -> known(Items.item(new Random(seed), 4)));
  }

  /** The item with everything replaced that Jackson's streaming API has no token for. */
  private static Item known(Item item) {
    if (item instanceof Item.Simple simple) {
      return new Item.Simple(20 + simple.value() % 3);
    }
    if (item instanceof Item.Real real && Double.isNaN(Double.longBitsToDouble(real.bits()))) {
      return new Item.Real(0);
    }
    if (item instanceof Item.Tagged tagged) {
      return new Item.Tagged(1000 + (tagged.tag() & 0xffff), taggable(known(tagged.content())));
    }
    if (item instanceof Item.Array array) {
      return new Item.Array(array.elements().stream().map(JacksonAgreementTest::known).toList());
    }
    if (item instanceof Item.Dictionary dictionary) {
      Map<Item, Item> entries = new LinkedHashMap<>();
      dictionary.entries().forEach((key, value) -> entries.put(fieldName(key), known(value)));
      return new Item.Dictionary(entries);
    }
    return item;
  }

  /** Jackson shows one tag for each item, and a bignum takes its place. */
  private static Item taggable(Item content) {
    boolean bignum = content instanceof Item.Integral integral && integral.value().bitLength() > 63;
    return bignum || content instanceof Item.Tagged ? new Item.Text("") : content;
  }

  private static Item fieldName(Item key) {
    return key instanceof Item.Text ? key : new Item.Text(key.encode().toBytes().toHex());
  }

  @Property
  void jacksonReadsWhatTheWriterWrites(@ForAll("items") Item item) throws Exception {
    assertEquals(item, readWithJackson(item.encode().toByteArray()));
  }

  @Property
  void jacksonAndTheReaderReadTheSameFromEveryEncoding(
      @ForAll("items") Item item, @ForAll long seed) throws Exception {
    byte[] loose = LooseEncoder.encode(item, new Random(seed)).toByteArray();
    assertEquals(item, Item.decode(Bytes.wrap(loose), DecodeOptions.largest().withMaxKeyDepth(5)));
    assertEquals(item, readWithJackson(loose));
  }

  @Property
  void theReaderReadsWhatJacksonWrites(@ForAll("items") Item item) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CBORGenerator generator = JACKSON.createGenerator(out)) {
      write(generator, item);
    }
    assertEquals(
        item,
        Item.decode(Bytes.wrap(out.toByteArray()), DecodeOptions.largest().withMaxKeyDepth(5)));
  }

  private static Item readWithJackson(byte[] encoded) throws IOException {
    try (CBORParser parser = JACKSON.createParser(encoded)) {
      parser.nextToken();
      Item item = read(parser);
      assertEquals(null, parser.nextToken());
      return item;
    }
  }

  private static Item read(CBORParser parser) throws IOException {
    int tag = parser.getCurrentTag();
    Item item = readUntagged(parser);
    return tag > 3 ? new Item.Tagged(tag, item) : item;
  }

  private static Item readUntagged(CBORParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_ARRAY -> {
        List<Item> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(read(parser));
        }
        yield new Item.Array(elements);
      }
      case START_OBJECT -> {
        Map<Item, Item> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          Item key = new Item.Text(parser.currentName());
          parser.nextToken();
          entries.put(key, read(parser));
        }
        yield new Item.Dictionary(entries);
      }
      case VALUE_NUMBER_INT -> new Item.Integral(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> real(parser);
      case VALUE_STRING -> new Item.Text(parser.getText());
      case VALUE_EMBEDDED_OBJECT -> new Item.Blob(Bytes.wrap(parser.getBinaryValue()));
      case VALUE_FALSE -> new Item.Simple(20);
      case VALUE_TRUE -> new Item.Simple(21);
      case VALUE_NULL -> new Item.Simple(22);
      default -> throw new AssertionError(parser.currentToken());
    };
  }

  private static Item real(JsonParser parser) throws IOException {
    return new Item.Real(Double.doubleToRawLongBits(parser.getDoubleValue()));
  }

  private static void write(CBORGenerator generator, Item item) throws IOException {
    if (item instanceof Item.Integral integral) {
      writeInteger(generator, integral.value());
    } else if (item instanceof Item.Real real) {
      generator.writeNumber(Double.longBitsToDouble(real.bits()));
    } else if (item instanceof Item.Simple simple) {
      if (simple.value() == 22) {
        generator.writeNull();
      } else {
        generator.writeBoolean(simple.value() == 21);
      }
    } else if (item instanceof Item.Blob blob) {
      generator.writeBinary(blob.value().toByteArray());
    } else if (item instanceof Item.Text text) {
      generator.writeString(text.value());
    } else if (item instanceof Item.Tagged tagged) {
      generator.writeTag((int) tagged.tag());
      write(generator, tagged.content());
    } else if (item instanceof Item.Array array) {
      generator.writeStartArray();
      for (Item element : array.elements()) {
        write(generator, element);
      }
      generator.writeEndArray();
    } else if (item instanceof Item.Dictionary dictionary) {
      generator.writeStartObject();
      for (Map.Entry<Item, Item> entry : dictionary.entries().entrySet()) {
        generator.writeFieldName(((Item.Text) entry.getKey()).value());
        write(generator, entry.getValue());
      }
      generator.writeEndObject();
    }
  }

  private static void writeInteger(CBORGenerator generator, BigInteger value) throws IOException {
    if (value.bitLength() < 64) {
      generator.writeNumber(value.longValue());
    } else {
      generator.writeNumber(value);
    }
  }
}
