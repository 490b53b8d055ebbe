package org.teep4j.suit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.suit.internal.IndexCheck;
import org.teep4j.suit.internal.Items;

/**
 * Checks a manifest that a program has built for what decoders refuse and the constructors of its
 * parts cannot see: component indexes that are not declared, commands and parameters in a shared
 * sequence, the nesting of sequences, labels of old drafts, and values that are passed encoded. The
 * rules are those of the readers.
 */
final class ManifestCheck {

  @FunctionalInterface
  private interface ItemReader {
    void read(CborReader reader) throws DecodeException;
  }

  private final IndexCheck indexes;
  private final List<String> path = new ArrayList<>();

  /** The number of CBOR levels around the current place in the encoding. */
  private int depth;

  /** The number of sequences around the current place. */
  private int nesting;

  private boolean shared;

  private ManifestCheck(IndexCheck indexes) {
    this.indexes = indexes;
  }

  /**
   * Checks a manifest.
   *
   * @throws IllegalArgumentException if a decoder would refuse it; the message has the place
   */
  static void check(SuitManifest manifest) {
    new ManifestCheck(manifest.common().indexes()).manifest(manifest);
  }

  private void manifest(SuitManifest manifest) {
    depth = manifest.isTagged() ? 2 : 1;
    for (long label : manifest.others().keySet()) {
      String obsolete = ManifestReader.obsolete(label);
      if (obsolete != null) {
        throw refusal(Reason.OBSOLETE_DRAFT, obsolete);
      }
    }
    others(manifest.others());
    manifest.referenceUri().ifPresent(uri -> at(SuitManifestLabel.REFERENCE_URI, () -> text(uri)));
    at(SuitManifestLabel.COMMON, () -> common(manifest.common()));
    for (SuitManifestLabel label : manifest.labels()) {
      if (label.isSequence() || label.isSeverable()) {
        at(label, () -> member(manifest, label));
      }
    }
  }

  private void member(SuitManifest manifest, SuitManifestLabel label) {
    SuitDigest severed = label.isSeverable() ? manifest.severedDigest(label).orElse(null) : null;
    if (severed != null) {
      digest(severed);
    } else if (label == SuitManifestLabel.TEXT) {
      within(2, () -> text(manifest.text().map(SuitManifest::content).orElseThrow()));
    } else if (label == SuitManifestLabel.COSWID) {
      within(1, () -> item(manifest.coswid().map(SuitManifest::content).orElseThrow()));
    } else {
      sequence(Objects.requireNonNull(manifest.contentOf(label)));
    }
  }

  private void common(SuitCommon common) {
    within(2, () -> others(common.others()));
    at(
        SuitCommon.Label.DEPENDENCIES,
        () ->
            common
                .dependencies()
                .forEach(
                    (index, metadata) ->
                        at("[" + index + "]", () -> within(4, () -> others(metadata.others())))));
    shared = true;
    common
        .sharedSequence()
        .ifPresent(
            sequence ->
                within(2, () -> at(SuitCommon.Label.SHARED_SEQUENCE, () -> sequence(sequence))));
    shared = false;
  }

  private void text(SuitText text) {
    text.languages().forEach((tag, language) -> at(tag, () -> within(1, () -> language(language))));
  }

  private void language(SuitText.Language language) {
    language.texts().forEach((key, text) -> at(key, () -> text(text)));
    others(language.others());
    int number = 0;
    for (SuitText.Component component : language.components().values()) {
      at("component[" + number++ + "]", () -> within(1, () -> component(component)));
    }
  }

  private void component(SuitText.Component component) {
    component.texts().forEach((key, text) -> at(key, () -> text(text)));
    others(component.others());
  }

  // Commands.

  private void sequence(SuitCommandSequence sequence) {
    if (nesting == SuitCommandSequence.DEEPEST_NESTING) {
      throw refusal(Reason.FIXED_LIMIT, CommandReader.tooDeep());
    }
    nesting++;
    int number = 0;
    for (SuitCommand command : sequence.commands()) {
      at("command[" + number++ + "]", () -> within(2, () -> command(command)));
    }
    nesting--;
  }

  private void command(SuitCommand command) {
    if (shared && !CommandReader.isShared(command.label())) {
      throw refusal(Reason.UNEXPECTED_ELEMENT, CommandReader.notShared(command.label()));
    }
    at(SuitCommandCode.name(command.label()), () -> argument(command));
  }

  private void argument(SuitCommand command) {
    if (command instanceof SuitDirective directive) {
      argument(directive).run();
    } else if (command instanceof SuitCommand.Custom custom) {
      item(custom.argument(), CommandReader::readCustomArgument);
    } else if (command instanceof SuitCommand.Unknown unknown) {
      item(unknown.argument());
    }
  }

