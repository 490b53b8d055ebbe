package org.teep4j.suit.author;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;

/** The command sequences of a manifest that is being made. */
final class Sequences {

  /**
   * One command sequence. If the manifest has several components, each change of the component
   * writes {@code set-component-index}.
   */
  static final class Sequence {
    private static final SuitRepPolicy ON_FAILURE =
        SuitRepPolicy.of(SuitRepPolicy.SEND_RECORD_ON_FAILURE);

    private final List<SuitCommand> commands = new ArrayList<>();
    private final boolean several;
    private boolean empty = true;
    private long current = -1;

    private Sequence(boolean several) {
      this.several = several;
    }

    /** A sequence in a try-each, which begins with the current component. */
    static Sequence nested() {
      return new Sequence(false);
    }

    Sequence on(long index) {
      if (several && index != current) {
        commands.add(new SuitDirective.SetComponentIndex(SuitIndexArg.of(index)));
        empty = false;
      }
      current = index;
      return this;
    }

    Sequence add(SuitCommand command) {
      commands.add(command);
      empty = false;
      return this;
    }

    /** Conditions are reported with all that is known, directives if they fail. */
    Sequence add(SuitCommandCode code) {
      return add(SuitCommand.of(code, code.isCondition() ? SuitRepPolicy.ALL : ON_FAILURE));
    }

    Sequence override(SuitParameters.Builder parameters) {
      return add(new SuitDirective.OverrideParameters(parameters.build()));
    }

    Sequence setIfUnset(SuitParameters.Builder parameters) {
      return add(new SuitDirective.SetParameters(parameters.build()));
    }

    SuitCommandSequence build() {
      return SuitCommandSequence.of(commands);
    }
  }

  private final Map<SuitManifestLabel, Sequence> sections = new EnumMap<>(SuitManifestLabel.class);
  private final Sequence shared;
  private final boolean several;

  Sequences(boolean several) {
    this.several = several;
    this.shared = new Sequence(several);
  }

  Sequence shared() {
    return shared;
  }

  Sequence section(SuitManifestLabel section) {
    return sections.computeIfAbsent(section, label -> new Sequence(several));
  }

  Optional<SuitCommandSequence> builtShared() {
    return shared.empty ? Optional.empty() : Optional.of(shared.build());
  }

  void addTo(SuitManifest.Builder manifest) {
    for (Map.Entry<SuitManifestLabel, Sequence> section : sections.entrySet()) {
      manifest.sequence(section.getKey(), section.getValue().build());
    }
  }
}
