package org.teep4j.suit.author;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitSequenceBuilder;

/** The command sequences of a manifest that is being made. */
final class Sequences {

  /**
   * One command sequence. If the manifest has several components, each change of the component
   * writes {@code set-component-index}.
   */
  static final class Sequence {
    private final SuitSequenceBuilder commands = SuitCommandSequence.builder();
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
        commands.on(index);
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

    Sequence add(SuitCommandCode code) {
      return add(SuitCommand.of(code));
    }

    Sequence override(SuitParameters.Builder parameters) {
      return add(new SuitDirective.OverrideParameters(parameters.build()));
    }

    Sequence setIfUnset(SuitParameters.Builder parameters) {
      return add(new SuitDirective.SetParameters(parameters.build()));
    }

    SuitCommandSequence build() {
      return commands.build();
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
