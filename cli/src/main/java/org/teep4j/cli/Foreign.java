package org.teep4j.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;

/**
 * The kind of bytes that are not CBOR, recognized by their beginning. The bytes may be a secret
 * key, so none of them is shown.
 *
 * @param what the kind, in a few words
 * @param advice advice for the user; may be empty
 */
record Foreign(String what, String advice) {
  /** Longer text is not parsed to find out what it is. */
  private static final int MOST_TEXT = 1 << 20;

  /** The minimum number of bytes that are taken for text. */
  private static final int FEWEST = 8;

  private static final String BEGIN = "-----BEGIN ";
  private static final String CONVERT = "teep4j key convert --to diag FILE shows it as COSE_Key";

  private static final String LIST = "teep4j key list FILE shows its keys";

  private static final String CERTIFICATE = "an X.509 certificate in DER";
  private static final String REVOCATION_LIST =
      "a certificate revocation list in DER, or something like it";
  private static final String PEM = "PEM: ";

  private static final String JSON = "JSON";
  private static final String JWK = "a JSON Web Key";
  private static final String JWK_SET = "a JSON Web Key Set";

  /** Recognizes bytes that are not well-formed CBOR; empty if they are of no known kind. */
  static Optional<Foreign> of(Bytes bytes) {
    return ofBinary(bytes).or(() -> text(bytes));
  }

  /** Recognizes binary kinds only. */
  static Optional<Foreign> ofBinary(Bytes bytes) {
    return magic(bytes).or(() -> der(bytes));
  }

  boolean isCertificate() {
    return what.equals(CERTIFICATE) || what.equals(PEM + "certificate");
  }

  /** Whether the key commands read such bytes, if they are not damaged. */
  boolean isForKeys() {
    return advice.equals(CONVERT) || advice.equals(LIST) || isCertificate();
  }

  /** Whether it is an object of JSON, such as a JSON Web Key. */
  boolean isJson() {
    return what.equals(JSON) || what.equals(JWK) || what.equals(JWK_SET);
  }

  boolean isRevocationList() {
    return what.equals(REVOCATION_LIST) || what.equals(PEM + "x509 crl");
  }

  /** The kind and the advice in one line. */
  String line() {
    return what + (advice.isEmpty() ? "" : ": " + advice);
  }

  // Files with a magic number.

  private static Optional<Foreign> magic(Bytes bytes) {
    String start = bytes.slice(0, Math.min(8, bytes.length())).toHex();
    String unpack = "unpack it first";
    if (start.startsWith("1f8b")) {
      return found("compressed by gzip", unpack + ": gunzip");
    }
    if (start.startsWith("504b0304")) {
      return found("a zip archive", unpack + ": unzip");
    }
    if (start.startsWith("fd377a585a00")) {
      return found("compressed by xz", unpack + ": unxz");
    }
    if (start.startsWith("28b52ffd")) {
      return found("compressed by zstd", unpack + ": unzstd");
    }
    if (start.startsWith("425a68")) {
      return found("compressed by bzip2", unpack + ": bunzip2");
    }
    return start.startsWith("7f454c46")
        ? found("a program or library (ELF)", "its manifest is another file")
        : Optional.empty();
  }

  private static Optional<Foreign> found(String what, String advice) {
    return Optional.of(new Foreign(what, advice));
  }

  // DER, recognized by the types of the first elements.

  private static final String INTEGER = "02";
  private static final String SEQUENCE = "30";

  private static Optional<Foreign> der(Bytes bytes) {
    @Nullable Bytes content = content(bytes, 0x30);
    if (content == null) {
      return Optional.empty();
    }
    String outer = types(content);
    @Nullable Bytes inner = content(content, 0x30);
    String inside = inner == null ? "" : types(inner);
    if (outer.matches("303003.*")) {
      return inside.startsWith("a0") || inside.matches("02303030.*")
          ? found(
              CERTIFICATE,
              "teep4j verify --trust-anchor takes it; openssl x509 -in FILE -inform DER -text"
                  + " -noout shows it")
          : inside.matches("023030(a0.*)?")
              ? found(
                  "a certificate signing request in DER",
                  "openssl req -in FILE -inform DER -text -noout shows it, and with"
                      + " -pubkey its key")
              : found(REVOCATION_LIST, "");
    }
    if (outer.startsWith("3003") && inside.startsWith("06")) {
      return found("a public key in DER", CONVERT);
    }
    boolean pkcs8 = outer.startsWith("023004");
    boolean sec1 = outer.startsWith("0204");
    if (pkcs8 || sec1 || outer.startsWith("0202020202")) {
      return found("a private key in DER", CONVERT);
    }
    if (outer.startsWith("3004")) {
      return found("an encrypted private key in DER", CONVERT);
    }
    if (outer.equals("0202")) {
      return found("an RSA public key in DER", CONVERT);
    }
    if (outer.startsWith(INTEGER + SEQUENCE)) {
      return found("a PKCS #12 key store, or something like it in DER", LIST);
    }
    return outer.startsWith("06a0")
        ? found("CMS (PKCS #7) in DER", "openssl cms -cmsout -print -inform DER -in FILE shows it")
        : found("something in DER", "openssl asn1parse -inform DER -in FILE shows it");
  }

