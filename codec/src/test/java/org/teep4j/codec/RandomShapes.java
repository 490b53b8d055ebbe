package org.teep4j.codec;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Shapes that have nothing to do with the items that they are used for. */
final class RandomShapes {

  private RandomShapes() {}

  static Shape shape(Random random, int depth) {
    if (depth == 0) {
      return Shape.any().withNote("a/b*/c\n");
    }
    Shape inner = shape(random, depth - 1);
    Shape form =
        switch (random.nextInt(9)) {
          case 0 -> Shape.array(Shape.field("first", inner), Shape.field("x / y"));
          case 1 -> Shape.arrayOf(inner);
          case 2 -> Shape.pairs(Shape.entry(1, "one", inner), Shape.entry(-1, "minus one"));
          case 3 ->
              Shape.map(
                  List.of(Shape.entry(2, "two", inner), Shape.entry("a", inner)), inner, inner);
          case 4 -> Shape.wrapped(inner);
          case 5 -> Shape.quoted();
          case 6 -> Shape.tagged(4 + random.nextInt(4), "tag", inner);
          case 7 -> Shape.integers(Map.of(1L, "one")).or(Shape.bits(Map.of(0, "zero")));
          default -> Shape.arrayByFirst(Map.of(1L, Shape.arrayOf(inner)));
        };
    return random.nextBoolean() ? form : form.or(shape(random, depth - 1));
  }
}
