package org.teep4j.cli.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitText;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.Image;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Slot;
import org.teep4j.suit.author.Source;

/**
 * Reads the JSON of the authoring tool that the examples of draft-ietf-suit-manifest were made
 * with. Several components with the same {@code install-id} are alternatives for its slots. If one
 * component is bootable, all are validated; it is started if it is the only one.
 */
final class AuthoringTool {

  private final PayloadFiles files;
  private final List<String> notes = new ArrayList<>();
  private final Values.Texts texts = new Values.Texts();

  AuthoringTool(PayloadFiles files) {
    this.files = files;
  }

  List<String> notes() {
    return notes;
  }

  ManifestAuthor read(Node root) throws DescriptionException {
    root.only(
        "components",
        "manifest-version",
        "manifest-sequence-number",
        "reference-uri",
        "description",
        "severable",
        "include-json");
    if (root.required("manifest-version").number() != 1) {
      throw root.required("manifest-version").refused("the version is 1");
    }
    ManifestAuthor author =
        ManifestAuthor.ofSequenceNumber(root.required("manifest-sequence-number").unsigned());
    Optional<Node> uri = root.field("reference-uri");
    if (uri.isPresent()) {
      author.referenceUri(uri.get().text());
    }
    List<Node> entries = root.required("components").items();
    Map<SuitComponentIdentifier, List<Node>> components = new LinkedHashMap<>();
    int bootable = 0;
    for (Node entry : entries) {
      requireKnown(entry);
      components
          .computeIfAbsent(identifier(entry.required("install-id")), any -> new ArrayList<>())
          .add(entry);
      bootable += flag(entry, "bootable", false) ? 1 : 0;
    }
    for (Map.Entry<SuitComponentIdentifier, List<Node>> component : components.entrySet()) {
      author.component(component(component.getKey(), component.getValue(), bootable));
    }
    describe(root);
    Optional<SuitText> text = texts.build(root);
    text.ifPresent(author::text);
    if (flag(root, "severable", false)) {
      author.severAll();
    }
    if (flag(root, "include-json", false)) {
      notes.add("include-json: the description is not put into the manifest");
    }
    return author;
  }

  private static void requireKnown(Node entry) throws DescriptionException {
    entry.only(
        "install-id",
        "install-digest",
        "install-size",
        "file",
        "uri",
        "vendor-id",
        "class-id",
        "bootable",
        "slot",
        "install-on-download",
        "download-id",
        "download-digest",
        "loadable",
        "load-id",
        "load-digest",
        "load-size",
        "description");
  }

  private static boolean flag(Node node, String name, boolean otherwise)
      throws DescriptionException {
    Optional<Node> flag = node.field(name);
    return flag.isPresent() ? flag.get().flag() : otherwise;
  }

  private Component component(SuitComponentIdentifier identifier, List<Node> entries, int bootable)
      throws DescriptionException {
    Node first = entries.get(0);
    Component component =
        entries.size() > 1
            ? Component.of(identifier, slots(entries))
            : single(identifier, first, installed(first));
    if (first.has("vendor-id") || first.has("class-id")) {
      component =
          component.compatibleWith(
              Values.uuid(first.required("vendor-id")), Values.uuid(first.required("class-id")));
    }
    if (bootable > 0) {
      component = component.validated();
    }
    if (flag(first, "loadable", false)) {
      component =
          component.loadedInto(
              identifier(first.required("load-id")),
              Values.image(
                  digest(first.field("load-digest").orElse(first.required("install-digest"))),
                  size(first.has("load-size") ? "load-size" : "install-size", first)));
    }
    if (bootable == 1 && flag(first, "bootable", false)) {
      component = component.invoked();
    }
    describe(identifier, first);
    return component;
  }

  private Component single(SuitComponentIdentifier identifier, Node entry, Image installed)
      throws DescriptionException {
    if (!entry.has("uri")) {
      return Component.present(identifier, installed);
    }
    String uri = entry.required("uri").text();
    try {
      if (flag(entry, "install-on-download", true)) {
        return Component.of(identifier, Source.download(uri, installed));
      }
      Optional<Node> digest = entry.field("download-digest");
      Image fetched =
          digest.isPresent() ? Values.image(digest(digest.get()), Optional.empty()) : installed;
      return Component.of(
          identifier,
          Source.staged(uri, fetched, identifier(entry.required("download-id")), installed));
    } catch (IllegalArgumentException refused) {
      throw entry.refused(String.valueOf(refused.getMessage()));
    }
  }

  private Source slots(List<Node> entries) throws DescriptionException {
    List<Slot> slots = new ArrayList<>();
    for (Node entry : entries) {
      slots.add(
          new Slot(
              entry.required("slot").unsigned(), entry.required("uri").text(), installed(entry)));
    }
    try {
      return Source.slots(slots.toArray(Slot[]::new));
    } catch (IllegalArgumentException refused) {
      throw entries.get(0).refused(String.valueOf(refused.getMessage()));
    }
  }

  private Image installed(Node entry) throws DescriptionException {
    if (entry.has("file")) {
      Node file = entry.required("file");
      try {
        return files.image(file.text());
      } catch (DescriptionException refused) {
        throw file.refused(String.valueOf(refused.getMessage()));
      }
    }
    return Values.image(digest(entry.required("install-digest")), size("install-size", entry));
  }

  private static Optional<Uint> size(String name, Node entry) throws DescriptionException {
    Optional<Node> size = entry.field(name);
    return size.isPresent() ? Optional.of(size.get().unsigned()) : Optional.empty();
  }

  private static SuitDigest digest(Node node) throws DescriptionException {
    node.only("algorithm-id", "digest-bytes");
    return Values.digest(
        node,
        Values.algorithm(node.required("algorithm-id")),
        Values.hex(node.required("digest-bytes")));
  }

  /** Segments in hexadecimal digits. */
  private static SuitComponentIdentifier identifier(Node node) throws DescriptionException {
    List<Bytes> segments = new ArrayList<>();
    for (Node segment : node.items()) {
      segments.add(Values.hex(segment));
    }
    return new SuitComponentIdentifier(segments);
  }

  private void describe(Node root) throws DescriptionException {
    if (!root.has("description")) {
      return;
    }
    for (Map.Entry<String, Node> language : root.required("description").fields().entrySet()) {
      for (Map.Entry<String, Node> text : language.getValue().fields().entrySet()) {
        Optional<SuitText.Key> key = Values.label(SuitText.Key.values(), text.getKey());
        if (key.isPresent()) {
          texts.manifest(language.getKey(), key.get(), text.getValue().text());
        } else {
          notes.add(text.getValue().path() + ": left out; no text of a manifest is called so");
        }
      }
    }
  }

  /**
   * The published example has the texts below in its description and leaves the last two out of the
   * manifest; so does this.
   */
  private void describe(SuitComponentIdentifier component, Node entry) throws DescriptionException {
    if (!entry.has("description")) {
      return;
    }
    for (Map.Entry<String, Node> language : entry.required("description").fields().entrySet()) {
      for (Map.Entry<String, Node> text : language.getValue().fields().entrySet()) {
        Optional<SuitText.ComponentKey> key =
            switch (text.getKey()) {
              case "component-version", "model-info" -> Optional.empty();
              default -> Values.label(SuitText.ComponentKey.values(), text.getKey());
            };
        if (key.isPresent()) {
          texts.component(language.getKey(), component, key.get(), text.getValue().text());
        } else {
          notes.add(text.getValue().path() + ": left out, as the authoring tool does");
        }
      }
    }
  }
}
