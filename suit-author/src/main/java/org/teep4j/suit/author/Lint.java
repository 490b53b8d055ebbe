package org.teep4j.suit.author;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.SuitViolation;

/**
 * Finds faults in manifests before they are sent: what makes devices refuse a manifest or abort,
 * what works on some devices only, and what is probably not meant. Verifies no signature.
 *
 * <p>Commands are followed as a device would execute them, with every sequence of a try-each. A
 * manifest without findings can still fail on a device: URIs are not resolved, and the device's
 * components and rights are not known.
 */
public final class Lint {

  /** The procedures: which sections follow each other (draft-ietf-suit-manifest, Section 8.4.6). */
  private static final List<List<SuitManifestLabel>> PROCEDURES =
      List.of(
          List.of(
              SuitManifestLabel.DEPENDENCY_RESOLUTION,
              SuitManifestLabel.PAYLOAD_FETCH,
              SuitManifestLabel.CANDIDATE_VERIFICATION,
              SuitManifestLabel.INSTALL,
              SuitManifestLabel.VALIDATE),
          List.of(SuitManifestLabel.VALIDATE, SuitManifestLabel.LOAD, SuitManifestLabel.INVOKE),
          List.of(SuitManifestLabel.UNINSTALL));

  private final SuitEnvelope envelope;
  private final List<SuitEnvelope> dependencies;
  private final ManifestOutline manifest;
  private final Findings findings = new Findings();
  private final CommandRules commands;

  private Lint(SuitEnvelope envelope, List<SuitEnvelope> dependencies) throws DecodeException {
    this.envelope = envelope;
    this.dependencies = dependencies;
    this.manifest = ManifestOutline.of(envelope);
    this.commands = new CommandRules(manifest, findings);
  }

  /**
   * Checks an envelope, with the dependencies that it contains.
   *
   * @param envelope the envelope, signed or not
   * @return the findings, the worst first; empty if there are none
   * @throws DecodeException if the manifest is malformed
   */
  public static List<LintWarning> check(SuitEnvelope envelope) throws DecodeException {
    return check(envelope, List.of());
  }

  /**
   * Checks an envelope, with the dependencies that it contains and others.
   *
   * @param envelope the envelope, signed or not
   * @param dependencies envelopes of manifests that the manifest may depend on; they are found by
   *     their digests, and those that are not needed are ignored
   * @return the findings, the worst first; empty if there are none
   * @throws DecodeException if the manifest, or that of a dependency, is malformed
   */
  public static List<LintWarning> check(SuitEnvelope envelope, List<SuitEnvelope> dependencies)
      throws DecodeException {
    Lint lint = new Lint(envelope, dependencies);
    lint.check();
    return lint.findings.sorted();
  }

  private void check() throws DecodeException {
    checkEnvelope();
    checkManifest();
    manifest.sections().forEach(this::checkSection);
    if (!manifest.shared().isEmpty()) {
      checkSection(SuitManifestLabel.COMMON, manifest.shared());
    }
    for (List<SuitManifestLabel> procedure : PROCEDURES) {
      commands.beginProcedure();
      for (SuitManifestLabel section : procedure) {
        if (manifest.sections().containsKey(section)) {
          commands.beginSection();
          new Course(manifest, findings, commands, section).walk();
        }
      }
      commands.endProcedure();
    }
    if (manifest.sections().isEmpty()) {
      new Course(manifest, findings, commands, SuitManifestLabel.VALIDATE).walk();
    }
    commands.end();
    checkUris();
    checkDependencies();
  }

  private void checkEnvelope() throws DecodeException {
    for (SuitViolation violation : envelope.violations()) {
      String element = "'" + violation.element() + "'";
      switch (violation.rule()) {
        case AUTHENTICATION_BLOCK ->
            findings.add(LintRule.UNSIGNED, "the envelope has no signature or MAC");
        case SEVERED_MEMBER ->
            findings.add(
                LintRule.WRONG_SEVERED_MEMBER,
                "the severed member "
                    + element
                    + " is malformed, or has another digest than the"
                    + " manifest names");
        case PAYLOAD_NOT_FETCHED ->
            findings.add(LintRule.UNUSED_PAYLOAD, "no command fetches the payload " + element);
        case PAYLOAD_WITHOUT_DIGEST ->
            findings.add(
                LintRule.PAYLOAD_WITHOUT_DIGEST,
                "the payload " + element + " is never compared with a digest");
        case PAYLOAD_DIGEST ->
            findings.add(
                LintRule.WRONG_PAYLOAD,
                "the payload " + element + " has another digest or size than the manifest demands");
        case PAYLOAD_MISSING ->
            findings.add(
                LintRule.PAYLOAD_MISSING,
                "the payload " + element + " is fetched, and the envelope does not have it");
      }
    }
  }

