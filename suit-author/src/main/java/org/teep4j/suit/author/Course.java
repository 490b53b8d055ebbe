package org.teep4j.suit.author;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitStep;

/**
 * Walks through a section as a device would execute it, the shared sequence first. Each sequence of
 * a try-each is walked from the same parameters; afterwards a parameter has one of the values that
 * any of them gave it.
 */
final class Course {

  private final ManifestOutline manifest;
  private final Findings findings;
  private final CommandRules rules;
  private final SuitManifestLabel prepared;
  private SuitManifestLabel section = SuitManifestLabel.COMMON;
  private Parameters parameters = new Parameters();
  private SuitIndexArg current = SuitIndexArg.of(0);

  Course(
      ManifestOutline manifest, Findings findings, CommandRules rules, SuitManifestLabel prepared) {
    this.manifest = manifest;
    this.findings = findings;
    this.rules = rules;
    this.prepared = prepared;
  }

  void walk() {
    walk(manifest.shared(), false);
    section = prepared;
    current = SuitIndexArg.of(0);
    walk(manifest.sections().getOrDefault(prepared, List.of()), false);
  }

  private void walk(List<SuitStep> steps, boolean nested) {
    for (SuitStep step : steps) {
      if (findings.isExhausted()) {
        return;
      }
      if (!step.nested().isEmpty()) {
        walkNested(step, nested);
      } else {
        walk(step, nested);
      }
    }
  }

  /** A whole nested sequence is executed for one component after the other. */
  private void walkNested(SuitStep step, boolean nested) {
    SuitIndexArg before = current;
    for (long component : components(before)) {
      // The rules look at each command of the nested sequences.
      if (!findings.spend(step.all().count())) {
        return;
      }
      Place place = new Place(prepared, section, step, component, nested);
      rules.enter(place, before);
      Parameters start = parameters;
      Parameters end = new Parameters();
      for (List<SuitStep> sequence : step.nested()) {
        if (!findings.spend(start.size())) {
          return;
        }
        parameters = start.copy();
        current = SuitIndexArg.of(component);
        walk(sequence, true);
        end.addAll(parameters);
      }
      parameters = end;
      rules.leave(place);
    }
    current = before;
  }

  private void walk(SuitStep step, boolean nested) {
    SuitCommand command = step.command();
    if (command instanceof SuitDirective.SetComponentIndex set) {
      current = set.index();
    }
    for (long component : components(current)) {
      if (!findings.spend(1)) {
        return;
      }
      Place place = new Place(prepared, section, step, component, nested);
      rules.command(place, parameters, current);
      if (command instanceof SuitDirective.OverrideParameters override) {
        set(place, component, override.parameters(), false);
      } else if (command instanceof SuitDirective.SetParameters set) {
        set(place, component, set.parameters(), true);
      } else if (command instanceof SuitDirective.CopyParams copy) {
        copy(place, component, copy);
      }
    }
    if (command instanceof SuitDirective.OverrideMultiple multiple) {
      for (Map.Entry<Long, SuitParameters> entry : multiple.parameters().entrySet()) {
        long component = entry.getKey();
        set(
            new Place(prepared, section, step, component, nested),
            component,
            entry.getValue(),
            false);
        current = SuitIndexArg.of(component);
      }
    }
  }

  private void set(Place place, long component, SuitParameters values, boolean ifUnset) {
    findings.spend(values.labels().size());
    rules.set(place, values, ifUnset);
    parameters.set(component, values, ifUnset);
  }

  private void copy(Place place, long component, SuitDirective.CopyParams copy) {
    copy.labels()
        .forEach(
            (source, labels) -> {
              for (long label : labels) {
                SuitParameter.fromLabel(label)
                    .ifPresent(parameter -> parameters.copy(source, parameter, component));
              }
            });
    rules.copied(place, copy);
  }

  private long[] components(SuitIndexArg index) {
    if (index instanceof SuitIndexArg.One one) {
      return new long[] {one.index()};
    }
    if (index instanceof SuitIndexArg.Several several) {
      return several.indexes().stream().mapToLong(Long::longValue).toArray();
    }
    return LongStream.range(0, manifest.count()).toArray();
  }
}
