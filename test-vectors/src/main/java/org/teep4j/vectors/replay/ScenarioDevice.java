package org.teep4j.vectors.replay;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVendorIdentifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.SuitVersion;
import org.teep4j.suit.SuitWaitInfo;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.processor.AccessControl;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.ComponentProperties;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.UpdateEnvironment;
import org.teep4j.vectors.format.Scenario;

/** The device of a scenario, as a platform that notes what is fetched and started. */
final class ScenarioDevice {
  private static final SuitCoseProfile AES_KEY_WRAP_GCM = new SuitCoseProfile(-16, 5, -3, 1);

  private final Scenario scenario;
  private final Map<String, SuitVerifier> verifiers = new LinkedHashMap<>();
  private final Set<String> fetched = new LinkedHashSet<>();
  private final List<String> invoked = new ArrayList<>();

  ScenarioDevice(Scenario scenario) throws DecodeException, GeneralSecurityException {
    this.scenario = scenario;
    for (Map.Entry<String, Bytes> each : scenario.trusted().entrySet()) {
      CoseKey key = CoseKey.decode(each.getValue());
      verifiers.put(
          each.getKey(),
          key instanceof SymmetricKey secret
              ? SuitVerifier.of(CoseMacVerifier.of(secret, CoseAlgorithm.HMAC_256))
              : SuitVerifier.of(CoseVerifier.of(key)));
    }
  }

  List<SuitVerifier> verifiers() {
    return List.copyOf(verifiers.values());
  }

  /** The URIs that were tried. */
  List<String> fetched() {
    return List.copyOf(fetched);
  }

  /** The components that were started, with their arguments. */
  List<String> invoked() {
    return List.copyOf(invoked);
  }

  Platform platform(Scenario.Step step, ScenarioState state)
      throws DecodeException, GeneralSecurityException {
    Scenario.Device device = step.device();
    fetched.clear();
    invoked.clear();
    Platform.Builder builder =
        Platform.builder(state.store(), state.registry(), identity(device))
            .journal(state.journal())
            .fetcher(
                request -> {
                  fetched.add(request.uri());
                  Bytes content = step.fetchable().get(request.uri());
                  if (content == null) {
                    throw new IOException("unreachable: " + request.uri());
                  }
                  return content.asInputStream();
                })
            .invoker(
                (target, arguments) ->
                    invoked.add(
                        target.component() + " " + arguments.map(Bytes::toHex).orElse("null")))
            .dependencies(verifiers())
            .properties(new Properties(scenario))
            .environment(new Environment(device));
    device
        .customCommands()
        .forEach(
            (label, success) -> builder.command(label, (command, target, parameters) -> success));
    if (scenario.access().isPresent()) {
      builder.accessControl(new Access());
    }
    for (Bytes encoded : device.decryptionKeys()) {
      CoseKey key = CoseKey.decode(encoded);
      builder.decryptor(
          key instanceof SymmetricKey
              ? SuitDecryptor.of(key, AES_KEY_WRAP_GCM, SuitCoseProfile.SHA256_HMAC_A128KW_A128CTR)
              : SuitDecryptor.of(
                  key,
                  SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM,
                  SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR));
    }
    return builder.build();
  }

  private static DeviceIdentity identity(Scenario.Device device) throws DecodeException {
    Set<SuitVendorIdentifier> vendors = new HashSet<>();
    for (Bytes each : device.vendorIds()) {
      if (each.length() == 16) {
        vendors.add(new SuitVendorIdentifier.Uuid(uuid(each)));
      } else {
        CborReader reader = new CborReader(each);
        reader.readTag();
        vendors.add(new SuitVendorIdentifier.CborPen(reader.readBytes()));
      }
    }
    Set<UUID> classes = new HashSet<>();
    device.classIds().forEach(each -> classes.add(uuid(each)));
    return DeviceIdentity.of(
        vendors, classes, device.deviceId().map(each -> Set.of(uuid(each))).orElse(Set.of()));
  }

  private static UUID uuid(Bytes bytes) {
    String digits = bytes.toHex();
    return new UUID(
        HexFormat.fromHexDigitsToLong(digits, 0, 16),
        HexFormat.fromHexDigitsToLong(digits, 16, 32));
  }

  private record Properties(Scenario scenario) implements ComponentProperties {
    private Optional<Scenario.Component> find(SuitComponentIdentifier id) {
      return scenario.components().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Uint> slot(SuitComponentIdentifier component) {
      return find(component).flatMap(Scenario.Component::slot);
    }

    @Override
    public Optional<SuitVersion> version(SuitComponentIdentifier component) {
      return find(component).flatMap(Scenario.Component::version);
    }
  }

  private record Environment(Scenario.Device device) implements UpdateEnvironment {
    @Override
    public Instant now() {
      return Instant.ofEpochSecond(device.time());
    }

    @Override
    public Optional<Uint> batteryLevel() {
      return device.battery();
    }

    @Override
    public boolean isAuthorized(CommandTarget target, long priority) {
      return device.authorised()
          || device.authorisedUpTo().map(most -> priority <= most).orElse(false);
    }

    @Override
    public WaitState awaited(CommandTarget target, SuitWaitInfo events) {
      return switch (device.events()) {
        case "over" -> WaitState.OVER;
        case "waiting" -> WaitState.WAITING;
        default -> WaitState.UNSUPPORTED;
      };
    }
  }

  private final class Access implements AccessControl {
    @Override
    public boolean permits(
        CommandTarget target, SuitCommandCode command, SuitComponentIdentifier used) {
      return permitsManifest(target.manifest(), used);
    }

    @Override
    public boolean permitsManifest(VerifiedManifest manifest, SuitComponentIdentifier id) {
      SuitVerifier signer = manifest.authentications().get(0).verifier();
      return verifiers.entrySet().stream()
          .filter(each -> each.getValue() == signer)
          .flatMap(each -> prefixes(each.getKey()).stream())
          .anyMatch(prefix -> isPrefix(prefix.segments(), id.segments()));
    }

    private List<SuitComponentIdentifier> prefixes(String key) {
      return scenario.access().orElseThrow().getOrDefault(key, List.of());
    }

    private static boolean isPrefix(List<Bytes> prefix, List<Bytes> id) {
      return id.size() >= prefix.size() && id.subList(0, prefix.size()).equals(prefix);
    }
  }
}
