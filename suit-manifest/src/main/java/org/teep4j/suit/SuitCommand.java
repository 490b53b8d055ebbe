package org.teep4j.suit;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/**
 * One command of a sequence (draft-ietf-suit-manifest, Section 8.4.6): a number and its argument.
 * In the encoding the two are neighbours in one flat array.
 */
public sealed interface SuitCommand
    permits SuitCondition, SuitDirective, SuitCommand.Custom, SuitCommand.Unknown {

  /**
   * The command's number on the wire.
   *
   * @return the label
   */
  long label();

  /**
   * Writes the command's argument as exactly one item.
   *
   * @param writer where to write to
   */
  void encodeArgumentTo(CborWriter writer);

  /**
   * A command whose only argument is a reporting policy.
   *
   * @param code the condition or directive
   * @param policy what to record about it
   * @return a {@link SuitCondition} or a {@link SuitDirective.Simple}
   * @throws IllegalArgumentException if the command has another argument
   */
  static SuitCommand of(SuitCommandCode code, SuitRepPolicy policy) {
    return code.isCondition()
        ? new SuitCondition(code, policy)
        : new SuitDirective.Simple(code, policy);
  }

  /**
   * {@code SUIT_Command_Custom}: a command of an application, which shared sequences do not admit.
   *
   * @param label the number, negative
   * @param argument the encoded argument: a byte string, text string, integer or null; a view of
   *     the decoded input. Not checked when it comes from a program
   */
  record Custom(long label, Bytes argument) implements SuitCommand {

    /**
     * Checks the label.
     *
     * @param label as the component
     * @param argument as the component
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
   * A command that none of the documents defines. A manifest that has one can be looked at and
   * passed on; a processor must not run it.
   *
   * @param label the number, not negative
   * @param argument the encoded argument, any item; a view of the decoded input. Not checked when
   *     it comes from a program
   */
  record Unknown(long label, Bytes argument) implements SuitCommand {

    /**
     * Checks the label.
     *
     * @param label as the component
     * @param argument as the component
     * @throws IllegalArgumentException if the label is negative or that of a known command
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
