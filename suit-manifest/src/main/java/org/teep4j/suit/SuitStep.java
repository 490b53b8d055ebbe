package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * A command at its place in a {@code SUIT_Command_Sequence}. Made by {@link
 * SuitCommandSequence#steps()}.
 *
 * @param command the command
 * @param offset the number of bytes before its label, from the start of the outermost sequence;
 *     bytes of nested sequences lie inside that sequence and count alike. Reports name a command by
 *     it ({@code suit-record-section-offset} of draft-ietf-suit-report)
 * @param nested the sequences in the argument of try-each and run-sequence, without a nil at the
 *     end; empty for all other commands
 */
public record SuitStep(SuitCommand command, int offset, List<List<SuitStep>> nested) {

  /**
   * Copies the lists.
   *
   * @param command the command
   * @param offset the number of bytes before it
   * @param nested the sequences in its argument
   */
  public SuitStep {
    nested =
        nested.isEmpty()
            ? List.of()
            : nested.stream().map(List::copyOf).collect(Collectors.toUnmodifiableList());
  }

  /**
   * Whether this is a certain command.
   *
   * @param code the command
   * @return true if the label is the same
   */
  public boolean is(SuitCommandCode code) {
    return command.label() == code.label();
  }

  /**
   * This step, and those of all sequences that are nested in it.
   *
   * @return the steps in the order of their offsets
   */
  public Stream<SuitStep> all() {
    return Stream.concat(
        Stream.of(this), nested.stream().flatMap(List::stream).flatMap(SuitStep::all));
  }

  /**
   * Whether a command is among steps, or in a sequence that is nested in one of them.
   *
   * @param steps the steps
   * @param code the command
   * @return true if it is there
   */
  public static boolean contains(List<SuitStep> steps, SuitCommandCode code) {
    return steps.stream().flatMap(SuitStep::all).anyMatch(step -> step.is(code));
  }

  static List<SuitStep> of(SuitCommandSequence sequence) {
    try {
      return read(new CborReader(sequence.encoded(), DecodeOptions.largest()), sequence);
    } catch (DecodeException e) {
      throw new IllegalStateException("a command was built of something that is not CBOR", e);
    }
  }

  private static List<SuitStep> read(CborReader reader, SuitCommandSequence sequence)
      throws DecodeException {
    List<SuitStep> steps = new ArrayList<>(sequence.commands().size());
    reader.enterArray();
    for (SuitCommand command : sequence.commands()) {
      int offset = (int) reader.offset(); // an input has at most 2^31 - 1 bytes
      reader.skip();
      steps.add(new SuitStep(command, offset, readNested(reader, command)));
    }
    reader.exitArray();
    return List.copyOf(steps);
  }

  private static List<List<SuitStep>> readNested(CborReader reader, SuitCommand command)
      throws DecodeException {
    if (command instanceof SuitDirective.RunSequence run) {
      return List.of(readWrapped(reader, run.sequence()));
    }
    if (!(command instanceof SuitDirective.TryEach each)) {
      reader.skip();
      return List.of();
    }
    List<List<SuitStep>> alternatives = new ArrayList<>();
    reader.enterArray();
    for (SuitCommandSequence alternative : each.sequences()) {
      alternatives.add(readWrapped(reader, alternative));
    }
    if (each.endsWithNil()) {
      reader.skip();
    }
    reader.exitArray();
    return alternatives;
  }

  private static List<SuitStep> readWrapped(CborReader reader, SuitCommandSequence sequence)
      throws DecodeException {
    reader.enterWrapped();
    List<SuitStep> steps = read(reader, sequence);
    reader.exitWrapped();
    return steps;
  }
}
