package org.teep4j.suit;

import static org.teep4j.suit.SuitCommandCode.Argument.COMPONENT_INDEX;
import static org.teep4j.suit.SuitCommandCode.Argument.PARAMETERS;
import static org.teep4j.suit.SuitCommandCode.Argument.PARAMETERS_BY_COMPONENT;
import static org.teep4j.suit.SuitCommandCode.Argument.PARAMETER_LABELS_BY_COMPONENT;
import static org.teep4j.suit.SuitCommandCode.Argument.POLICY;
import static org.teep4j.suit.SuitCommandCode.Argument.SEQUENCE;
import static org.teep4j.suit.SuitCommandCode.Argument.SEQUENCES;
import static org.teep4j.suit.SuitDocument.MANIFEST;
import static org.teep4j.suit.SuitDocument.TRUST_DOMAINS;
import static org.teep4j.suit.SuitDocument.UPDATE_MANAGEMENT;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.internal.LabelTable;

/**
 * The known commands: each condition and directive, with its number and the kind of its argument.
 */
public enum SuitCommandCode implements SuitLabel {
  /** The vendor identifier parameter names the vendor of the component. */
  CONDITION_VENDOR_IDENTIFIER(1, "suit-condition-vendor-identifier", MANIFEST, POLICY),
  /** The class identifier parameter names the class of the component. */
  CONDITION_CLASS_IDENTIFIER(2, "suit-condition-class-identifier", MANIFEST, POLICY),
  /** The component has the digest of the image digest parameter. */
  CONDITION_IMAGE_MATCH(3, "suit-condition-image-match", MANIFEST, POLICY),
  /** The current time is before the time of the use-before parameter. */
  CONDITION_USE_BEFORE(4, "suit-condition-use-before", UPDATE_MANAGEMENT, POLICY),
  /** The component is in the slot of the component slot parameter. */
  CONDITION_COMPONENT_SLOT(5, "suit-condition-component-slot", MANIFEST, POLICY),
  /** The component has the content of the content parameter. */
  CONDITION_CHECK_CONTENT(6, "suit-condition-check-content", MANIFEST, POLICY),
  /** The dependency is authentic and has the digest of the image digest parameter. */
  CONDITION_DEPENDENCY_INTEGRITY(7, "suit-condition-dependency-integrity", TRUST_DOMAINS, POLICY),
  /** The current index is that of a dependency. */
  CONDITION_IS_DEPENDENCY(8, "suit-condition-is-dependency", TRUST_DOMAINS, POLICY),
  /** Always fails. */
  CONDITION_ABORT(14, "suit-condition-abort", MANIFEST, POLICY),
  /** The device identifier parameter names the device. */
  CONDITION_DEVICE_IDENTIFIER(24, "suit-condition-device-identifier", MANIFEST, POLICY),
  /** The component does not have the digest of the image digest parameter. */
  CONDITION_IMAGE_NOT_MATCH(25, "suit-condition-image-not-match", UPDATE_MANAGEMENT, POLICY),
  /** The battery holds at least the energy of the minimum battery parameter. */
  CONDITION_MINIMUM_BATTERY(26, "suit-condition-minimum-battery", UPDATE_MANAGEMENT, POLICY),
  /** The application allows an update of the update priority parameter. */
  CONDITION_UPDATE_AUTHORIZED(27, "suit-condition-update-authorized", UPDATE_MANAGEMENT, POLICY),
  /** The component's version satisfies the version parameter. */
  CONDITION_VERSION(28, "suit-condition-version", UPDATE_MANAGEMENT, POLICY),

