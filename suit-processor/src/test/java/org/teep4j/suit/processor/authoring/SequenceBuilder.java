package org.teep4j.suit.processor.authoring;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;

/** Writes command sequences of tests in few words. */
public final class SequenceBuilder {

  private final List<SuitCommand> commands = new ArrayList<>();

  /** Starts a sequence. */
  public static SequenceBuilder sequence() {
    return new SequenceBuilder();
  }

  /** Adds a command. */
  public SequenceBuilder add(SuitCommand command) {
    commands.add(command);
    return this;
  }

  /** Adds a command whose argument is a reporting policy. */
  public SequenceBuilder add(SuitCommandCode code, SuitRepPolicy policy) {
    return add(SuitCommand.of(code, policy));
  }

  /** Sets the component. */
  public SequenceBuilder setComponentIndex(long index) {
    return add(new SuitDirective.SetComponentIndex(SuitIndexArg.of(index)));
  }

  /** Overrides parameters. */
  public SequenceBuilder overrideParameters(SuitParameters parameters) {
    return add(new SuitDirective.OverrideParameters(parameters));
  }

  /** Ends the sequence. */
  public SuitCommandSequence build() {
    return SuitCommandSequence.of(commands);
  }
}
