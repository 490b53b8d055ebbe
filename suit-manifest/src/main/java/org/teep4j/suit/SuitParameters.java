package org.teep4j.suit;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.suit.internal.IndexCheck;
import org.teep4j.suit.internal.Items;

/**
 * {@code {* $$SUIT_Parameters}} (draft-ietf-suit-manifest, Section 8.4.8): parameters and their
 * values. The constants of {@link SuitParameter} are the typed keys of the known parameters. Custom
 * parameters (negative labels) and unknown parameters stay encoded. Byte strings are views of the
 * decoded input.
 */
public final class SuitParameters implements CborEncodable {

  static final String NO_CUSTOM_PARAMETERS = "a shared sequence does not admit custom parameters";

  private static final Object[] NOTHING = {};
  private static final SuitParameters NONE = new SuitParameters(NOTHING, Map.of());

  /** Parameters and values alternate. There are few, so lookup is a linear search. */
  private final Object[] known;

  private final Map<Long, Bytes> others;

  private SuitParameters(Object[] known, Map<Long, Bytes> others) {
    this.known = known;
    this.others = others;
  }

  /**
   * No parameters.
   *
   * @return an empty map
   */
  public static SuitParameters none() {
    return NONE;
  }

  /** Starts without parameters. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The value of a parameter.
   *
   * @param parameter which parameter
   * @param <T> the type of its value
   * @return the value, or empty if it is not set here
   */
  @SuppressWarnings("unchecked") // Builder.put lets a parameter have values of its own type alone.
  public <T> Optional<T> value(SuitParameter<T> parameter) {
    int at = indexOf(parameter, known, known.length);
    return at < 0 ? Optional.empty() : Optional.of((T) known[at + 1]);
  }

  /** Whether a parameter is set. */
  boolean has(SuitParameter<?> parameter) {
    return indexOf(parameter, known, known.length) >= 0;
  }

