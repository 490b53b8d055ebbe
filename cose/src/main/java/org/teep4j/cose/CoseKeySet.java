package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/**
 * A set of keys (RFC 9052, Section 7). Immutable; copies its input.
 *
 * <pre>{@code
 * COSE_KeySet = [+ COSE_Key]
 * }</pre>
 *
 * <p>A malformed element, or an element of an unknown key type, does not affect the others: it is
 * ignored, as the RFC requires, and listed in {@link #ignored()}. A set that is not well-formed
 * CBOR as a whole is refused.
 */
public final class CoseKeySet implements CborEncodable {

  /**
   * The largest number of elements. Checking a key takes much longer than sending one: up to some
   * milliseconds for a private key on a curve, of 200 bytes, and tenths of a millisecond for a
   * public key.
   */
  public static final int MOST_KEYS = PemBlock.MOST_BLOCKS;

  /**
   * An element that is no usable key.
   *
   * @param encoded the bytes of the element; may contain secrets
   */
  private record Ignored(int position, Bytes encoded, DecodeException reason) {}

  private final List<CoseKey> keys;
  private final List<Ignored> ignored;

  private CoseKeySet(List<CoseKey> keys, List<Ignored> ignored) {
    this.keys = List.copyOf(keys);
    this.ignored = List.copyOf(ignored);
  }

  /**
   * Makes a set of these keys.
   *
   * @param keys one key or more
   * @return the set
   * @throws IllegalArgumentException if there is no key
   */
  public static CoseKeySet of(CoseKey... keys) {
    return of(List.of(keys));
  }

  /**
   * Makes a set of these keys.
   *
   * @param keys one key or more
   * @return the set
   * @throws IllegalArgumentException if there is no key
   */
  public static CoseKeySet of(List<CoseKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a COSE_KeySet has at least one key");
    }
    return new CoseKeySet(keys, List.of());
  }

  /**
   * Decodes a set.
   *
   * @param input one encoded COSE_KeySet; the set does not reference it
   * @return the set; its {@link #keys()} are empty if all elements are ignored
   * @throws DecodeException if the input is no array of 1 to {@value #MOST_KEYS} well-formed items
   */
  public static CoseKeySet decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a set.
   *
   * @param input one encoded COSE_KeySet; the set does not reference it
   * @param options limits and strictness
   * @return the set; its {@link #keys()} are empty if all elements are ignored
   * @throws DecodeException if the input is no array of 1 to {@value #MOST_KEYS} well-formed items
   */
  public static CoseKeySet decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    try {
      List<CoseKey> keys = new ArrayList<>();
      List<Ignored> ignored = new ArrayList<>();
      reader.enterArray();
      for (int position = 0; reader.hasNext(); position++) {
        if (position == MOST_KEYS) {
          throw reader.error(Reason.FIXED_LIMIT, "a key set has at most " + MOST_KEYS + " keys");
        }
        long start = reader.offset();
        Bytes encoded = KeyEntries.copy(reader.readEncodedItem());
        try {
          keys.add(supported(encoded, options));
        } catch (DecodeException e) {
          DecodeException reason = e.shifted(start).in("COSE_KeySet", position);
          ignored.add(new Ignored(position, encoded, reason));
        }
      }
      if (keys.isEmpty() && ignored.isEmpty()) {
        throw reader.error(Reason.WRONG_LENGTH, "a key set must have at least one key");
      }
      reader.exitArray();
      reader.expectEnd();
      return new CoseKeySet(keys, ignored);
    } catch (DecodeException e) {
      throw e.in("COSE_KeySet");
    }
  }

  private static CoseKey supported(Bytes encoded, DecodeOptions options) throws DecodeException {
    CoseKey key = CoseKey.decode(encoded, options);
    if (!key.isSupported()) {
      throw new DecodeException(Reason.INVALID_KEY, 0, "its type or curve is not known here")
          .in("COSE_Key");
    }
    return key;
  }

  /**
   * Writes the keys and, unchanged, the ignored elements, each at its original position. The
   * recipient of the set may support ignored elements.
   */
  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray();
    int next = 0;
    for (CoseKey key : keys) {
      next = writeIgnored(writer, next);
      writer.write(key);
      next++;
    }
    writeIgnored(writer, next);
    writer.endArray();
  }

  /** Writes the consecutive ignored elements from a position on. */
  private int writeIgnored(CborWriter writer, int from) {
    int next = from;
    for (Ignored element : ignored) {
      if (element.position == next) {
        writer.writeEncodedItem(element.encoded);
        next++;
      }
    }
    return next;
  }

  /**
   * Encodes the keys and the ignored elements into a new array. No other copy of the encoded
   * secrets remains.
   *
   * @return the encoded set; belongs to the caller
   */
  @Override
  public byte[] toByteArray() {
    return new CborWriter().write(this).toByteArray();
  }

  /**
   * The keys that can be used.
   *
   * @return the keys in their order; cannot be changed
   */
  public List<CoseKey> keys() {
    return keys;
  }

  /**
   * Why elements are no usable keys.
   *
   * @return a reason for each of these elements in their order, with the position of the element in
   *     its path; cannot be changed
   */
  public List<DecodeException> ignored() {
    return ignored.stream().map(Ignored::reason).collect(Collectors.toUnmodifiableList());
  }

  /**
   * Finds the keys with an identifier. Identifiers need not be unique (RFC 9052, Section 7.1).
   *
   * @param keyId the value of {@code kid}
   * @return the keys in their order, often one or none
   */
  public List<CoseKey> find(Bytes keyId) {
    return keys.stream()
        .filter(key -> key.keyId().equals(Optional.of(keyId)))
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * Finds a key by its SHA-256 thumbprint (RFC 9679).
   *
   * @param thumbprint 32 bytes
   * @return the first key with it, or empty if there is none
   */
  public Optional<CoseKey> findByThumbprint(Bytes thumbprint) {
    return keys.stream().filter(key -> key.thumbprint().equals(thumbprint)).findFirst();
  }

  /** Equal if the keys are equal and in the same order. Ignored elements do not count. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseKeySet other && keys.equals(other.keys);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }

  /** The keys without their secrets. */
  @Override
  public String toString() {
    return "CoseKeySet" + keys;
  }
}
