package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Asserts the reason for a refusal. */
final class Refused {

  private Refused() {}

  static void with(Reason reason, String path, Executable decoding) {
    DecodeException refusal = assertThrows(DecodeException.class, decoding);
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertEquals(path, refusal.path(), refusal.getMessage());
  }

  static void with(Failure failure, Executable verification) {
    VerificationException refusal = assertThrows(VerificationException.class, verification);
    assertEquals(failure, refusal.failure(), refusal.getMessage());
  }
}
