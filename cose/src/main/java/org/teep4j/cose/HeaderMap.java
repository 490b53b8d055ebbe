package org.teep4j.cose;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;

/**
 * The few parameters of a bucket in their order, as labels and values in one array: a message may
 * have thousands of buckets, and a hash table takes four times as much. Immutable.
 */
final class HeaderMap extends AbstractMap<CoseLabel, Bytes> {

  /** With more entries than this, which nobody sends, looking for one takes a table. */
  private static final int MOST = 8;

  private final Object[] pairs;

  private HeaderMap(Object[] pairs) {
    this.pairs = pairs;
  }

  /**
   * A map that cannot be changed.
   *
   * @param pairs labels, all different, each with its value behind it
   * @param used how many of the elements
   */
  static Map<CoseLabel, Bytes> of(Object[] pairs, int used) {
    if (used <= 2) {
      return used == 0 ? Map.of() : Map.of((CoseLabel) pairs[0], (Bytes) pairs[1]);
    }
    if (used <= 2 * MOST) {
      return new HeaderMap(used == pairs.length ? pairs : Arrays.copyOf(pairs, used));
    }
    Map<CoseLabel, Bytes> table = new LinkedHashMap<>(used);
    for (int i = 0; i < used; i += 2) {
      table.put((CoseLabel) pairs[i], (Bytes) pairs[i + 1]);
    }
    return Collections.unmodifiableMap(table);
  }

  @Override
  public @Nullable Bytes get(Object label) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(label)) {
        return (Bytes) pairs[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object label) {
    return get(label) != null;
  }

  @Override
  public int size() {
    return pairs.length / 2;
  }

  @Override
  public Set<Entry<CoseLabel, Bytes>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<CoseLabel, Bytes>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return HeaderMap.this.size();
      }
    };
  }

  private final class Entries implements Iterator<Entry<CoseLabel, Bytes>> {

    private int next;

    @Override
    public boolean hasNext() {
      return next < pairs.length;
    }

    @Override
    public Entry<CoseLabel, Bytes> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next += 2;
      return Map.entry((CoseLabel) pairs[next - 2], (Bytes) pairs[next - 1]);
    }
  }
}
