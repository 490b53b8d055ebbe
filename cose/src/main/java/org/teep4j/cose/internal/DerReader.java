package org.teep4j.cose.internal;

import java.math.BigInteger;
import org.teep4j.codec.Bytes;

/** Reads the subset of DER (X.690) that keys and signatures need. */
public final class DerReader {

  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int SEQUENCE = 0x30;

  /** The length of an RSA modulus of 16384 bits with a leading zero octet for the sign. */
  private static final int LONGEST_INTEGER = 2049;

  private final Bytes input;
  private final int base;
  private int position;

  /**
   * Makes a reader at the first element.
   *
   * @param input DER elements
   */
  public DerReader(Bytes input) {
    this(input, 0);
  }

  private DerReader(Bytes input, int base) {
    this.input = input;
    this.base = base;
  }

  /**
   * Whether bytes are one SEQUENCE, as files with keys and certificates are. Its content is not
   * checked.
   *
   * @param input any bytes
   * @return true if the bytes begin with a SEQUENCE that ends at their end
   */
  public static boolean isOneElement(Bytes input) {
    try {
      DerReader reader = new DerReader(input);
      reader.read(SEQUENCE);
      return !reader.hasNext();
    } catch (DerException e) {
      return false;
    }
  }

  /**
   * Whether another element follows.
   *
   * @return false at the end
   */
  public boolean hasNext() {
    return position < input.length();
  }

  /**
   * Whether the next element has a given tag.
   *
   * @param tag the identifier octet
   * @return true if it has; false for another tag and at the end
   */
  public boolean nextIs(int tag) {
    return nextTag() == tag;
  }

  /**
   * The tag of the next element.
   *
   * @return its identifier octet; -1 at the end
   */
  public int nextTag() {
    return hasNext() ? input.unsignedByteAt(position) : -1;
  }

  /**
   * Reads an element.
   *
   * @param tag the identifier octet that it must have
   * @return its content
   * @throws DerException if the next element has another tag, or no element follows
   */
  public Bytes read(int tag) throws DerException {
    int start = position;
    if (!nextIs(tag)) {
      throw new DerException(
          base + start, String.format("expected an element with tag 0x%02x", tag));
    }
    position++;
    int length = readLength(start);
    if (length < 0 || length > input.length() - position) {
      throw new DerException(base + start, "the element is longer than what remains");
    }
    position += length;
    return input.slice(position - length, position);
  }

  /**
   * Skips an element.
   *
   * @throws DerException if no element follows
   */
  public void skip() throws DerException {
    read(nextTag());
  }

  private int readLength(int start) throws DerException {
    int first = position < input.length() ? input.unsignedByteAt(position++) : -1;
    if (first >= 0 && first < 0x80) {
      return first;
    }
    int octets = first & 0x7f;
    if (first < 0 || octets == 0 || octets > 4 || octets > input.length() - position) {
      throw new DerException(base + start, "the length is not DER");
    }
    long length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | input.unsignedByteAt(position++);
    }
    if (length < 0x80 || length >>> 8 * (octets - 1) == 0) {
      throw new DerException(base + start, "the length is not the shortest");
    }
    return length > Integer.MAX_VALUE ? -1 : (int) length;
  }

  /**
   * Enters a SEQUENCE.
   *
   * @return a reader of its elements
   * @throws DerException if no such element follows
   */
  public DerReader readSequence() throws DerException {
    return enter(SEQUENCE);
  }

  /**
   * Enters an element.
   *
   * @param tag the identifier octet that it must have
   * @return a reader of the elements in it
   * @throws DerException if the next element has another tag, or no element follows
   */
  public DerReader enter(int tag) throws DerException {
    Bytes content = read(tag);
    return new DerReader(content, base + position - content.length());
  }

  /**
   * Enters an OCTET STRING that holds DER.
   *
   * @return a reader of the elements in it
   * @throws DerException if no such element follows
   */
  public DerReader enterOctetString() throws DerException {
    return enter(OCTET_STRING);
  }

  /**
   * Reads an INTEGER that is not negative.
   *
   * @return the number, of at most 2049 octets
   * @throws DerException if no INTEGER follows, or it is negative or longer
   */
  public BigInteger readInteger() throws DerException {
    int start = position;
    Bytes content = read(INTEGER);
    if (content.length() > LONGEST_INTEGER) {
      throw new DerException(
          base + start, "an integer of more than " + LONGEST_INTEGER + " octets");
    }
    if (content.isEmpty() || content.unsignedByteAt(0) >= 0x80) {
      throw new DerException(base + start, "expected an integer that is not negative");
    }
    return WeierstrassCurve.toNumber(content);
  }

  /**
   * Reads an OCTET STRING.
   *
   * @return its content
   * @throws DerException if no such element follows
   */
  public Bytes readOctetString() throws DerException {
    return read(OCTET_STRING);
  }

  /**
   * Reads a BIT STRING of whole octets.
   *
   * @return its content
   * @throws DerException if no BIT STRING follows, or it has unused bits
   */
  public Bytes readBitString() throws DerException {
    int start = position;
    Bytes content = read(BIT_STRING);
    return bits(content, start);
  }

  private Bytes bits(Bytes content, int start) throws DerException {
    if (content.isEmpty() || content.unsignedByteAt(0) != 0) {
      throw new DerException(base + start, "expected a bit string of whole octets");
    }
    return content.slice(1);
  }

  /**
   * Reads an OBJECT IDENTIFIER.
   *
   * @return its content octets in hexadecimal
   * @throws DerException if no such element follows
   */
  public String readObjectIdentifier() throws DerException {
    return read(OBJECT_IDENTIFIER).toHex();
  }

  /**
   * Checks that no element follows.
   *
   * @throws DerException if an element follows
   */
  public void expectEnd() throws DerException {
    if (hasNext()) {
      throw new DerException(base + position, "bytes follow the last element");
    }
  }
}
