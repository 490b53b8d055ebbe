package org.teep4j.suit.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDependencyMetadata;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.authoring.SequenceBuilder;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;

/** Whatever is changed in an envelope after it was signed, the device stays as it is. */
@Tag("once")
class TamperingTest {

  private static final SuitComponentIdentifier APP = SuitComponentIdentifier.ofText("app");
  private static final SuitComponentIdentifier LIBRARY = SuitComponentIdentifier.ofText("lib");
  private static final SuitComponentIdentifier DEPENDENCY = SuitComponentIdentifier.ofText("dep");
  private static final SuitComponentIdentifier HOME = SuitComponentIdentifier.ofText("manifest");
  private static final SuitRepPolicy POLICY = SuitRepPolicy.NONE;
  private static final SuitManifestLabel[] SEVERED = {
    SuitManifestLabel.DEPENDENCY_RESOLUTION,
    SuitManifestLabel.PAYLOAD_FETCH,
    SuitManifestLabel.INSTALL
  };

  private final CoseKey key = Author.newKey();
  private final Author author = new Author(key);
  private final CoseKey strangersKey = Author.newKey();
  private final Bytes payload = Bytes.ofUtf8("the new application");
  private final Bytes dependency = envelope(key, dependency("library"), Map.of());
  private final Bytes envelope = root(7, payload, payload, dependency);

  /** A device that has release 5, and says what is asked of it. */
  private final class Device {

    final List<String> effects = new ArrayList<>();
    final MemoryStore memory = new MemoryStore();
    final MemoryRegistry remembered = new MemoryRegistry();
    AccessControl accessControl = AccessControl.unrestricted();

    Device() {
      for (SuitComponentIdentifier id : List.of(APP, LIBRARY, DEPENDENCY, HOME)) {
        memory.with(id);
      }
      Bytes old = Bytes.ofUtf8("old");
      Bytes installed = root(5, old, old, envelope(key, dependency("old library"), Map.of()));
      assertEquals(2, process(author.verify(installed)));
      effects.clear();
    }

    Object state() {
      return List.of(memory.components(), remembered.manifests());
    }

    /** Updates and invokes; returns how many of the two were complete. */
    int process(VerifiedManifest manifest) {
      ComponentStore store =
          new ComponentStore() {
            @Override
            public boolean supports(SuitComponentIdentifier component) {
              return memory.supports(component);
            }

            @Override
            public Optional<ContentSource> content(SuitComponentIdentifier component) {
              return memory.content(component);
            }

            @Override
            public ContentSink stage(StagingRequest request) {
              effects.add("stage");
              return memory.stage(request);
            }

            @Override
            public ContentSource staged(String name) throws IOException {
              return memory.staged(name);
            }

            @Override
            public void discardStaged() {
              memory.discardStaged();
            }

            @Override
            public void activate(List<ComponentChange> changes) throws IOException {
              effects.add("activate");
              memory.activate(changes);
            }
          };
      ManifestRegistry registry =
          new ManifestRegistry() {
            @Override
            public List<InstalledManifest> manifests() {
              return remembered.manifests();
            }

            @Override
            public void replace(List<InstalledManifest> manifests) {
              effects.add("replace");
              remembered.replace(manifests);
            }
          };
      ManifestProcessor processor =
          new ManifestProcessor(
              Platform.builder(store, registry, DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
                  .dependencies(author.verifiers())
                  .accessControl(accessControl)
                  .invoker((target, arguments) -> effects.add("invoke"))
                  .build());
      int complete = 0;
      for (Procedure procedure : List.of(Procedure.UPDATE, Procedure.INVOCATION)) {
        complete += processor.process(manifest, procedure).isComplete() ? 1 : 0;
      }
      return complete;
    }

    /** What an agent does with an envelope that it gets; empty if it refuses the envelope. */
    Optional<Integer> receive(Bytes received) {
      VerifiedManifest verified;
      try {
        verified = SuitEnvelope.decode(received).verifyAny(author.verifiers());
      } catch (DecodeException | GeneralSecurityException e) {
        return Optional.empty();
      }
      return Optional.of(process(verified));
    }
  }

  private static SuitManifest dependency(String content) {
    return SuitManifest.builder(1, SuitCommon.of(LIBRARY))
        .sequence(
            SuitManifestLabel.INSTALL,
            SequenceBuilder.sequence()
                .overrideParameters(
                    SuitParameters.builder()
                        .set(SuitParameter.CONTENT, Bytes.ofUtf8(content))
                        .build())
                .add(SuitCommandCode.DIRECTIVE_WRITE, POLICY)
                .build())
        .build();
  }

