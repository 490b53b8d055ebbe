package org.teep4j.suit.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.author.Samples.APP;
import static org.teep4j.suit.author.Samples.CLASS;
import static org.teep4j.suit.author.Samples.FIRMWARE;
import static org.teep4j.suit.author.Samples.HOME;
import static org.teep4j.suit.author.Samples.RAM;
import static org.teep4j.suit.author.Samples.STAGING;
import static org.teep4j.suit.author.Samples.VENDOR;
import static org.teep4j.suit.author.Samples.image;
import static org.teep4j.suit.author.Samples.signed;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptedPayload;
import org.teep4j.suit.encryption.SuitEncryptor;

/** The commands that the templates of the documents list, in their order. */
class TemplatesTest {

  private static final String COMPATIBLE =
      "1: h'fa6b4a53d5ad5fdfbe9de663e4d41ffe', 2: h'1492af1425695e48bf429b2d51f2ab45'";
  private static final String URI = "https://example.com/app.bin";

  private static void assertManifest(String expected, ManifestAuthor author) throws Exception {
    SuitManifest manifest = author.manifest();
    assertEquals(
        Edn.print(Edn.parse(expected)), Edn.print(manifest.encode().toBytes()), manifest::toString);
    assertClean(signed(author));
  }

  /** A template as it stands breaks no rule; it may have notes. */
  private static void assertClean(SuitEnvelope envelope) throws Exception {
    List<LintWarning> serious =
        Lint.check(envelope).stream()
            .filter(warning -> warning.severity() != LintSeverity.NOTE)
            .toList();
    assertEquals(List.of(), serious);
  }

  private static Component app(Source source) {
    return Component.of(APP, source).compatibleWith(VENDOR, CLASS);
  }

  @Test
  void trustedInvocation() throws Exception {
    assertManifest(
        "{1: 1, 2: 1, 3: <<{2: [[h'00']], 4: <<[20, {"
            + COMPATIBLE
            + ", "
            + image(FIRMWARE)
            + "}, 1, 15, 2, 15]>>}>>, 7: <<[3, 15]>>, 9: <<[23, 2]>>}",
        ManifestAuthor.ofSequenceNumber(1)
            .component(
                Component.present(APP, Image.of(FIRMWARE))
                    .compatibleWith(VENDOR, CLASS)
                    .invoked()));
  }

  @Test
  void download() throws Exception {
    assertManifest(
        "{1: 1, 2: 1, 3: <<{2: [[h'00']], 4: <<[20, {"
            + COMPATIBLE
            + ", "
            + image(FIRMWARE)
            + "}, 1, 15, 2, 15]>>}>>, 20: <<[20, {21: \""
            + URI
            + "\"}, 21, 2, 3, 15]>>}",
        ManifestAuthor.ofSequenceNumber(1)
            .component(app(Source.download(URI, Image.of(FIRMWARE)))));
  }

  @Test
  void installFromStaging() throws Exception {
    assertManifest(
        "{1: 1, 2: 1, 3: <<{2: [[h'00'], [h'02']], 4: <<[12, 0, 20, {"
            + COMPATIBLE
            + ", "
            + image(FIRMWARE)
            + "}, 1, 15, 2, 15]>>}>>, 16: <<[12, 1, 20, {"
            + image(FIRMWARE)
            + ", 21: \""
            + URI
            + "\"}, 21, 2, 3, 15]>>, 20: <<[12, 0, 20, {22: 1}, 22, 2, 3, 15]>>}",
        ManifestAuthor.ofSequenceNumber(1)
            .component(app(Source.staged(URI, Image.of(FIRMWARE), STAGING))));
  }

  @Test
  void integratedPayload() throws Exception {
    ManifestAuthor author =
        ManifestAuthor.ofSequenceNumber(1)
            .component(app(Source.integrated("#app", FIRMWARE)))
            .sever(SuitManifestLabel.INSTALL, SuitManifestLabel.TEXT);
    assertManifest(
        "{1: 1, 2: 1, 3: <<{2: [[h'00']], 4: <<[20, {"
            + COMPATIBLE
            + ", "
            + image(FIRMWARE)
            + "}, 1, 15, 2, 15]>>}>>, 20: <<[20, {21: \"#app\"}, 21, 2, 3, 15]>>}",
        author);
    SuitEnvelope envelope = signed(author);
    VerifiedManifest verified =
        envelope.verify(CoseVerifier.of(Samples.KEY.toPublic(), CoseAlgorithm.ESP256));
    assertEquals(FIRMWARE, verified.payload("#app").orElseThrow());
    assertEquals(Set.of(SuitManifestLabel.INSTALL), envelope.unverifiedSeveredMembers().keySet());
  }

