package org.teep4j.suit.processor;

import java.io.IOException;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.report.SuitRecord;

/**
 * What commands do to a device and learn from it: really, in a dry run, or as a report tells it.
 * The machine itself is the same in all three.
 */
interface Actions {

  /**
   * Checks a condition.
   *
   * @param place where the command is
   * @param isDependency whether the component is a dependency
   * @throws IOException if the platform cannot tell
   */
  Effect condition(
      SuitCommandCode code,
      CommandTarget target,
      ParameterSet parameters,
      SuitRecord place,
      boolean isDependency)
      throws IOException;

  /**
   * Executes a directive that changes or starts a component.
   *
   * @param stagingName the name for content that it stages: the same one whenever the procedure
   *     comes to this command
   * @throws IOException if the platform cannot do it
   * @throws Refusal if the manifest does not say enough, or says it wrongly
   */
  Effect directive(
      SuitCommandCode code,
      CommandTarget target,
      ParameterSet parameters,
      SuitRecord place,
      String stagingName)
      throws IOException, Refusal, Suspended;

  /** Whether invoke really starts components. */
  default boolean startsComponents() {
    return true;
  }

  /** Executes a custom command, which has a handler. */
  Effect custom(
      SuitCommand.Custom command, CommandTarget target, ParameterSet parameters, SuitRecord place)
      throws IOException;

  /** Makes what is staged active before the end, for an invocation, which loads and starts. */
  void activate() throws IOException;

  /**
   * Reads and verifies the manifest in a component.
   *
   * @param expected its digest
   * @throws Refusal if it is another manifest, malformed or not trusted
   */
  VerifiedManifest dependency(CommandTarget target, SuitDigest expected)
      throws IOException, Refusal;

  /**
   * Whether the manifest in a component has a section. The manifest is not verified: what it says
   * can do no more than abort the procedure.
   *
   * @return false as well if the component contains no manifest
   */
  boolean dependencyHas(CommandTarget target, SuitManifestLabel section) throws IOException;
}
