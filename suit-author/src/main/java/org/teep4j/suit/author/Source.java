package org.teep4j.suit.author;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.encryption.SuitEncryptedPayload;

/** Where a component gets its content from when the manifest is installed. Immutable. */
public abstract sealed class Source permits Source.Fetched, Source.Written, Source.Slots {

  private final @Nullable Image image;

  private Source(@Nullable Image image) {
    this.image = image;
  }

  /**
   * Fetches the content into the component (draft-ietf-suit-manifest, Section 7.3).
   *
   * @param uri where the content is fetched from
   * @param image the digest and size of the content
   * @return the source
   * @throws IllegalArgumentException if the URI is empty or only a fragment, which names an
   *     integrated payload
   */
  public static Source download(String uri, Image image) {
    return new Fetched(requireRemote(uri), image, image, null, null, null);
  }

  /**
   * Fetches the content into another component first, and copies it when everything has been
   * fetched (draft-ietf-suit-manifest, Section 7.4).
   *
   * @param uri where the content is fetched from
   * @param image the digest and size of the content
   * @param staging the component that keeps the content until it is installed
   * @return the source
   * @throws IllegalArgumentException as {@link #download(String, Image)}
   */
  public static Source staged(String uri, Image image, SuitComponentIdentifier staging) {
    return new Fetched(requireRemote(uri), image, image, staging, null, null);
  }

  /**
   * As {@link #staged(String, Image, SuitComponentIdentifier)}, if the content changes between the
   * two components, for example because the device unpacks it.
   *
   * @param uri where the content is fetched from
   * @param fetched the digest and size of what is fetched
   * @param staging the component that keeps it until it is installed
   * @param installed the digest and size of the installed content
   * @return the source
   * @throws IllegalArgumentException as {@link #download(String, Image)}
   */
  public static Source staged(
      String uri, Image fetched, SuitComponentIdentifier staging, Image installed) {
    return new Fetched(requireRemote(uri), fetched, installed, staging, null, null);
  }

  /**
   * Fetches an encrypted content into another component, and decrypts it when it is copied
   * (draft-ietf-suit-firmware-encryption, Section 4.1).
   *
   * @param uri where the encrypted content is fetched from
   * @param image the digests, sizes and keys
   * @param staging the component that keeps the encrypted content
   * @return the source
   * @throws IllegalArgumentException as {@link #download(String, Image)}
   */
  public static Source staged(String uri, EncryptedImage image, SuitComponentIdentifier staging) {
    return new Fetched(
        requireRemote(uri), image.ciphertext(), image.plaintext(), staging, image, null);
  }

  /**
   * Takes the content from the envelope (draft-ietf-suit-manifest, Section 7.5).
   *
   * @param key the key of the payload in the envelope, which is also its URI; for example {@code
   *     #app.bin}
   * @param payload the content, referenced
   * @return the source
   * @throws IllegalArgumentException if the key is empty
   */
  public static Source integrated(String key, Bytes payload) {
    Image image = Image.of(payload);
    return new Fetched(requireUri(key), image, image, null, null, payload);
  }

  /**
   * Takes an encrypted content from the envelope into another component, and decrypts it when it is
   * copied.
   *
   * @param key the key of the payload in the envelope, which is also its URI
   * @param plaintext the digest and size of the decrypted content
   * @param encrypted the encrypted content and its keys
   * @param staging the component that keeps the encrypted content
   * @return the source
   * @throws IllegalArgumentException if the key is empty
   */
  public static Source integrated(
      String key,
      Image plaintext,
      SuitEncryptedPayload encrypted,
      SuitComponentIdentifier staging) {
    Image ciphertext = Image.of(encrypted.ciphertext());
    return new Fetched(
        requireUri(key),
        ciphertext,
        plaintext,
        staging,
        new EncryptedImage(plaintext, encrypted.info(), ciphertext),
        encrypted.ciphertext());
  }

  /**
   * Writes a content that the manifest contains. For short contents: the manifest is kept in
   * memory.
   *
   * @param content the content, referenced
   * @return the source
   */
  public static Source written(Bytes content) {
    return new Written(Image.of(content), content, null);
  }

  /**
   * Decrypts a content that the manifest contains (draft-ietf-suit-firmware-encryption, Section
   * 4.2).
   *
   * @param plaintext the digest and size of the decrypted content
   * @param encrypted the encrypted content and its keys
   * @return the source
   */
  public static Source written(Image plaintext, SuitEncryptedPayload encrypted) {
    return new Written(
        plaintext,
        encrypted.ciphertext(),
        new EncryptedImage(plaintext, encrypted.info(), Image.of(encrypted.ciphertext())));
  }

  /**
   * Fetches the image for the slot that the component occupies (draft-ietf-suit-manifest, Section
   * 7.7).
   *
   * @param slots the alternatives, two or more, of different slots
   * @return the source
   * @throws IllegalArgumentException if there are fewer than two, or two are for the same slot
   */
  public static Source slots(Slot... slots) {
    return new Slots(List.of(slots));
  }

  static String requireUri(String uri) {
    if (uri.isEmpty()) {
      throw new IllegalArgumentException("a payload needs a URI");
    }
    return uri;
  }

  static String requireRemote(String uri) {
    if (requireUri(uri).startsWith("#")) {
      throw new IllegalArgumentException(uri + " names an integrated payload");
    }
    return uri;
  }

  /** The installed content; empty if it depends on the slot. */
  Optional<Image> image() {
    return Optional.ofNullable(image);
  }

  /** The component that is fetched to first. */
  Optional<SuitComponentIdentifier> staging() {
    return Optional.empty();
  }

  /** What the envelope carries. */
  Map<String, Bytes> payloads() {
    return Map.of();
  }

  /** A content that is fetched, perhaps from the envelope, perhaps into another component. */
  static final class Fetched extends Source {
    final String uri;
    final Image fetched;
    final @Nullable EncryptedImage encryption;
    private final @Nullable SuitComponentIdentifier staging;
    private final @Nullable Bytes payload;

    private Fetched(
        String uri,
        Image fetched,
        Image installed,
        @Nullable SuitComponentIdentifier staging,
        @Nullable EncryptedImage encryption,
        @Nullable Bytes payload) {
      super(installed);
      this.uri = uri;
      this.fetched = fetched;
      this.staging = staging;
      this.encryption = encryption;
      this.payload = payload;
    }

    @Override
    Optional<SuitComponentIdentifier> staging() {
      return Optional.ofNullable(staging);
    }

    @Override
    Map<String, Bytes> payloads() {
      return payload == null ? Map.of() : Map.of(uri, payload);
    }
  }

  /** A content that the manifest contains. */
  static final class Written extends Source {
    final Bytes content;
    final @Nullable EncryptedImage encryption;

    private Written(Image installed, Bytes content, @Nullable EncryptedImage encryption) {
      super(installed);
      this.content = content;
      this.encryption = encryption;
    }
  }

  /** One content for each slot. */
  static final class Slots extends Source {
    final List<Slot> slots;

    private Slots(List<Slot> slots) {
      super(null);
      this.slots = slots;
      if (slots.size() < 2 || slots.stream().map(Slot::slot).distinct().count() < slots.size()) {
        throw new IllegalArgumentException("there must be two slots or more, all different");
      }
    }
  }
}