  /** The content of the element at the start, as far as present; null if it has another type. */
  private static @Nullable Bytes content(Bytes bytes, int type) {
    int size = bytes.length();
    if (size < 2 || bytes.unsignedByteAt(0) != type) {
      return null;
    }
    int first = bytes.unsignedByteAt(1);
    int digits = first < 0x80 ? 0 : first - 0x80;
    if (digits > 4 || first == 0x80 || size < 2 + digits) {
      return null;
    }
    int start = 2 + digits;
    int end = (int) Math.min(size, start + length(bytes));
    // The first element must have an expected type, because 0x30 is also the digit 0.
    return end > start && isType(bytes.unsignedByteAt(start)) ? bytes.slice(start, end) : null;
  }

  private static boolean isType(int type) {
    return type == 0x02 || type == 0x06 || type == 0x30 || type == 0xa0;
  }

  private static long length(Bytes bytes) {
    int first = bytes.unsignedByteAt(1);
    if (first < 0x80) {
      return first;
    }
    long length = 0;
    for (int i = 2; i < 2 + (first - 0x80); i++) {
      length = length << 8 | bytes.unsignedByteAt(i);
    }
    return length;
  }

  /** The types of the first elements, two digits for each. */
  private static String types(Bytes content) {
    StringBuilder types = new StringBuilder();
    Bytes rest = content;
    while (rest.length() >= 2 && types.length() < 20) {
      types.append(String.format("%02x", rest.unsignedByteAt(0)));
      int first = rest.unsignedByteAt(1);
      int digits = first < 0x80 ? 0 : first - 0x80;
      if (digits > 4 || rest.length() < 2 + digits) {
        break;
      }
      rest = rest.slice((int) Math.min(rest.length(), 2 + digits + length(rest)));
    }
    return types.toString();
  }

  // Text.

  private static Optional<Foreign> text(Bytes bytes) {
    Bytes first = bytes.slice(0, Math.min(bytes.length(), MOST_TEXT));
    // The text around PEM may have any encoding.
    String latin1 = StandardCharsets.ISO_8859_1.decode(first.asReadOnlyBuffer()).toString();
    int begin = latin1.indexOf(BEGIN);
    if (begin >= 0) {
      return Optional.of(pemBlock(latin1, begin + BEGIN.length()));
    }
    String start = InputForm.text(first);
    if (start == null || first.length() < FEWEST || start.codePoints().anyMatch(c -> !isText(c))) {
      return Optional.empty();
    }
    return first.length() < bytes.length()
        ? found("text", "")
        : Optional.of(json(start).or(() -> notation(start)).orElseGet(() -> other(bytes)));
  }

  private static boolean isText(int c) {
    return c == '\n'
        || c == '\r'
        || c == '\t'
        || !Character.isISOControl(c) && Character.isDefined(c);
  }

  private static Foreign pemBlock(String text, int labelStart) {
    int end = text.indexOf("-----", labelStart);
    String label = end < 0 || end > labelStart + 64 ? "" : text.substring(labelStart, end);
    String what = PEM + label.toLowerCase(Locale.ROOT);
    if (label.endsWith("KEY")) {
      return new Foreign(what, CONVERT);
    }
    return label.equals("CERTIFICATE")
        ? new Foreign(
            what,
            "teep4j verify --trust-anchor takes it; openssl x509 -in FILE -text -noout shows it")
        : new Foreign(what, "openssl asn1parse -in FILE shows it");
  }

  private static Optional<Foreign> json(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    List<String> names = names(text);
    if (names.contains("kty")) {
      return found(JWK, CONVERT);
    }
    if (names.contains("keys")) {
      return found(JWK_SET, "take the key that is meant out of keys, into a file of its own");
    }
    return names.isEmpty() ? Optional.empty() : found(JSON, "--input edn reads it as CBOR");
  }

  /** The names of members if the text is diagnostic notation, or JSON, of a map of texts. */
  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    try {
      CborReader reader = new CborReader(Edn.parse(text));
      reader.enterMap();
      while (reader.hasNext()) {
        if (reader.peekType() != CborType.TEXT_STRING) {
          return List.of();
        }
        names.add(reader.readText());
        reader.skip();
      }
      return names;
    } catch (DecodeException other) {
      return List.of();
    }
  }

  private static Optional<Foreign> notation(String text) {
    try {
      return Edn.parse(text).isEmpty()
          ? Optional.empty()
          : found("diagnostic notation", "--input edn reads it");
    } catch (DecodeException other) {
      return Optional.empty();
    }
  }

  private static Foreign other(Bytes bytes) {
    return InputForm.base64(bytes) == null
        ? new Foreign("text", "for diagnostic notation, --input edn tells what is wrong with it")
        : new Foreign("text that can be base64", "--input base64 reads it");
  }
}
