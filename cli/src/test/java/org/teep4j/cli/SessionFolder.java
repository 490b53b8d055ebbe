package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.file.FilePlatform;

/** A folder with the keys of a TAM, an Agent and an author, with manifests and a device. */
final class SessionFolder {
  private static final String MANIFEST =
      """
      sequence-number: %d
      manifest-component-id: [%s, manifest]
      components:
        - id: [%s]
          integrated:
            key: "#tc"
            content: %s
      uninstall: true
      """;

  private final KeyFolder keys;
  private final Path folder;

  SessionFolder(Path folder) throws IOException {
    this.folder = folder;
    keys = new KeyFolder(folder);
    keys.pair("tam-p256", "--alg", "ESP256");
    keys.pair("tam-ed25519", "--alg", "Ed25519");
    keys.pair("agent", "--alg", "ESP256");
    keys.pair("author", "--alg", "ESP256");
    keys.pair("attester", "--alg", "ESP256");
    Files.createDirectory(manifests());
    Files.writeString(folder.resolve("device.json"), "{}");
  }

  KeyFolder keys() {
    return keys;
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  Path manifests() {
    return folder.resolve("manifests");
  }

  /** Publishes a manifest that installs a component of one segment. */
  void publish(String component, int sequenceNumber, String content) throws IOException {
    publish(component, sequenceNumber, content, "author");
  }

  void publish(String component, int sequenceNumber, String content, String author)
      throws IOException {
    Path description = folder.resolve("description.yaml");
    Files.writeString(
        description, MANIFEST.formatted(sequenceNumber, component, component, content));
    String unsigned = file("unsigned.suit");
    String signed = file("signed.suit");
    KeyFolder.good("manifest", "create", "--force", "-o", unsigned, description.toString());
    KeyFolder.good("manifest", "sign", "--force", "--key", file(author), "-o", signed, unsigned);
    Files.move(
        Path.of(signed),
        manifests().resolve(component + "-" + sequenceNumber + ".suit"),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** What the component of a device has; empty if that is nothing. */
  String content(String component) throws IOException {
    try (FilePlatform files = FilePlatform.open(folder.resolve("device/device"))) {
      Optional<ContentSource> content =
          files.store().content(SuitComponentIdentifier.ofText(component));
      if (content.isEmpty()) {
        return "";
      }
      try (InputStream in = content.get().open()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  /** The arguments of {@code tam serve}, but those for trust. */
  String[] serving(String... more) {
    return Samples.concat(
        new String[] {
          "tam",
          "serve",
          "--key",
          file("tam-p256"),
          "--key",
          file("tam-ed25519"),
          "--author",
          file("author.pub"),
          "--manifests",
          manifests().toString()
        },
        more);
  }

  /** The arguments of {@code agent run}. */
  String[] running(String url, String... more) {
    return Samples.concat(
        new String[] {
          "agent",
          "run",
          "--tam",
          url,
          "--tam-key",
          file("tam-p256.pub"),
          "--key",
          file("agent"),
          "--author",
          file("author.pub"),
          "--device",
          file("device.json"),
          "--store",
          file("device")
        },
        more);
  }

  /** A TAM in this process, until it is closed. */
  static final class Serving implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("TAM at (http://\\S+)");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Integer> codes = new ArrayList<>();
    private final Thread thread;

    Serving(String... args) {
      Console console =
          new Console(
              new StandardInput(InputStream.nullInputStream()),
              OutputStream.nullOutputStream(),
              new PrintWriter(out),
              new PrintWriter(err),
              new Terminal(80, false, false, false));
      thread = new Thread(() -> codes.add(Main.run(console, args)), "tam serve");
      thread.start();
    }

    /** Where it is, as soon as it listens. */
    String url() throws InterruptedException {
      await("offered ");
      Matcher found = URL.matcher(out.toString());
      assertEquals(true, found.find(), out.toString());
      return found.group(1);
    }

    /** Waits until something is in the output. */
    void await(String text) throws InterruptedException {
      while (!out.toString().contains(text)) {
        assertEquals(true, thread.isAlive(), "the TAM has ended: " + out + err);
        Thread.sleep(10);
      }
    }

    String out() {
      return out.toString();
    }

    @Override
    public void close() {
      thread.interrupt();
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      assertEquals(List.of(ExitCode.GOOD), codes, () -> out.toString() + err);
      out.toString().lines().forEach(line -> assertEquals(true, line.length() <= 80, line));
    }
  }
}
