package org.teep4j.cose.internal;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/** The key identifier in the text of a value. */
public final class KeyIdText {

  private KeyIdText() {}

  /** The end of a list of properties: {@code , kid=h'01'}, or nothing. */
  public static String of(Optional<Bytes> keyId) {
    return keyId.map(id -> ", kid=" + id).orElse("");
  }
}
