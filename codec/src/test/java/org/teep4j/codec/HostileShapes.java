package org.teep4j.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A search for items that cost much for each byte: those that cost most so far are put into each
 * other, as keys, values, elements and contents, and what comes of it is measured in turn.
 */
final class HostileShapes {

  /** What an input costs for each of its bytes, by any measure. */
  @FunctionalInterface
  interface Cost {
    double of(Bytes input) throws Exception;
  }

  /** An item in hexadecimal digits and what it costs. */
  record Found(String item, double cost) {}

  private static final int KEPT = 24;
  private static final int LONGEST = 1 << 12;
  private static final int TOTAL = 1 << 14;

  private static final List<String> SEEDS =
      List.of(
          "00",
          "1818",
          "1800",
          "1b0000000000000001",
          "20",
          "40",
          "4100",
          "60",
          "6161",
          "7fff",
          "5f40ff",
          "80",
          "a0",
          "9fff",
          "bfff",
          "f6",
          "f820",
          "f90000",
          "fa00000000",
          "fb3ff199999999999a",
          "c000",
          "c240",
          "d9d9f780",
          "a1806000",
          "a2616200616100",
          "78183030303030303030303030303030303030303030303030");

  private final Random random;
  private final Cost cost;
  private final List<Found> best = new ArrayList<>();
  private final Set<String> tried = new LinkedHashSet<>();

  private HostileShapes(long seed, Cost cost) {
    this.random = new Random(seed);
    this.cost = cost;
  }

  /** What cost most in so many trials. */
  static Found worst(long seed, int trials, Cost cost) throws Exception {
    HostileShapes search = new HostileShapes(seed, cost);
    for (String item : SEEDS) {
      search.measure(item);
    }
    while (search.tried.size() < trials) {
      search.measure(search.combination());
    }
    return search.best.get(0);
  }

  private void measure(String item) throws Exception {
    if (item.length() > 2 * LONGEST || !tried.add(item)) {
      tried.add("tried again " + tried.size());
      return;
    }
    best.add(new Found(item, cost.of(repeated(item))));
    best.sort(Comparator.comparingDouble(Found::cost).reversed());
    if (best.size() > KEPT) {
      best.remove(best.size() - 1);
    }
  }

  /** As many of an item in an array that what a reader takes once does not matter. */
  static Bytes repeated(String item) {
    int times = Math.max(1, 2 * TOTAL / item.length());
    return Bytes.fromHex(String.format("9a%08x", times) + item.repeat(times));
  }

  private String any() {
    return random.nextInt(3) == 0
        ? SEEDS.get(random.nextInt(SEEDS.size()))
        : best.get(random.nextInt(best.size())).item();
  }

  private String combination() {
    String item = any();
    return switch (random.nextInt(9)) {
      case 0 -> "81" + item;
      case 1 -> "9f" + item + any() + "ff";
      case 2 -> "a1" + item + any();
      case 3 -> "a2" + item + any() + any() + any();
      case 4 -> "a2" + any() + item + "6000";
      case 5 -> "bf" + item + any() + any() + any() + "ff";
      case 6 -> "c1" + item;
      case 7 -> several(item);
      default -> numbered(item);
    };
  }

  private String several(String item) {
    int times = 1 + random.nextInt(40);
    return String.format("98%02x", times) + item.repeat(times);
  }

  /** A map with many keys that are alike but for a number, mostly in descending order. */
  private String numbered(String item) {
    int times = 2 + random.nextInt(100);
    String key =
        List.of("18%02x", "1900%02x", "41%02x", "c118%02x", "8118%02x", "a118%02x00", "f900%02x")
            .get(random.nextInt(7));
    StringBuilder map = new StringBuilder(String.format("b8%02x", times));
    for (int i = 0; i < times; i++) {
      map.append(String.format(key, 0xff - i)).append(item);
    }
    return map.toString();
  }
}
