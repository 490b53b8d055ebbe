package org.teep4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.SuitVendorIdentifier;
import org.teep4j.suit.author.ManifestOutline;

/** Prints what a manifest does, for people. */
final class ManifestListing {
  private static final int LONGEST_BYTES = 24;

  private final ManifestOutline outline;
  private final PrintWriter out;
  private final Terminal terminal;

  ManifestListing(ManifestOutline outline, Console console) {
    this.outline = outline;
    this.out = console.out();
    this.terminal = console.terminal();
  }

  void print() {
    SuitManifest manifest = outline.manifest();
    manifest.manifestComponentId().ifPresent(id -> line("  manifest   ", id.toString()));
    manifest.setVersion().ifPresent(version -> line("  version    ", numbers(version.numbers())));
    manifest.referenceUri().ifPresent(uri -> line("  reference  ", uri));
    out.println();
    out.println(terminal.bold("components"));
    components(manifest.common());
    section("shared-sequence", outline.shared());
    for (Map.Entry<SuitManifestLabel, List<SuitStep>> section : outline.sections().entrySet()) {
      section(section.getKey().shortName(), section.getValue());
    }
    for (SuitManifestLabel section : outline.missing()) {
      out.println();
      out.println(terminal.bold(section.shortName()));
      out.println("  severed, and not in the envelope");
    }
  }

  private void components(SuitCommon common) {
    List<SuitComponentIdentifier> components = common.components();
    for (long index = 0; index < outline.count(); index++) {
      String name =
          index < components.size() ? components.get((int) index).toString() : "no component";
      String kind = "";
      if (common.dependencies().containsKey(index)) {
        kind =
            ", dependency"
                + common
                    .dependencies()
                    .get(index)
                    .prefix()
                    .map(prefix -> " with prefix " + prefix)
                    .orElse("");
      }
      line(String.format(Locale.ROOT, "  %5d  ", index), name + kind);
    }
  }

  private void section(String name, List<SuitStep> steps) {
    if (!steps.isEmpty()) {
      out.println();
      out.println(terminal.bold(name));
      steps(steps, "");
    }
  }

  private void steps(List<SuitStep> steps, String indent) {
    for (SuitStep step : steps) {
      String place = String.format(Locale.ROOT, "  %5d  ", step.offset());
      line(terminal.dim(place) + indent, place.length() + indent.length(), text(step.command()));
      for (int i = 0; i < step.nested().size(); i++) {
        if (step.nested().size() > 1) {
          line("         " + indent + "  ", i == 0 ? "try" : "or");
        }
        steps(step.nested().get(i), indent + "    ");
      }
      if (step.command() instanceof SuitDirective.TryEach each && each.endsWithNil()) {
        line("         " + indent + "  ", "or nothing");
      }
    }
  }

  private void line(String prefix, String text) {
    line(prefix, prefix.length(), text);
  }

  /** Wraps a text; the prefix may have colours, which take no room. */
  private void line(String prefix, int width, String text) {
    List<String> lines = Text.wrap(Text.safe(text), Math.max(20, terminal.width() - width));
    out.println(prefix + lines.get(0));
    lines.subList(1, lines.size()).forEach(more -> out.println(" ".repeat(width + 2) + more));
  }

  /** The name of a command by its label. */
  static String name(long command) {
    return SuitCommandCode.fromLabel(command)
        .map(code -> code.shortName().replaceFirst("^directive-", ""))
        .orElse("command " + command);
  }

  private static String text(SuitCommand command) {
    String name = name(command.label());
    if (command instanceof SuitDirective.SetComponentIndex set) {
      return name + " " + index(set.index());
    }
    if (command instanceof SuitDirective.OverrideMultiple multiple) {
      return name
          + ": "
          + multiple.parameters().keySet().stream()
              .map(component -> "component " + component + ": " + detail(command, component))
              .collect(Collectors.joining("; "));
    }
    String detail = detail(command, 0);
    return detail.isEmpty() ? name : name + ": " + detail;
  }

  /** The parameters that a command sets for a component; empty for other commands. */
  static String detail(SuitCommand command, long component) {
    if (command instanceof SuitDirective.OverrideParameters override) {
      return parameters(override.parameters());
    }
    if (command instanceof SuitDirective.SetParameters set) {
      return parameters(set.parameters());
    }
    if (command instanceof SuitDirective.OverrideMultiple multiple) {
      SuitParameters parameters = multiple.parameters().get(component);
      return parameters == null ? "" : parameters(parameters);
    }
    return command instanceof SuitDirective.CopyParams copy ? copy.labels().toString() : "";
  }

  /** The argument of set-component-index. */
  static String index(SuitIndexArg index) {
    if (index instanceof SuitIndexArg.One one) {
      return String.valueOf(one.index());
    }
    return index instanceof SuitIndexArg.Several several ? several.indexes().toString() : "all";
  }

  /** Parameters in one line. */
  static String parameters(SuitParameters parameters) {
    String known =
        parameters.parameters().stream()
            .map(
                parameter ->
                    parameter.shortName().replaceFirst("^parameter-", "")
                        + " "
                        + value(parameters, parameter))
            .collect(Collectors.joining(", "));
    String others =
        parameters.others().keySet().stream()
            .map(label -> "parameter " + label)
            .collect(Collectors.joining(", "));
    return known + (known.isEmpty() || others.isEmpty() ? "" : ", ") + others;
  }

  private static String value(SuitParameters parameters, SuitParameter<?> parameter) {
    Optional<?> value = parameters.value(parameter);
    Object shown = value.isPresent() ? value.get() : "";
    if (shown instanceof Bytes bytes) {
      return bytes.length() > LONGEST_BYTES
          ? Text.count(bytes.length(), "byte", "bytes")
          : Fields.string(bytes);
    }
    if (shown instanceof SuitDigest digest) {
      String algorithm =
          digest
              .algorithm()
              .map(known -> known.ianaName())
              .orElse("algorithm " + digest.algorithmId());
      return algorithm + " " + digest.bytes().toHex();
    }
    if (shown instanceof SuitVendorIdentifier.Uuid vendor) {
      return vendor.uuid().toString();
    }
    return shown instanceof String text ? "'" + text + "'" : shown.toString();
  }

  private static String numbers(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
