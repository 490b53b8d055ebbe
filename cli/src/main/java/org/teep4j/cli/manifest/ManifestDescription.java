package org.teep4j.cli.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitEnvelopeBuilder;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitText;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.Dependency;
import org.teep4j.suit.author.EncryptedImage;
import org.teep4j.suit.author.Image;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Slot;
import org.teep4j.suit.author.Source;
import org.teep4j.suit.encryption.SuitEncryptedPayload;
import org.teep4j.suit.encryption.SuitEncryptionInfo;

/**
 * What a description says.
 *
 * @param envelope an envelope with the manifest and the payloads, not signed
 * @param notes what the author should know, one sentence each
 */
public record ManifestDescription(SuitEnvelopeBuilder envelope, List<String> notes) {

  /** How a description is written. */
  public enum Format {
    /** JSON (RFC 8259). */
    JSON,
    /** YAML 1.1; one document. */
    YAML,
    /** Diagnostic notation of CBOR: the description, or the manifest itself. */
    EDN
  }

  /**
   * Reads a description.
   *
   * @param text the description
   * @param format how it is written
   * @param files the files that it names
   * @return what it says
   * @throws DescriptionException if it cannot be used
   */
  public static ManifestDescription read(String text, Format format, PayloadFiles files)
      throws DescriptionException {
    if (format == Format.EDN) {
      Bytes encoded = parse(text);
      return isManifest(encoded) ? ofManifest(encoded) : of(NodeReader.cbor(encoded), files);
    }
    return of(format == Format.JSON ? NodeReader.json(text) : NodeReader.yaml(text), files);
  }

  private static ManifestDescription of(Node root, PayloadFiles files) throws DescriptionException {
    try {
      if (root.has("manifest-sequence-number")) {
        AuthoringTool tool = new AuthoringTool(files);
        return new ManifestDescription(tool.read(root).envelope(), List.copyOf(tool.notes()));
      }
      return new ManifestDescription(new Reader(files).read(root).envelope(), List.of());
    } catch (IllegalArgumentException refused) {
      throw root.refused(String.valueOf(refused.getMessage()));
    }
  }

  private static Bytes parse(String text) throws DescriptionException {
    try {
      return Edn.parse(text, EdnParseOptions.defaults());
    } catch (DecodeException malformed) {
      int line = (int) text.substring(0, offset(text, malformed)).lines().count();
      throw new DescriptionException(
          Math.max(1, line), "", "not diagnostic notation: " + malformed.detail());
    }
  }

