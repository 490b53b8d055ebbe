package org.teep4j.suit;

import static org.teep4j.codec.Shape.any;
import static org.teep4j.codec.Shape.array;
import static org.teep4j.codec.Shape.arrayOf;
import static org.teep4j.codec.Shape.map;
import static org.teep4j.codec.Shape.pairs;
import static org.teep4j.codec.Shape.quoted;
import static org.teep4j.codec.Shape.reference;
import static org.teep4j.codec.Shape.tagged;
import static org.teep4j.codec.Shape.wrapped;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Shape;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseShapes;
import org.teep4j.suit.internal.LabelTable;

/**
 * Descriptions of the SUIT structures, with which {@link Edn} prints the names of their elements.
 * The names are those of the label tables, without the prefix {@code suit-}.
 */
public final class SuitShapes {

  private static final Shape COMPONENT_IDENTIFIER = arrayOf(quoted());

  private static final Shape DIGEST =
      array(Shape.integers(digestNames()).named("algorithm-id"), any("digest-bytes"));

  private static final Shape VERSION_MATCH =
      array(
          names(SuitVersionMatch.Comparison.values()).named("comparison-type"),
          any("comparison-value"));

  private static final Shape WAIT_INFO =
      map(
          table(SuitWaitInfo.Event.values())
              .shapes(
                  event ->
                      event == SuitWaitInfo.Event.OTHER_DEVICE_VERSION
                          ? array(any("other-device"), arrayOf(VERSION_MATCH).named("version"))
                          : any()));

  private static final Shape PERMISSIONS =
      Shape.bits(bitNames(SuitComponentMetadata.Permission.values()));

  private static final Shape COMPONENT_METADATA =
      map(
          table(SuitComponentMetadata.Label.values())
              .shapes(
                  label ->
                      switch (label) {
                        case DEFAULT_PERMISSIONS -> PERMISSIONS;
                        case USER_PERMISSIONS, GROUP_PERMISSIONS, ROLE_PERMISSIONS ->
                            map(Map.of()).withOthers(any(), PERMISSIONS);
                        case FILE_TYPE -> names(SuitComponentMetadata.FileType.values());
                        case MODIFICATION_TIME, CREATION_TIME, CREATOR -> any();
                      }));

  private static final Map<Long, Shape> PARAMETERS_BY_LABEL =
      SuitParameter.table().shapes(SuitShapes::parameter);

  private static final Shape PARAMETERS = map(PARAMETERS_BY_LABEL);

  private static final Shape POLICY =
      Shape.bits(
          Map.of(
              bit(SuitRepPolicy.SEND_RECORD_ON_SUCCESS), "send-record-on-success",
              bit(SuitRepPolicy.SEND_RECORD_ON_FAILURE), "send-record-on-failure",
              bit(SuitRepPolicy.SEND_SYSINFO_SUCCESS), "send-sysinfo-success",
              bit(SuitRepPolicy.SEND_SYSINFO_FAILURE), "send-sysinfo-failure"));

  private static final Shape SEQUENCE =
      pairs(table(SuitCommandCode.values()).shapes(code -> argument(code.argument())));

  private static final Shape COMMON =
      map(
          table(SuitCommon.Label.values())
              .shapes(
                  label ->
                      switch (label) {
                        case DEPENDENCIES ->
                            mapOf(
                                CborType.UNSIGNED_INTEGER,
                                map(
                                    Map.of(
                                        (long) SuitDependencyMetadata.PREFIX_LABEL,
                                        COMPONENT_IDENTIFIER.named("dependency-prefix"))));
                        case COMPONENTS -> arrayOf(COMPONENT_IDENTIFIER);
                        case SHARED_SEQUENCE -> wrapped(SEQUENCE);
                      }));

  private static final Shape TEXT_LANGUAGE =
      map(table(SuitText.Key.values()).shapes(key -> any()))
          .withOthers(
              CborType.ARRAY,
              COMPONENT_IDENTIFIER,
              map(table(SuitText.ComponentKey.values()).shapes(key -> any())));

  /** Texts by language. Older drafts had no language level; their texts get names too. */
  private static final Shape TEXT =
      Shape.mapBy(
          text -> hasLanguages(text) ? mapOf(CborType.TEXT_STRING, TEXT_LANGUAGE) : TEXT_LANGUAGE);

  private static final Shape MANIFEST_MAP =
      map(table(SuitManifestLabel.values()).shapes(SuitShapes::manifestMember));

  private static final Shape MANIFEST =
      tagged(SuitManifest.TAG, MANIFEST_MAP.named("SUIT_Manifest_Tagged")).or(MANIFEST_MAP);

  private static final Shape AUTHENTICATION =
      array(
          List.of(wrapped(DIGEST).named("digest")),
          wrapped(CoseShapes.message(any())).named("block"));

  private static final Shape ENVELOPE_MAP =
      map(envelopeMembers())
          .withOthers(CborType.TEXT_STRING, any(), wrapped(reference(SuitShapes::envelope)));

  private static final Shape ENVELOPE =
      tagged(SuitEnvelope.TAG, ENVELOPE_MAP.named("SUIT_Envelope_Tagged")).or(ENVELOPE_MAP);

  private SuitShapes() {}

  private static int bit(int mask) {
    return Integer.numberOfTrailingZeros(mask);
  }

  /**
   * {@code SUIT_Envelope}, tagged or not. Byte strings with text keys are printed as integrated
   * dependencies if they contain CBOR.
   *
   * @return the shape
   */
  public static Shape envelope() {
    return ENVELOPE;
  }

