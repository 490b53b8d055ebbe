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
 * A small ordered map of the parameters of one bucket, with labels and values in one array. A
 * message may have thousands of buckets, and a hash table takes four times as much memory.
 * Immutable.
 */
final class HeaderMap extends AbstractMap<CoseLabel, Bytes> {

  /** The maximum number of entries in an array. More entries are rare, and use a hash table. */
  private static final int MOST = 8;

  private final Object[] pairs;

  private HeaderMap(Object[] pairs) {
    this.pairs = pairs;
  }

  /**
   * Makes an unmodifiable map.
   *
   * @param pairs distinct labels, each followed by its value
   * @param used the number of elements of {@code pairs} that are in use
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

  /** Makes an unmodifiable map in the order of deterministic encoding. */
  static Map<CoseLabel, Bytes> sorted(Map<CoseLabel, Bytes> parameters) {
    CoseLabel[] labels = parameters.keySet().toArray(new CoseLabel[0]);
    Arrays.sort(labels, CoseLabel::compareEncoded);
    Object[] pairs = new Object[2 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      pairs[2 * i] = labels[i];
      pairs[2 * i + 1] = parameters.get(labels[i]);
    }
    return of(pairs, pairs.length);
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
