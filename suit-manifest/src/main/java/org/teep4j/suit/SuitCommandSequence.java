package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Command_Sequence} or {@code SUIT_Shared_Sequence} (draft-ietf-suit-manifest, Section
 * 8.4.6): commands in the order in which they run.
 *
 * <pre>{@code
 * SUIT_Command_Sequence = [ + (SUIT_Condition // SUIT_Directive // SUIT_Command_Custom) ]
 * SUIT_Shared_Sequence = [ + (SUIT_Condition // SUIT_Shared_Commands) ]
 * }</pre>
 *
 * @param commands the commands, at least one
 */
public record SuitCommandSequence(List<SuitCommand> commands) implements CborEncodable {

  /**
   * The greatest nesting depth of sequences, the outermost one included. Processors of a sequence
   * may recurse, as {@code equals}, {@code hashCode} and {@code toString} do. The reader therefore
   * refuses a deeper sequence with {@link org.teep4j.codec.Reason#FIXED_LIMIT}, whatever depth the
   * options allow. The default options allow less.
   */
  public static final int DEEPEST_NESTING = 64;

  /**
   * Copies and checks the list.
   *
   * @param commands the commands, at least one
   * @throws IllegalArgumentException if there is no command
   */
  public SuitCommandSequence {
    commands = List.copyOf(commands);
    Items.requireNotEmpty(commands.isEmpty(), "a command sequence");
  }

  /**
   * A sequence of the given commands.
   *
   * @param commands the commands, at least one
   * @return the sequence
   * @throws IllegalArgumentException if there is no command
   */
  public static SuitCommandSequence of(SuitCommand... commands) {
    return new SuitCommandSequence(List.of(commands));
  }

  /**
   * Starts a sequence without commands.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray();
    for (SuitCommand command : commands) {
      writer.writeLong(command.label());
      command.encodeArgumentTo(writer);
    }
    writer.endArray();
  }

  // Written by hand: the compiler's version needs several times the stack space for each level.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SuitCommandSequence other && commands.equals(other.commands);
  }

  @Override
  public int hashCode() {
    return commands.hashCode();
  }

  @Override
  public String toString() {
    return "SuitCommandSequence".concat(commands.toString());
  }

  /** Collects commands. Methods return the builder; not safe for use by several threads. */
  public static final class Builder {

    private final List<SuitCommand> commands = new ArrayList<>();

    private Builder() {}

    /**
     * Appends any command.
     *
     * @param command the command to append
     * @return this builder
     */
    public Builder add(SuitCommand command) {
      commands.add(command);
      return this;
    }

    /**
     * Appends a command whose only argument is a reporting policy.
     *
     * @param code the condition or directive
     * @param policy the reporting policy
     * @return this builder
     * @throws IllegalArgumentException if the command has another argument
     */
    public Builder add(SuitCommandCode code, SuitRepPolicy policy) {
      return add(SuitCommand.of(code, policy));
    }

    /**
     * Appends {@code suit-directive-set-component-index} for one component.
     *
     * @param index the component's index
     * @return this builder
     */
    public Builder setComponentIndex(long index) {
      return add(new SuitDirective.SetComponentIndex(SuitIndexArg.of(index)));
    }

    /**
     * Appends {@code suit-directive-override-parameters}.
     *
     * @param parameters the parameters to set, at least one
     * @return this builder
     */
    public Builder overrideParameters(SuitParameters parameters) {
      return add(new SuitDirective.OverrideParameters(parameters));
    }

    /**
     * Builds the sequence.
     *
     * @return the sequence of the appended commands
     * @throws IllegalArgumentException if there is no command
     */
    public SuitCommandSequence build() {
      return new SuitCommandSequence(commands);
    }
  }
}
