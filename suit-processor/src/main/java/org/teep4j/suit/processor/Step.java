package org.teep4j.suit.processor;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitDirective;

/**
 * A command and its place.
 *
 * @param command the command
 * @param offset the number of bytes before it, from the beginning of the section; bytes of nested
 *     sequences lie inside the section and count alike
 * @param nested the sequences in the command's argument
 */
record Step(SuitCommand command, long offset, List<List<Step>> nested) {

  /** Finds the place of each command of a section. */
  static List<Step> of(SuitCommandSequence sequence) {
    try {
      return read(new CborReader(sequence.encoded(), DecodeOptions.largest()), sequence);
    } catch (DecodeException e) {
      throw new IllegalStateException("a decoded sequence is well-formed", e);
    }
  }

  private static List<Step> read(CborReader reader, SuitCommandSequence sequence)
      throws DecodeException {
    List<Step> steps = new ArrayList<>(sequence.commands().size());
    reader.enterArray();
    for (SuitCommand command : sequence.commands()) {
      long offset = reader.offset();
      reader.skip();
      List<List<Step>> nested = List.of();
      if (command instanceof SuitDirective.RunSequence run) {
        nested = List.of(wrapped(reader, run.sequence()));
      } else if (command instanceof SuitDirective.TryEach each) {
        nested = new ArrayList<>();
        reader.enterArray();
        for (SuitCommandSequence alternative : each.sequences()) {
          nested.add(wrapped(reader, alternative));
        }
        if (each.endsWithNil()) {
          reader.skip();
        }
        reader.exitArray();
      } else {
        reader.skip();
      }
      steps.add(new Step(command, offset, List.copyOf(nested)));
    }
    reader.exitArray();
    return List.copyOf(steps);
  }

  private static List<Step> wrapped(CborReader reader, SuitCommandSequence sequence)
      throws DecodeException {
    reader.enterWrapped();
    List<Step> steps = read(reader, sequence);
    reader.exitWrapped();
    return steps;
  }

  /** Whether a command is among the steps or in a nested sequence. */
  static boolean contains(List<Step> steps, SuitCommandCode code) {
    return steps.stream()
        .anyMatch(
            step ->
                step.command().label() == code.label()
                    || step.nested().stream().anyMatch(nested -> contains(nested, code)));
  }
}
