package org.teep4j.suit.author;

import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitStep;

/**
 * A command as it is executed for one component.
 *
 * @param prepared the section that is executed
 * @param section the section with the command: the same, or that of the shared sequence
 * @param step the command
 * @param component the index of the component
 * @param nested whether the command is in a try-each or run-sequence
 */
record Place(
    SuitManifestLabel prepared,
    SuitManifestLabel section,
    SuitStep step,
    long component,
    boolean nested) {

  /** What people call the command. */
  String command() {
    return name(step.command());
  }

  private static String name(SuitCommand command) {
    return SuitCommandCode.fromLabel(command.label())
        .map(SuitCommandCode::shortName)
        .orElse("command " + command.label());
  }
}