  private Bytes root(long number, Bytes expected, Bytes integrated, Bytes dependencyEnvelope) {
    SuitParameters app =
        SuitParameters.builder()
            .set(SuitParameter.URI, "#app")
            .set(SuitParameter.IMAGE_DIGEST, Author.digest(expected))
            .build();
    SuitManifest manifest =
        SuitManifest.builder(
                number,
                SuitCommon.of(APP)
                    .withDependency(1, SuitDependencyMetadata.ofPrefix(DEPENDENCY))
                    .withSharedSequence(
                        SequenceBuilder.sequence()
                            .setComponentIndex(0)
                            .overrideParameters(app)
                            .build()))
            .manifestComponentId(HOME)
            .sequence(
                SuitManifestLabel.DEPENDENCY_RESOLUTION,
                SequenceBuilder.sequence()
                    .setComponentIndex(1)
                    .overrideParameters(
                        SuitParameters.builder()
                            .set(SuitParameter.URI, "#dependency")
                            .set(SuitParameter.IMAGE_DIGEST, digestOf(dependencyEnvelope))
                            .build())
                    .add(SuitCommandCode.DIRECTIVE_FETCH, POLICY)
                    .add(SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY, POLICY)
                    .build())
            .sequence(
                SuitManifestLabel.PAYLOAD_FETCH,
                SequenceBuilder.sequence()
                    .setComponentIndex(0)
                    .add(SuitCommandCode.DIRECTIVE_FETCH, POLICY)
                    .add(SuitCommandCode.CONDITION_IMAGE_MATCH, POLICY)
                    .build())
            .sequence(
                SuitManifestLabel.INSTALL,
                SequenceBuilder.sequence()
                    .setComponentIndex(1)
                    .add(SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY, POLICY)
                    .add(SuitCommandCode.DIRECTIVE_PROCESS_DEPENDENCY, POLICY)
                    .build())
            .sequence(
                SuitManifestLabel.VALIDATE,
                SequenceBuilder.sequence()
                    .setComponentIndex(0)
                    .add(SuitCommandCode.CONDITION_IMAGE_MATCH, POLICY)
                    .build())
            .sequence(
                SuitManifestLabel.INVOKE,
                SequenceBuilder.sequence()
                    .setComponentIndex(0)
                    .add(SuitCommandCode.DIRECTIVE_INVOKE, POLICY)
                    .build())
            .build();
    return envelope(
        key, manifest, Map.of("#app", integrated, "#dependency", dependencyEnvelope), SEVERED);
  }

  private static SuitDigest digestOf(Bytes dependencyEnvelope) {
    return decode(dependencyEnvelope).unverifiedAuthentication().digest();
  }

