package org.teep4j.suit.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVendorIdentifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptor;
import org.teep4j.suit.processor.ComponentProperties;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;

/** What templates promise is what a device has afterwards. */
class ProcessedTemplatesTest {

  private static final SuitCoseProfile PROFILE = SuitCoseProfile.SHA256_HMAC_A128KW_A128CTR;

  @Property(tries = 100)
  void devicesHaveWhatTemplatesPromise(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int components,
      @ForAll boolean dependency)
      throws Exception {
    new Trial(seed).run(components, dependency);
  }

  /** A manifest and a device. */
  private static final class Trial {
    private final Random random;
    private final SymmetricKey kek;
    private final int slot;
    private final Map<String, Bytes> server = new HashMap<>();
    private final Map<SuitComponentIdentifier, Bytes> promised = new LinkedHashMap<>();
    private final List<SuitComponentIdentifier> started = new ArrayList<>();
    private final List<SuitComponentIdentifier> starts = new ArrayList<>();
    private final MemoryStore store = new MemoryStore();

    Trial(long seed) throws Exception {
      random = new Random(seed);
      slot = random.nextInt(3);
      kek = CoseKeys.generate(CoseAlgorithm.A128KW, SymmetricKey.class);
    }

    private void run(int components, boolean dependency) throws Exception {
      ManifestAuthor author =
          ManifestAuthor.ofSequenceNumber(1)
              .manifestComponentId(place("manifest", 0))
              .uninstallable();
      for (int i = 0; i < components; i++) {
        author.component(component(i));
      }
      if (dependency) {
        SuitEnvelope other =
            Samples.signed(
                ManifestAuthor.ofSequenceNumber(1)
                    .manifestComponentId(place("manifest", 1))
                    .component(component(10))
                    .uninstallable());
        server.put("https://example.com/dependency", other.encode().toBytes());
        author.dependency(
            random.nextBoolean()
                ? Dependency.integrated(place("dependency", 0), other, "#dependency")
                : Dependency.download(
                        place("dependency", 0), other, "https://example.com/dependency")
                    .shared());
      }
      if (random.nextBoolean()) {
        author.severAll();
      }
      CoseVerifier verifier = CoseVerifier.of(Samples.KEY.toPublic(), CoseAlgorithm.ESP256);
      VerifiedManifest manifest = Samples.signed(author).verify(verifier);
      ManifestProcessor processor = new ManifestProcessor(platform(verifier));
      assertComplete(processor.process(manifest, Procedure.UPDATE));
      promised.forEach((component, content) -> assertEquals(content, content(component)));
      assertComplete(processor.process(manifest, Procedure.INVOCATION));
      assertEquals(starts.isEmpty(), started.isEmpty());
      assertTrue(starts.containsAll(started), () -> starts + " " + started);
      assertComplete(processor.process(manifest, Procedure.UNINSTALL));
      store
          .components()
          .forEach(
              (component, content) -> assertEquals(Optional.empty(), content, component::toString));
    }

    private static void assertComplete(ProcessResult result) {
      assertTrue(result.isComplete(), () -> String.valueOf(result.failure()));
    }

    private Bytes content(SuitComponentIdentifier component) {
      return store.components().getOrDefault(component, Optional.empty()).orElse(Bytes.empty());
    }

    private Platform platform(CoseVerifier verifier) throws Exception {
      return Platform.builder(
              store,
              new MemoryRegistry(),
              DeviceIdentity.of(
                  Set.of(new SuitVendorIdentifier.Uuid(Samples.VENDOR)),
                  Set.of(Samples.CLASS),
                  Set.of()))
          .fetcher(
              request -> {
                Bytes content = server.get(request.uri());
                if (content == null) {
                  throw new IOException("not found: " + request.uri());
                }
                return content.slice((int) request.offset()).asInputStream();
              })
          .invoker((target, arguments) -> started.add(target.component()))
          .dependencies(List.of(SuitVerifier.of(verifier)))
          .decryptor(SuitDecryptor.of(kek, PROFILE))
          .properties(
              new ComponentProperties() {
                @Override
                public Optional<Uint> slot(SuitComponentIdentifier component) {
                  return Optional.of(Uint.of(slot));
                }
              })
          .build();
    }

    /** The identifier of a component that the device has. */
    private SuitComponentIdentifier place(String name, int number) {
      SuitComponentIdentifier component =
          SuitComponentIdentifier.ofText(name, String.valueOf(number));
      store.with(component);
      return component;
    }

    private Component component(int number) throws Exception {
      byte[] random128 = new byte[1 + random.nextInt(100)];
      random.nextBytes(random128);
      Bytes content = Bytes.wrap(random128);
      Image image = Image.of(content);
      String uri = "https://example.com/" + number;
      server.put(uri, content);
      SuitComponentIdentifier identifier = place("component", number);
      promised.put(identifier, content);
      SuitEncryptor encryptor = SuitEncryptor.of(PROFILE, kek);
      int kind = random.nextInt(8);
      Component component =
          switch (kind) {
            case 0 -> Component.of(identifier, Source.download(uri, image));
            case 1 -> Component.of(identifier, Source.integrated("#" + number, content));
            case 2 -> Component.of(identifier, Source.written(content));
            case 3 -> Component.of(identifier, Source.staged(uri, image, place("staging", number)));
            case 4 -> Component.of(identifier, Source.written(image, encryptor.encrypt(content)));
            case 5 ->
                Component.of(
                    identifier,
                    Source.integrated(
                        "#" + number, image, encryptor.encrypt(content), place("staging", number)));
            case 6 -> Component.of(identifier, slots(uri, image));
            default -> {
              store.with(identifier, content);
              yield Component.present(identifier, image).validated();
            }
          };
      component = component.compatibleWith(Samples.VENDOR, Samples.CLASS);
      SuitComponentIdentifier memory = place("memory", number);
      return switch (random.nextInt(3)) {
        case 0 -> component;
        case 1 -> started(component.invoked(), identifier);
        default ->
            started(
                (kind == 6 ? component.loadedInto(memory, image) : component.loadedInto(memory))
                    .invoked(),
                memory);
      };
    }

    /** Three slots, of which the device has one; the server has nothing for the others. */
    private Source slots(String uri, Image image) throws Exception {
      Image other = Image.of(Bytes.ofUtf8("for another slot"));
      return Source.slots(
          IntStream.range(0, 3)
              .mapToObj(
                  number ->
                      new Slot(
                          Uint.of(number),
                          number == slot ? uri : uri + "/" + number,
                          number == slot ? image : other))
              .toArray(Slot[]::new));
    }

    private Component started(Component component, SuitComponentIdentifier identifier) {
      starts.add(identifier);
      return component;
    }
  }
}
