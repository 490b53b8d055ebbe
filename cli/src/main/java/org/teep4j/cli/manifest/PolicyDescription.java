package org.teep4j.cli.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.eat.EatClaim;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.TrustTier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.tam.AttestedDevice;

/**
 * Which Agents a TAM asks for attestation, and which of them get which components.
 *
 * @param attestation when it asks for attestation; empty if the description does not say it
 * @param groups the groups of Agents; the first one that an Agent belongs to counts
 */
public record PolicyDescription(Optional<Attestation> attestation, List<Group> groups) {

  /** When a TAM asks for attestation. */
  public enum Attestation {
    /** Never: the keys of Agents are known. */
    NEVER,
    /** Agents whose key is not known. */
    UNKNOWN_KEYS,
    /** Every Agent, in each session. */
    ALWAYS
  }

  /**
   * A group of Agents.
   *
   * @param name what to call it
   * @param agents the thumbprints of its keys; empty if any key may belong to it
   * @param device claims that a device of it has, itself or together in one of its parts, and that
   *     a Verifier has confirmed; empty if any device may belong to it
   * @param lowestTier the worst tier of a device of it; empty if a Verifier need not state one, and
   *     affirms the device if it does
   * @param mayHave the first segments of the components that it may have
   * @param mustHave the components that it gets without asking
   */
  public record Group(
      String name,
      Optional<Set<Bytes>> agents,
      Optional<EatClaims> device,
      Optional<TrustTier> lowestTier,
      List<SuitComponentIdentifier> mayHave,
      Set<SuitComponentIdentifier> mustHave) {

    /**
     * Whether an Agent belongs to the group.
     *
     * @param thumbprint the thumbprint of its key
     * @param attested what was attested of its device
     * @return true if it is one of the agents and such a device
     */
    public boolean includes(Bytes thumbprint, Optional<AttestedDevice> attested) {
      return agents.map(keys -> keys.contains(thumbprint)).orElse(true)
          && device.map(claims -> attested.filter(it -> it.hasAll(claims)).isPresent()).orElse(true)
          && lowestTier
              .map(tier -> attested.filter(it -> it.isAtLeast(tier)).isPresent())
              .orElse(isNotDoubted(attested));
    }

    /**
     * Whether the group is empty without attestation.
     *
     * @return true if only a device that was attested can be in it
     */
    public boolean needsAttestation() {
      return device.isPresent() || lowestTier.isPresent();
    }

    /** Another group may be for devices that are doubted; this one does not ask for them. */
    private static boolean isNotDoubted(Optional<AttestedDevice> attested) {
      return attested
          .flatMap(AttestedDevice::tier)
          .map(tier -> tier.isAtLeast(TrustTier.AFFIRMING))
          .orElse(true);
    }

    /**
     * Whether the group may have a component.
     *
     * @param component the component
     * @return true if the component begins with one of the prefixes
     */
    public boolean mayHave(SuitComponentIdentifier component) {
      return mayHave.stream().anyMatch(prefix -> isPrefix(prefix.segments(), component.segments()));
    }

    private static boolean isPrefix(List<Bytes> prefix, List<Bytes> id) {
      return id.size() >= prefix.size() && id.subList(0, prefix.size()).equals(prefix);
    }
  }

  private static final int THUMBPRINT_SIZE = 32;

  /** Every Agent may have every component. */
  public static final PolicyDescription DEFAULT =
      new PolicyDescription(
          Optional.empty(),
          List.of(
              new Group(
                  "everyone",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  List.of(new SuitComponentIdentifier(List.of())),
                  Set.of())));

  /**
   * The worst tier that a group is content with.
   *
   * @return {@link TrustTier#AFFIRMING} if no group says so
   */
  public TrustTier lowestTier() {
    return groups.stream()
        .flatMap(group -> group.lowestTier().stream())
        .reduce(TrustTier.AFFIRMING, TrustTier::worse);
  }

  /**
   * Reads a description.
   *
   * @param json the description in JSON
   * @return the policy
   * @throws DescriptionException if it cannot be used
   */
  public static PolicyDescription read(String json) throws DescriptionException {
    Node root = NodeReader.json(json);
    root.only("attestation", "groups");
    Optional<Node> attestation = root.field("attestation");
    Optional<Node> groups = root.field("groups");
    return new PolicyDescription(
        attestation.isPresent() ? Optional.of(attestation(attestation.get())) : Optional.empty(),
        groups.isPresent() ? groups(groups.get()) : DEFAULT.groups());
  }

  private static Attestation attestation(Node node) throws DescriptionException {
    for (Attestation each : Attestation.values()) {
      if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(node.text())) {
        return each;
      }
    }
    throw node.refused("attestation is never, unknown-keys or always");
  }

  private static List<Group> groups(Node list) throws DescriptionException {
    List<Group> groups = new ArrayList<>();
    for (Node each : list.items()) {
      each.only("name", "agents", "device", "lowest_tier", "may_have", "must_have");
      Optional<Node> agents = each.field("agents");
      Optional<Node> device = each.field("device");
      Optional<Node> tier = each.field("lowest_tier");
      groups.add(
          new Group(
              each.required("name").text(),
              agents.isPresent() ? Optional.of(thumbprints(agents.get())) : Optional.empty(),
              device.isPresent() ? Optional.of(claims(device.get())) : Optional.empty(),
              tier.isPresent() ? Optional.of(tier(tier.get())) : Optional.empty(),
              components(each, "may_have"),
              Set.copyOf(new LinkedHashSet<>(components(each, "must_have")))));
    }
    return List.copyOf(groups);
  }

  /** Claims that a TAM remembers, in the JSON of RFC 9711. */
  private static EatClaims claims(Node node) throws DescriptionException {
    node.only(
        AttestedDevice.rememberedClaims().stream().map(EatClaim::jsonName).toArray(String[]::new));
    try {
      return EatClaims.decodeJsonUnverified(node.json().toString());
    } catch (DecodeException refused) {
      throw node.refused("no claims: " + refused.getMessage());
    }
  }

  private static TrustTier tier(Node node) throws DescriptionException {
    for (TrustTier tier : TrustTier.values()) {
      if (tier.jsonName().equals(node.text())) {
        return tier;
      }
    }
    throw node.refused("a tier is affirming, none, warning or contraindicated");
  }

  private static Set<Bytes> thumbprints(Node list) throws DescriptionException {
    Set<Bytes> thumbprints = new HashSet<>();
    for (Node each : list.items()) {
      Bytes thumbprint = Values.hex(each);
      if (thumbprint.length() != THUMBPRINT_SIZE) {
        throw each.refused("a thumbprint has 64 digits; 'teep4j key thumbprint' prints it");
      }
      thumbprints.add(thumbprint);
    }
    return Set.copyOf(thumbprints);
  }

  private static List<SuitComponentIdentifier> components(Node group, String name)
      throws DescriptionException {
    List<SuitComponentIdentifier> components = new ArrayList<>();
    Optional<Node> list = group.field(name);
    if (list.isPresent()) {
      for (Node each : list.get().items()) {
        components.add(component(each));
      }
    }
    return List.copyOf(components);
  }

  private static SuitComponentIdentifier component(Node node) throws DescriptionException {
    try {
      return ComponentPath.parse(node.text());
    } catch (IllegalArgumentException refused) {
      throw node.refused(String.valueOf(refused.getMessage()));
    }
  }
}
