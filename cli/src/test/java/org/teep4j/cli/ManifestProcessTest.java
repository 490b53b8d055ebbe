package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cli.KeyFolder.good;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.file.FilePlatform;

@Tag("once")
class ManifestProcessTest {
  private static final String DEVICE =
      "{\"vendor_ids\": [\"fa6b4a53d5ad5fdfbe9de663e4d41ffe\"],"
          + " \"class_ids\": [\"1492af14-2569-5e48-bf42-9b2d51f2ab45\"]";
  private static final String COMPATIBLE =
      """
          compatible-with:
            vendor: fa6b4a53-d5ad-5fdf-be9d-e663e4d41ffe
            class: 1492af14-2569-5e48-bf42-9b2d51f2ab45
      """;

  @TempDir private Path folder;
  private KeyFolder keys;
  private String author;
  private String device;

  @BeforeEach
  void prepare() throws IOException {
    keys = new KeyFolder(folder);
    author = keys.pair("author", "--alg", "ESP256", "--kid", "author");
    device =
        Samples.write(
            folder,
            "device.json",
            DEVICE
                + ", \"components\": ["
                + component("app", ", \"slot\": 0")
                + component("app2", "")
                + component("download", "")
                + component("settings", "")
                + "{\"id\": [\"666c617368\", {\"text\": \"app\"}]},"
                + "{\"id\": [{\"text\": \"ram\"}, {\"text\": \"app\"}]},"
                + "{\"id\": [{\"text\": \"app\"}, {\"text\": \"manifest\"}]}]}");
  }

