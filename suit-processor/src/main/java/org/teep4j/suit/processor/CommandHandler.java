package org.teep4j.suit.processor;

import java.io.IOException;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitParameters;

/** Executes custom commands, whose labels are below -256 (Section 8.4.11). */
@FunctionalInterface
public interface CommandHandler {

  /**
   * Executes a command.
   *
   * @param command the command with its encoded argument
   * @param target the component
   * @param parameters the parameters of the component
   * @return false if the command is a condition that does not hold
   * @throws IOException if the command is a directive that failed
   */
  boolean execute(SuitCommand.Custom command, CommandTarget target, SuitParameters parameters)
      throws IOException;
}
