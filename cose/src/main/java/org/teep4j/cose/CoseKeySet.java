package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/**
 * Some keys: {@code COSE_KeySet} (RFC 9052, Section 7). Immutable; holds copies of its own.
 *
 * <p>One element that is malformed or of a type that is not known here does not spoil the others:
 * it is ignored, as the RFC demands, and listed in {@link #ignored()}. What is not well-formed CBOR
 * as a whole is refused.
 */
public final class CoseKeySet implements CborEncodable {

  /**
   * How many elements are taken. To check a key takes much longer than to send one: up to some
   * milliseconds for a private key on a curve, of 200 bytes, and tenths of one for a public key.
   */
  public static final int MOST_KEYS = 1024;

  /**
   * An element that is no key that can be used here.
   *
   * @param position which element, from 0
   * @param encoded its bytes; may contain secrets
   * @param reason why, for people to read
   */
  public record Ignored(int position, Bytes encoded, String reason) {

    /** Position and reason; never what the element contains. */
    @Override
    public String toString() {
      return "Ignored[" + position + ": " + reason + "]";
    }
  }

  private final List<CoseKey> keys;
  private final List<Ignored> ignored;

  private CoseKeySet(List<CoseKey> keys, List<Ignored> ignored) {
    this.keys = List.copyOf(keys);
    this.ignored = List.copyOf(ignored);
  }

  /**
   * A set of these keys.
   *
   * @param keys one key or more
   * @return the set
   * @throws IllegalArgumentException if there is no key
   */
  public static CoseKeySet of(CoseKey... keys) {
    return of(List.of(keys));
  }

  /**
   * A set of these keys.
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
   * @param input one encoded COSE_KeySet, of which nothing is referenced
   * @return the set; its {@link #keys()} may be none, if all are ignored
   * @throws DecodeException if it is no array of 1 to {@value #MOST_KEYS} well-formed items
   */
  public static CoseKeySet decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a set.
   *
   * @param input one encoded COSE_KeySet, of which nothing is referenced
   * @param options limits and strictness
   * @return the set; its {@link #keys()} may be none, if all are ignored
   * @throws DecodeException if it is no array of 1 to {@value #MOST_KEYS} well-formed items
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
        sort(position, CoseKey.copy(reader.readEncodedItem()), options, keys, ignored);
      }
      if (keys.isEmpty() && ignored.isEmpty()) {
        throw reader.error(Reason.WRONG_LENGTH, "a key set has at least one key");
      }
      reader.exitArray();
      reader.expectEnd();
      return new CoseKeySet(keys, ignored);
    } catch (DecodeException e) {
      throw e.in("COSE_KeySet");
    }
  }

  private static void sort(
      int position,
      Bytes encoded,
      DecodeOptions options,
      List<CoseKey> keys,
      List<Ignored> ignored) {
    try {
      CoseKey key = CoseKey.decode(encoded, options);
      if (key instanceof OtherKey) {
        ignored.add(new Ignored(position, encoded, "its type or curve is not known here"));
      } else {
        keys.add(key);
      }
    } catch (DecodeException e) {
      ignored.add(new Ignored(position, encoded, String.valueOf(e.getMessage())));
    }
  }

  /**
   * Writes the keys, and the elements that are ignored here as they came, each in its place:
   * whoever gets the set may know more of them.
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

  /** Writes the ignored elements from a position on that follow each other. */
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
   * The keys and what is ignored, in a new array, and nothing else keeps their secrets.
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
   * The elements that are no keys that can be used here.
   *
   * @return the elements in their order; cannot be changed
   */
  public List<Ignored> ignored() {
    return ignored;
  }

  /**
   * Finds the keys with an identifier. Identifiers need not be unique (RFC 9052, Section 7.1).
   *
   * @param keyId the value of {@code kid}
   * @return the keys in their order, often one or none
   */
  public List<CoseKey> find(Bytes keyId) {
    return keys.stream().filter(key -> key.keyId().equals(Optional.of(keyId))).toList();
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

  /** Equal if the keys are, in the same order; what is ignored does not count. */
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
