package org.teep4j.suit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Uint;

/**
 * The parameters of a component that matter to its payload, and its content.
 *
 * @param source the source component of a copy or swap
 * @param encrypted whether the component has an encryption info
 * @param content the payload that was fetched into the component, or null
 */
record ComponentState(
    @Nullable String uri,
    @Nullable SuitDigest digest,
    @Nullable Uint size,
    @Nullable Long source,
    boolean encrypted,
    @Nullable Content content) {

  /** A payload. */
  record Content(String uri, boolean decrypted) {}

  static final ComponentState EMPTY = new ComponentState(null, null, null, null, false, null);

  private static final Set<Long> LABELS =
      Set.of(
          SuitParameter.URI.label(),
          SuitParameter.IMAGE_DIGEST.label(),
          SuitParameter.IMAGE_SIZE.label(),
          SuitParameter.SOURCE_COMPONENT.label(),
          SuitParameter.ENCRYPTION_INFO.label());

  /** Whether one of the parameters matters. */
  static boolean dependsOn(SuitParameters values) {
    return values.has(SuitParameter.URI)
        || values.has(SuitParameter.IMAGE_DIGEST)
        || values.has(SuitParameter.IMAGE_SIZE)
        || values.has(SuitParameter.SOURCE_COMPONENT)
        || values.has(SuitParameter.ENCRYPTION_INFO);
  }

  /** Whether one of the parameters with these labels matters. */
  static boolean dependsOn(List<Long> labels) {
    return labels.stream().anyMatch(LABELS::contains);
  }

  /** This state with another content, which the component decrypts if it has an encryption info. */
  ComponentState holding(@Nullable Content value, boolean decrypts) {
    Content held =
        value == null || value.decrypted || !decrypts ? value : new Content(value.uri, true);
    return Objects.equals(content, held)
        ? this
        : new ComponentState(uri, digest, size, source, encrypted, held);
  }

  /** This state with more parameters; those that are set already change only by an override. */
  ComponentState with(SuitParameters values, boolean override) {
    if (!dependsOn(values)) {
      return this;
    }
    return new ComponentState(
        choose(uri, values, SuitParameter.URI, override),
        choose(digest, values, SuitParameter.IMAGE_DIGEST, override),
        choose(size, values, SuitParameter.IMAGE_SIZE, override),
        choose(source, values, SuitParameter.SOURCE_COMPONENT, override),
        encrypted || values.has(SuitParameter.ENCRYPTION_INFO),
        content);
  }

  private static <T> @Nullable T choose(
      @Nullable T old, SuitParameters values, SuitParameter<T> parameter, boolean override) {
    return old != null && !override ? old : values.value(parameter).orElse(old);
  }

  /** This state with the named parameters copied from another component. */
  ComponentState copying(ComponentState from, List<Long> labels) {
    return new ComponentState(
        labels.contains(SuitParameter.URI.label()) ? or(from.uri, uri) : uri,
        labels.contains(SuitParameter.IMAGE_DIGEST.label()) ? or(from.digest, digest) : digest,
        labels.contains(SuitParameter.IMAGE_SIZE.label()) ? or(from.size, size) : size,
        labels.contains(SuitParameter.SOURCE_COMPONENT.label()) ? or(from.source, source) : source,
        encrypted || from.encrypted && labels.contains(SuitParameter.ENCRYPTION_INFO.label()),
        content);
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }
}
