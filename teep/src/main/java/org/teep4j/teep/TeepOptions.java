package org.teep4j.teep;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;

/** The option map of a message: the values of known options, and the unknown options. Immutable. */
final class TeepOptions {

  private static final int ITEM_ROOM = 8;

  /** Array elements for four options with their values; most messages have no more. */
  private static final int FIRST_ROOM = 8;

  /**
   * Pairs of option and value, in the order of the labels. The array is short, so lookup is a
   * linear search. A value has the type of its option.
   */
  private final Object[] values;

  private final Map<Long, Bytes> unknown;

  private TeepOptions(Object[] values, Map<Long, Bytes> unknown) {
    this.values = values;
    this.unknown = unknown;
  }

  <T> Optional<T> find(TeepOption<T> option) {
    return Optional.ofNullable(value(option));
  }

  /** The elements of a list; empty if the option is absent. */
  <E> List<E> list(TeepOption<List<E>> option) {
    List<E> list = value(option);
    return list == null ? List.of() : list;
  }

  Map<Long, Bytes> unknown() {
    return unknown;
  }

  @SuppressWarnings("unchecked") // put by Builder.put or by read, beside the option itself
  private <T> @Nullable T value(TeepOption<T> option) {
    for (int i = 0; i < values.length; i += 2) {
      if (values[i] == option) {
        return (T) values[i + 1];
      }
    }
    return null;
  }

  void encodeTo(CborWriter writer, Dialect dialect) {
    writer.beginMap();
    for (int i = 0; i < values.length; i += 2) {
      encodeOption(writer, (TeepOption<?>) values[i], values[i + 1], dialect);
    }
    if (!unknown.isEmpty()) {
      encodeUnknown(writer, dialect);
    }
    writer.endMap();
  }

  /** An estimate of the bytes that a writer needs for strings that it copies. */
  int room() {
    int room = 0;
    for (int i = 1; i < values.length; i += 2) {
      if (values[i] instanceof Bytes bytes) {
        room += room(bytes.length());
      } else if (values[i] instanceof List<?> list) {
        for (Object element : list) {
          room += element instanceof Segments segments ? room(segments.length()) : ITEM_ROOM;
        }
      }
    }
    return room;
  }

  private static int room(long length) {
    return length < CborWriter.REFERENCED_FROM ? ITEM_ROOM + (int) length : ITEM_ROOM;
  }

  private void encodeUnknown(CborWriter writer, Dialect dialect) {
    unknown.forEach(
        (label, item) -> {
          TeepLabel known = TeepLabel.TABLE.row(label, dialect);
          if (known != null) {
            throw new IllegalArgumentException(
                "the unknown option " + label + " is " + known.cddlName() + " in " + dialect);
          }
          writer.writeLong(label).writeEncodedItem(item);
        });
  }

  @SuppressWarnings("unchecked") // as in value
  private static <T> void encodeOption(
      CborWriter writer, TeepOption<T> option, Object value, Dialect dialect) {
    writer.writeLong(option.label().number(dialect));
    option.item().writer().write(writer, (T) value, dialect);
  }

  static TeepOptions read(CborReader reader, TeepMessageType type, Dialect dialect)
      throws DecodeException {
    Map<Long, Bytes> unknown = Map.of();
    int count = reader.enterMap();
    Object[] values = new Object[count < 0 ? FIRST_ROOM : Math.min(2 * count, FIRST_ROOM)];
    int size = 0;
    while (reader.hasNext()) {
      long start = reader.offset();
      long number = reader.readUnsigned();
      TeepLabel label = TeepLabel.TABLE.row(number, dialect);
      TeepOption<?> option = label == null ? null : type.option(label);
      if (label == null) {
        unknown = unknown.isEmpty() ? new LinkedHashMap<>() : unknown;
        unknown.put(number, reader.readEncodedItem());
      } else if (option == null) {
        throw new DecodeException(
            Reason.UNEXPECTED_ELEMENT,
            start,
            label.cddlName()
                + " ("
                + number
                + " in "
                + dialect
                + ") is not an option of "
                + type.cddlName());
      } else {
        Object value = option.read(reader, dialect);
        values = size < values.length ? values : Arrays.copyOf(values, 2 * size + 2);
        size = insert(values, size, option, value);
      }
    }
    reader.exitMap();
    return new TeepOptions(
        size == values.length ? values : Arrays.copyOf(values, size),
        unknown.isEmpty() ? unknown : Collections.unmodifiableMap(unknown));
  }

