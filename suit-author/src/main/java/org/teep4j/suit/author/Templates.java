package org.teep4j.suit.author;

import static org.teep4j.suit.SuitCommandCode.CONDITION_CLASS_IDENTIFIER;
import static org.teep4j.suit.SuitCommandCode.CONDITION_COMPONENT_SLOT;
import static org.teep4j.suit.SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY;
import static org.teep4j.suit.SuitCommandCode.CONDITION_IMAGE_MATCH;
import static org.teep4j.suit.SuitCommandCode.CONDITION_VENDOR_IDENTIFIER;
import static org.teep4j.suit.SuitCommandCode.DIRECTIVE_COPY;
import static org.teep4j.suit.SuitCommandCode.DIRECTIVE_FETCH;
import static org.teep4j.suit.SuitCommandCode.DIRECTIVE_INVOKE;
import static org.teep4j.suit.SuitCommandCode.DIRECTIVE_PROCESS_DEPENDENCY;
import static org.teep4j.suit.SuitCommandCode.DIRECTIVE_UNLINK;
import static org.teep4j.suit.SuitCommandCode.DIRECTIVE_WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;

/** Writes the commands of the templates. */
final class Templates {

  /** What the published examples ask for where a slot is only looked for. */
  private static final SuitRepPolicy SLOT_CHECK =
      SuitRepPolicy.of(SuitRepPolicy.SEND_RECORD_ON_SUCCESS | SuitRepPolicy.SEND_SYSINFO_SUCCESS);

  /** The sections in which the dependency's section of the same label is processed. */
  private static final List<SuitManifestLabel> LOCKSTEP =
      List.of(
          SuitManifestLabel.PAYLOAD_FETCH,
          SuitManifestLabel.CANDIDATE_VERIFICATION,
          SuitManifestLabel.INSTALL,
          SuitManifestLabel.VALIDATE,
          SuitManifestLabel.LOAD,
          SuitManifestLabel.INVOKE);

  private final Sequences sequences;
  private final ToLongFunction<SuitComponentIdentifier> indexes;

  Templates(Sequences sequences, ToLongFunction<SuitComponentIdentifier> indexes) {
    this.sequences = sequences;
    this.indexes = indexes;
  }

  private long index(SuitComponentIdentifier identifier) {
    return indexes.applyAsLong(identifier);
  }

  // Dependencies: draft-ietf-suit-trust-domains, Section 8.1.

  void dependency(Dependency dependency) {
    long index = index(dependency.identifier());
    sequences
        .shared()
        .on(index)
        .setIfUnset(SuitParameters.builder().set(SuitParameter.IMAGE_DIGEST, dependency.digest()));
    Sequences.Sequence resolution =
        sequences.section(SuitManifestLabel.DEPENDENCY_RESOLUTION).on(index);
    resolution.setIfUnset(SuitParameters.builder().set(SuitParameter.URI, dependency.uri()));
    if (dependency.isShared()) {
      resolution.add(
          tryEach(
              List.of(
                  Sequences.Sequence.nested().add(CONDITION_IMAGE_MATCH).build(),
                  Sequences.Sequence.nested()
                      .add(DIRECTIVE_FETCH)
                      .add(CONDITION_IMAGE_MATCH)
                      .build())));
    } else {
      resolution.add(DIRECTIVE_FETCH);
    }
    process(resolution);
    for (SuitManifestLabel section : LOCKSTEP) {
      // The template has the section validate, whether the dependency has it or not.
      if (dependency.has(section) || section == SuitManifestLabel.VALIDATE) {
        process(sequences.section(section).on(index));
      }
    }
  }

  private static void process(Sequences.Sequence sequence) {
    sequence
        .add(CONDITION_DEPENDENCY_INTEGRITY)
        .add(SuitCommand.of(DIRECTIVE_PROCESS_DEPENDENCY, SuitRepPolicy.NONE));
  }

  // Components: draft-ietf-suit-manifest, Section 7.

  void component(Component component) {
    long index = index(component.identifier());
    shared(component, index);
    component.source().ifPresent(source -> install(source, index));
    if (component.isValidated()) {
      sequences.section(SuitManifestLabel.VALIDATE).on(index).add(CONDITION_IMAGE_MATCH);
    }
    component
        .loadedInto()
        .ifPresent(
            target ->
                sequences
                    .section(SuitManifestLabel.LOAD)
                    .on(index(target))
                    .override(
                        component
                            .loaded()
                            .orElseThrow()
                            .addTo(SuitParameters.builder())
                            .set(SuitParameter.SOURCE_COMPONENT, index))
                    .add(DIRECTIVE_COPY)
                    .add(CONDITION_IMAGE_MATCH));
    if (component.isInvoked()) {
      invoke(component, component.loadedInto().map(this::index).orElse(index));
    }
  }

