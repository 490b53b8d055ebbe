package org.teep4j.suit.author;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCondition;
import org.teep4j.suit.SuitDirective;

/**
 * A command and its place.
 *
 * @param command the command
 * @param offset the number of bytes before it, from the beginning of the section
 * @param nested the sequences in the command's argument, for try-each and run-sequence
 */
public record Step(SuitCommand command, long offset, List<List<Step>> nested) {

  /** The commands of a decoded sequence with their places. */
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
      List<List<Step>> nested = new ArrayList<>();
      if (command instanceof SuitDirective.RunSequence run) {
        nested.add(readWrapped(reader, run.sequence()));
      } else if (command instanceof SuitDirective.TryEach each) {
        reader.enterArray();
        for (SuitCommandSequence alternative : each.sequences()) {
          nested.add(readWrapped(reader, alternative));
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

  private static List<Step> readWrapped(CborReader reader, SuitCommandSequence sequence)
      throws DecodeException {
    reader.enterWrapped();
    List<Step> steps = read(reader, sequence);
    reader.exitWrapped();
    return steps;
  }

  /** The number of commands, nested ones included. */
  int size() {
    return 1 + nested.stream().flatMap(List::stream).mapToInt(Step::size).sum();
  }

  boolean is(SuitCommandCode code) {
    return command.label() == code.label();
  }

  boolean isCondition() {
    return command instanceof SuitCondition;
  }

  /** Whether a step or one nested in it is a condition. */
  boolean containsCondition() {
    return isCondition() || nested.stream().flatMap(List::stream).anyMatch(Step::containsCondition);
  }

  static boolean contains(List<Step> steps, SuitCommandCode code) {
    return steps.stream()
        .anyMatch(
            step ->
                step.is(code) || step.nested.stream().anyMatch(nested -> contains(nested, code)));
  }
}
