package org.teep4j.cose.internal;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Consumer;
import org.teep4j.codec.Bytes;

/**
 * Writes the subset of DER (X.690) that keys and signatures need. The methods that write return
 * this writer.
 *
 * <p>The content may be secret, so the writer clears all memory that it releases. The caller clears
 * its own arrays and the result.
 */
public final class DerWriter {

  private static final int ROOM = 256;

  /** The length of an identifier octet and up to five length octets. */
  private static final int LONGEST_HEAD = 6;

  private byte[] buffer = new byte[ROOM];
  private int size;

  /** Makes an empty writer. */
  public DerWriter() {}

  /**
   * Writes an element.
   *
   * @param tag the identifier octet
   * @param content its content
   */
  public DerWriter element(int tag, byte[] content) {
    return element(tag, Bytes.wrap(content));
  }

  /**
   * Writes an element.
   *
   * @param tag the identifier octet
   * @param content its content
   */
  public DerWriter element(int tag, Bytes content) {
    return element(tag, inside -> inside.append(content));
  }

  /**
   * Writes an element around others.
   *
   * @param tag the identifier octet
   * @param content writes the elements inside
   */
  public DerWriter element(int tag, Consumer<DerWriter> content) {
    int start = size;
    content.accept(this);
    insertHead(start, tag);
    return this;
  }

  private void insertHead(int start, int tag) {
    int length = size - start;
    int octets = length < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(length)) / 8;
    int head = 2 + octets;
    reserve(LONGEST_HEAD);
    System.arraycopy(buffer, start, buffer, start + head, length);
    buffer[start] = (byte) tag;
    buffer[start + 1] = (byte) (octets == 0 ? length : 0x80 | octets);
    for (int i = 0; i < octets; i++) {
      buffer[start + 1 + octets - i] = (byte) (length >>> 8 * i);
    }
    size += head;
  }

  private void append(Bytes content) {
    reserve(content.length());
    content.copyTo(buffer, size);
    size += content.length();
  }

  private void reserve(int more) {
    if (more > buffer.length - size) {
      byte[] larger = Arrays.copyOf(buffer, Math.addExact(size, Math.max(size, more)));
      Arrays.fill(buffer, (byte) 0);
      buffer = larger;
    }
  }

  /**
   * Writes a SEQUENCE.
   *
   * @param content writes the elements inside
   */
  public DerWriter sequence(Consumer<DerWriter> content) {
    return element(0x30, content);
  }

  /**
   * Writes an INTEGER.
   *
   * @param value the number
   */
  public DerWriter integer(BigInteger value) {
    byte[] octets = value.toByteArray();
    element(0x02, octets);
    Arrays.fill(octets, (byte) 0);
    return this;
  }

  /**
   * Writes a BIT STRING of whole octets.
   *
   * @param content the octets
   */
  public DerWriter bitString(byte[] content) {
    Bytes unusedBits = Bytes.wrap(new byte[1]);
    return element(
        0x03,
        inside -> {
          inside.append(unusedBits);
          inside.append(Bytes.wrap(content));
        });
  }

  /**
   * Writes an OCTET STRING.
   *
   * @param content the octets
   */
  public DerWriter octetString(byte[] content) {
    return octetString(Bytes.wrap(content));
  }

  /**
   * Writes an OCTET STRING.
   *
   * @param content the octets
   */
  public DerWriter octetString(Bytes content) {
    return element(0x04, content);
  }

  /**
   * Writes an OCTET STRING around elements.
   *
   * @param content writes the elements inside
   */
  public DerWriter octetString(Consumer<DerWriter> content) {
    return element(0x04, content);
  }

  /**
   * Writes an OBJECT IDENTIFIER.
   *
   * @param hex its content octets in hexadecimal
   */
  public DerWriter objectIdentifier(String hex) {
    return element(0x06, Bytes.fromHex(hex));
  }

  /**
   * Returns the written elements and empties the writer.
   *
   * @return the elements
   */
  public byte[] toByteArray() {
    byte[] written = Arrays.copyOf(buffer, size);
    Arrays.fill(buffer, (byte) 0);
    size = 0;
    return written;
  }
}
