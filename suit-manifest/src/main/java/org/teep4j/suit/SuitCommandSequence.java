package org.teep4j.suit;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Command_Sequence} or {@code SUIT_Shared_Sequence} (draft-ietf-suit-manifest, Section
 * 8.4.6): commands in the order in which they run. Immutable.
 *
 * <pre>{@code
 * SUIT_Command_Sequence = [ + (SUIT_Condition // SUIT_Directive // SUIT_Command_Custom) ]
 * SUIT_Shared_Sequence = [ + (SUIT_Condition // SUIT_Shared_Commands) ]
 * }</pre>
 */
public final class SuitCommandSequence implements CborEncodable {

  /**
   * The greatest nesting depth of sequences, the outermost one included. Processors of a sequence
   * may recurse, as {@code equals}, {@code hashCode} and {@code toString} do. The reader therefore
   * refuses a deeper sequence with {@link org.teep4j.codec.Reason#FIXED_LIMIT}, whatever depth the
   * options allow. The default options allow less.
   */
  public static final int DEEPEST_NESTING = 64;

  /** The commands; an array, because a list of them would be two more objects to decode. */
  private final SuitCommand[] commands;

  /** The sequence as it was received, or null. */
  private final @Nullable Bytes received;

  private SuitCommandSequence(SuitCommand[] commands, @Nullable Bytes received) {
    this.commands = commands;
    this.received = received;
  }

  /** A sequence that has just been decoded. */
  static SuitCommandSequence decoded(SuitCommand[] commands, int size, Bytes received) {
    return new SuitCommandSequence(
        size == commands.length ? commands : Arrays.copyOf(commands, size), received);
  }

  /**
   * Starts a sequence.
   *
   * @return a builder without commands
   */
  public static SuitSequenceBuilder builder() {
    return new SuitSequenceBuilder();
  }

  /**
   * A sequence of the given commands.
   *
   * @param commands the commands, at least one
   * @return the sequence
   * @throws IllegalArgumentException if there is no command
   */
  public static SuitCommandSequence of(SuitCommand... commands) {
    return of(List.of(commands));
  }

  /**
   * A sequence of the given commands.
   *
   * @param commands the commands, at least one
   * @return the sequence
   * @throws IllegalArgumentException if there is no command
   */
  public static SuitCommandSequence of(List<SuitCommand> commands) {
    Items.requireNotEmpty(commands.isEmpty(), "a command sequence");
    return new SuitCommandSequence(List.copyOf(commands).toArray(new SuitCommand[0]), null);
  }

  /**
   * The commands.
   *
   * @return at least one command
   */
  public List<SuitCommand> commands() {
    return Collections.unmodifiableList(Arrays.asList(commands));
  }

  /**
   * The encoded sequence, without a byte string around it.
   *
   * @return a view of the input if the sequence was decoded, otherwise a new array
   */
  public Bytes encoded() {
    return received != null ? received : encode().toBytes();
  }

  /**
   * The commands with their places in {@link #encoded()}, nested ones included.
   *
   * @return a step for each command, in their order
   */
  public List<SuitStep> steps() {
    return SuitStep.of(this);
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

  /** Compares the commands, not their encodings. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SuitCommandSequence other && Arrays.equals(commands, other.commands);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(commands);
  }

  @Override
  public String toString() {
    return "SuitCommandSequence".concat(Arrays.toString(commands));
  }
}