  private static int indexOf(SuitParameter<?> parameter, Object[] known, int end) {
    for (int i = 0; i < end; i += 2) {
      if (known[i] == parameter) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The known parameters that are set here.
   *
   * @return the parameters, in the order in which they were read
   */
  public Set<SuitParameter<?>> parameters() {
    Set<SuitParameter<?>> parameters = new LinkedHashSet<>();
    for (int i = 0; i < known.length; i += 2) {
      parameters.add((SuitParameter<?>) known[i]);
    }
    return Collections.unmodifiableSet(parameters);
  }

  /**
   * Custom parameters (negative labels) and parameters that no document defines.
   *
   * @return encoded values by label, in the order in which they were read
   */
  public Map<Long, Bytes> others() {
    return others;
  }

  /**
   * The labels of all parameters that are set here.
   *
   * @return the labels, smallest first
   */
  public Set<Long> labels() {
    Set<Long> labels = new TreeSet<>(others.keySet());
    parameters().forEach(parameter -> labels.add(parameter.label()));
    return labels;
  }

  /**
   * Whether nothing is set here.
   *
   * @return true if there is no parameter, known or not
   */
  public boolean isEmpty() {
    return known.length == 0 && others.isEmpty();
  }

  /**
   * These parameters and others, whose values count where both have one: {@code
   * suit-directive-override-parameters} is {@code old.overriddenBy(given)}, and {@code
   * suit-directive-set-parameters} is {@code given.overriddenBy(old)}.
   *
   * @param others the parameters whose values count
   * @return all parameters
   */
  public SuitParameters overriddenBy(SuitParameters others) {
    if (isEmpty() || others.isEmpty()) {
      return isEmpty() ? others : this;
    }
    Builder all = new Builder();
    all.putAll(this, label -> true);
    all.putAll(others, label -> true);
    return all.build();
  }

  /**
   * Those of these parameters that have certain labels, for {@code suit-directive-copy-params}.
   *
   * @param labels any labels
   * @return the parameters with one of the labels
   */
  public SuitParameters only(Collection<Long> labels) {
    Builder some = new Builder();
    some.putAll(this, labels::contains);
    return some.build();
  }

  /**
   * Reads parameters at the position of a reader, for structures of other documents that contain
   * parameters.
   *
   * @param reader positioned at a map of parameters; afterwards positioned after it
   * @return the parameters
   * @throws DecodeException if the next item is not a map of parameters
   */
  public static SuitParameters read(CborReader reader) throws DecodeException {
    return read(reader, null, true);
  }

  static SuitParameters read(CborReader reader, @Nullable IndexCheck indexes, boolean admitsCustom)
      throws DecodeException {
    Builder builder = new Builder();
    builder.expect(reader.enterMap());
    while (reader.hasNext()) {
      long at = reader.offset();
      long label = reader.readLong();
      if (label < 0 && !admitsCustom) {
        throw new DecodeException(Reason.UNEXPECTED_ELEMENT, at, NO_CUSTOM_PARAMETERS);
      }
      builder.readValue(reader, label, indexes);
    }
    reader.exitMap();
    return builder.decoded();
  }

  /** The value of a custom parameter, of which four types are allowed. */
  static Bytes readCustomValue(CborReader reader) throws DecodeException {
    CborType type = reader.peekType();
    if (!Items.isInteger(type)
        && type != CborType.BOOLEAN
        && type != CborType.TEXT_STRING
        && type != CborType.BYTE_STRING) {
      throw reader.error(
          Reason.UNEXPECTED_TYPE,
          "expected integer, boolean, text string or byte string, found " + type);
    }
    return reader.readEncodedItem();
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    encodeEntriesTo(writer);
    writer.endMap();
  }

  /**
   * Writes the labels and values alone, for maps of other documents that contain parameters.
   *
   * @param writer positioned in a map
   */
  public void encodeEntriesTo(CborWriter writer) {
    for (int i = 0; i < known.length; i += 2) {
      writeEntry(writer, (SuitParameter<?>) known[i], known[i + 1]);
    }
    Items.writeOthers(writer, others);
  }

  @SuppressWarnings("unchecked") // as in value
  private static <T> void writeEntry(CborWriter writer, SuitParameter<T> parameter, Object value) {
    writer.writeLong(parameter.label());
    parameter.writeValue(writer, (T) value);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SuitParameters other
        && known.length == other.known.length
        && hasAll(other)
        && others.equals(other.others);
  }

  /** Whether the other map has all of these parameters with the same values, in any order. */
  private boolean hasAll(SuitParameters other) {
    for (int i = 0; i < known.length; i += 2) {
      int at = indexOf((SuitParameter<?>) known[i], other.known, other.known.length);
      if (at < 0 || !known[i + 1].equals(other.known[at + 1])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < known.length; i += 2) {
      hash += Long.hashCode(((SuitParameter<?>) known[i]).label()) ^ known[i + 1].hashCode();
    }
    return 31 * hash + others.hashCode();
  }

  private Map<Object, Object> asMap() {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < known.length; i += 2) {
      map.put(known[i], known[i + 1]);
    }
    return map;
  }

  /** The parameters with their values, as {@code {suit-parameter-image-size=3, -300=h'01'}}. */
  @Override
  public String toString() {
    Map<Object, Object> all = asMap();
    all.putAll(others);
    return all.toString();
  }

  /** Collects parameters. Methods return the builder; not safe for use by several threads. */
  public static final class Builder {

    private Object[] known = NOTHING;
    private int size;
    private Map<Long, Bytes> others = Map.of();

    private Builder() {}

    /**
     * Sets a parameter, replacing any previous value.
     *
     * @param parameter which parameter
     * @param value its value
     * @param <T> the type of its value
     * @throws IllegalArgumentException if the parameter cannot have that value
     */
    public <T> Builder set(SuitParameter<T> parameter, T value) {
      parameter.check(value);
      put(parameter, value);
      return this;
    }

    /**
     * Sets a parameter that is an unsigned integer, replacing any previous value.
     *
     * @param parameter which parameter
     * @param value its value, not negative
     * @throws IllegalArgumentException if the value is negative
     */
    public Builder set(SuitParameter<Uint> parameter, long value) {
      return set(parameter, Uint.of(value));
    }

    /**
     * Sets a parameter that this library does not know, replacing any previous value.
     *
     * @param label its label; negative for a custom parameter
     * @param value its encoded value, exactly one well-formed item, which is not checked
     * @throws IllegalArgumentException if the label belongs to a known parameter
     */
    public Builder setOther(long label, Bytes value) {
      SuitParameter.table().requireUnknown(Set.of(label));
      others = Items.with(others, label, value);
      return this;
    }

    /** Allocates room for the number of entries that the head of a map announces. */
    private void expect(int count) {
      known = new Object[2 * Math.max(0, Math.min(count, SuitParameter.values().size()))];
    }

    private void putAll(SuitParameters from, LongPredicate wanted) {
      for (int i = 0; i < from.known.length; i += 2) {
        SuitParameter<?> parameter = (SuitParameter<?>) from.known[i];
        if (wanted.test(parameter.label())) {
          put(parameter, from.known[i + 1]);
        }
      }
      from.others.forEach(
          (label, value) -> {
            if (wanted.test(label)) {
              others = Items.with(others, label, value);
            }
          });
    }

    private void put(SuitParameter<?> parameter, Object value) {
      int at = indexOf(parameter, known, size);
      if (at < 0) {
        at = size;
        size += 2;
        if (size > known.length) {
          known = Arrays.copyOf(known, size + 8);
        }
        known[at] = parameter;
      }
      known[at + 1] = value;
    }

    /**
     * Reads the value of a parameter, for maps of other documents that contain parameters.
     *
     * @param reader positioned at the value; afterwards positioned after it
     * @param label the label of the parameter, which has been read
     * @throws DecodeException if the next item is not a value of the parameter
     */
    public void read(CborReader reader, long label) throws DecodeException {
      readValue(reader, label, null);
    }

    void readValue(CborReader reader, long label, @Nullable IndexCheck indexes)
        throws DecodeException {
      SuitParameter<?> parameter = SuitParameter.table().find(label);
      try {
        if (parameter != null) {
          long at = reader.offset();
          Object value = parameter.readValue(reader);
          put(parameter, value);
          if (parameter == SuitParameter.SOURCE_COMPONENT && indexes != null) {
            indexes.accept((Long) value, at);
          }
        } else {
          others =
              Items.with(
                  others, label, label < 0 ? readCustomValue(reader) : reader.readEncodedItem());
        }
      } catch (DecodeException e) {
        throw e.in(SuitParameter.table().name(label));
      }
    }

    /** Builds from values that have just been decoded. The builder must not be used afterwards. */
    SuitParameters decoded() {
      if (size == 0 && others.isEmpty()) {
        return NONE;
      }
      Object[] all = size == known.length ? known : Arrays.copyOf(known, size);
      return new SuitParameters(all, Items.unmodifiable(others));
    }

    /**
     * Builds the parameters.
     *
     * @return the parameters that were set
     */
    public SuitParameters build() {
      return size == 0 && others.isEmpty()
          ? NONE
          : new SuitParameters(Arrays.copyOf(known, size), Items.immutable(others));
    }
  }
}
