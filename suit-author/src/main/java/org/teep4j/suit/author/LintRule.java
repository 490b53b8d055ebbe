package org.teep4j.suit.author;

import static org.teep4j.suit.author.LintSeverity.ERROR;
import static org.teep4j.suit.author.LintSeverity.NOTE;
import static org.teep4j.suit.author.LintSeverity.WARNING;

/** A rule that {@link Lint} checks. */
public enum LintRule {
  /** The envelope has no signature or MAC. */
  UNSIGNED("unsigned", WARNING, "manifest, 8.3"),
  /** The sequence number is 0, so that no older manifest can exist. */
  SEQUENCE_NUMBER_ZERO("sequence-number-zero", WARNING, "manifest, 8.4.2"),
  /** The shared sequence does not check the vendor. */
  NO_VENDOR_CHECK("no-vendor-check", WARNING, "manifest, 6.2"),
  /** The shared sequence does not check the class. */
  NO_CLASS_CHECK("no-class-check", WARNING, "manifest, 6.2"),
  /** No device executes a command of the manifest, not even those of the shared sequence. */
  NO_SECTION("no-section", WARNING, "manifest, 8.4.5"),
  /** A sequence of a manifest with several components does not begin with an index. */
  COMPONENT_INDEX_NOT_SET("component-index-not-set", ERROR, "manifest, 6.2"),
  /** No command uses a component. */
  UNUSED_COMPONENT("unused-component", WARNING, "manifest, 8.4.5"),

  /** A command uses a parameter that no command sets. */
  PARAMETER_NOT_SET("parameter-not-set", WARNING, "manifest, 7"),
  /** Copy or swap without a source component. */
  SOURCE_NOT_SET("source-not-set", ERROR, "manifest, 8.4.10.5"),
  /** A command uses a parameter that only another section sets. */
  KEPT_PARAMETER("kept-parameter", WARNING, "manifest, 7"),
  /** A digest is set in such a way that a dependent manifest can replace it. */
  REPLACEABLE_DIGEST("replaceable-digest", WARNING, "manifest, 7"),
  /** Soft failure is set where it has no sequence to end. */
  MISPLACED_SOFT_FAILURE("misplaced-soft-failure", ERROR, "manifest, 8.4.8.15"),
  /** Soft failure is set after a condition that it was meant for. */
  LATE_SOFT_FAILURE("late-soft-failure", WARNING, "manifest, 8.4.8.15"),

  /** The command is in none of the documents. */
  UNKNOWN_COMMAND("unknown-command", ERROR, "manifest, 6.2"),
  /** Only devices with the application's handler can run the command. */
  CUSTOM_COMMAND("custom-command", NOTE, "manifest, 8.4.11"),
  /** A sequence of a try-each is never reached. */
  UNREACHABLE_FALLBACK("unreachable-fallback", WARNING, "manifest, 6.4"),
  /** A fallback that a failing fetch or copy does not reach. */
  FALLBACK_FOR_DIRECTIVE("fallback-for-directive", WARNING, "manifest, 6.4"),
  /** A component is both source and target while the order of commands is free. */
  UNORDERED_COPY("unordered-copy", ERROR, "manifest, 6.7"),
  /** A sequence that may run in parallel changes the component index. */
  UNORDERED_INDEX("unordered-index", ERROR, "manifest, 6.7"),
  /** A component is copied to itself, or swapped with itself. */
  COPY_TO_ITSELF("copy-to-itself", WARNING, "manifest, 8.4.10.5"),
  /** A component is started that was not compared with a digest. */
  INVOKED_UNCHECKED("invoked-unchecked", WARNING, "manifest, 7.2"),
  /** Commands after an invoke, which may not return. */
  AFTER_INVOKE("after-invoke", NOTE, "manifest, 6.3"),

  /** A payload is installed and never compared with a digest. */
  PAYLOAD_WITHOUT_DIGEST("payload-without-digest", WARNING, "manifest, 7.3"),
  /** An encrypted payload has no digest, and only its own tag detects changes. */
  ENCRYPTED_WITHOUT_DIGEST("encrypted-without-digest", NOTE, "firmware-encryption, 4.3"),
  /** An encryption that does not detect changes, and no digest. */
  CTR_WITHOUT_DIGEST("ctr-without-digest", ERROR, "firmware-encryption, 4.3"),
  /** A payload is decrypted when it is fetched, which not every device does. */
  DECRYPTED_AT_FETCH("decrypted-at-fetch", NOTE, "firmware-encryption, 4.1"),
  /** A URI that is neither absolute nor the key of a payload. */
  RELATIVE_URI("relative-uri", WARNING, "manifest, 8.4.8.10"),
  /** The URI is a fragment, and the envelope has no payload with that key. */
  PAYLOAD_MISSING("payload-missing", ERROR, "manifest, 7.5"),
  /** A payload of the envelope that no command fetches. */
  UNUSED_PAYLOAD("unused-payload", WARNING, "manifest, 7.5"),
  /** A payload of the envelope differs from the digest or size in the manifest. */
  WRONG_PAYLOAD("wrong-payload", ERROR, "manifest, 8.4.9.2"),
  /** A severed member is malformed or differs from its digest. */
  WRONG_SEVERED_MEMBER("wrong-severed-member", ERROR, "manifest, 8.4.12"),
  /** A severed section is not in the envelope, so that it cannot be checked here. */
  SECTION_NOT_CHECKED("section-not-checked", NOTE, "manifest, 8.4.12"),

  /** A dependency is processed without an integrity check before. */
  DEPENDENCY_UNCHECKED("dependency-unchecked", ERROR, "trust-domains, 5.6.2"),
  /** A component that is no dependency is processed as one. */
  NOT_A_DEPENDENCY("not-a-dependency", ERROR, "trust-domains, 5.6.2"),
  /** A dependency has a section that the dependent does not process. */
  MISSING_DEPENDENCY_SECTION("missing-dependency-section", ERROR, "trust-domains, 5.1"),
  /** A dependency that no section processes. */
  DEPENDENCY_NOT_PROCESSED("dependency-not-processed", WARNING, "trust-domains, 5.1"),
  /** A dependency is fetched in another section than dependency resolution. */
  LATE_DEPENDENCY("late-dependency", WARNING, "trust-domains, 5.5"),
  /** A dependency is fetched although the device may have it already, for another manifest. */
  UNGUARDED_DEPENDENCY("unguarded-dependency", NOTE, "trust-domains, 5.6.5"),
  /** The index of a dependency is not that of a component. */
  DEPENDENCY_NUMBERING("dependency-numbering", NOTE, "trust-domains, 5.2.2"),

  /** The manifest is so large that only a part was checked. */
  TOO_LARGE("too-large", NOTE, "");

  private final String id;
  private final LintSeverity severity;
  private final String basis;

  LintRule(String id, LintSeverity severity, String basis) {
    this.id = id;
    this.severity = severity;
    this.basis = basis;
  }

  /**
   * The name of the rule, for reports.
   *
   * @return a short name without spaces
   */
  public String id() {
    return id;
  }

  /**
   * How bad it is to break the rule.
   *
   * @return the severity
   */
  public LintSeverity severity() {
    return severity;
  }

  /**
   * The document and section that the rule comes from.
   *
   * @return the draft without {@code draft-ietf-suit-}, and the section; may be empty
   */
  public String basis() {
    return basis;
  }
}
