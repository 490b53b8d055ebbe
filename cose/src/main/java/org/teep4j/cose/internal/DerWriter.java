package org.teep4j.cose.internal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Writes DER (X.690), as far as keys and signatures need it. Methods return this writer. */
public final class DerWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Starts with nothing written. */
  public DerWriter() {}

  /**
   * Writes an element.
   *
   * @param tag the identifier octet
   * @param content its content
   * @return this writer
   */
  public DerWriter element(int tag, byte[] content) {
    out.write(tag);
    int length = content.length;
    if (length >= 0x80) {
      int octets = (39 - Integer.numberOfLeadingZeros(length)) / 8;
      out.write(0x80 | octets);
      for (int i = octets - 1; i > 0; i--) {
        out.write(length >>> 8 * i);
      }
    }
    out.write(length);
    out.writeBytes(content);
    return this;
  }

  /**
   * Writes an element around others.
   *
   * @param tag the identifier octet
   * @param content writes the elements inside
   * @return this writer
   */
  public DerWriter element(int tag, Consumer<DerWriter> content) {
    DerWriter inside = new DerWriter();
    content.accept(inside);
    return element(tag, inside.toByteArray());
  }

  /**
   * Writes a SEQUENCE.
   *
   * @param content writes the elements inside
   * @return this writer
   */
  public DerWriter sequence(Consumer<DerWriter> content) {
    return element(0x30, content);
  }

  /**
   * Writes an INTEGER.
   *
   * @param value the number
   * @return this writer
   */
  public DerWriter integer(BigInteger value) {
    return element(0x02, value.toByteArray());
  }

  /**
   * Writes a BIT STRING of whole octets.
   *
   * @param content the octets
   * @return this writer
   */
  public DerWriter bitString(byte[] content) {
    byte[] withCount = new byte[content.length + 1];
    System.arraycopy(content, 0, withCount, 1, content.length);
    return element(0x03, withCount);
  }

  /**
   * Writes an OCTET STRING.
   *
   * @param content the octets
   * @return this writer
   */
  public DerWriter octetString(byte[] content) {
    return element(0x04, content);
  }

  /**
   * Writes an OBJECT IDENTIFIER.
   *
   * @param hex its content octets in hexadecimal
   * @return this writer
   */
  public DerWriter objectIdentifier(String hex) {
    return element(0x06, HexFormat.of().parseHex(hex));
  }

  /**
   * What has been written.
   *
   * @return the elements
   */
  public byte[] toByteArray() {
    return out.toByteArray();
  }
}
