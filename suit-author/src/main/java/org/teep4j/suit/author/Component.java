package org.teep4j.suit.author;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVendorIdentifier;

/**
 * A component of a manifest, and what should happen to it. Immutable: each method returns a changed
 * copy.
 */
public final class Component {

  private final SuitComponentIdentifier identifier;
  private final @Nullable Source source;
  private final @Nullable Image image;
  private @Nullable SuitVendorIdentifier vendor;
  private @Nullable UUID deviceClass;
  private @Nullable SuitComponentIdentifier loadedInto;
  private @Nullable Image loaded;
  private boolean validated;
  private boolean invoked;
  private @Nullable Bytes invokeArguments;

  private Component(
      SuitComponentIdentifier identifier, @Nullable Source source, @Nullable Image image) {
    this.identifier = identifier;
    this.source = source;
    this.image = image;
  }

  /**
   * A component that the manifest installs.
   *
   * @param identifier the component
   * @param source where it gets its content from
   * @return the component
   */
  public static Component of(SuitComponentIdentifier identifier, Source source) {
    return new Component(identifier, source, source.image().orElse(null));
  }

  /**
   * A component that has its content already, or gets it by other means.
   *
   * @param identifier the component
   * @param image the digest and size of its content
   * @return the component
   */
  public static Component present(SuitComponentIdentifier identifier, Image image) {
    return new Component(identifier, null, image);
  }

  private Component copy() {
    Component copy = new Component(identifier, source, image);
    copy.vendor = vendor;
    copy.deviceClass = deviceClass;
    copy.loadedInto = loadedInto;
    copy.loaded = loaded;
    copy.validated = validated;
    copy.invoked = invoked;
    copy.invokeArguments = invokeArguments;
    return copy;
  }

  /**
   * The manifest is refused by devices of another vendor or class (draft-ietf-suit-manifest,
   * Section 7.1).
   *
   * @param vendorIdentifier the vendor of the component, a UUID of version 5
   * @param classIdentifier the class of the component
   * @return the changed component
   */
  public Component compatibleWith(UUID vendorIdentifier, UUID classIdentifier) {
    return compatibleWith(new SuitVendorIdentifier.Uuid(vendorIdentifier), classIdentifier);
  }

  /**
   * As {@link #compatibleWith(UUID, UUID)}, with any form of vendor identifier.
   *
   * @param vendorIdentifier the vendor of the component
   * @param classIdentifier the class of the component
   * @return the changed component
   */
  public Component compatibleWith(SuitVendorIdentifier vendorIdentifier, UUID classIdentifier) {
    Component copy = copy();
    copy.vendor = vendorIdentifier;
    copy.deviceClass = classIdentifier;
    return copy;
  }

  /**
   * The content is compared with its digest before the component is used.
   *
   * @return the changed component
   */
  public Component validated() {
    Component copy = copy();
    copy.validated = true;
    return copy;
  }

  /**
   * The content is copied into a volatile component at each start (draft-ietf-suit-manifest,
   * Section 7.6). The component is validated before.
   *
   * @param target the volatile component
   * @return the changed component
   * @throws IllegalStateException if the content depends on the slot, so that its digest is not
   *     known
   */
  public Component loadedInto(SuitComponentIdentifier target) {
    if (image == null) {
      throw new IllegalStateException("the content depends on the slot: give the loaded image");
    }
    return loadedInto(target, image);
  }

  /**
   * As {@link #loadedInto(SuitComponentIdentifier)}, if the content changes, for example because
   * the device unpacks it.
   *
   * @param target the volatile component
   * @param content the digest and size of the loaded content
   * @return the changed component
   */
  public Component loadedInto(SuitComponentIdentifier target, Image content) {
    Component copy = validated();
    copy.loadedInto = target;
    copy.loaded = content;
    return copy;
  }

  /**
   * The component is started after it was validated, from the volatile component if it is loaded
   * into one (draft-ietf-suit-manifest, Section 7.2).
   *
   * @return the changed component
   */
  public Component invoked() {
    Component copy = validated();
    copy.invoked = true;
    return copy;
  }

  /**
   * As {@link #invoked()}, with arguments.
   *
   * @param arguments the value of {@code suit-parameter-invoke-args}, in the format that the
   *     component defines
   * @return the changed component
   */
  public Component invoked(Bytes arguments) {
    Component copy = invoked();
    copy.invokeArguments = arguments;
    return copy;
  }

  /**
   * The component's identifier.
   *
   * @return the identifier
   */
  public SuitComponentIdentifier identifier() {
    return identifier;
  }

  Optional<Source> source() {
    return Optional.ofNullable(source);
  }

  Optional<Image> image() {
    return Optional.ofNullable(image);
  }

  Optional<SuitVendorIdentifier> vendor() {
    return Optional.ofNullable(vendor);
  }

  Optional<UUID> deviceClass() {
    return Optional.ofNullable(deviceClass);
  }

  Optional<SuitComponentIdentifier> loadedInto() {
    return Optional.ofNullable(loadedInto);
  }

  Optional<Image> loaded() {
    return Optional.ofNullable(loaded);
  }

  boolean isValidated() {
    return validated;
  }

  boolean isInvoked() {
    return invoked;
  }

  Optional<Bytes> invokeArguments() {
    return Optional.ofNullable(invokeArguments);
  }

  /** The identifier. */
  @Override
  public String toString() {
    return "Component[" + identifier + "]";
  }
}