  private static Bytes envelope(
      CoseKey key, SuitManifest manifest, Map<String, Bytes> payloads, SuitManifestLabel... sever) {
    try {
      var builder = SuitEnvelope.builder(manifest).signer(CoseSigner.of(key)).sever(sever);
      payloads.forEach(builder::integratedPayload);
      return builder.build().encode().toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SuitEnvelope decode(Bytes encoded) {
    try {
      return SuitEnvelope.decode(encoded);
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void untouchedEnvelopeIsInstalledAndStarted() {
    Device device = new Device();
    assertEquals(Optional.of(2), device.receive(envelope));
    assertEquals(Optional.of(payload), device.memory.components().get(APP));
    assertEquals(Optional.of(Bytes.ofUtf8("library")), device.memory.components().get(LIBRARY));
    assertTrue(device.effects.containsAll(List.of("stage", "activate", "replace", "invoke")));
  }

  /** Every bit of the envelope, of the payload and of the dependency. */
  @Test
  void everyBitOfTheEnvelope() {
    Device device = new Device();
    Object before = device.state();
    int refused = 0;
    int aborted = 0;
    for (int bit = 0; bit < envelope.length() * 8; bit++) {
      byte[] changed = envelope.toByteArray();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      device.effects.clear();
      Optional<Integer> complete = device.receive(Bytes.wrap(changed));
      String place = "bit " + bit % 8 + " of byte " + bit / 8;
      if (complete.isEmpty()) {
        assertEquals(List.of(), device.effects, place);
        refused++;
      } else {
        assertEquals(0, complete.get(), place);
        device.effects.removeIf("stage"::equals); // a payload is staged before it is checked
        assertEquals(List.of(), device.effects, place);
        aborted++;
      }
      assertEquals(before, device.state(), place);
    }
    assertTrue(refused > 3000, refused + " refused");
    assertTrue(aborted > 1000, aborted + " aborted");
  }

  // Parts that are authentic, at a wrong place.

  /** The members of an envelope, each encoded. */
  private static Map<Object, Bytes> members(Bytes encoded) throws DecodeException {
    Map<Object, Bytes> members = new LinkedHashMap<>();
    CborReader reader = new CborReader(encoded);
    reader.tryReadTag(SuitEnvelope.TAG);
    reader.enterMap();
    while (reader.hasNext()) {
      members.put(reader.readEncodedItem(), reader.readEncodedItem());
    }
    reader.exitMap();
    return members;
  }

  private static Bytes join(Map<Object, Bytes> members) {
    CborWriter writer = new CborWriter().writeTag(SuitEnvelope.TAG).beginMap();
    members.forEach((name, value) -> writer.writeEncodedItem((Bytes) name).writeEncodedItem(value));
    return writer.endMap().toBytes();
  }

  /** Members of one envelope exchanged, replaced by those of another one, and left out. */
  @Test
  void exchangedMembers() throws DecodeException {
    Bytes other =
        root(8, Bytes.ofUtf8("x"), Bytes.ofUtf8("x"), envelope(key, dependency("y"), Map.of()));
    Map<Object, Bytes> own = members(envelope);
    Map<Object, Bytes> others = members(other);
    List<Bytes> tampered = new ArrayList<>();
    for (Object one : own.keySet()) {
      if (!own.get(one).equals(others.get(one))) {
        Map<Object, Bytes> changed = new LinkedHashMap<>(own);
        changed.put(one, others.get(one));
        tampered.add(join(changed));
      }
      Map<Object, Bytes> without = new LinkedHashMap<>(own);
      without.remove(one);
      tampered.add(join(without));
      for (Object two : own.keySet()) {
        if (!one.equals(two)) {
          Map<Object, Bytes> changed = new LinkedHashMap<>(own);
          changed.put(one, own.get(two));
          changed.put(two, own.get(one));
          tampered.add(join(changed));
        }
      }
    }
    assertEquals(envelope, join(own));
    assertTrue(tampered.size() > 50, tampered.size() + " inputs");
    Device device = new Device();
    for (Bytes each : tampered) {
      assertNothingHappens(device, each);
    }
  }

  /** Signed manifests that a device must not follow. */
  @Test
  void signedManifestsThatAreRefused() {
    Bytes strange = envelope(strangersKey, dependency("library"), Map.of());
    Bytes other = Bytes.ofUtf8("x");
    Device device = new Device();
    assertNothingHappens(device, root(4, payload, payload, dependency)); // older
    assertNothingHappens(device, root(7, other, payload, dependency)); // another digest
    assertNothingHappens(device, root(7, payload, other, dependency)); // another payload
    assertNothingHappens(device, root(7, payload, payload, strange)); // not a trusted signer
    assertNothingHappens(device, envelope(strangersKey, dependency("z"), Map.of()));
  }

  /** A signer without rights for one of the components, or for the place of the manifest. */
  @Test
  void rightsAreAskedAtEachUse() {
    for (SuitComponentIdentifier forbidden : List.of(APP, LIBRARY, DEPENDENCY)) {
      Device device = new Device();
      device.accessControl =
          new AccessControl() {
            @Override
            public boolean permits(
                CommandTarget target, SuitCommandCode code, SuitComponentIdentifier used) {
              return !used.equals(forbidden);
            }
          };
      assertNothingHappens(device, envelope);
    }
    Device device = new Device();
    device.accessControl =
        new AccessControl() {
          @Override
          public boolean permitsManifest(VerifiedManifest manifest, SuitComponentIdentifier id) {
            return false;
          }
        };
    assertNothingHappens(device, envelope);
  }

  private static void assertNothingHappens(Device device, Bytes received) {
    device.effects.clear();
    Object before = device.state();
    Optional<Integer> complete = device.receive(received);
    assertEquals(before, device.state());
    assertTrue(complete.orElse(0) == 0, "complete");
    device.effects.removeIf("stage"::equals);
    assertEquals(List.of(), device.effects);
  }
}