  /**
   * Reads one of the examples and schemas that come with the command.
   *
   * @param name the name, with its folder
   * @return the text
   * @throws IOException if the resource cannot be read
   */
  public static String resource(String name) throws IOException {
    try (InputStream in = ManifestDescription.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int offset(String text, DecodeException malformed) {
    return (int) Math.min(text.length(), Math.max(0, malformed.offset() + 1));
  }

  /** Whether this is a manifest itself, whose members have numbers. */
  private static boolean isManifest(Bytes encoded) {
    try {
      CborReader reader = new CborReader(encoded);
      reader.tryReadTag(SuitManifest.TAG);
      if (reader.peekType() != CborType.MAP) {
        return false;
      }
      reader.enterMap();
      return reader.hasNext() && reader.peekType() == CborType.UNSIGNED_INTEGER;
    } catch (DecodeException e) {
      return false;
    }
  }

  private static ManifestDescription ofManifest(Bytes encoded) throws DescriptionException {
    try {
      SuitManifest manifest =
          SuitManifest.decodeUnverified(encoded).toBuilder().tagged(false).build();
      return new ManifestDescription(SuitEnvelope.builder(manifest), List.of());
    } catch (DecodeException malformed) {
      throw new DescriptionException("not a manifest: " + malformed.getMessage());
    }
  }

  /** Reads the format of {@code manifest-description.schema.json}. */
  private static final class Reader {
    private final PayloadFiles files;
    private final Values values;

    Reader(PayloadFiles files) {
      this.files = files;
      this.values = new Values(files);
    }

    ManifestAuthor read(Node root) throws DescriptionException {
      root.only(
          "$schema",
          "sequence-number",
          "manifest-component-id",
          "set-version",
          "reference-uri",
          "text",
          "coswid",
          "components",
          "dependencies",
          "uninstall",
          "sever");
      ManifestAuthor author =
          ManifestAuthor.ofSequenceNumber(root.required("sequence-number").unsigned());
      if (root.has("manifest-component-id")) {
        author.manifestComponentId(values.component(root.required("manifest-component-id")));
      }
      if (root.has("set-version")) {
        author.setVersion(Values.version(root.required("set-version")));
      }
      if (root.has("reference-uri")) {
        author.referenceUri(root.required("reference-uri").text());
      }
      if (root.has("coswid")) {
        author.coswid(values.bytes(root.required("coswid")));
      }
      if (root.has("text")) {
        text(root.required("text")).ifPresent(author::text);
      }
      if (root.has("components")) {
        for (Node component : root.required("components").items()) {
          author.component(component(component));
        }
      }
      if (root.has("dependencies")) {
        for (Node dependency : root.required("dependencies").items()) {
          author.dependency(dependency(dependency));
        }
      }
      if (root.has("uninstall") && root.required("uninstall").flag()) {
        author.uninstallable();
      }
      if (root.has("sever")) {
        sever(root.required("sever"), author);
      }
      return author;
    }

    private static void sever(Node node, ManifestAuthor author) throws DescriptionException {
      if (node.isFlag()) {
        if (node.flag()) {
          author.severAll();
        }
        return;
      }
      for (Node member : node.items()) {
        author.sever(severable(member));
      }
    }

    private static SuitManifestLabel severable(Node member) throws DescriptionException {
      for (SuitManifestLabel label : SuitManifestLabel.values()) {
        if (label.isSeverable() && label.shortName().equals(member.text())) {
          return label;
        }
      }
      throw member.refused(
          "not a severable member: text, coswid, dependency-resolution, payload-fetch,"
              + " candidate-verification or install");
    }

    // Components.

    private Component component(Node node) throws DescriptionException {
      node.only(
          "id",
          "present",
          "download",
          "staged",
          "integrated",
          "write",
          "slots",
          "compatible-with",
          "validate",
          "load",
          "invoke");
      SuitComponentIdentifier identifier = values.component(node.required("id"));
      Map.Entry<String, Node> source =
          node.oneOf("present", "download", "staged", "integrated", "write", "slots")
              .orElseThrow(
                  () ->
                      node.refused(
                          "where the content comes from is missing: one of present, download,"
                              + " staged, integrated, write and slots"));
      Component component;
      try {
        component = component(identifier, source.getKey(), source.getValue());
      } catch (IllegalArgumentException refused) {
        throw source.getValue().refused(String.valueOf(refused.getMessage()));
      }
      if (node.has("compatible-with")) {
        Node devices = node.required("compatible-with");
        devices.only("vendor", "class");
        UUID vendor = Values.vendor(devices.required("vendor"));
        component =
            component.compatibleWith(vendor, Values.deviceClass(devices.required("class"), vendor));
      }
      if (node.has("validate") && node.required("validate").flag()) {
        component = component.validated();
      }
      if (node.has("load")) {
        component = load(node.required("load"), component);
      }
      if (node.has("invoke")) {
        component = invoke(node.required("invoke"), component);
      }
      return component;
    }

    private Component component(SuitComponentIdentifier identifier, String kind, Node node)
        throws DescriptionException {
      return switch (kind) {
        case "present" -> {
          node.only("file", "content", "digest", "size");
          yield Component.present(identifier, values.image(node));
        }
        case "download" -> {
          node.only("uri", "file", "content", "digest", "size");
          yield Component.of(
              identifier, Source.download(node.required("uri").text(), values.image(node)));
        }
        case "staged" -> Component.of(identifier, staged(node));
        case "integrated" -> Component.of(identifier, integrated(node));
        case "write" -> Component.of(identifier, written(node));
        default -> Component.of(identifier, slots(node));
      };
    }

    private Source staged(Node node) throws DescriptionException {
      node.only("uri", "in", "file", "content", "digest", "size", "encryption-info", "ciphertext");
      String uri = node.required("uri").text();
      SuitComponentIdentifier staging = values.component(node.required("in"));
      Image image = values.image(node);
      if (!isEncrypted(node)) {
        return Source.staged(uri, image, staging);
      }
      Node ciphertext = node.required("ciphertext");
      Image encrypted =
          ciphertext.isObject() && !ciphertext.has("hex") && !ciphertext.has("text")
              ? values.image(ciphertext)
              : Image.of(values.bytes(ciphertext));
      return Source.staged(uri, new EncryptedImage(image, info(node), encrypted), staging);
    }

    private Source integrated(Node node) throws DescriptionException {
      node.only("key", "in", "file", "content", "digest", "size", "encryption-info", "ciphertext");
      String key = node.required("key").text();
      if (isEncrypted(node)) {
        return Source.integrated(
            key, values.image(node), encrypted(node), values.component(node.required("in")));
      }
      if (node.has("in")) {
        throw node.required("in").refused("only an encrypted payload is copied from another place");
      }
      return Source.integrated(key, values.content(node));
    }

    private Source written(Node node) throws DescriptionException {
      node.only("file", "content", "digest", "size", "encryption-info", "ciphertext");
      return isEncrypted(node)
          ? Source.written(values.image(node), encrypted(node))
          : Source.written(values.content(node));
    }

    private static boolean isEncrypted(Node node) throws DescriptionException {
      if (node.has("encryption-info") != node.has("ciphertext")) {
        throw node.refused("encryption-info and ciphertext belong together");
      }
      return node.has("ciphertext");
    }

    private SuitEncryptedPayload encrypted(Node node) throws DescriptionException {
      return new SuitEncryptedPayload(info(node), values.bytes(node.required("ciphertext")));
    }

    private SuitEncryptionInfo info(Node node) throws DescriptionException {
      Node info = node.required("encryption-info");
      try {
        return SuitEncryptionInfo.decode(values.bytes(info));
      } catch (DecodeException malformed) {
        throw info.refused("not an encryption info: " + malformed.getMessage());
      }
    }

    private Source slots(Node node) throws DescriptionException {
      List<Slot> slots = new ArrayList<>();
      for (Node slot : node.items()) {
        slot.only("slot", "uri", "file", "content", "digest", "size");
        slots.add(
            new Slot(
                slot.required("slot").unsigned(), slot.required("uri").text(), values.image(slot)));
      }
      return Source.slots(slots.toArray(Slot[]::new));
    }

    private Component load(Node node, Component component) throws DescriptionException {
      node.only("into", "file", "content", "digest", "size");
      SuitComponentIdentifier target = values.component(node.required("into"));
      if (node.has("file") || node.has("content") || node.has("digest")) {
        return component.loadedInto(target, values.image(node));
      }
      try {
        return component.loadedInto(target);
      } catch (IllegalStateException unknown) {
        throw node.refused(
            "the content depends on the slot: give the loaded one by file, content or digest");
      }
    }

    private Component invoke(Node node, Component component) throws DescriptionException {
      if (node.isFlag()) {
        return node.flag() ? component.invoked() : component;
      }
      node.only("arguments");
      return component.invoked(values.bytes(node.required("arguments")));
    }

    // Dependencies.

    private Dependency dependency(Node node) throws DescriptionException {
      node.only("id", "envelope", "uri", "key", "prefix", "shared");
      SuitComponentIdentifier identifier = values.component(node.required("id"));
      Node file = node.required("envelope");
      Map.Entry<String, Node> place =
          node.oneOf("uri", "key")
              .orElseThrow(
                  () ->
                      node.refused(
                          "give uri, from which the envelope is fetched, or key, under which it is"
                              + " put into this envelope"));
      Dependency dependency;
      try {
        SuitEnvelope envelope =
            SuitEnvelope.decode(file.isText() ? named(file) : values.bytes(file));
        String name = place.getValue().text();
        dependency =
            place.getKey().equals("uri")
                ? Dependency.download(identifier, envelope, name)
                : Dependency.integrated(identifier, envelope, name);
      } catch (DecodeException malformed) {
        throw file.refused("not an envelope: " + malformed.getMessage());
      } catch (IllegalArgumentException refused) {
        throw place.getValue().refused(String.valueOf(refused.getMessage()));
      }
      if (node.has("prefix")) {
        dependency = dependency.withPrefix(values.component(node.required("prefix")));
      }
      boolean shared = node.has("shared") && node.required("shared").flag();
      return shared ? dependency.shared() : dependency;
    }

    private Bytes named(Node file) throws DescriptionException {
      try {
        return files.read(file.text());
      } catch (DescriptionException refused) {
        throw file.refused(String.valueOf(refused.getMessage()));
      }
    }

    // Texts.

    private Optional<SuitText> text(Node node) throws DescriptionException {
      Values.Texts texts = new Values.Texts();
      for (Map.Entry<String, Node> language : node.fields().entrySet()) {
        String tag = language.getKey();
        for (Map.Entry<String, Node> text : language.getValue().fields().entrySet()) {
          if (text.getKey().equals("components")) {
            for (Node component : text.getValue().items()) {
              component(texts, tag, component);
            }
            continue;
          }
          SuitText.Key key =
              Values.label(SuitText.Key.values(), text.getKey())
                  .orElseThrow(() -> text.getValue().refused("no text is called so"));
          texts.manifest(tag, key, text.getValue().text());
        }
      }
      return texts.build(node);
    }

    private void component(Values.Texts texts, String language, Node node)
        throws DescriptionException {
      SuitComponentIdentifier identifier = values.component(node.required("id"));
      for (Map.Entry<String, Node> text : node.fields().entrySet()) {
        if (!text.getKey().equals("id")) {
          SuitText.ComponentKey key =
              Values.label(SuitText.ComponentKey.values(), text.getKey())
                  .orElseThrow(() -> text.getValue().refused("no text is called so"));
          texts.component(language, identifier, key, text.getValue().text());
        }
      }
    }
  }
}
