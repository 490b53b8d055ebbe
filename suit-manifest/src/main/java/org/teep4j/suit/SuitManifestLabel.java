package org.teep4j.suit;

import static org.teep4j.suit.SuitDocument.MANIFEST;
import static org.teep4j.suit.SuitDocument.TRUST_DOMAINS;
import static org.teep4j.suit.SuitDocument.UPDATE_MANAGEMENT;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.internal.LabelTable;

/** The members of {@code SUIT_Manifest}. */
public enum SuitManifestLabel implements SuitLabel {
  /** The version of the encoding, always 1. */
  MANIFEST_VERSION(1, "suit-manifest-version", MANIFEST, Content.OTHER),
  /** A number that increases from manifest to manifest. */
  MANIFEST_SEQUENCE_NUMBER(2, "suit-manifest-sequence-number", MANIFEST, Content.OTHER),
  /** The data that all command sequences share. */
  COMMON(3, "suit-common", MANIFEST, Content.OTHER),
  /** The URI of the full manifest. */
  REFERENCE_URI(4, "suit-reference-uri", MANIFEST, Content.OTHER),
  /** The storage location of a root manifest. */
  MANIFEST_COMPONENT_ID(5, "suit-manifest-component-id", TRUST_DOMAINS, Content.OTHER),
  /** The version of the component set. */
  SET_VERSION(6, "suit-set-version", UPDATE_MANAGEMENT, Content.OTHER),
  /** Commands that validate the installed components. */
  VALIDATE(7, "suit-validate", MANIFEST, Content.SEQUENCE),
  /** Commands that prepare a component for execution. */
  LOAD(8, "suit-load", MANIFEST, Content.SEQUENCE),
  /** Commands that start a component. */
  INVOKE(9, "suit-invoke", MANIFEST, Content.SEQUENCE),
  /** A concise software identifier. */
  COSWID(14, "suit-coswid", UPDATE_MANAGEMENT, Content.SEVERABLE),
  /** Commands that obtain the dependencies. */
  DEPENDENCY_RESOLUTION(
      15, "suit-dependency-resolution", TRUST_DOMAINS, Content.SEVERABLE_SEQUENCE),
  /** Commands that obtain the payloads. */
  PAYLOAD_FETCH(16, "suit-payload-fetch", MANIFEST, Content.SEVERABLE_SEQUENCE),
  /**
   * Commands that check the staged payloads. In draft-ietf-suit-trust-domains the registry lists
   * this member of the manifest, but the CDDL defines only the severed member of the envelope.
   */
  CANDIDATE_VERIFICATION(
      18, "suit-candidate-verification", TRUST_DOMAINS, Content.SEVERABLE_SEQUENCE),
  /** Commands that install the payloads. */
  INSTALL(20, "suit-install", MANIFEST, Content.SEVERABLE_SEQUENCE),
  /** Text for people. */
  TEXT(23, "suit-text", MANIFEST, Content.SEVERABLE),
  /** Commands that remove the installed components. */
  UNINSTALL(24, "suit-uninstall", TRUST_DOMAINS, Content.SEQUENCE);

  private enum Content {
    OTHER,
    SEQUENCE,
    SEVERABLE,
    SEVERABLE_SEQUENCE
  }

  /** The label of {@link #INSTALL} in drafts -18 to -28 of the manifest. */
  static final int OBSOLETE_INSTALL = 17;

  private static final LabelTable<SuitManifestLabel> TABLE =
      new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

  private final Row row;
  private final Content content;

  SuitManifestLabel(int label, String cddlName, SuitDocument document, Content content) {
    this.row = new Row(label, cddlName, document);
    this.content = content;
  }

  /**
   * Finds a member by its label.
   *
   * @param label the map key on the wire
   * @return the member, or empty if no document defines it
   */
  public static Optional<SuitManifestLabel> fromLabel(long label) {
    return Optional.ofNullable(TABLE.find(label));
  }

  static @Nullable SuitManifestLabel find(long label) {
    return TABLE.find(label);
  }

  static LabelTable<SuitManifestLabel> table() {
    return TABLE;
  }

  @Override
  public Row row() {
    return row;
  }

  /**
   * Whether the member is a command sequence, which is also called a section of the manifest.
   *
   * @return true for a command sequence
   */
  public boolean isSequence() {
    return content == Content.SEQUENCE || content == Content.SEVERABLE_SEQUENCE;
  }

  /**
   * Whether the member can be moved to the envelope and replaced by its digest.
   *
   * @return true for a severable member
   */
  public boolean isSeverable() {
    return content == Content.SEVERABLE || content == Content.SEVERABLE_SEQUENCE;
  }

  /** This member, unless it is no command sequence. */
  SuitManifestLabel requireSequence() {
    if (!isSequence()) {
      throw new IllegalArgumentException("no command sequence: " + cddlName());
    }
    return this;
  }

  /** This member, unless it is not severable. */
  SuitManifestLabel requireSeverable() {
    if (!isSeverable()) {
      throw new IllegalArgumentException("not severable: " + cddlName());
    }
    return this;
  }
}
