package org.teep4j.suit.internal;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map of few entries that keeps their order. It takes a fraction of the memory of a hash table,
 * and finds keys by linear search.
 */
public final class FewEntries<K, V> extends AbstractMap<K, V> {

  /** The maximum number of entries. */
  public static final int MOST = 8;

  /** Keys and values alternate. */
  private @Nullable Object[] pairs;

  private int size;

  public FewEntries(Map.Entry<K, V> first) {
    pairs = new Object[] {first.getKey(), first.getValue(), null, null};
    size = 2;
  }

  @Override
  public @Nullable V put(K key, V value) {
    int at = indexOf(key);
    if (at < 0) {
      pairs = size < pairs.length ? pairs : Arrays.copyOf(pairs, 2 * size);
      pairs[size++] = key;
      pairs[size++] = value;
      return null;
    }
    V old = value(at);
    pairs[at + 1] = value;
    return old;
  }

  private int indexOf(@Nullable Object key) {
    for (int i = 0; i < size; i += 2) {
      if (pairs[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  @SuppressWarnings("unchecked") // put beside its key
  private V value(int at) {
    return (V) pairs[at + 1];
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int at = indexOf(key);
    return at < 0 ? null : value(at);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return indexOf(key) >= 0;
  }

  @Override
  public int size() {
    return size / 2;
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return FewEntries.this.size();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<K, V>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    @SuppressWarnings("unchecked") // as put
    public Map.Entry<K, V> next() {
      if (next >= size) {
        throw new NoSuchElementException();
      }
      next += 2;
      return Map.entry((K) pairs[next - 2], value(next - 2));
    }
  }
}
