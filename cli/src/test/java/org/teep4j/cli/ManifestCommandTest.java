package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cli.KeyFolder.good;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitEnvelope;

class ManifestCommandTest {
  @TempDir private Path folder;
  private KeyFolder keys;
  private String author;

  @BeforeEach
  void prepare() {
    keys = new KeyFolder(folder);
    author = keys.pair("author", "--alg", "ESP256", "--kid", "author");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static Run refused(String... args) {
    Run run = Run.of(args);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    return run;
  }

  private static Run misused(String... args) {
    Run run = Run.of(args);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    return run;
  }

  private SuitEnvelope envelope(String name) throws Exception {
    return SuitEnvelope.decode(Bytes.wrap(Files.readAllBytes(folder.resolve(name))));
  }

  /** Makes an envelope from an example. */
  private String create(String example) throws Exception {
    String yaml = good("manifest", "create", "--example", example).out;
    String description = Samples.write(folder, example + ".yaml", yaml);
    good("manifest", "create", "-o", file(example + ".suit"), description);
    return file(example + ".suit");
  }

  @Test
  void signedAtOnce() throws Exception {
    String description =
        Samples.write(folder, "d", good("manifest", "create", "--example", "write").out);
    String signed = file("signed.suit");
    good("manifest", "create", "--key", author, "--untagged", "-o", signed, description);
    assertEquals(false, envelope("signed.suit").isTagged());
    good("manifest", "verify", "--key", keys.file("author.pub"), signed);
    String shared = keys.keygen("shared", "--alg", "HMAC 256/256");
    good("manifest", "sign", "--key", shared, "-o", file("both.suit"), signed);
    good(
        "manifest",
        "verify",
        "--all",
        "--key",
        shared,
        "--key",
        keys.file("author.pub"),
        file("both.suit"));
    String other = keys.keygen("other", "--alg", "ESP256");
    Run run = refused("manifest", "verify", "--key", other, file("both.suit"));
    assertTrue(run.out.startsWith(file("both.suit") + ": NOT VERIFIED\n"), run.out);
  }

  @Test
  void faultsInDescriptionsHaveAPlace() throws Exception {
    String description =
        Samples.write(folder, "d.yaml", "sequence-number: 1\ncomponents:\n  - ident: [a]\n");
    Run run = refused("manifest", "create", "-o", file("x"), description);
    assertTrue(
        run.err.startsWith(
            "teep4j: " + description + ": line 3, components[0].ident: 'ident' is not known here"),
        run.err);
    assertEquals(false, Files.exists(folder.resolve("x")));
    misused("manifest", "create", "--example", "nonsense");
    misused("manifest", "create", file("missing.yaml"));
    misused("manifest");
  }

  @Test
  void payloadsComeFromTheFolderOfTheDescription() throws Exception {
    Samples.write(folder, "app.bin", "the app");
    String description =
        Samples.write(
            folder,
            "d.json",
            "{\"sequence-number\": 1, \"components\": [{\"id\": \"a\", \"integrated\": {\"key\":"
                + " \"#app\", \"file\": \"app.bin\"}}, {\"id\": \"b\", \"download\": {\"uri\":"
                + " \"a:b\", \"file\": \"app.bin\"}}]}");
    Run run = good("manifest", "create", "-o", file("e.suit"), description);
    assertTrue(run.out.contains("  payload    #app, 7 bytes\n"), run.out);
    assertTrue(run.out.contains("  lint       2 findings: see teep4j manifest lint\n"), run.out);
    assertEquals(
        Bytes.ofUtf8("the app"), envelope("e.suit").unverifiedIntegratedPayloads().get("#app"));
  }

  @Test
  void partsAreSeveredExtractedAndAttached() throws Exception {
    String whole = create("download");
    String severed = file("severed.suit");
    good("manifest", "sever", "install", "-o", severed, whole);
    String signed = file("signed.suit");
    good("manifest", "sign", "--key", author, "-o", signed, severed);
    Run list = good("manifest", "extract", signed);
    assertTrue(list.out.startsWith("install  "), list.out);
    good(
        "manifest",
        "extract",
        "--name",
        "install",
        "-o",
        file("part"),
        "--rest",
        file("small.suit"),
        signed);
    Run small = good("manifest", "verify", "--key", keys.file("author.pub"), file("small.suit"));
    assertTrue(small.out.contains("suit-install: not in the envelope"), small.out);
    String shown = good("manifest", "show", file("small.suit")).out;
    assertTrue(shown.contains("install\n  severed, and not in the envelope\n"), shown);
    good(
        "manifest",
        "attach",
        "--part",
        "install=" + file("part"),
        "-o",
        file("again.suit"),
        file("small.suit"));
    assertArrayEquals(
        Files.readAllBytes(Path.of(signed)), Files.readAllBytes(folder.resolve("again.suit")));
    String wrong = Samples.write(folder, "wrong", "wrong");
    refused(
        "manifest", "attach", "--part", "install=" + wrong, "-o", file("w"), file("small.suit"));
    refused("manifest", "sever", "text", "-o", file("w"), whole);
    Run late = refused("manifest", "sever", "install", "-o", file("w"), signed);
    assertTrue(late.err.contains("the envelope is signed"), late.err);
    refused("manifest", "extract", "--name", "text", "-o", file("w"), signed);
    misused("manifest", "sever", "-o", file("w"), whole);
    misused("manifest", "sever", "validate", "-o", file("w"), whole);
  }

  @Test
  void severingTwiceIsSeveringOnce() throws Exception {
    String whole = create("integrated");
    SuitEnvelope all = envelope("integrated.suit");
    good("manifest", "sever", "--all", "-o", file("again.suit"), whole);
    assertEquals(all, envelope("again.suit"));
  }

  @Test
  void payloadsAreAttachedAndExtracted() throws Exception {
    String whole = create("download");
    String payload = Samples.write(folder, "app", "firmware of version 1.2.0");
    good("manifest", "sign", "--key", author, "-o", file("signed.suit"), whole);
    good(
        "manifest",
        "attach",
        "--payload",
        "https://example.com/app.bin=" + payload,
        "-o",
        file("full.suit"),
        file("signed.suit"));
    Run verified = good("manifest", "verify", "--key", keys.file("author.pub"), file("full.suit"));
    assertTrue(verified.out.contains("https://example.com/app.bin: digest right"), verified.out);
    good(
        "manifest",
        "extract",
        "--name",
        "https://example.com/app.bin",
        "-o",
        file("back"),
        "--rest",
        file("rest.suit"),
        file("full.suit"));
    assertEquals("firmware of version 1.2.0", Files.readString(folder.resolve("back")));
    assertEquals(envelope("signed.suit"), envelope("rest.suit"));
    String other = Samples.write(folder, "other", "other");
    good(
        "manifest",
        "attach",
        "--payload",
        "https://example.com/app.bin=" + other,
        "-o",
        file("bad.suit"),
        file("signed.suit"));
    Run lint = refused("manifest", "lint", file("bad.suit"));
    assertTrue(lint.out.contains("  error wrong-payload\n"), lint.out);
  }

  @Test
  void payloadsAreEncrypted() throws Exception {
    String payload = Samples.write(folder, "app", "secret firmware");
    String device = keys.pair("device", "--curve", "P-256");
    Run run =
        good(
            "manifest",
            "encrypt-payload",
            "--profile",
            "suit-sha256-esp256-ecdh-a128ctr",
            "--recipient",
            device + ".pub",
            "--info",
            file("app.info"),
            "-o",
            file("app.enc"),
            payload);
    assertTrue(run.out.startsWith(file("app.enc") + ": encrypted\n"), run.out);
    String description =
        Samples.write(
            folder,
            "d.json",
            "{\"sequence-number\": 1, \"components\": [{\"id\": \"a\", \"staged\": {\"uri\":"
                + " \"a:b\", \"in\": \"b\", \"file\": \"app\", \"encryption-info\": {\"file\":"
                + " \"app.info\"}, \"ciphertext\": {\"file\": \"app.enc\"}}, \"compatible-with\":"
                + " {\"vendor\": {\"domain\": \"a\"}, \"class\": {\"info\": \"b\"}}}]}");
    good("manifest", "create", "--key", author, "-o", file("e.suit"), description);
    good("manifest", "lint", "--strict", file("e.suit"));
    misused(
        "manifest",
        "encrypt-payload",
        "--profile",
        "none",
        "--recipient",
        device + ".pub",
        "--info",
        file("i"),
        "-o",
        file("c"),
        payload);
    misused(
        "manifest",
        "encrypt-payload",
        "--profile",
        "suit-sha256-hmac-a128kw-a128ctr",
        "--recipient",
        device + ".pub",
        "--info",
        file("i"),
        "-o",
        file("c"),
        payload);
  }

  @Test
  void findingsForPrograms() throws Exception {
    String edn =
        Samples.write(
            folder,
            "d.edn",
            "{1: 1, 2: 0, 3: << {2: [['a'], ['b']]} >>, 20: << [20, {21: \"x\"}, 21, 2] >>}");
    Run created = good("manifest", "create", "-o", file("e.suit"), edn);
    assertTrue(created.out.contains("  lint "), created.out);
    Run lint = refused("manifest", "lint", "--json", file("e.suit"));
    assertTrue(lint.out.contains("\"rule\" : \"component-index-not-set\""), lint.out);
    assertTrue(lint.out.contains("\"severity\" : \"error\""), lint.out);
    assertTrue(lint.out.contains("\"section\" : \"install\""), lint.out);
    Run text = refused("manifest", "lint", file("e.suit"));
    assertTrue(
        text.out.contains("  error component-index-not-set in install at 1, component 0\n"),
        text.out);
    String warned = create("write");
    good("manifest", "lint", warned);
    refused("manifest", "lint", "--strict", warned);
  }

  @Test
  void dependenciesAreCheckedTogether() throws Exception {
    String inner = create("integrated");
    String description =
        Samples.write(
            folder,
            "d.yaml",
            """
            sequence-number: 1
            dependencies:
              - {id: a, envelope: integrated.suit, uri: 'a:b', shared: true}
            """);
    good("manifest", "create", "--key", author, "-o", file("e.suit"), description);
    Run lint = good("manifest", "lint", "--dependency", inner, file("e.suit"));
    assertTrue(lint.out.contains("no-vendor-check"), lint.out);
  }

  @Test
  void whatIsNoEnvelopeIsRefused() throws Exception {
    String wrong = Samples.write(folder, "wrong", "no envelope");
    for (String command : new String[] {"show", "lint", "extract"}) {
      Run run = refused("manifest", command, wrong);
      assertTrue(run.err.contains(wrong + ": not a SUIT envelope: "), run.err);
    }
    Run verify = refused("manifest", "verify", "--key", keys.file("author.pub"), wrong);
    assertTrue(verify.out.contains("NOT VERIFIED"), verify.out);
  }

  @Test
  void standardInputAndOutput() throws Exception {
    byte[] description =
        good("manifest", "create", "--example", "slots").out.getBytes(StandardCharsets.UTF_8);
    Terminal plain = new Terminal(80, false, false, false);
    Run created = Run.of(description, plain, "manifest", "create", "-");
    assertEquals(ExitCode.GOOD, created.code, created::toString);
    assertEquals("", created.out);
    Run signed = Run.of(created.data, plain, "manifest", "sign", "--key", author);
    assertEquals(ExitCode.GOOD, signed.code, signed::toString);
    Run shown = Run.of(signed.data, plain, "manifest", "show");
    assertTrue(shown.out.startsWith("standard input\n"), shown.out);
  }

  @Test
  void helpTellsOfEachCommand() {
    Run help = good("manifest", "--help");
    for (String command :
        new String[] {
          "create",
          "sign",
          "sever",
          "attach",
          "extract",
          "encrypt-payload",
          "verify",
          "lint",
          "show"
        }) {
      assertTrue(help.out.contains("\n  " + command + " "), help.out);
      Run of = good("manifest", command, "--help");
      assertTrue(of.out.startsWith("Usage: teep4j manifest " + command), of.out);
      assertTrue(of.out.contains("Exit codes: 0 "), of.out);
    }
  }

  @Test
  void schemaIsJson() {
    assertTrue(good("manifest", "create", "--schema").out.startsWith("{\n  \"$schema\""));
  }
}
