package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cli.KeyFolder.good;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.file.FilePlatform;

/**
 * The life of each template on the command line: created, signed, verified, checked, shown,
 * installed, started, updated and uninstalled, and refused by devices of another class.
 */
@Tag("once")
class ManifestTemplatesTest {
  private static final String VENDOR = "\"vendor_ids\": [\"fa6b4a53-d5ad-5fdf-be9d-e663e4d41ffe\"]";
  private static final String CLASS = "1492af14-2569-5e48-bf42-9b2d51f2ab45";

  /** The places of the device. {@code 00} is where the library of the example goes. */
  private static final List<String> PLACES =
      List.of(
          "app",
          "app/manifest",
          "download",
          "settings",
          "flash/app",
          "ram/app",
          "library/manifest",
          "00");

  /** The head of tag 107. */
  private static final String ENVELOPE = "\u00d8k";

  @TempDir private Path folder;
  private KeyFolder keys;
  private final List<String> trusted = new ArrayList<>();
  private final List<String> fetch = new ArrayList<>();

  /** Members of the device, and what it has before. */
  private String more = "";

  private String slot = "";
  private String before = "";

  @BeforeEach
  void prepare() {
    keys = new KeyFolder(folder);
    keys.pair("author", "--alg", "ESP256", "--kid", "author");
    trusted.addAll(List.of("--key", file("author.pub")));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static String example(String name) {
    String yaml = good("manifest", "create", "--example", name).out;
    return yaml.contains("\nuninstall:") ? yaml : yaml + "uninstall: true\n";
  }

  /** The same manifest with a higher number, and other words in it. */
  private static String next(String yaml, String... words) {
    String next = yaml.replaceFirst("(?m)^sequence-number: \\d+", "sequence-number: 100");
    for (int i = 0; i < words.length; i += 2) {
      assertTrue(next.contains(words[i]), next);
      next = next.replace(words[i], words[i + 1]);
    }
    return next;
  }

  /** Creates, signs, verifies, checks and shows. */
  private String envelope(String name, String description) throws IOException {
    String unsigned = file(name + ".unsigned");
    String signed = file(name + ".suit");
    String from = Samples.write(folder, name + ".yaml", description);
    good("manifest", "create", "-o", unsigned, from);
    Run sign = good("manifest", "sign", "--key", file("author"), "-o", signed, unsigned);
    assertTrue(sign.out.startsWith(signed + ": signed\n"), sign.out);
    assertTrue(sign.out.contains("  signatures 1\n"), sign.out);
    assertTrue(sign.out.contains("  algorithm  ESP256\n"), sign.out);
    Run verified = good("manifest", "verify", "--key", file("author.pub"), signed);
    assertTrue(verified.out.startsWith(signed + ": verified\n"), verified.out);
    assertEquals(signed + ": nothing found\n", good("manifest", "lint", "--strict", signed).out);
    Run shown = good("manifest", "show", signed);
    assertTrue(shown.out.contains("\nshared-sequence\n"), shown.out);
    assertTrue(shown.out.contains("\nuninstall\n"), shown.out);
    return signed;
  }

  private void serve(String uri, String content) throws IOException {
    String name = "payload-" + fetch.size();
    fetch.addAll(List.of("--fetch", uri + "=" + Samples.write(folder, name, content)));
  }

  /** A device of a class, with all places. */
  private String device(String deviceClass) throws IOException {
    String components =
        PLACES.stream()
            .map(
                place ->
                    "{\"id\": "
                        + Arrays.stream(place.split("/"))
                            .map(segment -> "{\"text\": \"" + segment + "\"}")
                            .toList()
                        + (place.equals("app") ? before + slot : "")
                        + "}")
            .collect(Collectors.joining(", "));
    return Samples.write(
        folder,
        "device.json",
        "{%s, \"class_ids\": [\"%s\"], \"components\": [%s]%s}"
            .formatted(VENDOR, deviceClass, components, more));
  }

  private Run process(String store, String deviceClass, String procedure, String envelope)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("manifest", "process", "--procedure", procedure));
    args.addAll(List.of("--device", device(deviceClass), "--store", file(store)));
    args.addAll(trusted);
    args.addAll(fetch);
    args.add(envelope);
    return Run.of(args.toArray(String[]::new));
  }

  private Run complete(String procedure, String envelope) throws IOException {
    Run run = process("store", CLASS, procedure, envelope);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    return run;
  }

  /** What the components of the device have, those without content left out. */
  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    try (FilePlatform files = FilePlatform.open(folder.resolve("store"))) {
      for (String place : PLACES) {
        Optional<ContentSource> source =
            files.store().content(SuitComponentIdentifier.ofText(place.split("/")));
        if (source.isPresent()) {
          try (InputStream in = source.get().open()) {
            String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            state.put(place, content.startsWith(ENVELOPE) ? "envelope" : content);
          }
        }
      }
    }
    return state;
  }

  private static Set<String> started(Run run) {
    String start = "  start      ";
    return run.out
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .collect(Collectors.toSet());
  }

  /**
   * The life of a manifest and its successor.
   *
   * @param starts what an invocation starts
   * @param rest what is there after uninstallation
   */
  private void live(
      String first,
      Map<String, String> installed,
      String second,
      Map<String, String> updated,
      Set<String> starts,
      Map<String, String> rest)
      throws IOException {
    Run foreign = process("foreign", "00000000-0000-0000-0000-000000000000", "update", first);
    assertEquals(ExitCode.REJECTED, foreign.code, foreign::toString);
    assertTrue(foreign.out.contains("  command    condition-class-identifier\n"), foreign.out);

    Run update = complete("update", first);
    assertTrue(update.out.startsWith(first + ": complete\n"), update.out);
    assertEquals(installed, state());
    assertEquals(starts, started(complete("invoke", first)));
    assertEquals(afterStart(installed, starts), state());

    switchSlot();
    complete("update", second);
    Map<String, String> both = new TreeMap<>(updated);
    if (starts.toString().contains("/ram/app")) {
      both.put("ram/app", installed.get("flash/app")); // until the next start
    }
    assertEquals(both, state());
    assertEquals(starts, started(complete("invoke", second)));
    assertEquals(afterStart(updated, starts), state());

    complete("uninstall", second);
    assertEquals(rest, state());
  }

  private void switchSlot() {
    slot = slot.replace("0", "1");
  }

  private static Map<String, String> afterStart(Map<String, String> state, Set<String> starts) {
    Map<String, String> after = new TreeMap<>(state);
    if (starts.toString().contains("/ram/app")) {
      after.put("ram/app", state.get("flash/app"));
    }
    return after;
  }

  private void live(
      String example, String first, String second, String component, Set<String> starts)
      throws IOException {
    String yaml = example(example);
    live(
        envelope("first", yaml),
        Map.of(component, first),
        envelope("second", next(yaml, first, second)),
        Map.of(component, second),
        starts,
        Map.of());
  }

  @Test
  void compatibility() throws Exception {
    present("compatibility", Set.of());
  }

  @Test
  void invocation() throws Exception {
    present("invocation", Set.of("/app"));
  }

  /** The content is there before and after; a device with another one refuses the manifest. */
  private void present(String example, Set<String> starts) throws IOException {
    String content = "firmware that is there already";
    Samples.write(folder, "app.bin", content);
    before = ", \"content_file\": \"app.bin\"";
    String yaml = example(example);
    String first = envelope("first", yaml);
    Map<String, String> state = Map.of("app", content);
    live(first, state, envelope("second", next(yaml)), state, starts, Map.of());
    Run gone = process("store", CLASS, "update", file("second.suit"));
    assertEquals(ExitCode.REJECTED, gone.code, gone::toString);
    assertTrue(gone.out.contains("  command    condition-image-match\n"), gone.out);
  }

  @Test
  void download() throws Exception {
    String old = "firmware of version 1.2.0";
    String young = "firmware of version 1.2.1";
    serve("https://example.com/app.bin", old);
    serve("https://example.com/new.bin", young);
    String yaml = example("download");
    live(
        envelope("first", yaml),
        Map.of("app", old, "app/manifest", "envelope"),
        envelope("second", next(yaml, old, young, "/app.bin", "/new.bin", "1.2.0", "1.2.1")),
        Map.of("app", young, "app/manifest", "envelope"),
        Set.of("/app"),
        Map.of());
  }

  @Test
  void staged() throws Exception {
    String old = "firmware of version 1.3.0";
    String young = "firmware of version 1.3.1";
    serve("https://example.com/app.bin", old);
    serve("https://example.com/new.bin", young);
    String yaml = example("staged");
    live(
        envelope("first", yaml),
        Map.of("app", old, "download", old),
        envelope("second", next(yaml, old, young, "/app.bin", "/new.bin")),
        Map.of("app", young, "download", young),
        Set.of(),
        Map.of());
  }

  @Test
  void integrated() throws Exception {
    live(
        "integrated",
        "firmware of version 1.4.0",
        "firmware of version 1.4.1",
        "app",
        Set.of("/app"));
  }

  @Test
  void write() throws Exception {
    live("write", "log-level: debug", "log-level: info", "settings", Set.of());
  }

  @Test
  void load() throws Exception {
    String old = "firmware of version 1.6.0";
    String young = "firmware of version 1.6.1";
    serve("https://example.com/app.bin", old);
    serve("https://example.com/new.bin", young);
    String yaml = example("load");
    live(
        envelope("first", yaml),
        Map.of("flash/app", old),
        envelope("second", next(yaml, old, young, "/app.bin", "/new.bin")),
        Map.of("flash/app", young),
        Set.of("/ram/app, arguments 'verbose'"),
        Map.of());
  }

  @Test
  void slots() throws Exception {
    slot = ", \"slot\": 0";
    serve("https://example.com/app-a.bin", "firmware for slot 0");
    serve("https://example.com/app-b.bin", "firmware for slot 1");
    String yaml = example("slots");
    live(
        envelope("first", yaml),
        Map.of("app", "firmware for slot 0"),
        envelope("second", next(yaml)),
        Map.of("app", "firmware for slot 1"),
        Set.of("/app"),
        Map.of());
    slot = ", \"slot\": 2";
    Run other = process("store", CLASS, "update", file("second.suit"));
    assertEquals(ExitCode.REJECTED, other.code, other::toString);
    assertTrue(other.out.contains("  command    condition-component-slot\n"), other.out);
  }

  @Test
  void dependency() throws Exception {
    trusted.addAll(
        List.of("--key", Samples.write(folder, "library.pub", Samples.pem(Samples.author()))));
    byte[] library = Samples.vector("suit-trust-domains", "example0_dependent");
    Samples.write(folder, "library.suit", library);
    fetch.addAll(List.of("--fetch", "https://example.com/library.suit=" + file("library.suit")));
    String yaml = example("dependency");
    // The library of the drafts has no section that says how to remove it.
    live(
        envelope("first", yaml),
        Map.of("settings", "library: 1", "library/manifest", "envelope", "00", "hello world"),
        envelope("second", next(yaml, "library: 1", "library: 2")),
        Map.of("settings", "library: 2", "library/manifest", "envelope", "00", "hello world"),
        Set.of("/00, arguments 'cat 00'"),
        Map.of("00", "hello world"));
    trusted.subList(2, 4).clear();
    Run nobodys = process("store", CLASS, "update", file("second.suit"));
    assertEquals(ExitCode.REJECTED, nobodys.code, nobodys::toString);
    assertTrue(nobodys.out.contains("  command    condition-dependency-integrity\n"), nobodys.out);
  }

  @Test
  void encrypted() throws Exception {
    more = ", \"keks\": [{\"kid\": \"6b69642d31\", \"k\": \"61616161616161616161616161616161\"}]";
    String device = keys.pair("device", "--alg", "ECDH-ES+A128KW", "--curve", "P-256");
    String secret = "This is another firmware image.";
    String[] profile = {
      "manifest", "encrypt-payload", "--profile", "suit-sha256-esp256-ecdh-a128gcm"
    };
    String[] files = {"--recipient", device + ".pub", "--info", file("info"), "-o", file("secret")};
    good(Samples.concat(Samples.concat(profile, files), Samples.write(folder, "plain", secret)));
    String yaml = example("encrypted");
    String first = envelope("first", yaml);
    String second =
        envelope(
            "second",
            next(yaml)
                .replaceFirst("digest: .*\n", "file: plain\n")
                .replaceFirst(" *size: .*\n", "")
                .replaceFirst("encryption-info: .*", "encryption-info: {file: info}")
                .replaceFirst("ciphertext: .*", "ciphertext: {file: secret}"));
    fetch.addAll(List.of("--decryption-key", device));
    live(
        first,
        Map.of("app", "This is a real firmware image."),
        second,
        Map.of("app", secret),
        Set.of(),
        Map.of());
    more = "";
    Run keyless = process("store", CLASS, "update", first);
    assertEquals(ExitCode.REJECTED, keyless.code, keyless::toString);
    assertTrue(keyless.out.contains("  command    write\n"), keyless.out);
  }

  @Test
  void everyExampleIsLived() {
    Set<String> lived =
        Arrays.stream(ManifestTemplatesTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .collect(Collectors.toSet());
    assertTrue(lived.containsAll(ManifestCreateCommand.EXAMPLES), lived::toString);
  }
}
