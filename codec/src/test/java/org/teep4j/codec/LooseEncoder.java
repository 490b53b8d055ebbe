package org.teep4j.codec;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Encodes items in random well-formed encodings: longer heads and floats, chunks, indefinite
 * lengths, and map entries in any order.
 */
final class LooseEncoder {

  private final Random random;
  private final OutputBuffer output = new OutputBuffer();

  private LooseEncoder(Random random) {
    this.random = random;
  }

  static Bytes encode(Item item, Random random) {
    LooseEncoder encoder = new LooseEncoder(random);
    encoder.put(item);
    return encoder.output.toBytes();
  }

  private void put(Item item) {
    if (item instanceof Item.Integral integral) {
      putInteger(integral.value());
    } else if (item instanceof Item.Real real) {
      putReal(real.bits());
    } else if (item instanceof Item.Simple simple) {
      output.putHead(0xe0, simple.value(), EdnIndicator.PREFERRED);
    } else if (item instanceof Item.Blob blob) {
      putString(0x40, blob.value());
    } else if (item instanceof Item.Text text) {
      putString(0x60, Bytes.ofUtf8(text.value()));
    } else if (item instanceof Item.Array array) {
      putContainer(0x80, array.elements().size(), array.elements());
    } else if (item instanceof Item.Dictionary dictionary) {
      List<Map.Entry<Item, Item>> entries = new ArrayList<>(dictionary.entries().entrySet());
      Collections.shuffle(entries, random);
      List<Item> items = new ArrayList<>();
      entries.forEach(entry -> Collections.addAll(items, entry.getKey(), entry.getValue()));
      putContainer(0xa0, entries.size(), items);
    } else if (item instanceof Item.Tagged tagged) {
      putHead(0xc0, tagged.tag());
      put(tagged.content());
    }
  }

  /** A head of random length that holds the argument. */
  private void putHead(int major, long argument) {
    EdnIndicator[] widths = EdnIndicator.values();
    while (!output.putHead(major, argument, widths[random.nextInt(widths.length)])) {
      // too short: try another
    }
  }

  private void putInteger(BigInteger value) {
    boolean negative = value.signum() < 0;
    BigInteger argument = negative ? value.not() : value;
    if (argument.bitLength() <= 64) {
      putHead(negative ? 0x20 : 0x00, argument.longValue());
    } else {
      putHead(0xc0, negative ? 3 : 2);
      putString(0x40, Bytes.wrap(argument.toByteArray()));
    }
  }

  private void putReal(long bits) {
    int choice = random.nextInt(3);
    if (choice == 0 && Floats.fitsHalf(bits)) {
      output.putBits(0xf9, Floats.narrowToHalf(bits), 2);
    } else if (choice <= 1 && Floats.fitsSingle(bits)) {
      output.putBits(0xfa, Floats.narrowToSingle(bits), 4);
    } else {
      output.putBits(0xfb, bits, 8);
    }
  }

  private void putString(int major, Bytes content) {
    if (random.nextInt(3) > 0) {
      putHead(major, content.length());
      output.put(content);
      return;
    }
    output.put(major | 31);
    int at = 0;
    while (at < content.length() || random.nextInt(4) == 0) {
      int end = at + random.nextInt(content.length() - at + 1);
      String chunk = new String(content.slice(at, end).toByteArray(), StandardCharsets.UTF_8);
      boolean splitsCharacter = major == 0x60 && chunk.indexOf('\ufffd') >= 0;
      int chunkEnd = splitsCharacter ? content.length() : end;
      putHead(major, chunkEnd - at);
      output.put(content.slice(at, chunkEnd));
      at = chunkEnd;
    }
    output.put(0xff);
  }

  private void putContainer(int major, int count, List<Item> items) {
    boolean indefinite = random.nextInt(3) == 0;
    if (indefinite) {
      output.put(major | 31);
    } else {
      putHead(major, count);
    }
    items.forEach(this::put);
    if (indefinite) {
      output.put(0xff);
    }
  }
}