  @Test
  void writtenContent() throws Exception {
    assertManifest(
        "{1: 1, 2: 1, 3: <<{2: [[h'00']], 4: <<[20, {"
            + COMPATIBLE
            + ", "
            + image(FIRMWARE)
            + "}, 1, 15, 2, 15]>>}>>, 20: <<[20, {18: h'"
            + FIRMWARE.toHex()
            + "'}, 18, 2, 3, 15]>>}",
        ManifestAuthor.ofSequenceNumber(1).component(app(Source.written(FIRMWARE))));
  }

  @Test
  void loadAndInvoke() throws Exception {
    Bytes unpacked = Bytes.ofUtf8("unpacked");
    assertManifest(
        "{1: 1, 2: 1, 3: <<{2: [[h'00'], [h'01']], 4: <<[12, 0, 20, {"
            + COMPATIBLE
            + ", "
            + image(FIRMWARE)
            + "}, 1, 15, 2, 15]>>}>>, 7: <<[12, 0, 3, 15]>>, 8: <<[12, 1, 20, {"
            + image(unpacked)
            + ", 22: 0}, 22, 2, 3, 15]>>, 9: <<[12, 1, 20, {23: 'now'}, 23, 2]>>}",
        ManifestAuthor.ofSequenceNumber(1)
            .component(
                Component.present(APP, Image.of(FIRMWARE))
                    .compatibleWith(VENDOR, CLASS)
                    .loadedInto(RAM, Image.of(unpacked))
                    .invoked(Bytes.ofUtf8("now"))));
  }

  @Test
  void alternativeImages() throws Exception {
    Bytes other = Bytes.ofUtf8("firmware for slot 1");
    String slots = "15, [<<[20, {5: 0}, 5, 5%s]>>, <<[20, {5: 1}, 5, 5%s]>>]";
    assertManifest(
        "{1: 1, 2: 1, 3: <<{2: [[h'00']], 4: <<[20, {"
            + COMPATIBLE
            + "}, "
            + String.format(
                slots, ", 20, {" + image(FIRMWARE) + "}", ", 20, {" + image(other) + "}")
            + ", 1, 15, 2, 15]>>}>>, 7: <<[3, 15]>>, 9: <<["
            + String.format(slots, "", "")
            + ", 23, 2]>>, 20: <<["
            + String.format(slots, ", 20, {21: \"a:0\"}", ", 20, {21: \"a:1\"}")
            + ", 21, 2, 3, 15]>>}",
        ManifestAuthor.ofSequenceNumber(1)
            .component(
                app(Source.slots(
                        Slot.of(0, "a:0", Image.of(FIRMWARE)), Slot.of(1, "a:1", Image.of(other))))
                    .invoked()));
  }

  @Test
  void dependency() throws Exception {
    SuitEnvelope other =
        signed(
            ManifestAuthor.ofSequenceNumber(4)
                .component(app(Source.integrated("#app", FIRMWARE)).invoked()));
    String digest =
        "3: <<[-16, h'" + other.unverifiedAuthentication().digest().bytes().toHex() + "']>>";
    String process = "7, 15, 11, 0";
    ManifestAuthor author =
        ManifestAuthor.ofSequenceNumber(1)
            .manifestComponentId(HOME)
            .component(Component.present(RAM, Image.of(FIRMWARE)).compatibleWith(VENDOR, CLASS))
            .dependency(Dependency.download(STAGING, other, URI))
            .uninstallable();
    assertEquals(
        Edn.print(
            Edn.parse(
                "{1: 1, 2: 1, 3: <<{1: {1: {}}, 2: [[h'01'], [h'02']], 4: <<[12, 1, 19, {"
                    + digest
                    + "}, 12, 0, 20, {"
                    + COMPATIBLE
                    + ", "
                    + image(FIRMWARE)
                    + "}, 1, 15, 2, 15]>>}>>, 5: [h'03'], 7: <<[12, 1, "
                    + process
                    + "]>>, 9: <<[12, 1, "
                    + process
                    + "]>>, 15: <<[12, 1, 19, {21: \""
                    + URI
                    + "\"}, 21, 2, "
                    + process
                    + "]>>, 20: <<[12, 1, "
                    + process
                    + "]>>, 24: <<[12, 1, 33, 2, 12, 0, 33, 2]>>}")),
        Edn.print(author.manifest().encode().toBytes()));
    SuitEnvelope envelope = signed(author);
    assertEquals(
        List.of("unguarded-dependency"),
        Lint.check(envelope, List.of(other)).stream().map(warning -> warning.rule().id()).toList());
  }

