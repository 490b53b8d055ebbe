package org.teep4j.suit.author;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;

/** Whatever is put together from templates is a manifest without faults. */
class TemplatePropertiesTest {

  @Property(tries = 200)
  void templatesMakeManifestsWithoutFaults(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int components,
      @ForAll @IntRange(max = 2) int dependencies)
      throws Exception {
    Random random = new Random(seed);
    ManifestAuthor author = ManifestAuthor.ofSequenceNumber(1 + random.nextInt(1000));
    List<SuitEnvelope> others = new ArrayList<>();
    for (int i = 0; i < components; i++) {
      author.component(component(random, i, i == 0));
    }
    for (int i = 0; i < dependencies; i++) {
      SuitEnvelope other =
          Samples.signed(
              ManifestAuthor.ofSequenceNumber(1).component(component(random, 10 + i, true)));
      others.add(other);
      Dependency dependency =
          random.nextBoolean()
              ? Dependency.download(id("dependency", i), other, "https://example.com/" + i)
              : Dependency.integrated(id("dependency", i), other, "#dependency" + i);
      author.dependency(random.nextBoolean() ? dependency.shared() : dependency);
    }
    if (random.nextBoolean()) {
      author.uninstallable();
    }
    if (random.nextBoolean()) {
      author.severAll();
    }
    SuitEnvelope envelope = Samples.signed(author);
    assertEquals(
        List.of(),
        Lint.check(envelope, others).stream()
            .filter(warning -> warning.severity() != LintSeverity.NOTE)
            .toList());
    SuitManifest manifest = author.manifest();
    assertEquals(manifest, SuitManifest.decodeUnverified(manifest.encode().toBytes()));
    SuitEnvelope decoded = SuitEnvelope.decode(envelope.encode().toBytes());
    decoded.verify(CoseVerifier.of(Samples.KEY.toPublic(), CoseAlgorithm.ESP256));
    assertEquals(manifest, ManifestOutline.of(decoded).manifest());
  }

  private static SuitComponentIdentifier id(String name, int number) {
    return SuitComponentIdentifier.ofText(name, String.valueOf(number));
  }

  private static Component component(Random random, int number, boolean checked) {
    Bytes content = Bytes.ofUtf8("content " + random.nextInt());
    Image image = Image.of(content);
    String uri = "https://example.com/content" + number;
    SuitComponentIdentifier identifier = id("component", number);
    Component component =
        switch (random.nextInt(6)) {
          case 0 -> Component.of(identifier, Source.download(uri, image));
          case 1 -> Component.of(identifier, Source.integrated("#content" + number, content));
          case 2 -> Component.of(identifier, Source.written(content));
          case 3 -> Component.of(identifier, Source.staged(uri, image, id("staging", number)));
          case 4 ->
              Component.of(
                  identifier,
                  Source.slots(Slot.of(0, uri + "a", image), Slot.of(1, uri + "b", image)));
          default -> Component.present(identifier, image).validated();
        };
    if (checked) {
      component = component.compatibleWith(Samples.VENDOR, Samples.CLASS);
    }
    return switch (random.nextInt(4)) {
      case 0 -> component.validated();
      case 1 -> component.loadedInto(id("memory", number), image);
      case 2 -> component.loadedInto(id("memory", number), image).invoked();
      default -> component;
    };
  }
}
