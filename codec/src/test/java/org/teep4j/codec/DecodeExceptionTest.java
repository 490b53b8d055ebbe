package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.teep4j.testsupport.Allocation;

class DecodeExceptionTest {

  @Test
  void elementsAndOffsetsAddUp() {
    DecodeException e = new DecodeException(Reason.TRUNCATED, 3, "detail");
    assertEquals("TRUNCATED at offset 3: detail", e.getMessage());
    assertSame(e, e.in("inner").shifted(10).in("outer"));
    assertEquals("TRUNCATED at offset 13 in outer/inner: detail", e.getMessage());
    assertEquals(13, e.offset());
    assertEquals("outer/inner", e.path());
  }

  /** Deep input must not cost a stack trace at each level. */
  @Test
  void namingAnElementDoesNotRecordTheStackAgain() throws Exception {
    DecodeException e = new DecodeException(Reason.TRUNCATED, 0, "detail");
    long allocated =
        Allocation.ofOneRun(
            () -> {
              e.in("x");
              e.shifted(1);
            });
    assertTrue(allocated < 200, () -> allocated + " bytes");
  }
}
