package org.teep4j.vectors;

/**
 * A rule of the SUIT documents that is not in the CDDL and that can be checked without processing
 * the manifest. The list is closed.
 */
public enum SuitRule {
  /** The authentication wrapper has at least one authentication block (manifest document). */
  HAS_AUTHENTICATION_BLOCK("has-authentication-block"),
  /** Each block uses an algorithm of a profile of the mandatory-to-implement document. */
  ALGORITHM_IN_MTI_PROFILE("algorithm-in-mti-profile"),
  /** The shared sequence checks vendor and class; this is recommended only. */
  VENDOR_AND_CLASS_CHECKED("vendor-and-class-checked"),
  /** The manifest has its own component identifier, which TEEP needs to remove the manifest. */
  MANIFEST_COMPONENT_ID_PRESENT("manifest-component-id-present"),
  /** The index of each dependency refers to an element of suit-components. */
  DEPENDENCY_INDEX_IN_COMPONENTS("dependency-index-in-components"),
  /** A dependency-integrity condition on a dependency precedes each process-dependency on it. */
  DEPENDENCY_INTEGRITY_BEFORE_PROCESS("dependency-integrity-before-process"),
  /** For each section of the dependency, the same section of the dependent processes it. */
  DEPENDENCY_SECTIONS_COVERED("dependency-sections-covered"),
  /** An integrated dependency is a SUIT_Envelope without tag 107. */
  INTEGRATED_DEPENDENCY_UNTAGGED("integrated-dependency-untagged"),
  /** A payload from outside the manifest has an image digest. */
  DETACHED_PAYLOAD_HAS_DIGEST("detached-payload-has-digest"),
  /** No other message uses the content key with the same IV. */
  CONTENT_KEY_AND_IV_UNIQUE("content-key-and-iv-unique");

  private final String word;

  SuitRule(String word) {
    this.word = word;
  }

  /**
   * The word for this rule in a vector file.
   *
   * @return the word, in lower case
   */
  public String word() {
    return word;
  }
}