  @Test
  void integratedDependencyThatOthersShare() throws Exception {
    SuitEnvelope other =
        signed(
            ManifestAuthor.ofSequenceNumber(4).component(app(Source.integrated("#app", FIRMWARE))));
    SuitComponentIdentifier prefix = SuitComponentIdentifier.ofText("tee");
    ManifestAuthor author =
        ManifestAuthor.ofSequenceNumber(1)
            .component(
                Component.present(RAM, Image.of(FIRMWARE))
                    .compatibleWith(VENDOR, CLASS)
                    .validated())
            .dependency(
                Dependency.integrated(STAGING, other, "#other").withPrefix(prefix).shared());
    SuitManifest manifest = author.manifest();
    assertEquals(prefix, manifest.common().dependencies().get(1L).prefix().orElseThrow());
    assertEquals(List.of(), Lint.check(signed(author)));
    assertEquals(
        other.unverifiedAuthentication().digest(),
        signed(author)
            .unverifiedIntegratedDependency("#other")
            .orElseThrow()
            .unverifiedAuthentication()
            .digest());
  }

  @Test
  void encryptedPayloads() throws Exception {
    for (SuitCoseProfile profile : SuitCoseProfile.defined()) {
      boolean symmetric = profile.keyExchange() > -6;
      CoseKey recipient =
          symmetric
              ? CoseKeys.generate(profile.keyExchangeAlgorithm().orElseThrow())
              : CoseKeys.generate(CoseCurve.P256).toPublic();
      SuitEncryptedPayload encrypted = SuitEncryptor.of(profile, recipient).encrypt(FIRMWARE);
      Image plaintext = Image.of(FIRMWARE);
      for (Source source :
          List.of(
              Source.written(plaintext, encrypted),
              Source.integrated("#app", plaintext, encrypted, STAGING),
              Source.staged(URI, EncryptedImage.of(FIRMWARE, encrypted), STAGING))) {
        ManifestAuthor author =
            ManifestAuthor.ofSequenceNumber(1).component(app(source).validated());
        assertEquals(List.of(), Lint.check(signed(author)));
        String notation = Edn.print(author.manifest().encode().toBytes());
        assertTrue(notation.contains(plaintext.digest().bytes().toHex()), notation);
      }
    }
  }

  @Test
  void sharedDigestStandsOnce() {
    String manifest =
        ManifestAuthor.ofSequenceNumber(1)
            .component(app(Source.download(URI, Image.of(FIRMWARE))).invoked())
            .manifest()
            .toString();
    assertEquals(1, manifest.split("suit-parameter-image-digest", -1).length - 1, manifest);
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    Image image = Image.of(FIRMWARE);
    assertThrows(IllegalArgumentException.class, () -> Source.download("#app", image));
    assertThrows(IllegalArgumentException.class, () -> Source.download("", image));
    assertThrows(IllegalArgumentException.class, () -> Source.integrated("", FIRMWARE));
    assertThrows(IllegalArgumentException.class, () -> Source.slots(Slot.of(0, "a:0", image)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Source.slots(Slot.of(0, "a:0", image), Slot.of(0, "a:1", image)));
    ManifestAuthor none = ManifestAuthor.ofSequenceNumber(1);
    assertThrows(IllegalArgumentException.class, none::manifest);
    ManifestAuthor twice =
        ManifestAuthor.ofSequenceNumber(1)
            .component(Component.present(APP, image))
            .component(Component.present(APP, image));
    assertThrows(IllegalArgumentException.class, twice::manifest);
    ManifestAuthor samePayload =
        ManifestAuthor.ofSequenceNumber(1)
            .component(Component.of(APP, Source.integrated("#a", FIRMWARE)))
            .component(Component.of(RAM, Source.integrated("#a", FIRMWARE)));
    assertThrows(IllegalArgumentException.class, samePayload::envelope);
    assertThrows(
        IllegalArgumentException.class,
        () -> ManifestAuthor.ofSequenceNumber(1).sever(SuitManifestLabel.VALIDATE));
    Component slots =
        Component.of(APP, Source.slots(Slot.of(0, "a:0", image), Slot.of(1, "a:1", image)));
    assertThrows(IllegalStateException.class, () -> slots.loadedInto(RAM));
  }
}
