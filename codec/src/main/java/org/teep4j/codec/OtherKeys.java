package org.teep4j.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks the keys of a reader's open maps that are not small integers: that no two of a map are
 * equal, that they are in order if the options demand it, and that they are not nested too deep. A
 * reader creates one object when it meets the first such key, and keeps it.
 *
 * <p>As long as the keys of a map come in order, each is compared with the one before. Otherwise
 * all keys of the map are compared when the reader leaves it.
 */
final class OtherKeys {

  /** The keys of the open map at one depth. */
  private static final class Level {
    /** Start offsets of the keys, so that a comparison of all keys need not read the map again. */
    private int[] starts = new int[4];

    private int count;
    private int lastStart;
    private int lastEnd;

    /** Whether the order or the encodings of the keys make a comparison of all keys necessary. */
    private boolean compareAll;

    private void add(int start) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = start;
    }
  }

  private static final Level[] NONE = {};

  private final CborReader reader;
  private final DecodeOptions options;
  private final boolean deterministicOnly;

  /** Indexed by depth. Each object is created at its first use and kept. */
  private @Nullable Level[] levels = NONE;

  private @Nullable CborReader scout;
  private @Nullable MapKeys mapKeys;
  private long scouted;

  OtherKeys(CborReader reader) {
    this.reader = reader;
    this.options = reader.options();
    this.deterministicOnly = options.strictness.atLeast(Strictness.CORE_DETERMINISTIC);
  }

  /** Number of bytes read to compare keys, in addition to reading the keys as items. */
  long steps() {
    return scouted + (mapKeys == null ? 0 : mapKeys.steps());
  }

  /** Starts a map that has no keys yet. */
  void begin(int depth) {
    Level level = level(depth);
    level.count = 0;
    level.lastEnd = 0;
    level.compareAll = false;
  }

  private Level level(int depth) {
    if (depth >= levels.length) {
      levels = Arrays.copyOf(levels, 2 * depth + 2);
    }
    Level level = levels[depth];
    if (level == null) {
      level = new Level();
      levels[depth] = level;
    }
    return level;
  }

  /**
   * Checks the key at which the reader is.
   *
   * @param depth the depth of the map
   * @param initial the initial byte of the key
   * @param plainEnd the end of the key, or -1 if {@link MapKeys#endOfPlainKey} does not know it
   */
  void add(int depth, int initial, int plainEnd) throws DecodeException {
    Level level = level(depth);
    boolean plain = plainEnd >= 0;
    int keyEnd = plainEnd;
    if (!plain && (deterministicOnly ? initial != CborReader.BREAK_BYTE : isNested(initial))) {
      keyEnd = endOfAnyKey(depth);
      scouted += keyEnd - reader.position;
    }
    if (deterministicOnly) {
      checkOrder(level, keyEnd, plain);
      return;
    }
    level.add(reader.position);
    if (!level.compareAll) {
      level.compareAll = !plain || compareWithLast(level, keyEnd) > 0;
    }
  }

  /** Whether an initial byte is that of an array (0x80), a map (0xa0) or a tag (0xc0). */
  private static boolean isNested(int initial) {
    return initial >= 0x80 && initial < 0xe0;
  }

  /**
   * Checks that the next key sorts after the last one. Two keys in order can be equal only if they
   * are not encoded plainly, for example 0.0 and -0.0; such keys are kept for a comparison at the
   * end of the map.
   */
  private void checkOrder(Level level, int keyEnd, boolean plain) throws DecodeException {
    if (keyEnd >= 0 && !plain) {
      level.compareAll = true;
      level.add(reader.position);
    }
    if (keyEnd >= 0 && compareWithLast(level, keyEnd) > 0) {
      throw reader.error(Reason.KEY_ORDER, "the map key sorts before the previous key");
    }
  }

  /** Returns the sign of (last key - next key), and makes the next key the last key. */
  private int compareWithLast(Level level, int keyEnd) throws DecodeException {
    int order = -1;
    int start = reader.position;
    if (level.lastEnd != 0) {
      byte[] array = reader.array;
      order = Arrays.compareUnsigned(array, level.lastStart, level.lastEnd, array, start, keyEnd);
    }
    if (order == 0) {
      throw reader.duplicateKey(start);
    }
    level.lastStart = start;
    level.lastEnd = keyEnd;
    return order;
  }

  /** Compares all keys of the map, which the reader has read, if that is necessary. */
  void end(int depth) throws DecodeException {
    Level level = level(depth);
    if (level.compareAll && level.count > 1) {
      MapKeys keys = mapKeys;
      if (keys == null) {
        keys = new MapKeys();
        mapKeys = keys;
      }
      int duplicate = keys.duplicate(reader.array, level.starts, 0, level.count, reader.position);
      if (duplicate >= 0) {
        throw reader.duplicateKey(level.starts[duplicate]);
      }
    }
  }

  /**
   * Reads the next key in advance and returns its end. Throws if the key is nested too deep.
   *
   * <p>Only keys that contain other items are read in advance. Otherwise the reader would have to
   * know at each array, map and tag whether it is part of a key, and most messages have no such
   * keys.
   */
  private int endOfAnyKey(int depth) throws DecodeException {
    int start = reader.position;
    Bytes rest = Bytes.between(reader.array, start, reader.end);
    CborReader ahead = scout;
    if (ahead == null) {
      ahead = new CborReader(rest, options, false);
      scout = ahead;
    } else {
      ahead.reset(rest);
    }
    int levelsLeft = options.maxDepth() - depth;
    ahead.limitDepth(Math.min(levelsLeft, options.maxKeyDepth));
    try {
      ahead.skip();
    } catch (DecodeException e) {
      if (e.reason() == Reason.TOO_DEEP && options.maxKeyDepth < levelsLeft) {
        int at = start + (int) e.offset();
        throw reader.error(
            Reason.KEY_TOO_DEEP,
            at,
            "a map key is nested deeper than ",
            options.maxKeyDepth,
            " levels");
      }
      throw e.shifted(reader.offset());
    }
    return start + (int) ahead.offset();
  }
}
