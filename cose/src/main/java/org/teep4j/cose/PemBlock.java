package org.teep4j.cose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * One block of a PEM text (RFC 7468, Section 2). Text between blocks is ignored. The text may have
 * any encoding that is a superset of ASCII.
 *
 * @param label the text between {@code BEGIN} and the dashes: printable ASCII
 * @param offset the position of the block in the text
 * @param body the undecoded text between the boundaries: a view of the input
 */
record PemBlock(String label, int offset, Bytes body) {

  static final String BEGIN = "-----BEGIN ";
  static final String DASHES = "-----";

  static final int MOST_BLOCKS = 1024;

  /** Longer than any label that is in use. */
  private static final int LONGEST_LABEL = 64;

  static boolean isIn(Bytes text) {
    return find(BEGIN, text, 0, text.length()) >= 0;
  }

  /** The blocks in their order. Takes time proportional to the length of the text. */
  static List<PemBlock> all(Bytes text) throws DecodeException {
    List<PemBlock> blocks = new ArrayList<>();
    int begin = find(BEGIN, text, 0, text.length());
    while (begin >= 0) {
      int labelStart = begin + BEGIN.length();
      int labelEnd = labelEnd(text, labelStart);
      if (labelEnd < 0) {
        begin = find(BEGIN, text, labelStart, text.length());
        continue;
      }
      String label = ascii(text.slice(labelStart, labelEnd));
      int bodyStart = labelEnd + DASHES.length();
      String boundary = "-----END " + label + DASHES;
      int end = find(boundary, text, bodyStart, text.length());
      if (end < 0) {
        throw new DecodeException(Reason.SYNTAX, begin, "the PEM block has no end: " + label);
      }
      if (blocks.size() == MOST_BLOCKS) {
        throw new DecodeException(
            Reason.FIXED_LIMIT, begin, "a PEM text has at most " + MOST_BLOCKS + " blocks");
      }
      blocks.add(new PemBlock(label, begin, text.slice(bodyStart, end)));
      begin = find(BEGIN, text, end + boundary.length(), text.length());
    }
    return blocks;
  }

  /** The end of the label, or -1 if there is no boundary here. */
  private static int labelEnd(Bytes text, int start) {
    int limit = Math.min(text.length(), start + LONGEST_LABEL + DASHES.length());
    int end = find(DASHES, text, start, limit);
    for (int i = start; i < end; i++) {
      int c = text.unsignedByteAt(i);
      if (c < ' ' || c > '~') {
        return -1;
      }
    }
    return end;
  }

  private static int find(String wanted, Bytes text, int from, int to) {
    int last = to - wanted.length();
    for (int at = from; at <= last; at++) {
      int matching = 0;
      while (matching < wanted.length()
          && text.unsignedByteAt(at + matching) == wanted.charAt(matching)) {
        matching++;
      }
      if (matching == wanted.length()) {
        return at;
      }
    }
    return -1;
  }

  private static String ascii(Bytes bytes) {
    StringBuilder text = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      text.append((char) bytes.unsignedByteAt(i));
    }
    return text.toString();
  }

  /**
   * Decodes the body.
   *
   * @return the DER in a new array that belongs to the caller; it may contain secrets
   */
  byte[] der() throws DecodeException {
    byte[] base64 = new byte[body.length()];
    int size = 0;
    for (int i = 0; i < body.length(); i++) {
      int c = body.unsignedByteAt(i);
      if (c == ':') {
        throw refusedHeader();
      }
      if (c != ' ' && (c < '\t' || c > '\r')) {
        base64[size++] = (byte) c;
      }
    }
    byte[] exact = Arrays.copyOf(base64, size);
    try {
      return Base64.getDecoder().decode(exact);
    } catch (IllegalArgumentException e) {
      throw refusal(Reason.SYNTAX, "the PEM block is not base64");
    } finally {
      Arrays.fill(base64, (byte) 0);
      Arrays.fill(exact, (byte) 0);
    }
  }

  /**
   * Refuses a header line of the older form (RFC 1421), which is usually that of an encrypted key.
   */
  private DecodeException refusedHeader() {
    boolean encrypted = find("ENCRYPTED", body, 0, body.length()) >= 0;
    return encrypted
        ? refusal(
            Reason.INVALID_KEY,
            "the key is encrypted, in the old form of OpenSSL: decrypt it first, as with"
                + " openssl pkey -in FILE -out PLAIN")
        : refusal(
            Reason.SYNTAX, "the PEM block has header lines (RFC 1421), which RFC 7468 has not");
  }

  DecodeException refusal(Reason reason, String detail) {
    return new DecodeException(reason, offset, detail);
  }
}
