package org.teep4j.suit.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/** Shared helpers to read and write items that several SUIT structures have in common. */
public final class Items {

  private static final int UUID_SIZE = 16;

  private Items() {}

  /** Checks that a value from a program is a CDDL {@code uint}. */
  public static long requireUnsigned(long value, String what) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " must not be negative: " + value);
    }
    return value;
  }

  /** Whether UTF-8 can encode a text: whether its surrogates are paired. */
  public static boolean isEncodable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean paired =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!paired) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Refuses a text of a program that UTF-8 cannot encode. */
  public static void requireEncodable(String text) {
    if (!isEncodable(text)) {
      throw new IllegalArgumentException("the text has an unpaired surrogate");
    }
  }

  public static void requireNotEmpty(boolean empty, String what) {
    if (empty) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
  }

  public static DecodeException empty(long at, String what) {
    return new DecodeException(Reason.WRONG_LENGTH, at, what + " must not be empty");
  }

  // Entries with undefined labels.

  public static <K, V> Map<K, V> immutable(Map<K, V> map) {
    return map.size() <= 1
        ? Map.copyOf(map)
        : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * Adds an entry and keeps the insertion order. Most structures have at most one such entry, so
   * only the second entry allocates a growable map. Callers must use the returned map and forget
   * the argument.
   */
  public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    if (map.isEmpty()) {
      return Map.of(key, value);
    }
    Map<K, V> more = map;
    if (map.size() == 1) {
      more = new FewEntries<>(map.entrySet().iterator().next());
    } else if (map.size() == FewEntries.MOST
        && map instanceof FewEntries
        && !map.containsKey(key)) {
      more = new LinkedHashMap<>(map);
    }
    more.put(key, value);
    return more;
  }

  /**
   * As {@link #with}, for builders: refuses a key that is already present. Decoders do not need
   * this check, because the reader refuses duplicate keys and reports their offset.
   */
  public static Map<Long, Bytes> withNew(Map<Long, Bytes> map, long label, Bytes value) {
    if (map.containsKey(label)) {
      throw new IllegalArgumentException("label " + label + " was added before");
    }
    return with(map, label, value);
  }

  /** An unmodifiable view, after the last entry has been added. */
  public static <K, V> Map<K, V> unmodifiable(Map<K, V> map) {
    return map.size() <= 1 ? map : Collections.unmodifiableMap(map);
  }

  // Lists are read into arrays, because arrays are cheaper to fill than lists.

  /** The largest initial capacity, whatever length the head of an array claims. */
  private static final int MOST_ROOM = 16;

  /** The initial capacity for a number of elements, which is -1 if unknown. */
  public static int room(int count) {
    return count < 0 ? 4 : Math.min(count, MOST_ROOM);
  }

  /** The same array, or a longer one if it is full. */
  public static <E> E[] withRoom(E[] array, int size) {
    return size < array.length ? array : Arrays.copyOf(array, 2 * size + 1);
  }

  /** A list of the first elements of an array. */
  public static <E> List<E> list(E[] array, int size) {
    return size == 1
        ? List.of(array[0])
        : List.of(size == array.length ? array : Arrays.copyOf(array, size));
  }

  public static void writeOthers(CborWriter writer, Map<Long, Bytes> others) {
    for (Map.Entry<Long, Bytes> other : others.entrySet()) {
      writer.writeLong(other.getKey()).writeEncodedItem(other.getValue());
    }
  }

  // Lists of integers.

  /** {@code [+ int]}. */
  public static List<Long> readLongs(CborReader reader) throws DecodeException {
    return readNumbers(reader, false, false);
  }

  /** {@code [+ uint]}, or {@code [* uint]} if it may be empty. */
  public static List<Long> readUnsigneds(CborReader reader, boolean mayBeEmpty)
      throws DecodeException {
    return readNumbers(reader, true, mayBeEmpty);
  }

  private static List<Long> readNumbers(CborReader reader, boolean unsigned, boolean mayBeEmpty)
      throws DecodeException {
    long at = reader.offset();
    Long[] numbers = new Long[room(reader.enterArray())];
    int size = 0;
    while (reader.hasNext()) {
      numbers = withRoom(numbers, size);
      numbers[size++] = unsigned ? reader.readUnsigned() : reader.readLong();
    }
    reader.exitArray();
    if (size == 0 && !mayBeEmpty) {
      throw empty(at, "the list");
    }
    return list(numbers, size);
  }

  public static void writeLongs(CborWriter writer, List<Long> numbers) {
    writer.beginArray();
    for (long number : numbers) {
      writer.writeLong(number);
    }
    writer.endArray();
  }

  // UUIDs.

  /** {@code RFC4122_UUID}. */
  public static UUID readUuid(CborReader reader) throws DecodeException {
    Bytes bytes = reader.readBytes(UUID_SIZE, UUID_SIZE);
    return new UUID(bytes.longAt(0), bytes.longAt(Long.BYTES));
  }

  public static void writeUuid(CborWriter writer, UUID uuid) {
    byte[] bytes = new byte[UUID_SIZE];
    ByteBuffer.wrap(bytes)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits());
    writer.writeBytes(Bytes.wrap(bytes));
  }

  // Byte strings around CBOR.

  /** Reads a byte string that contains one well-formed item, and returns the item encoded. */
  public static Bytes readWrappedItem(CborReader reader) throws DecodeException {
    reader.enterWrapped();
    Bytes item = reader.readEncodedItem();
    reader.exitWrapped();
    return item;
  }

  // Senders could choose keys with equal hash values (hash flooding), so such maps are sorted.

  public static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
    return map.isEmpty()
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** Whether the type is an unsigned or negative integer. */
  public static boolean isInteger(CborType type) {
    return type == CborType.UNSIGNED_INTEGER || type == CborType.NEGATIVE_INTEGER;
  }
}
