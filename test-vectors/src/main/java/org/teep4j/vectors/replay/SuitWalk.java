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
      if (!(command instanceof SuitDirective directive) || !leads(section, directive)) {
        selected.forEach(index -> steps.add(new Step(section, index, command)));
      }
    }
  }

  /**
   * Follows a directive that selects components or has sequences; false for the others. Lists every
   * directive, so that a new one does not compile before it has been thought of.
   */
  private boolean leads(SuitManifestLabel section, SuitDirective directive) {
    return switch (directive.code()) {
      case DIRECTIVE_SET_COMPONENT_INDEX -> {
        selected = indexes(((SuitDirective.SetComponentIndex) directive).index());
        yield true;
      }
      case DIRECTIVE_RUN_SEQUENCE -> {
        walk(section, ((SuitDirective.RunSequence) directive).sequence());
        yield true;
      }
      case DIRECTIVE_TRY_EACH -> {
        List<Long> before = selected;
        for (SuitCommandSequence attempt : ((SuitDirective.TryEach) directive).sequences()) {
          selected = before;
          walk(section, attempt);
        }
        yield true;
      }
      case DIRECTIVE_PROCESS_DEPENDENCY,
          DIRECTIVE_WRITE,
          DIRECTIVE_SET_PARAMETERS,
          DIRECTIVE_OVERRIDE_PARAMETERS,
          DIRECTIVE_FETCH,
          DIRECTIVE_COPY,
          DIRECTIVE_INVOKE,
          DIRECTIVE_WAIT,
          DIRECTIVE_SWAP,
          DIRECTIVE_UNLINK,
          DIRECTIVE_OVERRIDE_MULTIPLE,
          DIRECTIVE_COPY_PARAMS ->
          false;
      case CONDITION_VENDOR_IDENTIFIER,
          CONDITION_CLASS_IDENTIFIER,
          CONDITION_IMAGE_MATCH,
          CONDITION_USE_BEFORE,
          CONDITION_COMPONENT_SLOT,
          CONDITION_CHECK_CONTENT,
          CONDITION_DEPENDENCY_INTEGRITY,
          CONDITION_IS_DEPENDENCY,
          CONDITION_ABORT,
          CONDITION_DEVICE_IDENTIFIER,
          CONDITION_IMAGE_NOT_MATCH,
          CONDITION_MINIMUM_BATTERY,
          CONDITION_UPDATE_AUTHORIZED,
          CONDITION_VERSION ->
          throw new IllegalStateException("a condition is no directive");
    };
  }

  private List<Long> indexes(SuitIndexArg argument) {
    if (argument instanceof SuitIndexArg.One one) {
      return List.of(one.index());
    }
    return argument instanceof SuitIndexArg.Several several ? several.indexes() : all;
  }
}