  private static String component(String name, String more) {
    return "{\"id\": [{\"text\": \"" + name + "\"}]" + more + "},";
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  /** Signs what a description says. */
  private String signed(String name, String description) throws IOException {
    String from = Samples.write(folder, name + ".yaml", description);
    String to = file(name + ".suit");
    good("manifest", "create", "--key", author, "-o", to, from);
    return to;
  }

  private Run process(String... more) {
    String[] common = {
      "manifest",
      "process",
      "--key",
      keys.file("author.pub"),
      "--device",
      device,
      "--store",
      file("store")
    };
    return Run.of(Samples.concat(common, more));
  }

  private Run complete(String... more) {
    Run run = process(more);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    return run;
  }

  private Run incomplete(String... more) {
    Run run = process(more);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    return run;
  }

  private Optional<String> content(String... segments) throws IOException {
    try (FilePlatform files = FilePlatform.open(folder.resolve("store"))) {
      Optional<ContentSource> source =
          files.store().content(SuitComponentIdentifier.ofText(segments));
      if (source.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = source.get().open()) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private static void contains(Run run, String... texts) {
    for (String text : texts) {
      assertTrue(run.out.contains(text), () -> text + "\n" + run);
    }
  }

  // Templates.

  private static String example(String name, int number) {
    String yaml = good("manifest", "create", "--example", name).out;
    return yaml.replaceFirst("(?m)^sequence-number: \\d+", "sequence-number: " + number)
        + (yaml.contains("\nuninstall:") ? "" : "uninstall: true\n");
  }

  @Test
  void encryptedPayloadIsDecrypted() throws Exception {
    String secret = keys.pair("recipient", "--alg", "ECDH-ES+A128KW", "--curve", "P-256");
    Samples.write(folder, "plain", "a secret of the author");
    good(
        "manifest",
        "encrypt-payload",
        "--profile",
        "suit-sha256-esp256-ecdh-a128gcm",
        "--recipient",
        secret + ".pub",
        "--info",
        file("info"),
        "-o",
        file("ciphertext"),
        file("plain"));
    String envelope =
        signed(
            "encrypted",
            "sequence-number: 1\ncomponents:\n  - id: [app]\n    write:\n"
                + "      file: plain\n      encryption-info: {file: info}\n"
                + "      ciphertext: {file: ciphertext}\n"
                + COMPATIBLE);
    contains(incomplete(envelope), "  command    write\n");
    complete("--decryption-key", secret, envelope);
    assertEquals(Optional.of("a secret of the author"), content("app"));
  }

  // Refusals.

  @Test
  void foreignKeyIsRefused() throws Exception {
    String envelope = signed("e", example("write", 1));
    String other = keys.keygen("other", "--alg", "ESP256");
    String[] args = {
      "manifest", "process", "--key", other, "--device", device, "--store", file("store")
    };
    Run run = Run.of(Samples.concat(args, envelope));
    assertEquals(ExitCode.REJECTED, run.code);
    assertTrue(run.out.startsWith(envelope + ": REFUSED\n  reason     unauthorised\n"), run.out);
    Run json = Run.of(Samples.concat(args, "--json", envelope));
    contains(json, "\"outcome\" : \"refused\"", "\"reason\" : \"unauthorised\"");
    String broken = Samples.write(folder, "broken", "no envelope");
    contains(incomplete(broken), "  reason     cbor-parse\n");
    assertFalse(Files.exists(folder.resolve("store")));
  }

  @Test
  void otherClassIsAborted() throws Exception {
    Samples.write(
        folder,
        "device.json",
        "{\"vendor_ids\": [\"fa6b4a53d5ad5fdfbe9de663e4d41ffe\"],"
            + " \"class_ids\": [\"00000000000000000000000000000000\"]}");
    String envelope = signed("e", example("write", 1));
    Run run = incomplete("--trace", envelope);
    contains(
        run,
        "install: shared sequence\n",
        "  section    install: shared sequence\n",
        "condition-class-identifier     /settings  failed\n",
        "           measured: class-identifier 00000000-0000-0000-0000-000000000000\n",
        envelope + ": ABORTED\n",
        "  reason     condition-failed\n",
        "  command    condition-class-identifier\n",
        "  component  0, /settings\n",
        "  why        the condition does not hold\n");
    Run json = incomplete("--json", "--trace", envelope);
    contains(
        json,
        "\"outcome\" : \"aborted\"",
        "\"command\" : \"condition-class-identifier\"",
        "\"success\" : false");
    assertEquals(Optional.empty(), content("settings"));
  }

  @Test
  void rightsOfKeysHold() throws Exception {
    String envelope = signed("e", example("write", 1));
    String acl = Samples.write(folder, "acl.json", "{\"author.pub\": [[{\"text\": \"app\"}]]}");
    contains(
        incomplete("--acl", acl, envelope),
        "  reason     component-unauthorised\n",
        "the signer may not use /settings\n");
    Samples.write(folder, "acl.json", "{\"author.pub\": [[\"73657474696e6773\"]]}");
    complete("--acl", acl, envelope);
    Samples.write(folder, "acl.json", "{\"nobody\": []}");
    assertEquals(ExitCode.USAGE, process("--acl", acl, envelope).code);
  }

  @Test
  void waitingIsSuspended() throws Exception {
    String edn =
        Samples.write(
            folder,
            "d.edn",
            "{1: 1, 2: 0, 3: << {2: [['app']], 4: << [20, {29: << {2: 1} >>}] >>} >>,"
                + " 20: << [29, 0, 20, {18: 'new'}, 18, 0] >>}");
    good("manifest", "create", "--key", author, "-o", file("e.suit"), edn);
    Samples.write(folder, "device.json", DEVICE + ", \"events\": \"waiting\"}");
    Run run = incomplete(file("e.suit"));
    contains(run, file("e.suit") + ": SUSPENDED\n", "  waits for  power 1\n");
    contains(incomplete("--json", file("e.suit")), "\"waits-for\" : [ \"power 1\" ]");
    Samples.write(folder, "device.json", DEVICE + ", \"events\": \"over\"}");
    complete(file("e.suit"));
    assertEquals(Optional.of("new"), content("app"));
  }

  @Test
  void misuse() throws Exception {
    String envelope = signed("e", example("write", 1));
    assertEquals(ExitCode.USAGE, Run.of("manifest", "process", envelope).code);
    assertEquals(ExitCode.USAGE, process("--fetch", "uri", envelope).code);
    assertEquals(ExitCode.USAGE, process("--fetch", "a:b=" + file("missing"), envelope).code);
    assertEquals(ExitCode.USAGE, process("--procedure", "reboot", envelope).code);
    Samples.write(folder, "device.json", "{\n\"vendors\": []}");
    Run run = process(envelope);
    assertEquals(ExitCode.USAGE, run.code);
    assertTrue(run.err.contains("device.json: line 2, vendors: 'vendors' is not known"), run.err);
    Samples.write(folder, "device.json", "{}");
    String[] used = {"manifest", "process", "--key", author, "--device", device, "--store"};
    assertEquals(ExitCode.USAGE, Run.of(Samples.concat(used, device, envelope)).code);
  }

  @Test
  void exampleIsADevice() throws Exception {
    Samples.write(folder, "device.json", good("manifest", "process", "--example").out);
    complete("--dry-run", signed("e", example("write", 1)));
  }

  // Dry run, report, interruption.

  @Test
  void dryRunChangesNothing() throws Exception {
    String envelope = signed("e", example("write", 1));
    Run run = complete("--dry-run", "--trace", envelope);
    contains(
        run,
        "condition-vendor-identifier",
        envelope + ": would be complete\n",
        "  change     /settings: new content\n");
    assertFalse(Files.exists(folder.resolve("store")));
    complete(envelope);
    String download = signed("d", download("file:/nowhere", "app", "first", "one"));
    contains(incomplete("--dry-run", download), ": WOULD BE ABORTED\n", "  command    fetch\n");
  }

  @Test
  void reportOfAnAbortedRunIsTold() throws Exception {
    String envelope = signed("e", example("download", 1));
    String wrong = Samples.write(folder, "wrong", "firmware of version 1.2.1");
    String[] args = {
      "--fetch", "https://example.com/app.bin=" + wrong, "--report", file("r"), envelope
    };
    Run run = incomplete(Samples.concat(new String[] {"--trace"}, args));
    contains(run, "  report     " + file("r") + "\n");
    Run told = good("manifest", "report", "--manifest", envelope, file("r"));
    assertEquals(commands(run), commands(told));
    assertTrue(commands(told).size() >= 3, told.out);
    String failure = run.out.substring(run.out.indexOf("  reason "), run.out.indexOf("  offset "));
    contains(told, file("r") + ": ABORTED\n", failure);
    Run verified =
        good(
            "manifest",
            "report",
            "--json",
            "--key",
            keys.file("author.pub"),
            "--manifest",
            envelope,
            file("r"));
    contains(verified, "\"outcome\" : \"aborted\"", "\"consistent\" : true");
    String other = signed("other", example("download", 2));
    Run refused = Run.of("manifest", "report", "--manifest", other, file("r"));
    assertEquals(ExitCode.REJECTED, refused.code);
    assertTrue(refused.err.contains("the report is about another manifest"), refused.err);
    Run inconsistent =
        Run.of("manifest", "report", "--procedure", "uninstall", "--manifest", envelope, file("r"));
    assertEquals(ExitCode.REJECTED, inconsistent.code, inconsistent::toString);
    Run noReport = Run.of("manifest", "report", "--manifest", envelope, wrong);
    assertEquals(ExitCode.REJECTED, noReport.code);
  }

  @Test
  void dependencyIsProcessedAndTold() throws Exception {
    Samples.write(folder, "device.json", DEVICE + "}");
    String library = signed("library", example("write", 1));
    String envelope =
        signed(
            "e",
            "sequence-number: 1\ncomponents:\n  - id: [app]\n    write:\n      content: new\n"
                + COMPATIBLE
                + "dependencies:\n  - id: [library, manifest]\n    envelope: {file: library.suit}\n"
                + "    key: '#library'\n");
    assertTrue(Files.exists(Path.of(library)));
    Run run = complete("--trace", "--report", file("r"), envelope);
    contains(run, "install of dependency 1\n", "  change     /settings: new content");
    contains(run, "  process-dependency             /library/manifest\n");
    run.out
        .lines()
        .takeWhile(line -> !line.startsWith(envelope))
        .forEach(line -> assertTrue(line.length() <= 80, line));
    Run told = good("manifest", "report", "--manifest", envelope, file("r"));
    contains(told, "install of dependency 1\n", file("r") + ": complete\n");
  }

  @Test
  void reportThatCannotBeWrittenStopsTheRun() throws Exception {
    String envelope = signed("e", example("write", 1));
    Run run = process("--report", file("missing/r"), envelope);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertFalse(Files.exists(folder.resolve("store")));
  }

  /** Sections, and offset, command and component of each line, without results. */
  private static List<String> commands(Run run) {
    String before = run.out.substring(0, run.out.indexOf(": ABORTED"));
    return Arrays.stream(before.split("\n"))
        .limit(before.lines().count() - 1)
        .map(line -> line.replaceFirst("  (ok|failed)$", ""))
        .toList();
  }

  @Test
  void killedRunGoesOn() throws Exception {
    CountDownLatch killed = new CountDownLatch(1);
    AtomicInteger first = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          boolean isFirst = exchange.getRequestURI().getPath().equals("/first");
          byte[] body = (isFirst ? "one" : "two").getBytes(StandardCharsets.UTF_8);
          if (isFirst) {
            first.incrementAndGet();
          } else {
            await(killed);
          }
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      String envelope = signed("e", download(base, "app", "first", "one") + second(base));
      killAtSecondFetch(envelope);
      killed.countDown();
      Run run = complete("--http", "--trace", envelope);
      contains(run, ", before the interruption\n", "executed before the interruption\n");
      assertEquals(1, first.get());
      assertEquals(Optional.of("one"), content("app"));
      assertEquals(Optional.of("two"), content("app2"));
    } finally {
      killed.countDown();
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String download(String base, String id, String uri, String content) {
    return "sequence-number: 1\ncomponents:\n" + part(base, id, uri, content);
  }

  private static String second(String base) {
    return part(base, "app2", "second", "two");
  }

  private static String part(String base, String id, String uri, String content) {
    return "  - id: [%s]\n    download:\n      uri: %s/%s\n      content: %s\n"
            .formatted(id, base, uri, content)
        + COMPATIBLE;
  }

  /** Runs the command in a process of its own, and kills it when it has installed one of two. */
  private void killAtSecondFetch(String envelope) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("manifest", "process", "--http", "--trace"));
    command.addAll(List.of("--key", keys.file("author.pub"), "--device", device));
    command.addAll(List.of("--store", file("store"), envelope));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.matches(".* (fetch|condition-image-match) +/app  ok")) {
        said.append(line).append('\n');
        line = lines.readLine();
      }
      assertTrue(line != null, said::toString);
    } finally {
      process.destroyForcibly();
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void longFetchesShowProgress() throws Exception {
    byte[] large = new byte[(int) Content.WORTH_PROGRESS];
    Samples.write(folder, "large.bin", large);
    String envelope =
        signed(
            "e",
            "sequence-number: 1\ncomponents:\n  - id: [app]\n    download:\n"
                + "      uri: large.bin\n      file: large.bin\n"
                + COMPATIBLE);
    Run run =
        Run.of(
            new byte[0],
            new Terminal(80, false, false, true),
            "manifest",
            "process",
            "--key",
            author,
            "--device",
            device,
            "--store",
            file("store"),
            "--fetch-root",
            folder.toString(),
            envelope);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.err.contains("fetching /app: 16 MiB of 32 MiB, 50 %"), run.err);
  }
}
