package org.teep4j.cli.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.cli.manifest.ManifestDescription.Format;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.author.Image;
import org.teep4j.suit.author.Lint;
import org.teep4j.suit.author.LintRule;
import org.teep4j.suit.author.LintSeverity;
import org.teep4j.vectors.load.BuiltInVectors;

class ManifestDescriptionTest {

  /** Files in memory. */
  private record Memory(Map<String, Bytes> contents) implements PayloadFiles {
    @Override
    public Bytes read(String name) throws DescriptionException {
      Bytes content = contents.get(name);
      if (content == null) {
        throw PayloadFiles.refused(name + ": no such file");
      }
      return content;
    }

    @Override
    public Image image(String name) throws DescriptionException {
      return Image.of(read(name));
    }
  }

  private static final PayloadFiles NONE = new Memory(Map.of());

  private static SuitEnvelope read(String text, Format format) throws Exception {
    return ManifestDescription.read(text, format, NONE).envelope().build();
  }

  // The descriptions that the published examples were made from, in the facts that they state.

  private static final String DIGEST_A =
      "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210";
  private static final String DIGEST_B =
      "0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff";
  private static final String DEVICE =
      ", \"vendor-id\": \"fa6b4a53-d5ad-5fdf-be9d-e663e4d41ffe\", \"class-id\":"
          + " \"1492af14-2569-5e48-bf42-9b2d51f2ab45\"";

  private static String digest(String name, String digits) {
    return ", \""
        + name
        + "\": {\"algorithm-id\": \"sha256\", \"digest-bytes\": \""
        + digits
        + "\"}";
  }

  private static String image(String id, String digits, long size, String more) {
    return "{\"install-id\": [\""
        + id
        + "\"]"
        + digest("install-digest", digits)
        + ", \"install-size\": "
        + size
        + more
        + "}";
  }

  private static String tool(int number, String more, String... components) {
    return "{\"components\": ["
        + String.join(", ", components)
        + "], \"manifest-version\": 1, \"manifest-sequence-number\": "
        + number
        + more
        + "}";
  }

  private static final String BOOTABLE = ", \"bootable\": true";

  private static String uri(String uri) {
    return ", \"uri\": \"" + uri + "\"";
  }

  private static void assertPublished(String vector, String description) throws Exception {
    SuitEnvelope made = read(description, Format.JSON);
    SuitEnvelope published =
        SuitEnvelope.decode(
            Bytes.wrap(BuiltInVectors.load("suit-manifest").vector(vector).orElseThrow().bytes()));
    assertSame(published, made);
  }

  private static void assertSame(SuitEnvelope published, SuitEnvelope made) {
    assertEquals(
        published.unverifiedEncodedManifest().toHex(), made.unverifiedEncodedManifest().toHex());
    assertEquals(published.unverifiedSeveredMembers(), made.unverifiedSeveredMembers());
    assertEquals(
        published.unverifiedAuthentication().encodedDigest(),
        made.unverifiedAuthentication().encodedDigest());
  }

  @Test
  void secureBoot() throws Exception {
    assertPublished(
        "example0-signed", tool(0, "", image("00", DIGEST_A, 34768, DEVICE + BOOTABLE)));
  }

  @Test
  void severedFields() throws Exception {
    String about =
        "## Example 2: Simultaneous Download, Installation, Secure Boot, Severed Fields\\n\\n   "
            + " This example covers the following templates:\\n    \\n    * Compatibility Check"
            + " ({{template-compatibility-check}})\\n    * Secure Boot"
            + " ({{template-secure-boot}})\\n    * Firmware Download"
            + " ({{firmware-download-template}})\\n    \\n    This example also demonstrates"
            + " severable elements ({{ovr-severable}}), and text ({{manifest-digest-text}}).";
    String component =
        ", \"description\": {\"en-US\": {\"component-description\": \"This component is a"
            + " demonstration. The digest is a sample pattern, not a real one.\","
            + " \"component-version\": \"v1.0.1\", \"vendor-domain\": \"arm.com\", \"model-info\":"
            + " \"suit\"}}";
    String description =
        tool(
            2,
            ", \"reference-uri\": \"https://git.io/JJYoj\", \"description\": {\"en-US\":"
                + " {\"manifest-description\": \""
                + about
                + "\"}}, \"severable\": true, \"include-json\": true",
            image(
                "00",
                DIGEST_A,
                34768,
                uri("http://example.com/very/long/path/to/file/file.bin")
                    + DEVICE
                    + BOOTABLE
                    + component));
    assertPublished("example2-signed", description);
    assertEquals(3, ManifestDescription.read(description, Format.JSON, NONE).notes().size());
  }

