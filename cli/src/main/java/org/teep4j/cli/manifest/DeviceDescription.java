package org.teep4j.cli.manifest;

import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.Ec2Key;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitVendorIdentifier;
import org.teep4j.suit.SuitVersion;
import org.teep4j.suit.SuitWaitInfo;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.ComponentProperties;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.ProcessorPolicy;
import org.teep4j.suit.processor.UpdateEnvironment;

/**
 * A device that processes manifests, in the words of {@code suit-processing-scenarios/1}.
 *
 * @param identity who the device is
 * @param components the components that it has; empty if it has every component
 * @param installed the manifests that are installed when its store is new
 * @param maxComponents the largest number of components of a manifest
 * @param environment time, power and consent
 * @param commands whether each custom command succeeds, by its label
 * @param decryptionKeys its keys for encrypted payloads
 */
public record DeviceDescription(
    DeviceIdentity identity,
    Optional<Map<SuitComponentIdentifier, Component>> components,
    List<InstalledManifest> installed,
    Optional<Integer> maxComponents,
    UpdateEnvironment environment,
    Map<Long, Boolean> commands,
    List<CoseKey> decryptionKeys) {

  private static final int UUID_LENGTH = 16;

  /**
   * A component of the device.
   *
   * @param content what it has when the store is new; empty if that is nothing
   * @param slot the slot that is written next
   * @param version its version
   */
  public record Component(
      Optional<Bytes> content, Optional<Uint> slot, Optional<SuitVersion> version) {}

  /**
   * Reads a description.
   *
   * @param json the description in JSON
   * @param files the files that it names
   * @return the device
   * @throws DescriptionException if it cannot be used
   */
  public static DeviceDescription read(String json, PayloadFiles files)
      throws DescriptionException {
    Node root = NodeReader.json(json);
    root.only(
        "$schema",
        "vendor_ids",
        "class_ids",
        "device_id",
        "components",
        "installed",
        "max_components",
        "time",
        "battery_mwh",
        "authorised",
        "authorised_up_to_priority",
        "events",
        "custom_commands",
        "keks",
        "recipient_keys");
    Optional<Node> components = root.field("components");
    Optional<Node> most = root.field("max_components");
    return new DeviceDescription(
        identity(root),
        components.isPresent()
            ? Optional.of(components(components.get(), new Values(files)))
            : Optional.empty(),
        installed(root),
        most.isPresent() ? Optional.of(count(most.get())) : Optional.empty(),
        environment(root),
        commands(root),
        decryptionKeys(root));
  }

  /**
   * Reads which components each key may use: an object with a list of prefixes of component
   * identifiers for each name of a key.
   *
   * @param json the rights in JSON
   * @return the prefixes by name
   * @throws DescriptionException if they cannot be used
   */
  public static Map<String, List<SuitComponentIdentifier>> readRights(String json)
      throws DescriptionException {
    Map<String, List<SuitComponentIdentifier>> rights = new LinkedHashMap<>();
    for (Map.Entry<String, Node> each : NodeReader.json(json).fields().entrySet()) {
      List<SuitComponentIdentifier> prefixes = new ArrayList<>();
      for (Node prefix : each.getValue().items()) {
        prefixes.add(id(prefix));
      }
      rights.put(each.getKey(), List.copyOf(prefixes));
    }
    return rights;
  }

  /**
   * Whether the device has a component.
   *
   * @param component the identifier
   * @return true if it may have content
   */
  public boolean has(SuitComponentIdentifier component) {
    return components.map(all -> all.containsKey(component)).orElse(true);
  }

  /**
   * What the manifest processor of the device may do.
   *
   * @return the bounds that the description names, and the defaults for others
   */
  public ProcessorPolicy processorPolicy() {
    return maxComponents
        .map(ProcessorPolicy.defaults()::withMaxComponents)
        .orElse(ProcessorPolicy.defaults());
  }

  /**
   * Slots and versions.
   *
   * @return what the description says of them
   */
  public ComponentProperties properties() {
    Map<SuitComponentIdentifier, Component> all = components.orElse(Map.of());
    return new ComponentProperties() {
      @Override
      public Optional<Uint> slot(SuitComponentIdentifier component) {
        return Optional.ofNullable(all.get(component)).flatMap(Component::slot);
      }

      @Override
      public Optional<SuitVersion> version(SuitComponentIdentifier component) {
        return Optional.ofNullable(all.get(component)).flatMap(Component::version);
      }
    };
  }

  // Identity.

  private static DeviceIdentity identity(Node root) throws DescriptionException {
    Set<SuitVendorIdentifier> vendors = new HashSet<>();
    for (Node each : list(root, "vendor_ids")) {
      vendors.add(vendor(each));
    }
    Set<UUID> classes = new HashSet<>();
    for (Node each : list(root, "class_ids")) {
      classes.add(uuid(each));
    }
    Optional<Node> device = root.field("device_id");
    return DeviceIdentity.of(
        vendors, classes, device.isPresent() ? Set.of(uuid(device.get())) : Set.of());
  }

  private static List<Node> list(Node object, String name) throws DescriptionException {
    Optional<Node> list = object.field(name);
    return list.isPresent() ? list.get().items() : List.of();
  }

  /** A UUID in either form, or an encoded private enterprise number. */
  private static SuitVendorIdentifier vendor(Node node) throws DescriptionException {
    if (node.text().contains("-") || Values.hex(node).length() == UUID_LENGTH) {
      return new SuitVendorIdentifier.Uuid(uuid(node));
    }
    try {
      CborReader reader = new CborReader(Values.hex(node));
      if (reader.readTag() == SuitVendorIdentifier.CborPen.TAG) {
        SuitVendorIdentifier.CborPen pen = new SuitVendorIdentifier.CborPen(reader.readBytes());
        reader.expectEnd();
        return pen;
      }
    } catch (DecodeException malformed) {
      // Refused below, as another tag.
    }
    throw node.refused("neither a UUID nor an encoded private enterprise number");
  }

  private static UUID uuid(Node node) throws DescriptionException {
    String text = node.text();
    return text.matches("[0-9a-fA-F]{32}")
        ? Values.uuid(
            new Node(
                text.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"),
                node.line(),
                node.path()))
        : Values.uuid(node);
  }

  // Components.

  private static Map<SuitComponentIdentifier, Component> components(Node list, Values values)
      throws DescriptionException {
    Map<SuitComponentIdentifier, Component> components = new LinkedHashMap<>();
    for (Node each : list.items()) {
      each.only("id", "name", "content", "content_file", "slot", "version");
      Optional<Node> slot = each.field("slot");
      Optional<Node> version = each.field("version");
      Component component =
          new Component(
              content(each, values),
              slot.isPresent() ? Optional.of(slot.get().unsigned()) : Optional.empty(),
              version.isPresent() ? Optional.of(Values.version(version.get())) : Optional.empty());
      Node id = each.required("id");
      if (components.put(id(id), component) != null) {
        throw id.refused("this component is there already");
      }
    }
    return components;
  }

  /** Digits, an object with a text, or the content of a file. */
  private static Optional<Bytes> content(Node component, Values values)
      throws DescriptionException {
    Optional<Map.Entry<String, Node>> form = component.oneOf("content", "content_file");
    if (form.isEmpty() || form.get().getValue().value() == null) {
      return Optional.empty();
    }
    Node node = form.get().getValue();
    return Optional.of(
        form.get().getKey().equals("content_file") ? values.file(node) : segment(node));
  }

  private static Bytes segment(Node node) throws DescriptionException {
    if (!node.isObject()) {
      return Values.hex(node);
    }
    node.only("text");
    return Bytes.ofUtf8(node.required("text").text());
  }

  /** Segments: each is hexadecimal digits, or an object with a text. */
  private static SuitComponentIdentifier id(Node node) throws DescriptionException {
    List<Bytes> segments = new ArrayList<>();
    for (Node segment : node.items()) {
      segments.add(segment(segment));
    }
    return new SuitComponentIdentifier(segments);
  }

  private static List<InstalledManifest> installed(Node root) throws DescriptionException {
    SuitDigest unknown = new SuitDigest(SuitDigestAlgorithm.SHA_256, Bytes.wrap(new byte[32]));
    List<InstalledManifest> installed = new ArrayList<>();
    for (Node each : list(root, "installed")) {
      each.only("manifest_component_id", "sequence_number");
      Optional<Node> id = each.field("manifest_component_id").filter(node -> node.value() != null);
      installed.add(
          new InstalledManifest(
              id.isPresent() ? Optional.of(id(id.get())) : Optional.empty(),
              each.required("sequence_number").unsigned(),
              Optional.empty(),
              unknown,
              Set.of()));
    }
    return List.copyOf(installed);
  }

  // Environment.

  private static int count(Node node) throws DescriptionException {
    long number = node.number();
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw node.refused("a number of components is from 1 to " + Integer.MAX_VALUE);
    }
    return (int) number;
  }

  private static UpdateEnvironment environment(Node root) throws DescriptionException {
    Optional<Node> time = root.field("time");
    Optional<Node> battery = root.field("battery_mwh");
    Optional<Node> authorised = root.field("authorised");
    Optional<Node> priority = root.field("authorised_up_to_priority");
    Optional<Node> events = root.field("events");
    return new Environment(
        time.isPresent() ? Optional.of(time(time.get())) : Optional.empty(),
        battery.isPresent() ? Optional.of(battery.get().unsigned()) : Optional.empty(),
        authorised.isPresent() && authorised.get().flag(),
        priority.isPresent() ? Optional.of(priority.get().number()) : Optional.empty(),
        events.isPresent() ? events(events.get()) : UpdateEnvironment.WaitState.UNSUPPORTED);
  }

  private static Instant time(Node node) throws DescriptionException {
    long seconds = node.number();
    if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
      throw node.refused("not a time in seconds since 1970");
    }
    return Instant.ofEpochSecond(seconds);
  }

  private static UpdateEnvironment.WaitState events(Node node) throws DescriptionException {
    return switch (node.text()) {
      case "over" -> UpdateEnvironment.WaitState.OVER;
      case "waiting" -> UpdateEnvironment.WaitState.WAITING;
      case "unsupported" -> UpdateEnvironment.WaitState.UNSUPPORTED;
      default -> throw node.refused("events are over, waiting or unsupported");
    };
  }

  private record Environment(
      Optional<Instant> time,
      Optional<Uint> batteryLevel,
      boolean authorised,
      Optional<Long> authorisedUpTo,
      WaitState events)
      implements UpdateEnvironment {

    @Override
    public Instant now() {
      return time.orElseGet(Instant::now);
    }

    @Override
    public boolean isAuthorized(CommandTarget target, long priority) {
      return authorised || authorisedUpTo.map(most -> priority <= most).orElse(false);
    }

    @Override
    public WaitState awaited(CommandTarget target, SuitWaitInfo awaitedEvents) {
      return events;
    }
  }

  private static Map<Long, Boolean> commands(Node root) throws DescriptionException {
    Map<Long, Boolean> commands = new LinkedHashMap<>();
    for (Node each : list(root, "custom_commands")) {
      each.only("label", "outcome");
      Node label = each.required("label");
      if (label.number() >= -256) {
        throw label.refused("labels of custom commands are below -256");
      }
      Node outcome = each.required("outcome");
      if (!Set.of("success", "condition-failed").contains(outcome.text())) {
        throw outcome.refused("an outcome is success or condition-failed");
      }
      commands.put(label.number(), outcome.text().equals("success"));
    }
    return commands;
  }

  // Keys.

  private static List<CoseKey> decryptionKeys(Node root) throws DescriptionException {
    List<CoseKey> keys = new ArrayList<>();
    for (Node each : list(root, "keks")) {
      each.only("kid", "k");
      keys.add(key(each, () -> SymmetricKey.of(Values.hex(each.required("k")))));
    }
    for (Node each : list(root, "recipient_keys")) {
      each.only("kid", "crv", "x", "y", "d");
      if (!each.required("crv").text().equals("P-256")) {
        throw each.required("crv").refused("the curve is P-256; name a file by --decryption-key");
      }
      Bytes x = Values.hex(each.required("x"));
      Bytes y = Values.hex(each.required("y"));
      Bytes d = Values.hex(each.required("d"));
      keys.add(key(each, () -> Ec2Key.of(CoseCurve.P256, x, y, d)));
    }
    return List.copyOf(keys);
  }

  /** Makes a key of its members. */
  @FunctionalInterface
  private interface Secret {
    CoseKey make() throws InvalidKeyException, DescriptionException;
  }

  private static CoseKey key(Node node, Secret secret) throws DescriptionException {
    Optional<Node> kid = node.field("kid").filter(id -> id.value() != null);
    try {
      CoseKey key = secret.make();
      return kid.isPresent() ? key.withKeyId(Values.hex(kid.get())) : key;
    } catch (InvalidKeyException refused) {
      throw node.refused("no key: " + refused.getMessage());
    }
  }
}
