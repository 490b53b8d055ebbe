package org.teep4j.suit.processor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitVendorIdentifier;
import org.teep4j.suit.SuitVersion;

/**
 * The conditions that look at a component or at the device. A condition whose parameter is not set
 * does not hold (draft-ietf-suit-manifest, Section 8.4.9).
 */
final class Conditions {

  private static final int BUFFER_SIZE = 8192;

  private final Platform platform;
  private final ProcessorPolicy policy;
  private final Contents contents;

  Conditions(Platform platform, ProcessorPolicy policy, Contents contents) {
    this.platform = platform;
    this.policy = policy;
    this.contents = contents;
  }

  Effect check(
      SuitCommandCode code, CommandTarget target, ParameterSet parameters, boolean isDependency)
      throws IOException {
    return switch (code) {
      case CONDITION_VENDOR_IDENTIFIER -> vendor(target, parameters);
      case CONDITION_CLASS_IDENTIFIER ->
          identifier(
              SuitParameter.CLASS_IDENTIFIER,
              platform.identity().classIds(target.component()),
              parameters);
      case CONDITION_DEVICE_IDENTIFIER ->
          identifier(
              SuitParameter.DEVICE_IDENTIFIER,
              platform.identity().deviceIds(target.component()),
              parameters);
      case CONDITION_IMAGE_MATCH -> imageMatch(target, parameters, isDependency);
      case CONDITION_IMAGE_NOT_MATCH -> imageNotMatch(target, parameters, isDependency);
      case CONDITION_CHECK_CONTENT ->
          confirmed(hasContent(target, parameters), SuitParameter.CONTENT, parameters);
      case CONDITION_COMPONENT_SLOT -> slot(target, parameters);
      case CONDITION_VERSION -> version(target, parameters);
      case CONDITION_USE_BEFORE -> useBefore(parameters);
      case CONDITION_MINIMUM_BATTERY -> battery(parameters);
      case CONDITION_UPDATE_AUTHORIZED ->
          confirmed(
              parameters
                  .value(SuitParameter.UPDATE_PRIORITY)
                  .map(priority -> platform.environment().isAuthorized(target, priority))
                  .orElse(false),
              SuitParameter.UPDATE_PRIORITY,
              parameters);
      case CONDITION_IS_DEPENDENCY -> plain(isDependency);
      case CONDITION_ABORT -> plain(false);
      default -> throw new IllegalArgumentException("no condition: " + code);
    };
  }

  private static Effect plain(boolean holds) {
    return Effect.of(holds, SuitParameters.none());
  }

  private static <T> Effect measured(boolean holds, SuitParameter<T> parameter, Optional<T> value) {
    return Effect.of(
        holds,
        value
            .map(found -> SuitParameters.builder().set(parameter, found).build())
            .orElse(SuitParameters.none()));
  }

  /**
   * A condition that measures nothing a report could say. If it holds, the parameter stands for
   * what was measured: a record without a property would look like a failure.
   */
  private static <T> Effect confirmed(
      boolean holds, SuitParameter<T> parameter, ParameterSet parameters) {
    return measured(holds, parameter, holds ? parameters.value(parameter) : Optional.empty());
  }

  private Effect vendor(CommandTarget target, ParameterSet parameters) {
    Set<SuitVendorIdentifier> own = platform.identity().vendorIds(target.component());
    Optional<SuitVendorIdentifier> wanted = parameters.value(SuitParameter.VENDOR_IDENTIFIER);
    boolean holds = wanted.isPresent() && own.contains(wanted.get());
    return measured(
        holds, SuitParameter.VENDOR_IDENTIFIER, holds ? wanted : own.stream().findFirst());
  }

  private static Effect identifier(
      SuitParameter<UUID> parameter, Set<UUID> own, ParameterSet parameters) {
    Optional<UUID> wanted = parameters.value(parameter);
    boolean holds = wanted.isPresent() && own.contains(wanted.get());
    return measured(holds, parameter, holds ? wanted : own.stream().findFirst());
  }

  private Effect imageMatch(CommandTarget target, ParameterSet parameters, boolean isDependency)
      throws IOException {
    Optional<SuitDigest> wanted = parameters.value(SuitParameter.IMAGE_DIGEST);
    if (wanted.isEmpty()) {
      return plain(false);
    }
    Optional<SuitDigest> actual = digest(target, wanted.get(), isDependency);
    boolean holds =
        actual.isPresent() && actual.get().bytes().constantTimeEquals(wanted.get().bytes());
    Optional<Uint> size = parameters.value(SuitParameter.IMAGE_SIZE);
    if (holds && !isDependency && size.isPresent()) {
      // Published sizes of dependencies are those of envelopes, which may change.
      Optional<ContentSource> content = contents.source(target.component());
      holds = content.isPresent() && size.get().equals(Uint.of(content.get().length()));
    }
    return measured(holds, SuitParameter.IMAGE_DIGEST, actual);
  }

