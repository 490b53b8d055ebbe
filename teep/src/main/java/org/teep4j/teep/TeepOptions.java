package org.teep4j.teep;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/** The option map of a message: values of the options of the table, and unknown ones. Immutable. */
final class TeepOptions {

  private static final TeepLabel[] LABELS = TeepLabel.values();

  /**
   * At the position of each label its value, which has the type of the option that the label belongs
   * to; null where there is none.
   */
  private final @Nullable Object[] values;

  private final Map<Long, Bytes> unknown;

  private TeepOptions(@Nullable Object[] values, Map<Long, Bytes> unknown) {
    this.values = values;
    this.unknown = unknown;
  }

  <T> Optional<T> find(TeepOption<T> option) {
    return Optional.ofNullable(value(option));
  }

  /** The elements of a list; none if the option is absent. */
  <E> List<E> list(TeepOption<List<E>> option) {
    List<E> list = value(option);
    return list == null ? List.of() : list;
  }

  Map<Long, Bytes> unknown() {
    return unknown;
  }

  @SuppressWarnings("unchecked") // put by Builder.put or by read, under the option's own label
  private <T> @Nullable T value(TeepOption<T> option) {
    return (T) values[option.label().ordinal()];
  }

  void encodeTo(CborWriter writer, Dialect dialect) {
    writer.beginMap();
    for (TeepLabel label : LABELS) {
      encodeOption(writer, TeepOption.of(label), dialect);
    }
    if (!unknown.isEmpty()) {
      encodeUnknown(writer, dialect);
    }
    writer.endMap();
  }

  private void encodeUnknown(CborWriter writer, Dialect dialect) {
    unknown.forEach(
        (label, item) -> {
          TeepLabel known = TeepLabel.row(label, dialect);
          if (known != null) {
            throw new IllegalArgumentException(
                "the unknown option " + label + " is " + known.cddlName() + " in " + dialect);
          }
          writer.writeLong(label).writeEncodedItem(item);
        });
  }

  private <T> void encodeOption(
      CborWriter writer, @Nullable TeepOption<T> option, Dialect dialect) {
    T value = option == null ? null : value(option);
    if (option != null && value != null) {
      writer.writeLong(option.label().number(dialect));
      option.item().writer().write(writer, value, dialect);
    }
  }

  static TeepOptions read(CborReader reader, TeepMessageType type, Dialect dialect)
      throws DecodeException {
    @Nullable Object[] values = new Object[TeepLabel.COUNT];
    Map<Long, Bytes> unknown = Map.of();
    reader.enterMap();
    while (reader.hasNext()) {
      long start = reader.offset();
      long number = reader.readUnsigned();
      TeepLabel label = TeepLabel.row(number, dialect);
      TeepOption<?> option = label == null ? null : TeepOption.of(label);
      if (label == null) {
        unknown = unknown.isEmpty() ? new LinkedHashMap<>() : unknown;
        unknown.put(number, reader.readEncodedItem());
      } else if (option == null || !type.admits(label)) {
        throw new DecodeException(
            Reason.UNEXPECTED_ELEMENT,
            start,
            label.cddlName()
                + " ("
                + number
                + " in "
                + dialect
                + ") is no option of "
                + type.cddlName());
      } else {
        values[label.ordinal()] = option.read(reader, dialect);
      }
    }
    reader.exitMap();
    return new TeepOptions(
        values, unknown.isEmpty() ? unknown : Collections.unmodifiableMap(unknown));
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

  /** Adds what each option holds to a list for a person. */
  void describe(List<String> parts) {
    for (TeepLabel label : LABELS) {
      Object value = values[label.ordinal()];
      if (value != null) {
        parts.add(label.cddlName() + "=" + value);
      }
    }
    unknown.forEach((label, item) -> parts.add(label + "=" + item));
  }

  /** Gathers options; a builder of a message has one. */
  static final class Builder {
    private final @Nullable Object[] values = new Object[TeepLabel.COUNT];
    private final Map<Long, Bytes> unknown = new LinkedHashMap<>();

    <T> void put(TeepOption<T> option, T value) {
      values[option.label().ordinal()] = Objects.requireNonNull(value);
    }

    <E> void putList(TeepOption<List<E>> option, List<E> list) {
      values[option.label().ordinal()] = list.isEmpty() ? null : List.copyOf(list);
    }

    void putUnknown(long label, Bytes item) {
      unknown.put(label, Objects.requireNonNull(item));
    }

    /** Throws IllegalArgumentException if a value is outside what can be read again. */
    TeepOptions build() {
      TeepOptions options =
          new TeepOptions(
              values.clone(), Collections.unmodifiableMap(new LinkedHashMap<>(unknown)));
      for (TeepLabel label : LABELS) {
        check(options, TeepOption.of(label));
      }
      unknown.forEach(Builder::checkUnknown);
      return options;
    }

    private static <T> void check(TeepOptions options, @Nullable TeepOption<T> option) {
      T value = option == null ? null : options.value(option);
      if (option != null && value != null) {
        try {
          option.item().checker().accept(value);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(option.label().cddlName() + ": " + e.getMessage(), e);
        }
      }
    }

    private static void checkUnknown(long label, Bytes item) {
      boolean assigned = true;
      for (Dialect dialect : Dialect.values()) {
        assigned &= TeepLabel.row(label, dialect) != null;
      }
      if (label < 0 || assigned) {
        throw new IllegalArgumentException(label + " is no label of an unknown option");
      }
      try {
        CborReader reader = new CborReader(item);
        reader.skip();
        reader.expectEnd();
      } catch (DecodeException e) {
        throw new IllegalArgumentException("option " + label + " is not one encoded item", e);
      }
    }
  }
}
