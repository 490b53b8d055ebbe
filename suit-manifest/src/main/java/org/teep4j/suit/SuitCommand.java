package org.teep4j.suit;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/**
 * One command of a sequence (draft-ietf-suit-manifest, Section 8.4.6): a number and its argument.
 * In the encoding the two are consecutive elements of one flat array.
 */
public sealed interface SuitCommand
    permits SuitCondition, SuitDirective, SuitCommand.Custom, SuitCommand.Unknown {

  /** The command's number on the wire. */
  long label();

  /**
   * Writes the command's argument as exactly one item.
   *
   * @param writer where to write to
   */
  void encodeArgumentTo(CborWriter writer);

  /**
   * A command whose only argument is a reporting policy, with the policy of the examples in
   * draft-ietf-suit-manifest, Appendix B: conditions are reported with all that is known,
   * directives if they fail.
   *
   * @param code the condition or directive
   * @return a {@link SuitCondition} or a {@link SuitDirective.Simple}
   * @throws IllegalArgumentException if the command has another argument
   */
  static SuitCommand of(SuitCommandCode code) {
    return of(code, code.isCondition() ? SuitRepPolicy.ALL : SuitRepPolicy.ON_FAILURE);
  }

  /**
   * A command whose only argument is a reporting policy.
   *
   * @param code the condition or directive
   * @param policy the reporting policy
   * @return a {@link SuitCondition} or a {@link SuitDirective.Simple}
   * @throws IllegalArgumentException if the command has another argument
   */
  static SuitCommand of(SuitCommandCode code, SuitRepPolicy policy) {
    return code.isCondition()
        ? new SuitCondition(code, policy)
        : new SuitDirective.Simple(code, policy);
  }

  /**
   * {@code SUIT_Command_Custom}: a command that an application defines. Shared sequences must not
   * contain it.
   *
   * <pre>{@code
   * SUIT_Command_Custom = (suit-command-custom, bstr/tstr/int/nil)
   * suit-command-custom = nint
   * }</pre>
   *
   * @param label the number, negative
   * @param argument the encoded argument: a byte string, text string, integer or null; a view of
   *     the decoded input. Not checked if a program constructs this command
   */
  record Custom(long label, Bytes argument) implements SuitCommand {

    /**
     * Checks the label.
     *
     * @throws IllegalArgumentException if the label is not negative
     */
    public Custom {
      if (label >= 0) {
        throw new IllegalArgumentException("a custom command has a negative label: " + label);
      }
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      writer.writeEncodedItem(argument);
    }
  }

  /**
   * A command that none of the documents defines. A manifest with such a command can be inspected
   * and forwarded, but a processor must not run it.
   *
   * @param label the number, not negative
   * @param argument the encoded argument, any item; a view of the decoded input. Not checked if a
   *     program constructs this command
   */
  record Unknown(long label, Bytes argument) implements SuitCommand {

    /**
     * Checks the label.
     *
     * @throws IllegalArgumentException if the label is negative or belongs to a known command
     */
    public Unknown {
      if (label < 0 || SuitCommandCode.find(label) != null) {
        throw new IllegalArgumentException("no unknown command: " + label);
      }
    }

    @Override
    public void encodeArgumentTo(CborWriter writer) {
      writer.writeEncodedItem(argument);
    }
  }
}