  private Effect imageNotMatch(CommandTarget target, ParameterSet parameters, boolean isDependency)
      throws IOException {
    Optional<SuitDigest> other = parameters.value(SuitParameter.IMAGE_DIGEST);
    if (other.isEmpty() || other.get().algorithm().isEmpty()) {
      return plain(false);
    }
    Optional<SuitDigest> actual = digest(target, other.get(), isDependency);
    boolean differs =
        actual.isEmpty() || !actual.get().bytes().constantTimeEquals(other.get().bytes());
    return measured(differs, SuitParameter.IMAGE_DIGEST, actual);
  }

  /**
   * The digest of a component. That of a dependency covers the manifest in the envelope alone
   * (draft-ietf-suit-trust-domains, Section 5.2.2).
   *
   * @return empty if the component has no content, or the algorithm is not supported
   */
  private Optional<SuitDigest> digest(CommandTarget target, SuitDigest like, boolean isDependency)
      throws IOException {
    try {
      if (!isDependency) {
        return contents.digest(target.component(), like);
      }
      Optional<SuitEnvelope> envelope = envelope(target);
      return envelope.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new SuitDigest(
                  like.algorithmId(),
                  Digests.start(like).update(envelope.get().unverifiedEncodedManifest()).digest(),
                  like.extensions()));
    } catch (VerificationException | DecodeException e) {
      return Optional.empty();
    }
  }

  /**
   * The envelope in a component.
   *
   * @return empty if the component has no content
   * @throws DecodeException if the content is no envelope, or too long for one
   */
  Optional<SuitEnvelope> envelope(CommandTarget target) throws IOException, DecodeException {
    Optional<ContentSource> source = contents.source(target.component());
    if (source.isEmpty()) {
      return Optional.empty();
    }
    if (source.get().length() > policy.maxDependencySize()) {
      throw new IOException("a dependency of " + source.get().length() + " bytes is too long");
    }
    try (InputStream in = source.get().open()) {
      Bytes content = Bytes.wrap(in.readAllBytes());
      return Optional.of(SuitEnvelope.decode(content, target.manifest().envelope().options()));
    }
  }

  /** Compares all bytes: the time must not tell where the first difference is. */
  private boolean hasContent(CommandTarget target, ParameterSet parameters) throws IOException {
    Optional<Bytes> wanted = parameters.value(SuitParameter.CONTENT);
    Optional<ContentSource> source = contents.source(target.component());
    if (wanted.isEmpty() || source.isEmpty() || source.get().length() != wanted.get().length()) {
      return false;
    }
    boolean equal = true;
    byte[] buffer = new byte[BUFFER_SIZE];
    int at = 0;
    try (InputStream in = source.get().open()) {
      for (int count = in.read(buffer);
          count >= 0 && at + count <= wanted.get().length();
          count = in.read(buffer)) {
        equal &=
            Bytes.wrap(buffer, 0, count).constantTimeEquals(wanted.get().slice(at, at + count));
        at += count;
      }
    }
    return equal && at == wanted.get().length();
  }

  private Effect slot(CommandTarget target, ParameterSet parameters) {
    Optional<Uint> slot = platform.properties().slot(target.component());
    Optional<Uint> wanted = parameters.value(SuitParameter.COMPONENT_SLOT);
    return measured(slot.isPresent() && slot.equals(wanted), SuitParameter.COMPONENT_SLOT, slot);
  }

  private Effect version(CommandTarget target, ParameterSet parameters) {
    Optional<SuitVersion> version = platform.properties().version(target.component());
    boolean holds =
        version.isPresent()
            && parameters
                .value(SuitParameter.VERSION)
                .map(wanted -> Versions.matches(version.get(), wanted))
                .orElse(false);
    return confirmed(holds, SuitParameter.VERSION, parameters);
  }

  private Effect useBefore(ParameterSet parameters) {
    Uint now = Uint.of(Math.max(0, platform.environment().now().getEpochSecond()));
    boolean holds =
        parameters
            .value(SuitParameter.USE_BEFORE)
            .map(limit -> now.compareTo(limit) < 0)
            .orElse(false);
    return measured(holds, SuitParameter.USE_BEFORE, Optional.of(now));
  }

  private Effect battery(ParameterSet parameters) {
    Optional<Uint> level = platform.environment().batteryLevel();
    Optional<Uint> least = parameters.value(SuitParameter.MINIMUM_BATTERY);
    boolean holds =
        level.isPresent() && least.isPresent() && level.get().compareTo(least.get()) >= 0;
    return measured(holds, SuitParameter.MINIMUM_BATTERY, level);
  }
}
