package org.teep4j.vectors.replay;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitSeverable;

/**
 * The commands of a manifest in order, each with its component. Nothing is executed: all sequences
 * of a try-each are visited in order.
 */
final class SuitWalk {
  /**
   * A command.
   *
   * @param section the sequence that contains it; {@link SuitManifestLabel#COMMON} for the shared
   *     one
   * @param index the component or dependency index
   * @param command the command
   */
  record Step(SuitManifestLabel section, long index, SuitCommand command) {}

  /** The order of the sections in an update and an invocation. */
  private static final List<SuitManifestLabel> SECTIONS =
      List.of(
          SuitManifestLabel.DEPENDENCY_RESOLUTION,
          SuitManifestLabel.PAYLOAD_FETCH,
          SuitManifestLabel.CANDIDATE_VERIFICATION,
          SuitManifestLabel.INSTALL,
          SuitManifestLabel.VALIDATE,
          SuitManifestLabel.LOAD,
          SuitManifestLabel.INVOKE,
          SuitManifestLabel.UNINSTALL);

  private final List<Long> all = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private List<Long> selected = List.of(0L);

  private SuitWalk() {}

  static SuitWalk of(SuitManifest manifest) {
    SuitWalk walk = new SuitWalk();
    for (long i = 0; i < manifest.common().components().size(); i++) {
      walk.all.add(i);
    }
    walk.all.addAll(manifest.common().dependencies().keySet());
    manifest.common().sharedSequence().ifPresent(s -> walk.section(SuitManifestLabel.COMMON, s));
    for (SuitManifestLabel section : SECTIONS) {
      SuitSeverable<SuitCommandSequence> member = manifest.sequence(section).orElse(null);
      if (member instanceof SuitSeverable.Whole<SuitCommandSequence> whole) {
        walk.section(section, whole.content());
      }
    }
    return walk;
  }

  List<Step> steps() {
    return steps;
  }

  /** The parameters that the manifest sets for a component, the last value of each. */
  SuitParameters parameters(long index) {
    SuitParameters last = SuitParameters.none();
    for (Step step : steps) {
      if (step.index() != index) {
        continue;
      }
      if (step.command() instanceof SuitDirective.OverrideParameters override) {
        last = last.overriddenBy(override.parameters());
      } else if (step.command() instanceof SuitDirective.SetParameters set) {
        last = last.overriddenBy(set.parameters());
      }
    }
    return last;
  }

  private void section(SuitManifestLabel section, SuitCommandSequence sequence) {
    selected = List.of(0L);
    walk(section, sequence);
  }

  private void walk(SuitManifestLabel section, SuitCommandSequence sequence) {
    for (SuitCommand command : sequence.commands()) {
      if (command instanceof SuitDirective.SetComponentIndex select) {
        selected = indexes(select.index());
      } else if (command instanceof SuitDirective.RunSequence run) {
        walk(section, run.sequence());
      } else if (command instanceof SuitDirective.TryEach tryEach) {
        List<Long> before = selected;
        for (SuitCommandSequence attempt : tryEach.sequences()) {
          selected = before;
          walk(section, attempt);
        }
      } else {
        selected.forEach(index -> steps.add(new Step(section, index, command)));
      }
    }
  }

  private List<Long> indexes(SuitIndexArg argument) {
    if (argument instanceof SuitIndexArg.One one) {
      return List.of(one.index());
    }
    return argument instanceof SuitIndexArg.Several several ? several.indexes() : all;
  }
}
