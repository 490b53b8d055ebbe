package org.teep4j.suit.author;

import static org.teep4j.suit.author.ContentRecord.Arrival.AUTHENTICATED;
import static org.teep4j.suit.author.ContentRecord.Arrival.PLAIN;
import static org.teep4j.suit.author.ContentRecord.Arrival.UNAUTHENTICATED;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitCondition;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.encryption.SuitEncryptionInfo;

/** The rules about commands, which a {@link Course} tells of in the order of execution. */
final class CommandRules {

  private static final Map<SuitCommandCode, SuitParameter<?>> NEEDED =
      new EnumMap<>(SuitCommandCode.class);

  static {
    NEEDED.put(SuitCommandCode.CONDITION_VENDOR_IDENTIFIER, SuitParameter.VENDOR_IDENTIFIER);
    NEEDED.put(SuitCommandCode.CONDITION_CLASS_IDENTIFIER, SuitParameter.CLASS_IDENTIFIER);
    NEEDED.put(SuitCommandCode.CONDITION_IMAGE_MATCH, SuitParameter.IMAGE_DIGEST);
    NEEDED.put(SuitCommandCode.CONDITION_USE_BEFORE, SuitParameter.USE_BEFORE);
    NEEDED.put(SuitCommandCode.CONDITION_COMPONENT_SLOT, SuitParameter.COMPONENT_SLOT);
    NEEDED.put(SuitCommandCode.CONDITION_CHECK_CONTENT, SuitParameter.CONTENT);
    NEEDED.put(SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY, SuitParameter.IMAGE_DIGEST);
    NEEDED.put(SuitCommandCode.CONDITION_DEVICE_IDENTIFIER, SuitParameter.DEVICE_IDENTIFIER);
    NEEDED.put(SuitCommandCode.CONDITION_IMAGE_NOT_MATCH, SuitParameter.IMAGE_DIGEST);
    NEEDED.put(SuitCommandCode.CONDITION_MINIMUM_BATTERY, SuitParameter.MINIMUM_BATTERY);
    NEEDED.put(SuitCommandCode.CONDITION_UPDATE_AUTHORIZED, SuitParameter.UPDATE_PRIORITY);
    NEEDED.put(SuitCommandCode.CONDITION_VERSION, SuitParameter.VERSION);
    NEEDED.put(SuitCommandCode.DIRECTIVE_WRITE, SuitParameter.CONTENT);
    NEEDED.put(SuitCommandCode.DIRECTIVE_FETCH, SuitParameter.URI);
    NEEDED.put(SuitCommandCode.DIRECTIVE_COPY, SuitParameter.SOURCE_COMPONENT);
    NEEDED.put(SuitCommandCode.DIRECTIVE_SWAP, SuitParameter.SOURCE_COMPONENT);
    NEEDED.put(SuitCommandCode.DIRECTIVE_WAIT, SuitParameter.WAIT_INFO);
  }

  /** A parameter that a command needed and that neither its section nor the shared one had set. */
  private record Need(Place place, SuitParameter<?> parameter) {}

  private record Setting(long component, SuitParameter<?> parameter) {}

  /** A section that processes a dependency. */
  record Processing(SuitManifestLabel section, long dependency) {}

  private final ManifestOutline manifest;
  private final Findings findings;
  private final Map<Setting, SuitManifestLabel> settings = new HashMap<>();
  private final List<Need> needs = new ArrayList<>();
  private final Set<Long> used = new HashSet<>();
  private final Set<Processing> processed = new HashSet<>();
  private final Map<Long, Set<SuitDigest>> digests = new HashMap<>();
  private final Map<Long, Set<String>> uris = new HashMap<>();
  private ContentRecord contents = new ContentRecord();

  /** The nested commands that enclose the one that is executed, the innermost first. */
  private final Deque<Place> enclosing = new ArrayDeque<>();

  private boolean strict = true;
  private final Set<Long> sources = new HashSet<>();
  private final Set<Long> targets = new HashSet<>();

  CommandRules(ManifestOutline manifest, Findings findings) {
    this.manifest = manifest;
    this.findings = findings;
  }

  // What a procedure and a section begin and end with.

  void beginProcedure() {
    contents = new ContentRecord();
  }

  void endProcedure() {
    contents.report(findings);
  }

  void beginSection() {
    strict = true;
    sources.clear();
    targets.clear();
  }

