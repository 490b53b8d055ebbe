package org.teep4j.cose;

import java.security.InvalidKeyException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/** The entries of a COSE_Key map that have not yet been interpreted. */
final class KeyEntries {

  static final int MOST_PARAMETERS = 64;

  /** Reads one value. */
  @FunctionalInterface
  interface Value<T> {
    T read(CborReader reader) throws DecodeException;
  }

  /** Makes a key from the values that have been read. */
  @FunctionalInterface
  interface Making<T> {
    T make() throws InvalidKeyException;
  }

  private record Entry(Bytes value, long offset) {}

  private final Map<CoseLabel, Entry> entries = new LinkedHashMap<>();
  private final DecodeOptions options;
  private final long start;

  private KeyEntries(DecodeOptions options, long start) {
    this.options = options;
    this.start = start;
  }

  static KeyEntries read(CborReader reader) throws DecodeException {
    KeyEntries entries = new KeyEntries(reader.options(), reader.offset());
    reader.enterMap();
    while (reader.hasNext()) {
      if (entries.entries.size() == MOST_PARAMETERS) {
        throw reader.error(
            Reason.FIXED_LIMIT, "a key has at most " + MOST_PARAMETERS + " parameters");
      }
      CoseLabel label = CoseLabel.read(reader);
      long offset = reader.offset();
      entries.entries.put(label, new Entry(reader.readEncodedItem(), offset));
    }
    reader.exitMap();
    return entries;
  }

  /** Reads the value of a parameter and removes the entry; null if it is absent. */
  <T> @Nullable T take(long label, String name, Value<T> value) throws DecodeException {
    Entry entry = entries.remove(CoseLabel.of(label));
    if (entry == null) {
      return null;
    }
    try {
      return value.read(new CborReader(entry.value, options));
    } catch (DecodeException e) {
      throw e.shifted(entry.offset).in(name);
    }
  }

  <T> T require(long label, String name, Value<T> value) throws DecodeException {
    T taken = take(label, name, value);
    if (taken == null) {
      throw refusal(Reason.MISSING_ELEMENT, "the key has no " + name);
    }
    return taken;
  }

  boolean has(long label) {
    return entries.containsKey(CoseLabel.of(label));
  }

  /** Peeks at {@code crv}, which decides whether the other parameters can be interpreted. */
  @Nullable CoseCurve curve(CoseKeyType type) throws DecodeException {
    Entry entry = entries.get(CoseLabel.of(-1));
    if (entry == null) {
      throw refusal(Reason.MISSING_ELEMENT, "the key has no crv");
    }
    try {
      CoseLabel label = CoseLabel.read(new CborReader(entry.value, options));
      CoseCurve curve = label.isText() ? null : CoseCurve.fromId(label.number()).orElse(null);
      if (curve != null && curve.keyType() != type) {
        throw new DecodeException(
            Reason.INVALID_KEY, 0, curve.ianaName() + " is not a curve of " + type.ianaName());
      }
      return curve;
    } catch (DecodeException e) {
      throw e.shifted(entry.offset).in("crv");
    }
  }

  /** Copies of all entries that have not been taken. */
  Map<CoseLabel, Bytes> rest() {
    if (entries.isEmpty()) {
      return Map.of();
    }
    Map<CoseLabel, Bytes> rest = new LinkedHashMap<>();
    entries.forEach((label, entry) -> rest.put(label, copy(entry.value)));
    return rest;
  }

  /** Reads a byte string and copies it, so that a key does not change with its input. */
  static Bytes readCopy(CborReader reader) throws DecodeException {
    return copy(reader.readBytes());
  }

  /** Copies the bytes into a new array, so that no caller can clear it. */
  static Bytes copy(Bytes bytes) {
    return Bytes.wrap(bytes.toByteArray());
  }

  /** Makes a key, and turns its refusal into a DecodeException for the encoded bytes. */
  <T> T make(Making<T> making) throws DecodeException {
    try {
      return making.make();
    } catch (InvalidKeyException e) {
      throw refusal(Reason.INVALID_KEY, String.valueOf(e.getMessage()));
    }
  }

  /** An error of the key as a whole. */
  DecodeException refusal(Reason reason, String detail) {
    return new DecodeException(reason, start, detail);
  }
}