  /** Sections 7.1, 7.2, 7.3 and 7.7: what the shared sequence says of a component. */
  private void shared(Component component, long index) {
    SuitParameters.Builder parameters = SuitParameters.builder();
    component.vendor().ifPresent(value -> parameters.set(SuitParameter.VENDOR_IDENTIFIER, value));
    component
        .deviceClass()
        .ifPresent(value -> parameters.set(SuitParameter.CLASS_IDENTIFIER, value));
    component.image().ifPresent(image -> image.addTo(parameters));
    Sequences.Sequence shared = sequences.shared().on(index);
    if (!parameters.build().isEmpty()) {
      shared.override(parameters);
    }
    if (slots(component) instanceof Source.Slots slots) {
      shared.add(
          slotwise(
              slots,
              (sequence, slot) -> sequence.override(slot.image().addTo(SuitParameters.builder()))));
    }
    if (component.vendor().isPresent()) {
      shared.add(CONDITION_VENDOR_IDENTIFIER).add(CONDITION_CLASS_IDENTIFIER);
    }
  }

  private static @Nullable Source slots(Component component) {
    return component.source().orElse(null);
  }

  private void install(Source source, long index) {
    if (source instanceof Source.Fetched fetched) {
      install(fetched, index);
    } else if (source instanceof Source.Written written) {
      install(written, index);
    } else if (source instanceof Source.Slots slots) {
      installSequence(index)
          .add(
              slotwise(
                  slots,
                  (sequence, slot) ->
                      sequence.override(
                          SuitParameters.builder().set(SuitParameter.URI, slot.uri()))))
          .add(DIRECTIVE_FETCH)
          .add(CONDITION_IMAGE_MATCH);
    }
  }

  private Sequences.Sequence installSequence(long index) {
    return sequences.section(SuitManifestLabel.INSTALL).on(index);
  }

  private void install(Source.Fetched source, long index) {
    SuitParameters.Builder uri = SuitParameters.builder();
    if (source.staging().isEmpty()) {
      installSequence(index)
          .override(uri.set(SuitParameter.URI, source.uri))
          .add(DIRECTIVE_FETCH)
          .add(CONDITION_IMAGE_MATCH);
      return;
    }
    long staging = index(source.staging().get());
    sequences
        .section(SuitManifestLabel.PAYLOAD_FETCH)
        .on(staging)
        .override(source.fetched.addTo(uri).set(SuitParameter.URI, source.uri))
        .add(DIRECTIVE_FETCH)
        .add(CONDITION_IMAGE_MATCH);
    installSequence(index)
        .override(encryption(source.encryption).set(SuitParameter.SOURCE_COMPONENT, staging))
        .add(DIRECTIVE_COPY)
        .add(CONDITION_IMAGE_MATCH);
  }

  private void install(Source.Written source, long index) {
    installSequence(index)
        .override(encryption(source.encryption).set(SuitParameter.CONTENT, source.content))
        .add(DIRECTIVE_WRITE)
        .add(CONDITION_IMAGE_MATCH);
  }

  private static SuitParameters.Builder encryption(@Nullable EncryptedImage image) {
    SuitParameters.Builder parameters = SuitParameters.builder();
    return image == null
        ? parameters
        : parameters.set(SuitParameter.ENCRYPTION_INFO, image.info().encode().toBytes());
  }

  private void invoke(Component component, long index) {
    Sequences.Sequence invoke = sequences.section(SuitManifestLabel.INVOKE).on(index);
    component
        .invokeArguments()
        .ifPresent(
            arguments ->
                invoke.override(
                    SuitParameters.builder().set(SuitParameter.INVOKE_ARGS, arguments)));
    // What was loaded into memory is in no slot.
    if (component.loadedInto().isEmpty() && slots(component) instanceof Source.Slots slots) {
      invoke.add(slotwise(slots, (sequence, slot) -> {}));
    }
    invoke.add(DIRECTIVE_INVOKE);
  }

  /** What is done for the slot that a component occupies. */
  @FunctionalInterface
  private interface SlotCommands {
    void addTo(Sequences.Sequence sequence, Slot slot);
  }

  private static SuitCommand slotwise(Source.Slots source, SlotCommands commands) {
    List<SuitCommandSequence> alternatives = new ArrayList<>();
    for (Slot slot : source.slots) {
      Sequences.Sequence sequence =
          Sequences.Sequence.nested()
              .override(SuitParameters.builder().set(SuitParameter.COMPONENT_SLOT, slot.slot()))
              .add(SuitCommand.of(CONDITION_COMPONENT_SLOT, SLOT_CHECK));
      commands.addTo(sequence, slot);
      alternatives.add(sequence.build());
    }
    return tryEach(alternatives);
  }

  private static SuitCommand tryEach(List<SuitCommandSequence> alternatives) {
    return new SuitDirective.TryEach(alternatives, false);
  }

  // Uninstalling: draft-ietf-suit-trust-domains, Section 6.

  void unlink(SuitComponentIdentifier identifier) {
    sequences.section(SuitManifestLabel.UNINSTALL).on(index(identifier)).add(DIRECTIVE_UNLINK);
  }
}
