package org.teep4j.codec;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Application-oriented literals: a prefix that converts a string or a sequence of items. The parser
 * first appends the content of the literal to the output. The methods here then replace it by the
 * converted bytes.
 */
final class EdnApplications {

  private static final int LONGEST_CRI = 1024;
  private static final String HTTPS = "https://";

  private final EdnParseOptions options;
  private final OutputBuffer output;
  private final CborReader reader;
  private @Nullable MessageDigest lastDigest;

  // The current literal: its prefix, its offset in the text, and the start of its content in the
  // output.
  private String prefix = "";
  private int at;
  private int start;

  EdnApplications(EdnParseOptions options, OutputBuffer output) throws DecodeException {
    this.options = options;
    this.output = output;
    this.reader = new CborReader(Bytes.empty(), DecodeOptions.largest(), false);
  }

  /**
   * Applies a prefix to the string at the end of the output.
   *
   * @param start start of the string in the output
   * @param contentStart start of the string's content in the text
   * @param chain the chain to which the literal is added
   * @param at start of the literal in the text
   */
  void applyToString(String prefix, int start, int contentStart, EdnChain chain, int at)
      throws DecodeException {
    if (prefix.equals("h")) {
      new EdnBases(output.takeText(start), contentStart).readHex(output, chain, options);
    } else if (prefix.equals("b64")) {
      new EdnBases(output.takeText(start), contentStart).readBase64(output);
      chain.addString(false, start, at);
    } else {
      output.insertHead(start, 0x60, output.size() - start, EdnIndicator.PREFERRED);
      applyToSequence(prefix, start, 1, chain, at);
    }
  }

  /** Applies a prefix to the {@code count} items in the output from {@code start} on. */
  void applyToSequence(String prefix, int start, int count, EdnChain chain, int at)
      throws DecodeException {
    this.prefix = prefix;
    this.start = start;
    this.at = at;
    switch (prefix) {
      case "h", "b64" -> applyToString(prefix, onlyStringAsContent(count), at, chain, at);
      case "dt", "DT" -> applyDateTime(onlyString(count), chain);
      case "ip", "IP" -> applyAddress(onlyString(count), chain);
      case "cri", "CRI" -> applyCri(onlyString(count), chain);
      case "hash" -> applyHash(count, chain);
      case "float" -> applyFloat(count, chain);
      default -> applyStandIn(count, chain);
    }
  }

  private DecodeException error(String detail) {
    return EdnScanner.error(at, detail);
  }

  /**
   * Wraps the content in tag 999, which the EDN draft proposes for literals with an unknown prefix.
   */
  private void applyStandIn(int count, EdnChain chain) throws DecodeException {
    if (!options.standIns) {
      throw error("unknown prefix " + prefix);
    }
    output.insertHead(start, 0x80, count, EdnIndicator.PREFERRED);
    output.insert(start, prefix);
    output.insertHead(start, 0x60, prefix.length(), EdnIndicator.PREFERRED);
    output.insertHead(start, 0x80, 2, EdnIndicator.PREFERRED);
    output.insertHead(start, 0xc0, 999, EdnIndicator.PREFERRED);
    chain.addStandIn(at);
  }

  /**
   * Writes a tag if the prefix is in upper case, for example tag 1 for {@code DT} but none for
   * {@code dt}. The content must be written next.
   */
  private void putTagOfUpperCase(int tag) {
    if (prefix.charAt(0) < 'a') {
      output.putHead(0xc0, tag, EdnIndicator.PREFERRED);
    }
  }

  // The content.

  /** Removes the sequence, which must be one text or byte string, and returns its content. */
  private String onlyString(int count) throws DecodeException {
    return output.takeText(onlyStringAsContent(count));
  }

  /**
   * Replaces the sequence, which must be one text or byte string, by its content. Returns the
   * start.
   */
  private int onlyStringAsContent(int count) throws DecodeException {
    if (count != 1) {
      throw error("the prefix " + prefix + " must be followed by one string");
    }
    Bytes content = string();
    if (Utf8.firstInvalid(content.array, content.offset, content.offset + content.length) >= 0) {
      throw error("the string after the prefix " + prefix + " must be UTF-8");
    }
    putInstead(content);
    return start;
  }

  private void putInstead(Bytes content) {
    output.truncate(start);
    output.put(content); // may be a view of the same array, after its new place
  }

  /** Returns the string at the start of the sequence. */
  private Bytes string() throws DecodeException {
    reader.reset(Bytes.between(output.array(), start, output.size()));
    return switch (reader.hasNext() ? reader.peekType() : CborType.BREAK) {
      case TEXT_STRING -> reader.readTextBytes();
      case BYTE_STRING -> reader.readBytes();
      default -> throw error("the prefix " + prefix + " must be followed by a string");
    };
  }

  // dt

  private void applyDateTime(String text, EdnChain chain) throws DecodeException {
    EdnDateTime dateTime = EdnDateTime.parse(text, at);
    putTagOfUpperCase(1);
    if (dateTime.fraction().isEmpty()) {
      long seconds = dateTime.seconds();
      int major = seconds < 0 ? 0x20 : 0;
      output.putHead(major, seconds < 0 ? ~seconds : seconds, EdnIndicator.PREFERRED);
    } else {
      double value = dateTime.secondsWithFraction();
      output.putDouble(Double.doubleToRawLongBits(value), EdnIndicator.PREFERRED);
    }
    chain.addItem(at);
  }

  // ip