  /**
   * Inserts an option at its position in the order of the labels. Most senders use that order. A
   * duplicate option replaces the earlier one: the reader refuses the duplicate key later, and
   * until then it must not cost time.
   *
   * @return the number of used array elements
   */
  private static int insert(Object[] values, int size, TeepOption<?> option, Object value) {
    int at = size;
    while (at > 0 && ((TeepOption<?>) values[at - 2]).label().compareTo(option.label()) > 0) {
      at -= 2;
    }
    if (at > 0 && values[at - 2] == option) {
      values[at - 1] = value;
      return size;
    }
    System.arraycopy(values, at, values, at + 2, size - at);
    values[at] = option;
    values[at + 1] = value;
    return size + 2;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof TeepOptions other
        && Arrays.equals(values, other.values)
        && unknown.equals(other.unknown);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + unknown.hashCode();
  }

  /** Adds a description of each option, for {@code toString}. */
  void describe(List<String> parts) {
    for (int i = 0; i < values.length; i += 2) {
      parts.add(((TeepOption<?>) values[i]).label().cddlName() + "=" + values[i + 1]);
    }
    unknown.forEach((label, item) -> parts.add(label + "=" + item));
  }

  /** Collects the options of a message builder. */
  static final class Builder {
    private final SortedMap<TeepOption<?>, Object> values =
        new TreeMap<>(Comparator.comparing(TeepOption::label));
    private final Map<Long, Bytes> unknown = new LinkedHashMap<>();

    <T> void put(TeepOption<T> option, T value) {
      values.put(option, Objects.requireNonNull(value));
    }

    /** Sets a list. An empty one leaves the option out. */
    <E> void putList(TeepOption<List<E>> option, List<E> list) {
      if (list.isEmpty()) {
        values.remove(option);
      } else {
        put(option, List.copyOf(list));
      }
    }

    void putUnknown(long label, Bytes item) {
      if (unknown.putIfAbsent(label, Objects.requireNonNull(item)) != null) {
        throw new IllegalArgumentException("option " + label + " was added before");
      }
    }

    /** Throws IllegalArgumentException for a value that the reader would refuse. */
    TeepOptions build() {
      Object[] pairs = new Object[2 * values.size()];
      int size = 0;
      for (Map.Entry<TeepOption<?>, Object> entry : values.entrySet()) {
        check(entry.getKey(), entry.getValue());
        pairs[size++] = entry.getKey();
        pairs[size++] = entry.getValue();
      }
      unknown.forEach(Builder::checkUnknown);
      return new TeepOptions(pairs, Collections.unmodifiableMap(new LinkedHashMap<>(unknown)));
    }

    @SuppressWarnings("unchecked") // as in value
    private static <T> void check(TeepOption<T> option, Object value) {
      try {
        option.item().checker().accept((T) value);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(option.label().cddlName() + ": " + e.getMessage(), e);
      }
    }

    private static void checkUnknown(long label, Bytes item) {
      if (label < 0 || TeepLabel.TABLE.isInAll(label)) {
        throw new IllegalArgumentException(label + " is no label of an unknown option");
      }
      try {
        CborReader reader = new CborReader(item, DecodeOptions.largest());
        reader.skip();
        reader.expectEnd();
      } catch (DecodeException e) {
        throw new IllegalArgumentException("option " + label + " is not one encoded item", e);
      }
    }
  }
}
