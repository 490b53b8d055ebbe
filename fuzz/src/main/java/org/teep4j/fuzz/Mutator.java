package org.teep4j.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes input, the same way for the same seed. Knows heads of CBOR, and no more. */
final class Mutator {
  private static final int LONGEST = 8192;

  /** Bytes that mean something to CBOR: heads, lengths at their borders, breaks, tags. */
  private static final int[] HEADS = {
    0x00, 0x01, 0x02, 0x03, 0x04, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1f, 0x20, 0x26, 0x37, 0x38,
    0x3b, 0x40, 0x41, 0x43, 0x58, 0x5b, 0x5f, 0x60, 0x61, 0x78, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x9b,
    0x9f, 0xa0, 0xa1, 0xa2, 0xbb, 0xbf, 0xc0, 0xc2, 0xd2, 0xd8, 0xdb, 0xe0, 0xf4, 0xf5, 0xf6, 0xf7,
    0xf8, 0xf9, 0xfa, 0xfb, 0xff, 0x6b, 0x7e, 0x80, 0x30, 0x2d, 0x22, 0x27, 0x5b, 0x7b, 0x3c
  };

  private final Random random;

  Mutator(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** One to four changes; parts may come from other input. */
  byte[] mutate(byte[] input, List<byte[]> others) {
    byte[] changed = input;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      changed = once(changed, others);
    }
    return changed.length > LONGEST ? Arrays.copyOf(changed, LONGEST) : changed;
  }

  private byte[] once(byte[] input, List<byte[]> others) {
    if (input.length == 0) {
      return new byte[] {head()};
    }
    int at = random.nextInt(input.length);
    int length = 1 + random.nextInt(Math.min(16, input.length - at));
    return switch (random.nextInt(9)) {
      case 0 -> changed(input, at, (byte) (input[at] ^ 1 << random.nextInt(8)));
      case 1 -> changed(input, at, head());
      case 2 -> changed(input, at, (byte) (input[at] + (random.nextBoolean() ? 1 : -1)));
      case 3 -> spliced(input, at, 0, new byte[] {head()});
      case 4 -> spliced(input, at, length, new byte[0]);
      case 5 -> Arrays.copyOf(input, at);
      case 6 -> spliced(input, at, 0, Arrays.copyOfRange(input, at, at + length));
      case 7 -> spliced(input, at, 0, repeated(Arrays.copyOfRange(input, at, at + length)));
      default -> {
        byte[] other = others.get(random.nextInt(others.size()));
        int from = random.nextInt(other.length + 1);
        int to = from + random.nextInt(Math.min(64, other.length - from) + 1);
        yield spliced(input, at, length, Arrays.copyOfRange(other, from, to));
      }
    };
  }

  private byte head() {
    return (byte) HEADS[random.nextInt(HEADS.length)];
  }

  private byte[] repeated(byte[] part) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 2 + random.nextInt(40); i > 0; i--) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] changed(byte[] input, int at, byte value) {
    byte[] changed = input.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] spliced(byte[] input, int at, int removed, byte[] inserted) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(input, 0, at);
    all.writeBytes(inserted);
    all.write(input, at + removed, input.length - at - removed);
    return all.toByteArray();
  }
}
