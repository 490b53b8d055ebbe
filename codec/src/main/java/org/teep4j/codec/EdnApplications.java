package org.teep4j.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Application-oriented literals: what a prefix makes of a string or a sequence of items. */
final class EdnApplications {

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt](\\d\\d):(\\d\\d):(\\d\\d)(\\.\\d{1,30})?"
              + "(?:[Zz]|([+-])(\\d\\d):(\\d\\d))");

  /** Host labels and path segments that are the same in a URI and in a CRI. */
  private static final Pattern HTTPS =
      Pattern.compile("https://([a-z0-9-]+(?:\\.[a-z0-9-]+)*+)((?:/[A-Za-z0-9._~-]+)*+)");

  private static final int LONGEST_CRI = 1024;

  private final String prefix;
  private final EdnParseOptions options;
  private final EdnChain chain;
  private final int at;

  /** For one literal that starts at {@code at} and becomes part of {@code chain}. */
  EdnApplications(String prefix, EdnParseOptions options, EdnChain chain, int at) {
    this.prefix = prefix;
    this.options = options;
    this.chain = chain;
    this.at = at;
  }

  /** The literal {@code prefix'content'}. */
  void applyToString(String content, int contentStart) throws DecodeException {
    if (prefix.equals("h")) {
      new EdnBases(content, contentStart).readHex(chain, options.standIns());
    } else if (prefix.equals("b64")) {
      chain.addBytes(new EdnBases(content, contentStart).readBase64(), at);
    } else {
      applyToSequence(new CborWriter().writeText(content).toBytes(), 1);
    }
  }

  /** The literal {@code prefix<<sequence>>}, whose items have been encoded. */
  void applyToSequence(Bytes sequence, int count) throws DecodeException {
    switch (prefix) {
      case "h", "b64" -> applyToString(onlyString(sequence, count), at);
      case "dt" -> chain.addItem(dateTime(onlyString(sequence, count)), at);
      case "DT" -> chain.addItem(tagged(1, dateTime(onlyString(sequence, count))), at);
      case "ip", "IP" -> address(onlyString(sequence, count));
      case "hash" -> chain.addBytes(hash(sequence, count), at);
      case "cri" -> chain.addItem(cri(onlyString(sequence, count)), at);
      case "CRI" -> chain.addItem(tagged(99, cri(onlyString(sequence, count))), at);
      case "float" -> chain.addItem(floatBits(sequence, count), at);
      default -> chain.addItem(standIn(sequence, count), at);
    }
  }

  private DecodeException error(String detail) {
    return EdnScanner.error(at, detail);
  }

  /** Tag 999, which the EDN draft proposes for literals whose prefix is not known. */
  private Bytes standIn(Bytes sequence, int count) throws DecodeException {
    if (!options.standIns()) {
      throw error("the prefix " + prefix + " is not known");
    }
    OutputBuffer arguments = new OutputBuffer();
    arguments.putHead(0x80, count, EdnIndicator.PREFERRED);
    arguments.put(sequence);
    return new CborWriter()
        .writeTag(999)
        .beginArray()
        .writeText(prefix)
        .writeEncodedItem(arguments.toBytes())
        .endArray()
        .toBytes();
  }

  private static Bytes tagged(long tag, Bytes content) {
    return new CborWriter().writeTag(tag).writeEncodedItem(content).toBytes();
  }

  private CborReader reader(Bytes sequence) throws DecodeException {
    return new CborReader(
        sequence, DecodeOptions.defaults().withMaxDepth(options.maxDepth()), false);
  }

  /** The content of the one text or byte string in a sequence. */
  private String onlyString(Bytes sequence, int count) throws DecodeException {
    if (count != 1) {
      throw error("the prefix " + prefix + " takes one string");
    }
    Bytes content = string(reader(sequence));
    if (Utf8.firstInvalid(content.array, content.offset, content.offset + content.length) >= 0) {
      throw error("the prefix " + prefix + " takes UTF-8");
    }
    return new String(content.array, content.offset, content.length, StandardCharsets.UTF_8);
  }

  private Bytes string(CborReader reader) throws DecodeException {
    return switch (reader.hasNext() ? reader.peekType() : CborType.BREAK) {
      case TEXT_STRING -> reader.readTextBytes();
      case BYTE_STRING -> reader.readBytes();
      default -> throw error("the prefix " + prefix + " takes a string");
    };
  }

  // dt

  private Bytes dateTime(String text) throws DecodeException {
    Matcher matcher = DATE_TIME.matcher(text);
    if (!matcher.matches()) {
      throw error("a date and time as in RFC 3339 is expected");
    }
    long seconds;
    try {
      seconds =
          LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3)).toEpochDay()
                  * 86_400
              + secondOfDay(number(matcher, 4), number(matcher, 5), number(matcher, 6), 60);
    } catch (DateTimeException e) {
      throw error("no such date");
    }
    String sign = matcher.group(8);
    if (sign != null) {
      int shift = secondOfDay(number(matcher, 9), number(matcher, 10), 0, 59);
      seconds -= sign.equals("-") ? -shift : shift;
    }
    String fraction = matcher.group(7);
    CborWriter writer = new CborWriter();
    if (fraction == null) {
      return writer.writeLong(seconds).toBytes();
    }
    BigDecimal exact = BigDecimal.valueOf(seconds).add(new BigDecimal("0" + fraction));
    return writer.writeDouble(exact.doubleValue()).toBytes();
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private int secondOfDay(int hour, int minute, int second, int lastSecond) throws DecodeException {
    if (hour > 23 || minute > 59 || second > lastSecond) {
      throw error("no such time");
    }
    return (hour * 60 + minute) * 60 + second;
  }

  // ip

  private void address(String text) throws DecodeException {
    boolean tagged = prefix.equals("IP");
    int slash = text.indexOf('/');
    byte[] address = EdnAddresses.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.length == 0) {
      throw error("an IP address is expected");
    }
    int tag = address.length == 4 ? 52 : 54;
    if (slash >= 0) {
      Bytes item = prefixItem(address, text.substring(slash + 1));
      chain.addItem(tagged ? tagged(tag, item) : item, at);
    } else if (tagged) {
      chain.addItem(tagged(tag, new CborWriter().writeBytes(Bytes.wrap(address)).toBytes()), at);
    } else {
      chain.addBytes(Bytes.wrap(address), at);
    }
  }

  /** An address prefix: its length in bits, and its bytes without zeros at the end (RFC 9164). */
  private Bytes prefixItem(byte[] address, String lengthText) throws DecodeException {
    if (!lengthText.matches("0|[1-9]\\d{0,2}")) {
      throw error("the length of an address prefix is expected");
    }
    int length = Integer.parseInt(lengthText);
    int used = address.length;
    while (used > 0 && address[used - 1] == 0) {
      used--;
    }
    int usedBits = used == 0 ? 0 : used * 8 - Integer.numberOfTrailingZeros(address[used - 1]);
    if (length > address.length * 8 || usedBits > length) {
      throw error("the address does not fit the length of its prefix");
    }
    return new CborWriter()
        .beginArray()
        .writeLong(length)
        .writeBytes(Bytes.wrap(address, 0, used))
        .endArray()
        .toBytes();
  }

  // hash

  private Bytes hash(Bytes sequence, int count) throws DecodeException {
    CborReader reader = reader(sequence);
    Bytes input = string(reader);
    if (count > 2) {
      throw error("the prefix hash takes a string and an algorithm");
    }
    String algorithm = count == 1 ? "SHA-256" : hashName(reader);
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      input.update(digest);
      return Bytes.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw error(algorithm + " is not available");
    }
  }

  private String hashName(CborReader reader) throws DecodeException {
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
      default -> throw error("the hash algorithm is not known");
    };
  }

  // cri

  private Bytes cri(String text) throws DecodeException {
    Matcher matcher = HTTPS.matcher(text);
    if (text.length() > LONGEST_CRI || !matcher.matches()) {
      throw error("of all URIs, only https with a host name and a plain path is converted");
    }
    CborWriter writer = new CborWriter().beginArray().writeLong(-4).beginArray();
    for (String label : matcher.group(1).split("\\.", -1)) {
      writer.writeText(label);
    }
    writer.endArray();
    if (!matcher.group(2).isEmpty()) {
      writer.beginArray();
      for (String segment : matcher.group(2).substring(1).split("/", -1)) {
        writer.writeText(segment);
      }
      writer.endArray();
    }
    return writer.endArray().toBytes();
  }

  // float

  /** A floating-point number from its bits, encoded in the precision that they have. */
  private Bytes floatBits(Bytes sequence, int count) throws DecodeException {
    CborReader reader = reader(sequence);
    Bytes bits;
    if (count == 1 && reader.peekType() == CborType.BYTE_STRING) {
      bits = reader.readBytes();
    } else {
      EdnChain digits = new EdnChain(at);
      new EdnBases(onlyString(sequence, count), at).readHex(digits, false);
      OutputBuffer encoded = new OutputBuffer();
      digits.writeTo(encoded, EdnIndicator.PREFERRED, false);
      bits = new CborReader(encoded.toBytes()).readBytes();
    }
    int initial =
        switch (bits.length()) {
          case 2 -> 0xf9;
          case 4 -> 0xfa;
          case 8 -> 0xfb;
          default -> throw error("a floating-point number has 2, 4 or 8 bytes");
        };
    OutputBuffer item = new OutputBuffer();
    item.put(initial);
    item.put(bits);
    return item.toBytes();
  }
}
