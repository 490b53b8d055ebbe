package org.teep4j.codec;

import java.util.Map;
import java.util.Random;

/** Shapes that have nothing to do with the items that they are used for. */
final class RandomShapes {

  private RandomShapes() {}

  static Shape shape(Random random, int depth) {
    if (depth == 0) {
      return Shape.any("a/b*/c\n");
    }
    Shape inner = shape(random, depth - 1);
    Shape form =
        switch (random.nextInt(9)) {
          case 0 -> Shape.array(inner.named("first"), Shape.any("x / y"));
          case 1 -> Shape.arrayOf(inner);
          case 2 -> Shape.pairs(Map.of(1L, inner.named("one"), -1L, Shape.any("minus one")));
          case 3 ->
              Shape.map(Map.of(2L, inner.named("two")))
                  .or(Shape.textMap(Map.of("a", inner)))
                  .withOthers(inner, inner);
          case 4 -> Shape.wrapped(inner);
          case 5 -> Shape.quoted();
          case 6 -> Shape.tagged(4 + random.nextInt(4), inner.named("tag"));
          case 7 -> Shape.integers(Map.of(1L, "one")).or(Shape.bits(Map.of(0, "zero")));
          default -> Shape.arrayByFirst(Map.of(1L, Shape.arrayOf(inner)));
        };
    return random.nextBoolean() ? form : form.or(shape(random, depth - 1));
  }
}
