package org.teep4j.cli.manifest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitLabel;
import org.teep4j.suit.SuitText;
import org.teep4j.suit.SuitVendorIdentifier;
import org.teep4j.suit.SuitVersion;
import org.teep4j.suit.author.Image;

/** Values that occur in several places of a description. */
final class Values {

  private final PayloadFiles files;

  Values(PayloadFiles files) {
    this.files = files;
  }

  /** A text, or an object with one of text, hex and file. */
  Bytes bytes(Node node) throws DescriptionException {
    if (node.isText()) {
      return Bytes.ofUtf8(node.text());
    }
    if (node.bytes().isPresent()) {
      return node.bytes().get();
    }
    node.only("text", "hex", "file");
    Map.Entry<String, Node> form =
        node.oneOf("text", "hex", "file")
            .orElseThrow(() -> node.refused("one of text, hex and file is needed"));
    return switch (form.getKey()) {
      case "text" -> Bytes.ofUtf8(form.getValue().text());
      case "hex" -> hex(form.getValue());
      default -> file(form.getValue());
    };
  }

  Bytes file(Node name) throws DescriptionException {
    try {
      return files.read(name.text());
    } catch (DescriptionException refused) {
      throw name.refused(String.valueOf(refused.getMessage()));
    }
  }

  static Bytes hex(Node node) throws DescriptionException {
    if (node.bytes().isPresent()) {
      return node.bytes().get();
    }
    try {
      return Bytes.fromHex(node.text());
    } catch (IllegalArgumentException refused) {
      throw node.refused("not an even number of hexadecimal digits");
    }
  }

  /** A list of segments, or a text for the only segment. */
  SuitComponentIdentifier component(Node node) throws DescriptionException {
    if (!node.isList()) {
      return SuitComponentIdentifier.of(bytes(node));
    }
    List<Bytes> segments = new ArrayList<>();
    for (Node segment : node.items()) {
      segments.add(bytes(segment));
    }
    return new SuitComponentIdentifier(segments);
  }

  /** The digest and size of what an object names by file, content or digest. */
  Image image(Node node) throws DescriptionException {
    Map.Entry<String, Node> form =
        node.oneOf("file", "content", "digest")
            .orElseThrow(
                () ->
                    node.refused("the content is missing: give file, content, or digest and size"));
    if (!form.getKey().equals("digest") && node.has("size")) {
      throw node.required("size").refused("the size is that of the content: leave size out");
    }
    return switch (form.getKey()) {
      case "file" -> {
        try {
          yield files.image(form.getValue().text());
        } catch (DescriptionException refused) {
          throw form.getValue().refused(String.valueOf(refused.getMessage()));
        }
      }
      case "content" -> Image.of(bytes(form.getValue()));
      default -> {
        Optional<Node> size = node.field("size");
        yield new Image(
            digest(form.getValue()),
            size.isPresent() ? Optional.of(size.get().unsigned()) : Optional.empty());
      }
    };
  }

  /** The content that an object names by file or content. */
  Bytes content(Node node) throws DescriptionException {
    Map.Entry<String, Node> form =
        node.oneOf("file", "content")
            .orElseThrow(() -> node.refused("the content is missing: give file or content"));
    return form.getKey().equals("file") ? file(form.getValue()) : bytes(form.getValue());
  }

  /** Digits, which are a SHA-256 digest, or an object with algorithm and hex. */
  SuitDigest digest(Node node) throws DescriptionException {
    if (!node.isObject()) {
      return digest(node, SuitDigestAlgorithm.SHA_256, hex(node));
    }
    node.only("algorithm", "hex");
    return digest(node, algorithm(node.required("algorithm")), hex(node.required("hex")));
  }

  static SuitDigest digest(Node node, SuitDigestAlgorithm algorithm, Bytes bytes)
      throws DescriptionException {
    try {
      return new SuitDigest(algorithm, bytes);
    } catch (IllegalArgumentException refused) {
      throw node.refused(String.valueOf(refused.getMessage()));
    }
  }

