package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Asserts why and where bytes are refused. */
final class Refusals {

  private Refusals() {}

  static void assertRefused(Reason reason, long offset, Executable action) {
    DecodeException refusal = assertThrows(DecodeException.class, action);
    assertEquals(reason + " at " + offset, refusal.reason() + " at " + refusal.offset());
  }
}
