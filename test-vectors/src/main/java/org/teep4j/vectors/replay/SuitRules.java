package org.teep4j.vectors.replay;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.Countersignable;
import org.teep4j.suit.SuitAuthenticationBlock;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.vectors.SuitRule;

/** Checks whether an envelope follows the rules of {@link SuitRule}. */
final class SuitRules {
  private final SuitEnvelope envelope;
  private final SuitManifest manifest;
  private final Map<Long, SuitManifest> dependencies;
  private final List<SuitWalk.Step> steps;

  /**
   * Prepares the checks of an envelope.
   *
   * @param dependencies the manifests of its known dependencies, by index
   */
  SuitRules(SuitEnvelope envelope, Map<Long, SuitManifest> dependencies) throws DecodeException {
    this.envelope = envelope;
    this.manifest = envelope.unverifiedManifest();
    this.dependencies = dependencies;
    this.steps = SuitWalk.of(manifest).steps();
  }

  boolean holds(SuitRule rule) throws CheckFailure, DecodeException {
    return switch (rule) {
      case HAS_AUTHENTICATION_BLOCK -> !envelope.unverifiedAuthentication().blocks().isEmpty();
      case ALGORITHM_IN_MTI_PROFILE -> algorithmsInProfile();
      case VENDOR_AND_CLASS_CHECKED -> vendorAndClassChecked();
      case MANIFEST_COMPONENT_ID_PRESENT -> manifest.manifestComponentId().isPresent();
      case DEPENDENCY_INDEX_IN_COMPONENTS ->
          manifest
              .common()
              .dependencies()
              .tailMap((long) manifest.common().components().size())
              .isEmpty();
      case DEPENDENCY_INTEGRITY_BEFORE_PROCESS -> integrityBeforeProcess();
      case DEPENDENCY_SECTIONS_COVERED -> sectionsCovered();
      case INTEGRATED_DEPENDENCY_UNTAGGED -> integratedUntagged();
      case DETACHED_PAYLOAD_HAS_DIGEST -> fetchedHasDigest();
      case CONTENT_KEY_AND_IV_UNIQUE ->
          throw new IllegalArgumentException("takes several messages");
    };
  }

  /** The algorithm in the protected header of a block; of the first signature if it has several. */
  static long algorithm(SuitAuthenticationBlock block) throws CheckFailure {
    Countersignable stating =
        block.message() instanceof CoseSign several ? several.signatures().get(0) : block.message();
    return stating
        .unverifiedHeaders()
        .algorithmId()
        .orElseThrow(() -> new CheckFailure("a block has no alg"))
        .number();
  }

  private boolean algorithmsInProfile() throws CheckFailure {
    for (SuitAuthenticationBlock block : envelope.unverifiedAuthentication().blocks()) {
      long algorithm = algorithm(block);
      if (SuitCoseProfile.defined().stream().noneMatch(p -> p.authentication() == algorithm)) {
        return false;
      }
    }
    return true;
  }

  private boolean vendorAndClassChecked() {
    Set<SuitCommandCode> checked = EnumSet.noneOf(SuitCommandCode.class);
    for (SuitWalk.Step step : steps) {
      if (step.section() == SuitManifestLabel.COMMON) {
        code(step.command()).ifPresent(checked::add);
      }
    }
    return checked.contains(SuitCommandCode.CONDITION_VENDOR_IDENTIFIER)
        && checked.contains(SuitCommandCode.CONDITION_CLASS_IDENTIFIER);
  }

  private boolean integrityBeforeProcess() {
    Set<Long> checked = new HashSet<>();
    for (SuitWalk.Step step : steps) {
      if (is(step, SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY)) {
        checked.add(step.index());
      } else if (is(step, SuitCommandCode.DIRECTIVE_PROCESS_DEPENDENCY)
          && !checked.contains(step.index())) {
        return false;
      }
    }
    return true;
  }

  private boolean sectionsCovered() throws CheckFailure {
    CheckFailure.require(!dependencies.isEmpty(), "no dependency is known");
    for (Map.Entry<Long, SuitManifest> dependency : dependencies.entrySet()) {
      for (SuitManifestLabel section : SuitManifestLabel.values()) {
        if (section.isSequence()
            && dependency.getValue().labels().contains(section)
            && !processes(dependency.getKey(), section)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean processes(long dependency, SuitManifestLabel section) {
    return steps.stream()
        .anyMatch(
            step ->
                step.section() == section
                    && step.index() == dependency
                    && is(step, SuitCommandCode.DIRECTIVE_PROCESS_DEPENDENCY));
  }

  private boolean integratedUntagged() throws CheckFailure {
    List<SuitEnvelope> found =
        envelope.unverifiedIntegratedPayloads().keySet().stream()
            .map(this::integratedDependency)
            .flatMap(Optional::stream)
            .toList();
    CheckFailure.require(!found.isEmpty(), "no dependency is integrated");
    return found.stream().noneMatch(SuitEnvelope::isTagged);
  }

  /** The payload as an envelope; empty if it is something else. */
  private Optional<SuitEnvelope> integratedDependency(String uri) {
    try {
      return envelope.unverifiedIntegratedDependency(uri);
    } catch (DecodeException noEnvelope) {
      return Optional.empty();
    }
  }

  private boolean fetchedHasDigest() {
    SuitWalk walk = SuitWalk.of(manifest);
    for (SuitWalk.Step step : steps) {
      if (is(step, SuitCommandCode.DIRECTIVE_FETCH)) {
        SuitParameters parameters = walk.parameters(step.index());
        String uri = parameters.value(SuitParameter.URI).orElse("");
        Bytes integrated = envelope.unverifiedIntegratedPayloads().get(uri);
        if (integrated == null && parameters.value(SuitParameter.IMAGE_DIGEST).isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean is(SuitWalk.Step step, SuitCommandCode code) {
    return step.command().label() == code.label();
  }

  private static Optional<SuitCommandCode> code(SuitCommand command) {
    return SuitCommandCode.fromLabel(command.label());
  }
}