  @Test
  void alternativeImages() throws Exception {
    assertPublished(
        "example3-signed",
        tool(
            3,
            "",
            image(
                "00",
                DIGEST_A,
                34768,
                ", \"slot\": 0" + uri("http://example.com/file1.bin") + DEVICE + BOOTABLE),
            image(
                "00",
                DIGEST_B,
                76834,
                ", \"slot\": 1" + uri("http://example.com/file2.bin") + DEVICE + BOOTABLE)));
  }

  @Test
  void loadFromExternalStorage() throws Exception {
    assertPublished(
        "example4-signed",
        tool(
            4,
            "",
            image(
                "00",
                DIGEST_A,
                34768,
                ", \"download-id\": [\"02\"], \"install-on-download\": false"
                    + uri("http://example.com/file.bin")
                    + digest("download-digest", DIGEST_A)
                    + DEVICE
                    + BOOTABLE
                    + ", \"loadable\": true, \"load-id\": [\"01\"]"
                    + digest("load-digest", DIGEST_B)
                    + ", \"load-size\": 76834")));
  }

  @Test
  void twoImages() throws Exception {
    assertPublished(
        "example5-signed",
        tool(
            5,
            "",
            image("00", DIGEST_A, 34768, uri("http://example.com/file1.bin") + DEVICE + BOOTABLE),
            image("01", DIGEST_B, 76834, uri("http://example.com/file2.bin"))));
  }

