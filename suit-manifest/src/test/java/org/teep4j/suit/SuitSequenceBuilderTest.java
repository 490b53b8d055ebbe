package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Edn;

class SuitSequenceBuilderTest {

  private static SuitSequenceBuilder sequence() {
    return SuitCommandSequence.builder();
  }

  private static Bytes bytes(SuitCommandSequence sequence) {
    return new CborWriter().write(sequence).toBytes();
  }

  /** Policies are those of the examples in the draft: 15 for conditions, 2 for directives. */
  @Test
  void writesWhatTheExamplesHave() throws Exception {
    SuitCommandSequence fetch =
        sequence()
            .override(SuitParameters.builder().set(SuitParameter.URI, "a").build())
            .add(SuitCommandCode.DIRECTIVE_FETCH)
            .build();
    SuitCommandSequence match = sequence().add(SuitCommandCode.CONDITION_IMAGE_MATCH).build();
    assertEquals(
        Edn.parse("[12, 1, 15, [<<[20, {21: \"a\"}, 21, 2]>>, <<[3, 15]>>], 3, 15]"),
        bytes(
            sequence()
                .on(1)
                .tryEach(fetch, match)
                .add(SuitCommandCode.CONDITION_IMAGE_MATCH)
                .build()));
    assertEquals(
        Edn.parse("[15, [<<[3, 15]>>, null], 14, 0]"),
        bytes(
            sequence()
                .tryEachOrNothing(match)
                .add(SuitCommand.of(SuitCommandCode.CONDITION_ABORT, SuitRepPolicy.NONE))
                .build()));
  }

  @Test
  void refusesWhatHasNoEncoding() {
    SuitCommandSequence match = sequence().add(SuitCommandCode.CONDITION_IMAGE_MATCH).build();
    assertThrows(IllegalArgumentException.class, () -> sequence().build());
    assertThrows(IllegalArgumentException.class, () -> sequence().on(-1));
    assertThrows(IllegalArgumentException.class, () -> sequence().tryEach(match));
    assertThrows(IllegalArgumentException.class, () -> sequence().tryEachOrNothing());
    assertThrows(
        IllegalArgumentException.class,
        () -> sequence().add(SuitCommandCode.DIRECTIVE_RUN_SEQUENCE));
  }
}
