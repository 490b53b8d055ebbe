package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a command sequence. Methods return the builder; not safe for use by several threads.
 *
 * <p>Commands that {@link SuitCommandCode} names get the reporting policy of {@link
 * SuitCommand#of(SuitCommandCode)}. One with another policy, or with an argument that has no method
 * here, is added as a {@link SuitCommand}.
 */
public final class SuitSequenceBuilder {

  private final List<SuitCommand> commands = new ArrayList<>();

  SuitSequenceBuilder() {}

  /**
   * {@code suit-directive-set-component-index}: the commands from here on are for a component.
   *
   * @param index the index of the component in the manifest; not negative
   * @return this builder
   * @throws IllegalArgumentException if the index is negative
   */
  public SuitSequenceBuilder on(long index) {
    return add(new SuitDirective.SetComponentIndex(SuitIndexArg.of(index)));
  }

  /**
   * {@code suit-directive-override-parameters}.
   *
   * @param parameters at least one parameter
   * @return this builder
   * @throws IllegalArgumentException if there is none
   */
  public SuitSequenceBuilder override(SuitParameters parameters) {
    return add(new SuitDirective.OverrideParameters(parameters));
  }

  /**
   * {@code suit-directive-try-each}: the first sequence that succeeds counts, and one must.
   *
   * @param sequences at least two sequences
   * @return this builder
   * @throws IllegalArgumentException if there are fewer than two
   */
  public SuitSequenceBuilder tryEach(SuitCommandSequence... sequences) {
    return add(new SuitDirective.TryEach(List.of(sequences), false));
  }

  /**
   * {@code suit-directive-try-each} with a nil at its end: the first sequence that succeeds counts,
   * and none need.
   *
   * @param sequences at least one sequence; the CDDL demands two, and decoders refuse one unless
   *     {@link SuitDecodeOptions#readsSingleAlternatives} permits it
   * @return this builder
   * @throws IllegalArgumentException if there is none
   */
  public SuitSequenceBuilder tryEachOrNothing(SuitCommandSequence... sequences) {
    return add(new SuitDirective.TryEach(List.of(sequences), true));
  }

  /**
   * Adds a condition or directive whose only argument is a reporting policy, with the usual one.
   *
   * @param code the command
   * @return this builder
   * @throws IllegalArgumentException if the command has another argument
   */
  public SuitSequenceBuilder add(SuitCommandCode code) {
    return add(SuitCommand.of(code));
  }

  /**
   * Adds a command.
   *
   * @param command the command
   * @return this builder
   */
  public SuitSequenceBuilder add(SuitCommand command) {
    commands.add(command);
    return this;
  }

  /**
   * Ends the sequence.
   *
   * @return the sequence
   * @throws IllegalArgumentException if there is no command
   */
  public SuitCommandSequence build() {
    return SuitCommandSequence.of(commands);
  }
}