  /** Reports what can be said when all sections have been seen. */
  void end() {
    for (Need need : needs) {
      Place place = need.place;
      SuitManifestLabel elsewhere = settings.get(new Setting(place.component(), need.parameter));
      String name = need.parameter.shortName();
      if (elsewhere != null) {
        findings.add(
            LintRule.KEPT_PARAMETER,
            place,
            place.command()
                + " uses "
                + name
                + ", which only the section "
                + elsewhere.shortName()
                + " sets: a device may forget it between sections");
      } else if (need.parameter == SuitParameter.SOURCE_COMPONENT) {
        findings.add(LintRule.SOURCE_NOT_SET, place, place.command() + " has no source component");
      } else {
        findings.add(
            LintRule.PARAMETER_NOT_SET,
            place,
            place.command()
                + " uses "
                + name
                + ", which this manifest does not set: only a"
                + " dependent manifest could");
      }
    }
    if (manifest.missing().isEmpty()) {
      reportUnused();
    }
  }

  private void reportUnused() {
    long count = manifest.manifest().common().components().size();
    for (long component = 0; component < count; component++) {
      if (!used.contains(component)) {
        findings.component(
            LintRule.UNUSED_COMPONENT, component, "no command uses " + name(component));
      }
    }
  }

  private String name(long component) {
    List<SuitComponentIdentifier> components = manifest.manifest().common().components();
    return component < components.size()
        ? components.get((int) component).toString()
        : "dependency " + component;
  }

  boolean isProcessed(SuitManifestLabel section, long dependency) {
    return processed.contains(new Processing(section, dependency));
  }

  boolean isProcessed(long dependency) {
    return processed.stream().anyMatch(processing -> processing.dependency == dependency);
  }

  Set<SuitDigest> digests(long component) {
    return digests.getOrDefault(component, Set.of());
  }

  Set<String> uris(long component) {
    return uris.getOrDefault(component, Set.of());
  }

  Map<Long, Set<String>> uris() {
    return uris;
  }

  // Nested sequences.

  void enter(Place place, SuitIndexArg index) {
    enclosing.push(place);
    if (place.step().command() instanceof SuitDirective.TryEach each) {
      tryEach(place, each);
    } else {
      runSequence(place, index);
    }
  }

  void leave(Place place) {
    enclosing.remove(place);
  }

  private void tryEach(Place place, SuitDirective.TryEach each) {
    List<List<SuitStep>> sequences = place.step().nested();
    int withSuccessor = each.endsWithNil() ? sequences.size() : sequences.size() - 1;
    for (int i = 0; i < withSuccessor; i++) {
      List<SuitStep> sequence = sequences.get(i);
      Place first =
          new Place(place.prepared(), place.section(), sequence.get(0), place.component(), true);
      if (sequence.stream().noneMatch(CommandRules::containsCondition)) {
        findings.add(
            LintRule.UNREACHABLE_FALLBACK,
            first,
            "the sequences after this one are never tried: it has no condition that could fail,"
                + " and a failing directive ends the procedure");
      } else if (directiveComesFirst(sequence)) {
        findings.add(
            LintRule.FALLBACK_FOR_DIRECTIVE,
            first,
            "the next sequence is tried if a condition fails, and not if the fetch or copy in this"
                + " one fails, which ends the procedure");
      }
    }
  }

  /** Whether a step or one nested in it is a condition. */
  private static boolean containsCondition(SuitStep step) {
    return step.all().anyMatch(each -> each.command() instanceof SuitCondition);
  }

  /** Whether a sequence begins with something that can fail for good. */
  private static boolean directiveComesFirst(List<SuitStep> sequence) {
    for (SuitStep step : sequence) {
      if (containsCondition(step)) {
        return false;
      }
      if (step.is(SuitCommandCode.DIRECTIVE_FETCH)
          || step.is(SuitCommandCode.DIRECTIVE_COPY)
          || step.is(SuitCommandCode.DIRECTIVE_SWAP)) {
        return true;
      }
    }
    return false;
  }

  private void runSequence(Place place, SuitIndexArg index) {
    List<SuitStep> sequence = place.step().nested().get(0);
    boolean conditionSeen = false;
    for (int i = 0; i < sequence.size(); i++) {
      SuitStep step = sequence.get(i);
      Place at = new Place(place.prepared(), place.section(), step, place.component(), true);
      boolean sets = step.is(SuitCommandCode.DIRECTIVE_SET_COMPONENT_INDEX);
      boolean one = index instanceof SuitIndexArg.One;
      if (!strict && (sets ? !one || i > 0 : one && i == 0)) {
        findings.add(
            LintRule.UNORDERED_INDEX,
            at,
            "a sequence that may run in parallel sets the component index in its first command, or"
                + " not at all if it runs for several components");
      }
      if (conditionSeen && setsSoftFailure(step.command())) {
        findings.add(
            LintRule.LATE_SOFT_FAILURE,
            at,
            "soft-failure is set after a condition of the sequence");
      }
      conditionSeen |= step.command() instanceof SuitCondition;
    }
  }

