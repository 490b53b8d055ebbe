package org.teep4j.benchmarks;

/**
 * The least that reading the values of a {@link Document} takes: a position in an array, and one
 * branch on each head. It checks the type of each item and nothing else: neither lengths against
 * what remains, nor equal keys, nor UTF-8, nor limits; it is a floor to measure from and no decoder
 * to use.
 */
final class CursorLoop {

  private final byte[] array;
  private int position;

  private CursorLoop(byte[] array) {
    this.array = array;
  }

  static long sum(byte[] array) {
    return new CursorLoop(array).document();
  }

  private long document() {
    long sum = Values.CONTAINER;
    for (long maps = head(0x80); maps > 0; maps--) {
      sum += entry();
    }
    return sum;
  }

  private long entry() {
    long sum = Values.CONTAINER;
    for (long left = head(0xa0); left > 0; left--) {
      long label = integer();
      sum += Values.label(label);
      switch ((int) label) {
        case 2 -> sum += string((int) head(0x40));
        case 3 -> sum += string((int) head(0x60));
        case 4 -> {
          sum += Values.CONTAINER;
          for (long elements = head(0x80); elements > 0; elements--) {
            sum += integer();
          }
        }
        case 5 -> sum += head(0xe0) == 21 ? Values.TRUE : Values.FALSE;
        default -> sum += integer();
      }
    }
    return sum;
  }

  private long string(int length) {
    int from = position;
    position += length;
    return Values.string(array, from, length);
  }

  private long integer() {
    return (array[position] & 0xe0) == 0x20 ? ~head(0x20) : head(0x00);
  }

  private long head(int major) {
    int initial = array[position++] & 0xff;
    if ((initial & 0xe0) != major) {
      throw new IllegalStateException("another type at " + (position - 1));
    }
    int information = initial & 0x1f;
    if (information < 24) {
      return information;
    }
    long argument = 0;
    for (int left = 1 << (information - 24); left > 0; left--) {
      argument = argument << 8 | (array[position++] & 0xff);
    }
    return argument;
  }
}
