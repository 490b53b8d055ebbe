package org.teep4j.eat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * The rules that an EAT follows: {@code general-uri / general-oid} (RFC 9711, Section 4.3.2).
 *
 * @param name a URI, or an object identifier as numbers with dots
 * @param isOid whether it is an object identifier
 */
public record EatProfile(String name, boolean isOid) {

  /**
   * The profile of Attestation Results for TEEP (draft-ietf-teep-protocol-26, Section 5). The name
   * is that of the draft until the document has its number.
   */
  public static final EatProfile TEEP = ofUri("urn:ietf:rfc:rfcXXXX");

  /** The profile of TEEP in the drafts from 13 to 17, which name the draft before them. */
  public static final EatProfile TEEP_DRAFTS =
      ofUri("https://datatracker.ietf.org/doc/html/draft-ietf-teep-protocol-12");

  /** The profile of draft-ietf-rats-ear-04. */
  public static final EatProfile EAR = ofUri("tag:ietf.org,2026:rats/ear#03");

  /** The profile that Project Veraison writes into its results. */
  public static final EatProfile VERAISON_EAR = ofUri("tag:github.com,2023:veraison/ear");

  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");

  /** Enough for every registered identifier; a conversion takes the square of the length. */
  private static final int LONGEST_OID = 64;

  private static final int LONGEST_TEXT = 4 * LONGEST_OID;

  private static final int CONTINUED = 0x80;
  private static final int ARCS = 40;

  /**
   * Checks an object identifier.
   *
   * @throws IllegalArgumentException if it is none, or is longer than 64 bytes
   */
  public EatProfile {
    if (isOid) {
      encode(name);
    }
  }

  /**
   * A profile that a URI names.
   *
   * @param uri the URI, not checked
   * @return the profile
   */
  public static EatProfile ofUri(String uri) {
    return new EatProfile(uri, false);
  }

  /**
   * A profile that an object identifier names.
   *
   * @param oid numbers with dots, such as {@code 2.999.1}
   * @return the profile
   * @throws IllegalArgumentException if it is no object identifier, or is longer than 64 bytes
   */
  public static EatProfile ofOid(String oid) {
    return new EatProfile(oid, true);
  }

  static EatProfile read(ClaimReader reader) throws DecodeException {
    if (reader.isJson() || reader.cbor().peekType() == CborType.TEXT_STRING) {
      String name = reader.text();
      return reader.isJson() && isOid(name) ? ofOid(name) : ofUri(name);
    }
    long at = reader.cbor().offset();
    return ofOid(decode(reader.cbor().readBytes(1, LONGEST_OID), at));
  }

  private static boolean isOid(String name) {
    try {
      return !encode(name).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  void write(ClaimWriter writer) {
    if (isOid && !writer.isJson()) {
      writer.cbor().writeBytes(encode(name));
    } else {
      writer.text(name);
    }
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }

  // BER contents of an object identifier (RFC 9090, Section 2).

  private static String decode(Bytes encoded, long at) throws DecodeException {
    StringBuilder oid = new StringBuilder();
    BigInteger arc = BigInteger.ZERO;
    boolean isInside = false;
    for (int i = 0; i < encoded.length(); i++) {
      int next = encoded.unsignedByteAt(i);
      if (!isInside && next == CONTINUED) {
        throw new DecodeException(Reason.SYNTAX, at, "an object identifier with a leading zero");
      }
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(next & ~CONTINUED));
      isInside = next >= CONTINUED;
      if (!isInside) {
        append(oid, arc);
        arc = BigInteger.ZERO;
      }
    }
    if (isInside) {
      throw new DecodeException(Reason.TRUNCATED, at, "an object identifier without its end");
    }
    return oid.toString();
  }

  /** The first number of the encoding stands for two arcs. */
  private static void append(StringBuilder oid, BigInteger number) {
    if (oid.length() > 0) {
      oid.append('.').append(number);
      return;
    }
    BigInteger first = number.divide(BigInteger.valueOf(ARCS)).min(BigInteger.TWO);
    BigInteger second = number.subtract(first.multiply(BigInteger.valueOf(ARCS)));
    oid.append(first).append('.').append(second);
  }

  private static Bytes encode(String oid) {
    if (oid.length() > LONGEST_TEXT || !OID.matcher(oid).matches()) {
      throw new IllegalArgumentException("no object identifier");
    }
    String[] arcs = oid.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BigInteger second = new BigInteger(arcs[1]);
    BigInteger first = new BigInteger(arcs[0]);
    if (first.compareTo(BigInteger.TWO) < 0 && second.compareTo(BigInteger.valueOf(ARCS)) >= 0) {
      throw new IllegalArgumentException("no object identifier");
    }
    write(out, first.multiply(BigInteger.valueOf(ARCS)).add(second));
    for (int i = 2; i < arcs.length; i++) {
      write(out, new BigInteger(arcs[i]));
    }
    Bytes encoded = Bytes.wrap(out.toByteArray());
    Checks.size(encoded, 1, LONGEST_OID);
    return encoded;
  }

  private static void write(ByteArrayOutputStream out, BigInteger number) {
    for (int shift = (Math.max(number.bitLength() - 1, 0) / 7) * 7; shift >= 0; shift -= 7) {
      int bits = number.shiftRight(shift).intValue() & ~CONTINUED & 0xff;
      out.write(shift == 0 ? bits : bits | CONTINUED);
    }
  }
}