  private void checkManifest() {
    SuitManifest content = manifest.manifest();
    if (content.sequenceNumber().is(0)) {
      findings.add(LintRule.SEQUENCE_NUMBER_ZERO, "the sequence number is 0");
    }
    if (!SuitStep.contains(manifest.shared(), SuitCommandCode.CONDITION_VENDOR_IDENTIFIER)) {
      findings.add(
          LintRule.NO_VENDOR_CHECK, "the shared sequence does not check the vendor identifier");
    }
    if (!SuitStep.contains(manifest.shared(), SuitCommandCode.CONDITION_CLASS_IDENTIFIER)) {
      findings.add(
          LintRule.NO_CLASS_CHECK, "the shared sequence does not check the class identifier");
    }
    if (manifest.sections().isEmpty() && manifest.missing().isEmpty()) {
      findings.add(
          LintRule.NO_SECTION,
          "the manifest has no section, so that no device executes the shared sequence and its"
              + " checks");
    }
    for (SuitManifestLabel section : SuitManifestLabel.values()) {
      if (manifest.missing().contains(section)) {
        findings.add(LintRule.SECTION_NOT_CHECKED, section, "the section is not in the envelope");
      }
    }
    for (long dependency : content.common().dependencies().keySet()) {
      if (dependency >= content.common().components().size()) {
        findings.component(
            LintRule.DEPENDENCY_NUMBERING,
            dependency,
            "the index of the dependency follows the components, as in the published examples; the"
                + " text wants that of a component");
      }
    }
  }

  private void checkSection(SuitManifestLabel section, List<SuitStep> steps) {
    SuitStep first = steps.get(0);
    if (manifest.count() > 1 && !first.is(SuitCommandCode.DIRECTIVE_SET_COMPONENT_INDEX)) {
      findings.add(
          LintRule.COMPONENT_INDEX_NOT_SET,
          new Place(section, section, first, 0, false),
          "the manifest has several components, and the sequence does not begin with"
              + " set-component-index");
    }
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i - 1).is(SuitCommandCode.DIRECTIVE_INVOKE)) {
        findings.add(
            LintRule.AFTER_INVOKE,
            new Place(section, section, steps.get(i), 0, false),
            "commands after an invoke are not executed if what is invoked does not return");
        break;
      }
    }
  }

  private void checkUris() {
    Set<String> keys = envelope.unverifiedIntegratedPayloads().keySet();
    commands
        .uris()
        .forEach(
            (component, uris) -> {
              for (String uri : uris) {
                if (!keys.contains(uri) && !uri.startsWith("#") && !isAbsolute(uri)) {
                  findings.component(
                      LintRule.RELATIVE_URI,
                      component,
                      "'" + uri + "' is neither an absolute URI nor the key of a payload");
                }
              }
            });
  }

  /** Whether a text begins with a scheme (RFC 3986, Section 3.1) and something follows. */
  private static boolean isAbsolute(String uri) {
    int colon = uri.indexOf(':');
    if (colon < 1 || colon == uri.length() - 1) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      char c = uri.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean other = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !other)) {
        return false;
      }
    }
    return true;
  }

  private void checkDependencies() throws DecodeException {
    for (long dependency : manifest.manifest().common().dependencies().keySet()) {
      if (!commands.isProcessed(dependency) && manifest.missing().isEmpty()) {
        findings.component(
            LintRule.DEPENDENCY_NOT_PROCESSED, dependency, "no section processes the dependency");
      }
      for (SuitEnvelope other : envelopes(dependency)) {
        checkLockstep(dependency, other.unverifiedManifest());
      }
    }
  }

  /** What the digests and URIs of a dependency lead to. */
  private List<SuitEnvelope> envelopes(long dependency) throws DecodeException {
    List<SuitEnvelope> candidates = new ArrayList<>(dependencies);
    for (String uri : commands.uris(dependency)) {
      try {
        envelope.unverifiedIntegratedDependency(uri).ifPresent(candidates::add);
      } catch (DecodeException malformed) {
        // SuitEnvelope.violations reports it.
      }
    }
    Set<SuitDigest> digests = commands.digests(dependency);
    return candidates.stream()
        .filter(candidate -> digests.contains(candidate.unverifiedAuthentication().digest()))
        .toList();
  }

  /**
   * Each section of a dependency has been executed when that of the dependent ends
   * (draft-ietf-suit-trust-domains, Section 5.1). Uninstalling is left to unlink.
   */
  private void checkLockstep(long dependency, SuitManifest other) {
    Arrays.stream(SuitManifestLabel.values())
        .filter(section -> section.isSequence() && section != SuitManifestLabel.UNINSTALL)
        .filter(section -> other.labels().contains(section))
        .filter(section -> !manifest.missing().contains(section))
        .filter(section -> !commands.isProcessed(section, dependency))
        .forEach(
            section ->
                findings.add(
                    LintRule.MISSING_DEPENDENCY_SECTION,
                    section,
                    dependency,
                    "the dependency has this section, and the manifest does not process it"));
  }
}