  private static boolean setsSoftFailure(SuitCommand command) {
    return command instanceof SuitDirective.OverrideParameters override
        && override.parameters().value(SuitParameter.SOFT_FAILURE).orElse(false);
  }

  // Parameters.

  void set(Place place, SuitParameters values, boolean ifUnset) {
    if (!manifest.manifest().common().dependencies().isEmpty()) {
      used.add(place.component()); // A dependency may use what is set here.
    }
    for (SuitParameter<?> parameter : values.parameters()) {
      Setting setting = new Setting(place.component(), parameter);
      SuitManifestLabel first = settings.get(setting);
      if (first == null || first == SuitManifestLabel.COMMON) {
        settings.put(setting, place.section());
      }
    }
    values
        .value(SuitParameter.IMAGE_DIGEST)
        .ifPresent(
            digest ->
                digests.computeIfAbsent(place.component(), any -> new HashSet<>()).add(digest));
    values
        .value(SuitParameter.URI)
        .ifPresent(uri -> uris.computeIfAbsent(place.component(), any -> new HashSet<>()).add(uri));
    if (values.value(SuitParameter.SOFT_FAILURE).isPresent() && !place.nested()) {
      findings.add(
          LintRule.MISPLACED_SOFT_FAILURE,
          place,
          "soft-failure can be set in a try-each or run-sequence alone");
    }
    if (ifUnset
        && values.value(SuitParameter.IMAGE_DIGEST).isPresent()
        && !isDependency(place.component())) {
      findings.add(
          LintRule.REPLACEABLE_DIGEST,
          place,
          "set-parameters lets a dependent manifest choose another digest: use"
              + " override-parameters");
    }
    values
        .value(SuitParameter.STRICT_ORDER)
        .ifPresent(
            value -> {
              strict = value;
              sources.clear();
              targets.clear();
            });
  }

  void copied(Place place, SuitDirective.CopyParams copy) {
    copy.labels().values().stream()
        .flatMap(List::stream)
        .forEach(
            label ->
                SuitParameter.fromLabel(label)
                    .ifPresent(
                        parameter ->
                            settings.putIfAbsent(
                                new Setting(place.component(), parameter), place.section())));
  }

  private boolean isDependency(long component) {
    return manifest.manifest().common().dependencies().containsKey(component);
  }

  // Commands.

  void command(Place place, Parameters parameters, SuitIndexArg index) {
    SuitCommand command = place.step().command();
    if (command instanceof SuitCommand.Unknown) {
      findings.add(LintRule.UNKNOWN_COMMAND, place, "no document defines " + place.command());
    } else if (command instanceof SuitCommand.Custom) {
      findings.add(
          LintRule.CUSTOM_COMMAND,
          place,
          "devices without a handler for " + place.command() + " refuse the manifest");
    }
    Optional<SuitCommandCode> code = SuitCommandCode.fromLabel(command.label());
    if (code.isEmpty()
        || !(command instanceof SuitCondition || command instanceof SuitDirective.Simple)) {
      return;
    }
    used.add(place.component());
    SuitParameter<?> needed = NEEDED.get(code.get());
    if (needed != null && parameters.value(place.component(), needed).isEmpty()) {
      needs.add(new Need(place, needed));
    }
    switch (code.get()) {
      case DIRECTIVE_FETCH -> fetch(place, parameters);
      case DIRECTIVE_COPY, DIRECTIVE_SWAP -> copy(place, parameters, code.get());
      case DIRECTIVE_WRITE -> write(place, parameters);
      case CONDITION_IMAGE_MATCH, CONDITION_CHECK_CONTENT -> contents.checked(place.component());
      case CONDITION_DEPENDENCY_INTEGRITY -> contents.dependencyIsIntact(place.component());
      case DIRECTIVE_PROCESS_DEPENDENCY -> processDependency(place, index);
      case DIRECTIVE_INVOKE -> invoke(place);
      default -> {}
    }
  }

