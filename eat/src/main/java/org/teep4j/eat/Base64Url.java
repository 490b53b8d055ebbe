package org.teep4j.eat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.teep4j.codec.Bytes;

/** base64url (RFC 7515, Section 2). */
final class Base64Url {

  private Base64Url() {}

  /**
   * Decodes text that is written exactly as the document demands: without padding, and with unused
   * bits of zero. Each byte string has one such text.
   *
   * @throws IllegalArgumentException for any other text
   */
  static Bytes decode(String text) {
    byte[] decoded = Base64.getUrlDecoder().decode(text);
    if (!text.equals(text(decoded))) {
      throw new IllegalArgumentException("not base64url without padding");
    }
    return Bytes.wrap(decoded);
  }

  /**
   * Decodes text that may also have padding, or the alphabet of base64: deployed Verifiers write
   * both.
   *
   * @throws IllegalArgumentException for any other text
   */
  static Bytes decodeLenient(String text) {
    int end = text.length();
    while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') {
      end--;
    }
    return decode(text.substring(0, end).replace('+', '-').replace('/', '_'));
  }

  /** The text for some bytes. */
  static String encode(Bytes bytes) {
    return StandardCharsets.US_ASCII
        .decode(Base64.getUrlEncoder().withoutPadding().encode(bytes.asReadOnlyBuffer()))
        .toString();
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