  /** An expression, so that a new kind of argument does not compile without a check. */
  private Runnable argument(SuitDirective directive) {
    return switch (directive.code().argument()) {
      case POLICY -> () -> {};
      case COMPONENT_INDEX -> () -> index(((SuitDirective.SetComponentIndex) directive).index());
      case SEQUENCE -> () -> sequence(((SuitDirective.RunSequence) directive).sequence());
      case SEQUENCES -> () -> sequences(((SuitDirective.TryEach) directive).sequences());
      case PARAMETERS ->
          directive instanceof SuitDirective.SetParameters set
              ? () -> parameters(set.parameters())
              : () -> parameters(((SuitDirective.OverrideParameters) directive).parameters());
      case PARAMETERS_BY_COMPONENT ->
          () -> parameters(((SuitDirective.OverrideMultiple) directive).parameters());
      case PARAMETER_LABELS_BY_COMPONENT ->
          () -> ((SuitDirective.CopyParams) directive).labels().keySet().forEach(this::index);
    };
  }

  private void index(SuitIndexArg argument) {
    if (argument instanceof SuitIndexArg.One one) {
      index(one.index());
    } else if (argument instanceof SuitIndexArg.Several several) {
      several.indexes().forEach(this::index);
    }
  }

  private void sequences(List<SuitCommandSequence> sequences) {
    if (sequences.size() < SuitDirective.TryEach.FEWEST) {
      throw refusal(Reason.WRONG_LENGTH, SuitDirective.TryEach.tooFew(sequences.size()));
    }
    int number = 0;
    for (SuitCommandSequence sequence : sequences) {
      at("[" + number++ + "]", () -> within(1, () -> sequence(sequence)));
    }
  }

  private void parameters(Map<Long, SuitParameters> byComponent) {
    byComponent.keySet().forEach(this::index);
    byComponent.forEach(
        (index, values) -> at("[" + index + "]", () -> within(1, () -> parameters(values))));
  }

  private void index(long index) {
    if (!indexes.isDeclared(index)) {
      throw refusal(Reason.INVALID_REFERENCE, indexes.undeclared(index));
    }
  }

  // Parameters.

  private void parameters(SuitParameters parameters) {
    depth++;
    for (SuitParameter<?> parameter : parameters.parameters()) {
      at(parameter, () -> parameter(parameter, parameters.value(parameter).orElseThrow()));
    }
    parameters
        .others()
        .forEach(
            (label, value) -> {
              if (label >= 0) {
                at(Long.toString(label), () -> item(value));
              } else if (shared) {
                throw refusal(Reason.UNEXPECTED_ELEMENT, SuitParameters.NO_CUSTOM_PARAMETERS);
              } else {
                at(Long.toString(label), () -> item(value, SuitParameters::readCustomValue));
              }
            });
    depth--;
  }

  private void parameter(SuitParameter<?> parameter, Object value) {
    if (parameter == SuitParameter.SOURCE_COMPONENT) {
      index((Long) value);
    } else if (parameter == SuitParameter.ENCRYPTION_INFO) {
      within(1, () -> item((Bytes) value, SuitParameter::readEncryptionInfo));
    } else if (value instanceof SuitDigest digest) {
      within(1, () -> digest(digest));
    } else if (value instanceof SuitWaitInfo waitInfo) {
      within(2, () -> others(waitInfo.others()));
    } else if (value instanceof SuitComponentMetadata metadata) {
      within(2, () -> others(metadata.others()));
    }
  }

  // Values.

  private void digest(SuitDigest digest) {
    within(1, () -> items(digest.extensions()));
  }

  private void others(Map<Long, Bytes> others) {
    others.forEach((label, value) -> at(Long.toString(label), () -> item(value)));
  }

  private void items(Collection<Bytes> items) {
    items.forEach(this::item);
  }

  private void text(String text) {
    if (!Items.isEncodable(text)) {
      throw refusal(Reason.INVALID_UTF8, "the text has an unpaired surrogate");
    }
  }

  private void item(Bytes encoded) {
    item(encoded, CborReader::skip);
  }

  /** Checks that a value is one item that the reader accepts, in the depth of its place. */
  private void item(Bytes encoded, ItemReader content) {
    int levelsLeft = DecodeOptions.LARGEST_MAX_DEPTH - depth;
    try {
      CborReader reader = new CborReader(encoded, DecodeOptions.largest().withMaxDepth(levelsLeft));
      content.read(reader);
      reader.expectEnd();
    } catch (DecodeException e) {
      throw refusal(e.reason(), e.detail(), e);
    }
  }

  // Places.

  private void at(SuitLabel label, Runnable check) {
    at(label.shortName(), check);
  }

  private void at(String element, Runnable check) {
    path.add(element);
    check.run();
    path.remove(path.size() - 1);
  }

  /** Runs a check inside more levels of the encoding. */
  private void within(int levels, Runnable check) {
    depth += levels;
    check.run();
    depth -= levels;
  }

  private IllegalArgumentException refusal(Reason reason, String detail) {
    return refusal(reason, detail, null);
  }

  private IllegalArgumentException refusal(
      Reason reason, String detail, @Nullable DecodeException cause) {
    return new IllegalArgumentException(
        "not a manifest: " + reason + " at " + String.join("/", path) + ": " + detail, cause);
  }
}