  private void fetch(Place place, Parameters parameters) {
    if (isDependency(place.component())) {
      if (place.section() != SuitManifestLabel.DEPENDENCY_RESOLUTION) {
        findings.add(
            LintRule.LATE_DEPENDENCY,
            place,
            "dependencies are fetched in the section dependency-resolution, before any payload");
      }
      boolean isAlternative =
          enclosing.stream()
              .anyMatch(outer -> outer.step().command() instanceof SuitDirective.TryEach);
      if (!isAlternative) {
        findings.add(
            LintRule.UNGUARDED_DEPENDENCY,
            place,
            "a device that has the dependency for another manifest already must not overwrite it,"
                + " and aborts: look for it with a condition first");
      }
    }
    Optional<Bytes> encryption = parameters.value(place.component(), SuitParameter.ENCRYPTION_INFO);
    if (encryption.isPresent()) {
      findings.add(
          LintRule.DECRYPTED_AT_FETCH,
          place,
          "the documents name write and copy as the directives that decrypt; not every device"
              + " decrypts at fetch");
    }
    contents.changed(place, encryption.map(CommandRules::arrival).orElse(PLAIN));
    target(place);
  }

  private void copy(Place place, Parameters parameters, SuitCommandCode code) {
    Optional<Long> source = parameters.value(place.component(), SuitParameter.SOURCE_COMPONENT);
    Optional<Bytes> encryption = parameters.value(place.component(), SuitParameter.ENCRYPTION_INFO);
    boolean swaps = code == SuitCommandCode.DIRECTIVE_SWAP;
    source.ifPresent(
        component -> {
          used.add(component);
          if (component == place.component()) {
            findings.add(
                LintRule.COPY_TO_ITSELF, place, "the source component is the component itself");
          }
          source(place, component);
        });
    boolean faithful =
        source.isPresent() && contents.isChecked(source.get()) && encryption.isEmpty() && !swaps;
    ContentRecord.Arrival arrival = encryption.map(CommandRules::arrival).orElse(PLAIN);
    contents.changed(place, arrival);
    if (faithful) {
      contents.checked(place.component());
    } else if (arrival == AUTHENTICATED && source.isPresent()) {
      contents.decrypted(source.get(), findings);
    }
    target(place);
  }

  private void write(Place place, Parameters parameters) {
    boolean own = parameters.value(place.component(), SuitParameter.CONTENT).isPresent();
    Optional<Bytes> encryption = parameters.value(place.component(), SuitParameter.ENCRYPTION_INFO);
    if (own) {
      contents.written(place);
    } else {
      contents.changed(place, encryption.map(CommandRules::arrival).orElse(PLAIN));
    }
    target(place);
  }

  private static ContentRecord.Arrival arrival(Bytes encryptionInfo) {
    try {
      boolean authenticated =
          SuitEncryptionInfo.decode(encryptionInfo)
              .contentAlgorithm()
              .map(CoseAlgorithm::isAuthenticatedEncryption)
              .orElse(false);
      return authenticated ? AUTHENTICATED : UNAUTHENTICATED;
    } catch (DecodeException malformed) {
      return UNAUTHENTICATED;
    }
  }

  private void target(Place place) {
    if (!strict) {
      targets.add(place.component());
      reportUnordered(place, sources.contains(place.component()));
    }
  }

  private void source(Place place, long component) {
    if (!strict) {
      sources.add(component);
      reportUnordered(place, targets.contains(component));
    }
  }

  private void reportUnordered(Place place, boolean both) {
    if (both) {
      findings.add(
          LintRule.UNORDERED_COPY,
          place,
          "while strict-order is false, a component must not be both source and target");
    }
  }

  private void processDependency(Place place, SuitIndexArg index) {
    if (!isDependency(place.component())) {
      if (!(index instanceof SuitIndexArg.All)) {
        // With true, the directive applies to the dependencies alone.
        findings.add(
            LintRule.NOT_A_DEPENDENCY, place, name(place.component()) + " is no dependency");
      }
      return;
    }
    processed.add(new Processing(place.prepared(), place.component()));
    if (!contents.isIntactDependency(place.component())) {
      findings.add(
          LintRule.DEPENDENCY_UNCHECKED,
          place,
          "the dependency is processed without dependency-integrity before, in this section or an"
              + " earlier one of the procedure; image-match is not enough");
    }
  }

  private void invoke(Place place) {
    if (!contents.isChecked(place.component())) {
      findings.add(
          LintRule.INVOKED_UNCHECKED,
          place,
          name(place.component())
              + " is started, and neither validate nor load compares it with a digest");
    }
  }
}