  /**
   * {@code SUIT_Manifest}, tagged or not.
   *
   * @return the shape
   */
  public static Shape manifest() {
    return MANIFEST;
  }

  /**
   * {@code SUIT_Command_Sequence} and {@code SUIT_Shared_Sequence}.
   *
   * @return the shape
   */
  public static Shape commandSequence() {
    return SEQUENCE;
  }

  /**
   * {@code SUIT_Component_Identifier}.
   *
   * @return the shape
   */
  public static Shape componentIdentifier() {
    return COMPONENT_IDENTIFIER;
  }

  /**
   * {@code SUIT_Digest}.
   *
   * @return the shape
   */
  public static Shape digest() {
    return DIGEST;
  }

  /**
   * The values of {@code $$SUIT_Parameters} by label, for maps of other documents that contain
   * parameters.
   *
   * @return the shapes, with their names; unmodifiable
   */
  public static Map<Long, Shape> parametersByLabel() {
    return PARAMETERS_BY_LABEL;
  }

  /**
   * {@code SUIT_Encryption_Info}.
   *
   * @return the shape
   */
  public static Shape encryptionInfo() {
    return CoseShapes.message(CoseMessageType.ENCRYPT, any());
  }

  private static boolean hasLanguages(Bytes text) {
    try {
      CborReader reader = new CborReader(text);
      reader.enterMap();
      return reader.hasNext() && reader.peekType() == CborType.TEXT_STRING;
    } catch (DecodeException e) {
      return true;
    }
  }

  // Conversion of tables to shapes.

  private static Shape mapOf(CborType keys, Shape value) {
    return map(Map.of()).withOthers(keys, any(), value);
  }

  private static Shape names(SuitLabel... rows) {
    return Shape.integers(table(rows).names());
  }

  private static <L extends SuitLabel> LabelTable<L> table(L[] rows) {
    return new LabelTable<>(rows, SuitLabel::label, SuitLabel::shortName);
  }

  private static Map<Integer, String> bitNames(SuitLabel... rows) {
    Map<Integer, String> names = new LinkedHashMap<>();
    for (SuitLabel row : rows) {
      names.put((int) row.label(), row.shortName());
    }
    return names;
  }

  private static Map<Long, String> digestNames() {
    Map<Long, String> names = new LinkedHashMap<>();
    for (SuitDigestAlgorithm algorithm : SuitDigestAlgorithm.values()) {
      names.put((long) algorithm.id(), algorithm.ianaName());
    }
    return names;
  }

  private static Shape parameter(SuitParameter<?> parameter) {
    if (parameter == SuitParameter.IMAGE_DIGEST) {
      return wrapped(DIGEST);
    }
    if (parameter == SuitParameter.VERSION) {
      return wrapped(VERSION_MATCH);
    }
    if (parameter == SuitParameter.WAIT_INFO) {
      return wrapped(WAIT_INFO);
    }
    if (parameter == SuitParameter.COMPONENT_METADATA) {
      return wrapped(COMPONENT_METADATA);
    }
    if (parameter == SuitParameter.ENCRYPTION_INFO) {
      return wrapped(CoseShapes.message(CoseMessageType.ENCRYPT, any()));
    }
    return parameter == SuitParameter.CONTENT || parameter == SuitParameter.INVOKE_ARGS
        ? quoted()
        : any();
  }

  private static Shape argument(SuitCommandCode.Argument argument) {
    return switch (argument) {
      case POLICY -> POLICY;
      case COMPONENT_INDEX -> any();
      case SEQUENCE -> wrapped(reference(SuitShapes::commandSequence));
      case SEQUENCES -> arrayOf(wrapped(reference(SuitShapes::commandSequence)));
      case PARAMETERS -> PARAMETERS;
      case PARAMETERS_BY_COMPONENT -> mapOf(CborType.UNSIGNED_INTEGER, PARAMETERS);
      case PARAMETER_LABELS_BY_COMPONENT ->
          mapOf(
              CborType.UNSIGNED_INTEGER,
              arrayOf(names(SuitParameter.values().toArray(SuitLabel[]::new))));
    };
  }

  private static Shape manifestMember(SuitManifestLabel label) {
    if (label.isSequence()) {
      return label.isSeverable() ? DIGEST.or(wrapped(SEQUENCE)) : wrapped(SEQUENCE);
    }
    return switch (label) {
      case COMMON -> wrapped(COMMON);
      case MANIFEST_COMPONENT_ID -> COMPONENT_IDENTIFIER;
      case SET_VERSION -> wrapped(any());
      case TEXT -> DIGEST.or(wrapped(TEXT));
      case COSWID -> DIGEST.or(wrapped(any()));
      default -> any();
    };
  }

  private static Map<Long, Shape> envelopeMembers() {
    Map<Long, Shape> members = new LinkedHashMap<>();
    for (SuitEnvelope.Label label : SuitEnvelope.Label.values()) {
      Shape shape =
          switch (label) {
            case AUTHENTICATION_WRAPPER -> wrapped(AUTHENTICATION);
            case MANIFEST -> wrapped(MANIFEST);
          };
      members.put(label.label(), shape.named(label.shortName()));
    }
    for (SuitManifestLabel label : SuitManifestLabel.values()) {
      if (label.isSeverable()) {
        members.put(label.label(), manifestMember(label).named(label.shortName()));
      }
    }
    return members;
  }
}