  /** With {@code -Dteep4j.vectors.dir}, the published descriptions themselves. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "teep4j.vectors.dir", matches = ".+")
  @ValueSource(strings = {"example0", "example2", "example3", "example4", "example5"})
  void publishedDescriptions(String example) throws Exception {
    Path folder = Path.of(System.getProperty("teep4j.vectors.dir"), "suit-manifest");
    SuitEnvelope made = read(Files.readString(folder.resolve(example + ".json")), Format.JSON);
    SuitEnvelope published =
        SuitEnvelope.decode(
            Bytes.fromHex(
                Files.readString(folder.resolve(example + ".signed.hex")).replaceAll("\\s", "")));
    assertSame(published, made);
  }

  // The project's own examples.

  private static String example(String name) throws Exception {
    try (InputStream in =
        ManifestDescription.class.getResourceAsStream("examples/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "compatibility, validate",
    "invocation, 'validate invoke'",
    "download, 'validate invoke install uninstall'",
    "staged, 'validate payload-fetch install'",
    "integrated, 'validate invoke install'",
    "write, 'validate install'",
    "load, 'validate load invoke install'",
    "slots, 'validate invoke install'",
    "dependency, 'validate invoke dependency-resolution install uninstall'",
    "encrypted, 'validate install'"
  })
  void examplesMakeWhatTheyPromise(String name, String sections) throws Exception {
    String text = example(name);
    SuitEnvelope envelope = read(text, Format.YAML);
    List<String> made =
        envelope.unverifiedManifest().labels().stream()
            .filter(SuitManifestLabel::isSequence)
            .map(SuitManifestLabel::shortName)
            .toList();
    assertEquals(sections, String.join(" ", made));
    assertEquals(
        List.of(),
        Lint.check(envelope).stream()
            .filter(warning -> warning.rule() != LintRule.UNSIGNED)
            .filter(warning -> warning.severity() != LintSeverity.NOTE)
            .toList());
    assertEquals(
        List.of(),
        new SchemaCheck("manifest-description.schema.json").check(NodeReader.yaml(text)));
  }

  @Test
  void severedAndIntegrated() throws Exception {
    SuitEnvelope envelope = read(example("integrated"), Format.YAML);
    assertEquals(
        Set.of(SuitManifestLabel.INSTALL, SuitManifestLabel.TEXT),
        envelope.unverifiedSeveredMembers().keySet());
    assertEquals(Set.of("#app.bin"), envelope.unverifiedIntegratedPayloads().keySet());
  }

  @Test
  void identifiersFromNames() throws Exception {
    String named = example("compatibility");
    String stated =
        named
            .replace("{domain: arm.com}", "fa6b4a53-d5ad-5fdf-be9d-e663e4d41ffe")
            .replace("{info: suit}", "1492af14-2569-5e48-bf42-9b2d51f2ab45");
    assertEquals(read(stated, Format.YAML), read(named, Format.YAML));
  }

  // Three formats.

  @Test
  void formatsSayTheSame() throws Exception {
    String json =
        "{\"sequence-number\": 18446744073709551615, \"components\": [{\"id\": [{\"hex\":"
            + " \"00ff\"}], \"download\": {\"uri\": \"a:b\", \"content\": \"x\"}, \"invoke\":"
            + " true}]}";
    String yaml =
        "sequence-number: 18446744073709551615\ncomponents:\n- id: [{hex: 00ff}]\n  download: {uri:"
            + " 'a:b', content: x}\n  invoke: true\n";
    String edn =
        "{\"sequence-number\": 18446744073709551615, / a comment / \"components\": [{\"id\":"
            + " [h'00ff'], \"download\": {\"uri\": \"a:b\", \"content\": 'x'}, \"invoke\":"
            + " true}]}";
    SuitEnvelope expected = read(json, Format.JSON);
    assertEquals(expected, read(yaml, Format.YAML));
    assertEquals(expected, read(edn, Format.EDN));
    assertEquals(expected, read(json, Format.EDN));
  }

  @Test
  void aManifestInNotation() throws Exception {
    SuitEnvelope envelope =
        read("{1: 1, 2: 7, 3: << {2: [['00']]} >>, 7: << [14, 15] >>}", Format.EDN);
    assertEquals(
        Set.of(SuitManifestLabel.VALIDATE),
        Set.copyOf(
            envelope.unverifiedManifest().labels().stream()
                .filter(SuitManifestLabel::isSequence)
                .toList()));
  }

  @Test
  void filesAreRead() throws Exception {
    Bytes content = Bytes.ofUtf8("from a file");
    String text =
        "{\"sequence-number\": 1, \"components\": [{\"id\": \"a\", \"integrated\": {\"key\":"
            + " \"#a\", \"file\": \"a.bin\"}}]}";
    SuitEnvelope envelope =
        ManifestDescription.read(text, Format.JSON, new Memory(Map.of("a.bin", content)))
            .envelope()
            .build();
    assertEquals(content, envelope.unverifiedIntegratedPayloads().get("#a"));
    assertRefused("line 1, components[0].integrated.file: a.bin: no such file", text, Format.JSON);
  }

  // Refusals, with their place.

  private static void assertRefused(String message, String text, Format format) {
    DescriptionException refused =
        assertThrows(
            DescriptionException.class, () -> ManifestDescription.read(text, format, NONE));
    assertTrue(refused.getMessage().startsWith(message), refused::getMessage);
  }

  @Test
  void refusalsNameTheirPlace() throws Exception {
    String download = example("download");
    assertRefused(
        "line 13, components[0].invokes: 'invokes' is not known here; known are id, present",
        download
            .replaceAll("(?m)^#.*\n", "")
            .replace("    invoke:", "    invokes:")
            .replace("sequence-number", "\nsequence-number"),
        Format.YAML);
    assertRefused(
        "line 2, sequence-number: a whole number from 0 to 2^64 - 1 is expected, and this is -1",
        download.replace("sequence-number: 2", "sequence-number: -1"),
        Format.YAML);
    assertRefused(
        "'sequence-number' is missing", "{\"components\": []}".replace("{", "{ "), Format.EDN);
    assertRefused("line 1: not JSON: ", "{\"sequence-number\": }", Format.JSON);
    assertRefused("line 2: not JSON: ", "{\"a\": 1,\n\"a\": 2}", Format.JSON);
    assertRefused("line 2: not YAML: ", "a: 1\n b: [", Format.YAML);
    assertRefused("line 2: not diagnostic notation: ", "{\"a\":\n?}", Format.EDN);
    assertRefused("the description is empty", "", Format.YAML);
    assertRefused(
        "components[0]: where the content comes from is missing",
        "{\"sequence-number\": 1, \"components\": [{\"id\": \"a\"}]}",
        Format.EDN);
    assertRefused(
        "components[0]: only one of these can be there: present, download",
        "{\"sequence-number\": 1, \"components\": [{\"id\": \"a\", \"present\": {}, \"download\":"
            + " {}}]}",
        Format.EDN);
    assertRefused(
        "components[0].download: #a names an integrated payload",
        "{\"sequence-number\": 1, \"components\": [{\"id\": \"a\", \"download\": {\"uri\": \"#a\","
            + " \"content\": \"\"}}]}",
        Format.EDN);
    assertRefused(
        "components[0].present.digest: SHA-256 makes 32 bytes, not 1",
        "{\"sequence-number\": 1, \"components\": [{\"id\": \"a\", \"present\": {\"digest\":"
            + " \"00\"}}]}",
        Format.EDN);
    assertRefused(
        "line 1: a manifest has a component or a dependency",
        "{\"sequence-number\": 1}",
        Format.JSON);
    assertRefused(
        "line 1, dependencies[0].envelope: not an envelope: ",
        "{\"sequence-number\": 1, \"dependencies\": [{\"id\": \"a\", \"envelope\": {\"hex\":"
            + " \"00\"}, \"uri\": \"a:b\"}]}",
        Format.JSON);
    assertRefused(
        "line 1, sever[0]: not a severable member",
        "{\"sequence-number\": 1, \"sever\": [\"validate\"]}",
        Format.JSON);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    for (Format format : Format.values()) {
      assertThrows(DescriptionException.class, () -> ManifestDescription.read(deep, format, NONE));
    }
  }
}
