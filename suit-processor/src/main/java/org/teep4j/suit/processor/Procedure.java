package org.teep4j.suit.processor;

import java.util.List;
import org.teep4j.suit.SuitManifestLabel;

/**
 * A procedure of a manifest processor: the sections of a manifest that run, in their order
 * (draft-ietf-suit-manifest, Section 8.4.6; draft-ietf-suit-trust-domains, Sections 6 and 7). The
 * shared sequence runs again before each section. A section that a manifest does not have is
 * skipped.
 */
public enum Procedure {
  /** Fetches, checks and installs: the Update Procedure. */
  UPDATE(
      SuitManifestLabel.DEPENDENCY_RESOLUTION,
      SuitManifestLabel.PAYLOAD_FETCH,
      SuitManifestLabel.CANDIDATE_VERIFICATION,
      SuitManifestLabel.INSTALL,
      SuitManifestLabel.VALIDATE),
  /** The first half of an update, if another trust domain installs: the Staging Procedure. */
  STAGING(SuitManifestLabel.DEPENDENCY_RESOLUTION, SuitManifestLabel.PAYLOAD_FETCH),
  /** The second half of an update: the Installation Procedure. */
  INSTALLATION(
      SuitManifestLabel.CANDIDATE_VERIFICATION,
      SuitManifestLabel.INSTALL,
      SuitManifestLabel.VALIDATE),
  /** Checks, loads and starts what is installed: the Invocation Procedure. */
  INVOCATION(SuitManifestLabel.VALIDATE, SuitManifestLabel.LOAD, SuitManifestLabel.INVOKE),
  /** Removes what was installed. */
  UNINSTALL(SuitManifestLabel.UNINSTALL);

  @SuppressWarnings("ImmutableEnumChecker") // the list cannot be changed
  private final List<SuitManifestLabel> sections;

  Procedure(SuitManifestLabel... sections) {
    this.sections = List.of(sections);
  }

  /**
   * The sections.
   *
   * @return the labels in the order in which the sections run
   */
  public List<SuitManifestLabel> sections() {
    return sections;
  }

  /** Whether the procedure ends with newly installed components and a new sequence number. */
  boolean installs() {
    return this == UPDATE || this == INSTALLATION;
  }

  /** Whether an interrupted procedure goes on where it was, instead of beginning again. */
  boolean isJournaled() {
    return this != INVOCATION;
  }
}