  /** Runs the dependency's sequence of the same section. */
  DIRECTIVE_PROCESS_DEPENDENCY(11, "suit-directive-process-dependency", TRUST_DOMAINS, POLICY),
  /** Selects the components for the commands that follow. */
  DIRECTIVE_SET_COMPONENT_INDEX(
      12, "suit-directive-set-component-index", MANIFEST, COMPONENT_INDEX),
  /** Runs sequences until one succeeds. */
  DIRECTIVE_TRY_EACH(15, "suit-directive-try-each", MANIFEST, SEQUENCES),
  /** Writes the content parameter to the component. */
  DIRECTIVE_WRITE(18, "suit-directive-write", MANIFEST, POLICY),
  /** Sets parameters that have not been set. */
  DIRECTIVE_SET_PARAMETERS(19, "suit-directive-set-parameters", TRUST_DOMAINS, PARAMETERS),
  /** Sets parameters. */
  DIRECTIVE_OVERRIDE_PARAMETERS(20, "suit-directive-override-parameters", MANIFEST, PARAMETERS),
  /** Obtains the component from the URI parameter. */
  DIRECTIVE_FETCH(21, "suit-directive-fetch", MANIFEST, POLICY),
  /** Copies the source component to the component. */
  DIRECTIVE_COPY(22, "suit-directive-copy", MANIFEST, POLICY),
  /** Starts the component. */
  DIRECTIVE_INVOKE(23, "suit-directive-invoke", MANIFEST, POLICY),
  /** Waits for the events of the wait info parameter. */
  DIRECTIVE_WAIT(29, "suit-directive-wait", UPDATE_MANAGEMENT, POLICY),
  /** Exchanges the source component and the component. */
  DIRECTIVE_SWAP(31, "suit-directive-swap", MANIFEST, POLICY),
  /** Runs a sequence. */
  DIRECTIVE_RUN_SEQUENCE(32, "suit-directive-run-sequence", MANIFEST, SEQUENCE),
  /** Declares that the component is no longer needed. */
  DIRECTIVE_UNLINK(33, "suit-directive-unlink", TRUST_DOMAINS, POLICY),
  /** Sets parameters of several components. */
  DIRECTIVE_OVERRIDE_MULTIPLE(
      34, "suit-directive-override-multiple", UPDATE_MANAGEMENT, PARAMETERS_BY_COMPONENT),
  /** Copies parameters from other components. */
  DIRECTIVE_COPY_PARAMS(
      35, "suit-directive-copy-params", UPDATE_MANAGEMENT, PARAMETER_LABELS_BY_COMPONENT);

  /** The kinds of argument that a command can have. */
  enum Argument {
    /** {@code SUIT_Rep_Policy}. */
    POLICY,
    /** {@code IndexArg}. */
    COMPONENT_INDEX,
    /** A command sequence in a byte string. */
    SEQUENCE,
    /** A list of command sequences in byte strings; the last element may be nil. */
    SEQUENCES,
    /** A map of parameters. */
    PARAMETERS,
    /** {@code SUIT_Override_Mult_Arg}. */
    PARAMETERS_BY_COMPONENT,
    /** {@code SUIT_Directive_Copy_Params}. */
    PARAMETER_LABELS_BY_COMPONENT
  }

  private static final LabelTable<SuitCommandCode> TABLE =
      new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

  private final Row row;
  private final Argument argument;
  private final boolean condition;

  SuitCommandCode(int label, String cddlName, SuitDocument document, Argument argument) {
    this.row = new Row(label, cddlName, document);
    this.argument = argument;
    this.condition = cddlName.startsWith("suit-condition-");
  }

  /**
   * Finds a command by its number.
   *
   * @param label the number on the wire
   * @return the command, or empty if no document defines it
   */
  public static Optional<SuitCommandCode> fromLabel(long label) {
    return Optional.ofNullable(TABLE.find(label));
  }

  static @Nullable SuitCommandCode find(long label) {
    return TABLE.find(label);
  }

  static String name(long label) {
    return TABLE.name(label);
  }

  @Override
  public Row row() {
    return row;
  }

  /** The kind of the argument that follows the command in a sequence. */
  Argument argument() {
    return argument;
  }

  /**
   * Whether the command is a condition ({@code SUIT_Condition}). All others are directives.
   *
   * @return true for a condition
   */
  public boolean isCondition() {
    return condition;
  }

  /**
   * Whether {@code SUIT_Shared_Sequence} may contain the command. That holds for the commands of
   * {@code SUIT_Condition} and {@code SUIT_Shared_Commands}. It also holds for {@code
   * suit-directive-set-parameters}: the CDDL leaves it out, but the manifest templates of
   * draft-ietf-suit-trust-domains put it into the shared sequence.
   */
  boolean isShared() {
    return switch (argument) {
      case POLICY -> isCondition();
      case COMPONENT_INDEX, SEQUENCE, SEQUENCES, PARAMETERS -> true;
      case PARAMETERS_BY_COMPONENT, PARAMETER_LABELS_BY_COMPONENT -> false;
    };
  }
}
