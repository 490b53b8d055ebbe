package org.teep4j.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random items. */
final class Items {

  private Items() {}

  /** Items of every type, nested a few levels deep, with the keys of each map distinct by value. */
  static Arbitrary<Item> any() {
    return Arbitraries.longs().map(seed -> item(new Random(seed), 4));
  }

  static Item item(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 7 : 10)) {
      case 0 -> new Item.Integral(BigInteger.valueOf(random.nextInt(60) - 30));
      case 1 -> new Item.Integral(integer(random));
      case 2 -> new Item.Real(real(random));
      case 3 ->
          new Item.Simple(random.nextBoolean() ? random.nextInt(24) : 32 + random.nextInt(224));
      case 4 -> new Item.Blob(blob(random));
      case 5, 6 -> new Item.Text(text(random));
      case 7 -> array(random, depth - 1);
      case 8 -> dictionary(random, depth - 1);
      default -> new Item.Tagged(tag(random), item(random, depth - 1));
    };
  }

  private static BigInteger integer(Random random) {
    BigInteger magnitude = new BigInteger(random.nextInt(72), random);
    return random.nextBoolean() ? magnitude : magnitude.not();
  }

  /** Not 2 or 3, which make integers, and not with more than 63 bits, for readers with less. */
  private static long tag(Random random) {
    return 4 + (random.nextLong() >>> 2 + random.nextInt(61));
  }

  private static long real(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Floats.widenHalf(random.nextInt(0x10000));
      case 1 -> Floats.widenSingle(random.nextInt());
      case 2 -> Double.doubleToRawLongBits(random.nextInt(100) / 4.0);
      case 3 ->
          Double.doubleToRawLongBits(Math.scalb(1 + random.nextDouble(), random.nextInt(40) - 30));
      default -> random.nextLong();
    };
  }

  private static Bytes blob(Random random) {
    byte[] bytes = new byte[random.nextInt(8) == 0 ? random.nextInt(700) : random.nextInt(30)];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      int c = random.nextInt(random.nextInt(4) == 0 ? 0x11_0000 : 0x80);
      text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 'x' : c);
    }
    return text.toString();
  }

  private static Item array(Random random, int depth) {
    List<Item> elements = new ArrayList<>();
    for (int i = size(random); i > 0; i--) {
      elements.add(item(random, depth));
    }
    return new Item.Array(elements);
  }

  private static int size(Random random) {
    return random.nextInt(10) == 0 ? random.nextInt(40) : random.nextInt(6);
  }

  private static Item dictionary(Random random, int depth) {
    Map<Item, Item> entries = new LinkedHashMap<>();
    for (int i = size(random); i > 0; i--) {
      entries.put(key(random, depth), item(random, depth));
    }
    return new Item.Dictionary(entries);
  }

  /** No numbers whose bits differ although they are equal as keys. */
  private static Item key(Random random, int depth) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Item.Integral(integer(random));
      case 2 -> new Item.Text(text(random));
      case 3 -> new Item.Blob(blob(random));
      case 4 -> new Item.Array(depth == 0 ? List.of() : List.of(key(random, depth - 1)));
      default -> new Item.Real(Double.doubleToRawLongBits(1 + random.nextInt(9)));
    };
  }
}
