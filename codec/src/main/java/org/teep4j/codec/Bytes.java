package org.teep4j.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * A read-only view of a run of bytes: an array, an offset and a length.
 *
 * <p>A slice shares the array and allocates only the view. {@link #wrap(byte[])} shares the
 * caller's array. Callers must not write to that array again, because all values decoded from it
 * would change. {@link #copyOf(byte[])} does not share. There is no mutator and no accessor for the
 * array. The methods {@code update} and {@code writeTo} pass the array to a {@link MessageDigest},
 * {@link Signature}, {@link Mac} or stream; the caller trusts these not to write to it.
 *
 * <p>{@link #equals} compares content in time that depends on the content; use {@link
 * #constantTimeEquals} for secrets. Lengths and offsets count bytes.
 */
public final class Bytes implements Comparable<Bytes> {

  static final VarHandle SHORT = bigEndianView(short[].class);
  static final VarHandle INT = bigEndianView(int[].class);
  static final VarHandle LONG = bigEndianView(long[].class);
  private static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);
  private static final int SHOWN = 32;

  final byte[] array;
  final int offset;
  final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  private static VarHandle bigEndianView(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.BIG_ENDIAN);
  }

  /**
   * Returns the empty view.
   *
   * @return a view whose length is 0
   */
  public static Bytes empty() {
    return EMPTY;
  }

  /**
   * Views a whole array without copying it. The caller must not write to the array again.
   *
   * @param array the bytes, shared from now on
   * @return a view of all of {@code array}
   */
  public static Bytes wrap(byte[] array) {
    return new Bytes(array, 0, array.length);
  }

  /**
   * Views part of an array without copying it. The caller must not write to the array again.
   *
   * @param array the bytes, shared from now on
   * @param offset index of the first byte
   * @param length number of bytes
   * @return a view of {@code array[offset, offset + length)}
   * @throws IndexOutOfBoundsException if the range is not inside the array
   */
  public static Bytes wrap(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return new Bytes(array, offset, length);
  }

  /** Returns a view of {@code [from, to)} without a check; the range must be inside the array. */
  static Bytes between(byte[] array, int from, int to) {
    return new Bytes(array, from, to - from);
  }

  /**
   * Copies an array.
   *
   * @param array the bytes; the array still belongs to the caller
   * @return a view of a private copy
   */
  public static Bytes copyOf(byte[] array) {
    return wrap(array.clone());
  }

  /**
   * Encodes text as UTF-8.
   *
   * @param text any text; unpaired surrogates become {@code ?}
   * @return the UTF-8 bytes
   */
  public static Bytes ofUtf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads hexadecimal digits of either case, two for each byte, without separators.
   *
   * @param hex an even number of hexadecimal digits
   * @return the bytes
   * @throws IllegalArgumentException if {@code hex} has an odd length or any other character
   */
  public static Bytes fromHex(String hex) {
    return wrap(Hex.parse(hex));
  }

  /**
   * The number of bytes.
   *
   * @return the length in bytes
   */
  public int length() {
    return length;
  }

  /**
   * Whether there are no bytes.
   *
   * @return true if the length is 0
   */
  public boolean isEmpty() {
    return length == 0;
  }

  /**
   * One byte as an unsigned value.
   *
   * @param index position from the start of this view
   * @return 0 to 255
   * @throws IndexOutOfBoundsException if {@code index} is outside this view
   */
  public int unsignedByteAt(int index) {
    return array[offset + Objects.checkIndex(index, length)] & 0xff;
  }

  /**
   * Eight bytes, big-endian.
   *
   * @param index position of the first byte
   * @return the 64 bits; negative if the first bit is set
   * @throws IndexOutOfBoundsException if not all bytes are inside this view
   */
  public long longAt(int index) {
    return (long) LONG.get(array, offset + Objects.checkFromIndexSize(index, 8, length));
  }

  /**
   * A part of this view, sharing its array.
   *
   * @param from index of the first byte
   * @param to index after the last byte
   * @return the view of {@code [from, to)}
   * @throws IndexOutOfBoundsException if the range is not inside this view
   */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    return new Bytes(array, offset + from, to - from);
  }

  /**
   * The rest of this view, sharing its array.
   *
   * @param from index of the first byte
   * @return the view of {@code [from, length())}
   * @throws IndexOutOfBoundsException if {@code from} is outside this view
   */
  public Bytes slice(int from) {
    return slice(from, length);
  }

  /**
   * Returns the position of a slice inside this view. Callers use it to convert an offset in a
   * nested item to an offset in the enclosing message.
   *
   * @param slice bytes that may have been cut from this view
   * @return the index of the slice's first byte, or -1 if the slice does not lie inside this view
   */
  public int indexOfSlice(Bytes slice) {
    int start = slice.offset - offset;
    boolean inside = slice.array == array && start >= 0 && start + slice.length <= length;
    return inside ? start : -1;
  }

  /**
   * A read-only buffer over the same bytes; nothing is copied.
   *
   * @return a big-endian buffer from position 0 to the length of this view
   */
  public ByteBuffer asReadOnlyBuffer() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  /**
   * A stream over the same bytes; nothing is copied.
   *
   * @return a stream that need not be closed
   */
  public InputStream asInputStream() {
    return new ByteArrayInputStream(array, offset, length);
  }

  /**
   * Copies the bytes to a new array.
   *
   * @return an array that belongs to the caller
   */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /**
   * Copies the bytes into an array.
   *
   * @param target the array to copy into
   * @param targetOffset index of the first byte written
   * @throws IndexOutOfBoundsException if the target is too short; in this case nothing is copied
   */
  public void copyTo(byte[] target, int targetOffset) {
    System.arraycopy(array, offset, target, targetOffset, length);
  }

  /**
   * Copies into an array that has enough room. A length of 8 to 16 bytes, which most short strings
   * have, needs two 64-bit writes and no call.
   */
  void copyInside(byte[] target, int at) {
    if (length >= Long.BYTES && length <= 2 * Long.BYTES) {
      int last = length - Long.BYTES; // the two writes overlap unless length is 16
      LONG.set(target, at, (long) LONG.get(array, offset));
      LONG.set(target, at + last, (long) LONG.get(array, offset + last));
    } else {
      System.arraycopy(array, offset, target, at, length);
    }
  }

  /**
   * Writes the bytes to a stream.
   *
   * @param out the target; must not change the array that it receives
   * @throws IOException if the stream throws it
   */
  public void writeTo(OutputStream out) throws IOException {
    out.write(array, offset, length);
  }

  /**
   * Feeds the bytes to a digest.
   *
   * @param digest the digest to update
   */
  public void update(MessageDigest digest) {
    digest.update(array, offset, length);
  }

  /**
   * Feeds the bytes to a MAC.
   *
   * @param mac the MAC to update; initialized
   */
  public void update(Mac mac) {
    mac.update(array, offset, length);
  }

  /**
   * Feeds the bytes to a signature that is being made or verified.
   *
   * @param signature the signature to update; initialized for signing or verifying
   * @throws SignatureException if the signature throws it
   */
  public void update(Signature signature) throws SignatureException {
    signature.update(array, offset, length);
  }

  /**
   * Compares contents in time that depends only on the lengths.
   *
   * @param other the bytes to compare with
   * @return true if length and content are the same
   */
  public boolean constantTimeEquals(Bytes other) {
    if (length != other.length) {
      return false;
    }
    int difference = 0;
    for (int i = 0; i < length; i++) {
      difference |= array[offset + i] ^ other.array[other.offset + i];
    }
    return difference == 0;
  }

  /**
   * The bytes as lower-case hexadecimal digits.
   *
   * @return two digits for each byte
   */
  public String toHex() {
    return Hex.format(array, offset, offset + length);
  }

  /** Orders by bytewise lexicographic comparison of unsigned bytes; a prefix comes first. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Bytes other
        && Arrays.equals(
            array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public int hashCode() {
    return hash(1);
  }

  /** Continues the hash {@code begun} of the preceding bytes with the bytes of this view. */
  int hash(int begun) {
    int hash = begun;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The content in the notation {@code h'0102…'}, cut after 32 bytes, with the length if cut. */
  @Override
  public String toString() {
    if (length <= SHOWN) {
      return "h'" + toHex() + "'";
    }
    return "h'" + slice(0, SHOWN).toHex() + "…' (" + length + " bytes)";
  }
}
