package org.teep4j.eat;

import java.nio.charset.StandardCharsets;
import org.teep4j.codec.Bytes;

/** Text and its bytes. */
final class Texts {

  private Texts() {}

  /** The text of bytes that are known to be UTF-8. */
  static String ofUtf8(Bytes utf8) {
    return StandardCharsets.UTF_8.decode(utf8.asReadOnlyBuffer()).toString();
  }
}