  /** An algorithm by its name, with or without hyphens: sha256, sha-256. */
  static SuitDigestAlgorithm algorithm(Node node) throws DescriptionException {
    String name = node.text().toLowerCase(Locale.ROOT).replace("-", "");
    for (SuitDigestAlgorithm algorithm : SuitDigestAlgorithm.values()) {
      String own = algorithm.name().toLowerCase(Locale.ROOT).replace("_", "");
      if (own.equals(name)) {
        return algorithm;
      }
    }
    throw node.refused("no digest algorithm: sha256, sha384, sha512, shake128 or shake256");
  }

  /** A UUID, or an object that it is made from. */
  static UUID vendor(Node node) throws DescriptionException {
    if (!node.isObject()) {
      return uuid(node);
    }
    node.only("domain");
    return SuitVendorIdentifier.ofDomain(node.required("domain").text()).uuid();
  }

  static UUID deviceClass(Node node, UUID vendor) throws DescriptionException {
    if (!node.isObject()) {
      return uuid(node);
    }
    node.only("info");
    return new SuitVendorIdentifier.Uuid(vendor).classIdentifier(node.required("info").text());
  }

  static UUID uuid(Node node) throws DescriptionException {
    String text = node.text();
    try {
      UUID uuid = UUID.fromString(text);
      if (uuid.toString().equalsIgnoreCase(text)) {
        return uuid;
      }
    } catch (IllegalArgumentException malformed) {
      // Refused below, as what Java takes for a UUID and is not written like one.
    }
    throw node.refused("not a UUID, as fa6b4a53-d5ad-5fdf-be9d-e663e4d41ffe");
  }

  /** A list of numbers, or a text such as 1.2.3. */
  static SuitVersion version(Node node) throws DescriptionException {
    List<Long> numbers = new ArrayList<>();
    if (node.isList()) {
      for (Node number : node.items()) {
        numbers.add(number.number());
      }
    } else {
      for (String part : node.text().split("\\.", -1)) {
        if (!part.matches("[0-9]{1,18}")) {
          throw node.refused("not a version: numbers and dots, or a list of numbers");
        }
        numbers.add(Long.valueOf(part));
      }
    }
    try {
      return new SuitVersion(numbers);
    } catch (IllegalArgumentException refused) {
      throw node.refused(String.valueOf(refused.getMessage()));
    }
  }

  /** Texts of people's languages, about the manifest and its components. */
  static final class Texts {
    private final Map<String, Map<SuitText.Key, String>> manifest = new LinkedHashMap<>();
    private final Map<
            String, SortedMap<SuitComponentIdentifier, Map<SuitText.ComponentKey, String>>>
        components = new LinkedHashMap<>();

    void manifest(String language, SuitText.Key key, String text) {
      manifest.computeIfAbsent(language, any -> new EnumMap<>(SuitText.Key.class)).put(key, text);
    }

    void component(
        String language,
        SuitComponentIdentifier component,
        SuitText.ComponentKey key,
        String text) {
      components
          .computeIfAbsent(language, any -> new TreeMap<>())
          .computeIfAbsent(component, any -> new EnumMap<>(SuitText.ComponentKey.class))
          .put(key, text);
    }

    Optional<SuitText> build(Node node) throws DescriptionException {
      Map<String, SuitText.Language> languages = new LinkedHashMap<>();
      List<String> tags = new ArrayList<>(manifest.keySet());
      components.keySet().stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
      for (String tag : tags) {
        SortedMap<SuitComponentIdentifier, SuitText.Component> texts = new TreeMap<>();
        components
            .getOrDefault(tag, new TreeMap<>())
            .forEach(
                (component, values) ->
                    texts.put(component, new SuitText.Component(values, Map.of())));
        languages.put(
            tag, new SuitText.Language(manifest.getOrDefault(tag, Map.of()), texts, Map.of()));
      }
      try {
        return languages.isEmpty() ? Optional.empty() : Optional.of(new SuitText(languages));
      } catch (IllegalArgumentException refused) {
        throw node.refused(String.valueOf(refused.getMessage()));
      }
    }
  }

  /** Finds a label by its name without {@code suit-text-}. */
  static <L extends SuitLabel> Optional<L> label(L[] labels, String name) {
    for (L label : labels) {
      if (label.cddlName().equals("suit-text-" + name)) {
        return Optional.of(label);
      }
    }
    return Optional.empty();
  }

  static Image image(SuitDigest digest, Optional<Uint> size) {
    return new Image(digest, size);
  }
}