  private void applyAddress(String text, EdnChain chain) throws DecodeException {
    int slash = text.indexOf('/');
    byte[] address = EdnAddresses.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.length == 0) {
      throw error("expected an IP address");
    }
    boolean tagged = prefix.equals("IP");
    putTagOfUpperCase(address.length == 4 ? 52 : 54);
    if (slash >= 0) {
      putPrefix(address, text, slash + 1);
    } else if (tagged) {
      output.putHead(0x40, address.length, EdnIndicator.PREFERRED);
      output.put(Bytes.wrap(address));
    } else {
      output.put(Bytes.wrap(address));
      chain.addString(false, start, at);
      return;
    }
    chain.addItem(at);
  }

  /**
   * Writes an address prefix (RFC 9164): its length in bits, and its bytes without trailing zeros.
   */
  private void putPrefix(byte[] address, String text, int lengthStart) throws DecodeException {
    int length = EdnAddresses.number(text, lengthStart, text.length(), 10, 3);
    if (length < 0) {
      throw error("expected the length of an address prefix");
    }
    int used = address.length;
    while (used > 0 && address[used - 1] == 0) {
      used--;
    }
    int usedBits = used == 0 ? 0 : used * 8 - Integer.numberOfTrailingZeros(address[used - 1]);
    if (length > address.length * 8 || usedBits > length) {
      throw error("the address has bits after its prefix");
    }
    output.putHead(0x80, 2, EdnIndicator.PREFERRED);
    output.putHead(0x00, length, EdnIndicator.PREFERRED);
    output.putHead(0x40, used, EdnIndicator.PREFERRED);
    output.put(Bytes.wrap(address, 0, used));
  }

  // hash

  private void applyHash(int count, EdnChain chain) throws DecodeException {
    Bytes input = string();
    if (count > 2) {
      throw error("the prefix hash must be followed by a string and an algorithm");
    }
    String algorithm = count == 1 ? "SHA-256" : hashName();
    try {
      MessageDigest digest = lastDigest;
      if (digest == null || !digest.getAlgorithm().equals(algorithm)) {
        digest = MessageDigest.getInstance(algorithm);
        lastDigest = digest;
      }
      input.update(digest);
      output.truncate(start);
      output.put(digest);
      chain.addString(false, start, at);
    } catch (NoSuchAlgorithmException | DigestException e) {
      throw error(algorithm + " is not available");
    }
  }

  private String hashName() throws DecodeException {
    String name =
        switch (reader.peekType()) {
          case TEXT_STRING -> reader.readText().toUpperCase(Locale.ROOT);
          case NEGATIVE_INTEGER -> Long.toString(reader.readLong());
          default -> "";
        };
    return switch (name) {
      case "-16", "SHA-256" -> "SHA-256";
      case "-43", "SHA-384" -> "SHA-384";
      case "-44", "SHA-512" -> "SHA-512";
      default -> throw error("unknown hash algorithm");
    };
  }

  // cri

  /**
   * Converts a URI to a CRI. Only host labels and path segments that are the same in both are
   * admitted.
   */
  private void applyCri(String text, EdnChain chain) throws DecodeException {
    if (text.length() > LONGEST_CRI) {
      throw new DecodeException(
          Reason.FIXED_LIMIT, at, "the URI has more than " + LONGEST_CRI + " characters");
    }
    if (!text.startsWith(HTTPS)) {
      throw notConverted();
    }
    putTagOfUpperCase(99);
    int path = text.indexOf('/', HTTPS.length());
    int hostEnd = path < 0 ? text.length() : path;
    output.putHead(0x80, path < 0 ? 2 : 3, EdnIndicator.PREFERRED);
    output.putHead(0x20, 3, EdnIndicator.PREFERRED);
    putParts(text, HTTPS.length(), hostEnd, '.');
    if (path >= 0) {
      putParts(text, path + 1, text.length(), '/');
    }
    chain.addItem(at);
  }

  /** Appends an array with the parts of a text. */
  private void putParts(String text, int from, int to, char separator) throws DecodeException {
    int array = output.size();
    int count = 1;
    int part = array;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == separator) {
        endPart(part);
        part = output.size();
        count++;
      } else if (separator == '.' ? isHostCharacter(c) : isPathCharacter(c)) {
        output.put(c);
      } else {
        throw notConverted();
      }
    }
    endPart(part);
    output.insertHead(array, 0x80, count, EdnIndicator.PREFERRED);
  }

  private void endPart(int part) throws DecodeException {
    int length = output.size() - part;
    if (length == 0) {
      throw notConverted();
    }
    output.insertHead(part, 0x60, length, EdnIndicator.PREFERRED);
  }

  private static boolean isHostCharacter(char c) {
    return c >= 'a' && c <= 'z' || EdnScanner.isDigit(c) || c == '-';
  }

  private static boolean isPathCharacter(char c) {
    return EdnScanner.isLetter(c) || EdnScanner.isDigit(c) || "._~-".indexOf(c) >= 0;
  }

  private DecodeException notConverted() {
    return error("only https URIs with a host name and a plain path can be converted");
  }

  // float

  /** Converts the bits of a floating-point number to the number, in the precision of these bits. */
  private void applyFloat(int count, EdnChain chain) throws DecodeException {
    boolean bytes = count == 1 && (output.array()[start] & 0xe0) == 0x40;
    if (bytes) {
      putInstead(string());
    } else {
      String digits = onlyString(count);
      new EdnBases(digits, at)
          .readHex(output, new EdnChain(output, options, at), options.withStandIns(false));
    }
    output.insertByte(
        start,
        switch (output.size() - start) {
          case 2 -> 0xf9;
          case 4 -> 0xfa;
          case 8 -> 0xfb;
          default -> throw error("a floating-point number must have 2, 4 or 8 bytes");
        });
    chain.addItem(at);
  }
}
