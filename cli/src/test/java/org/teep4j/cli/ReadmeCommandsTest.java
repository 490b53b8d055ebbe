package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cli.SessionFolder.Serving;
import org.teep4j.testsupport.MarkdownBlock;

/** The commands of the README for two terminals do what it says. */
@Timeout(120)
class ReadmeCommandsTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String URL = "http://127.0.0.1:8080/tam";

  @TempDir private Path folder;

  /** The commands of each block of code, continued lines joined. */
  private static List<List<String>> blocks() throws IOException {
    String text = Files.readString(README);
    int start = text.indexOf("## Try it with two terminals");
    String section = text.substring(start, text.indexOf("\n## ", start + 1));
    return MarkdownBlock.in(section).stream()
        .map(block -> block.content().replaceAll("\\\\\n *", "").lines().toList())
        .toList();
  }

  /** The words of a command, with files in the folder of this test. */
  private String[] words(String command) {
    String[] words = command.replaceFirst("^\\./teep4j ", "").split(" +", -1);
    for (int i = 0; i < words.length; i++) {
      boolean isFolder = i > 0 && words[i - 1].matches("--(manifests|state|store)");
      if (isFolder || words[i].matches("[\\w/-]+\\.(cbor|pub|yaml|suit|json)")) {
        words[i] = folder.resolve(words[i]).toString();
      }
    }
    return words;
  }

  private Run run(String command, String url) throws IOException {
    String[] redirected = command.split(" > ", -1);
    Run run = Run.of(words(redirected[0].replace(URL, url)));
    assertEquals(ExitCode.GOOD, run.code, () -> command + ": " + run);
    if (redirected.length > 1) {
      Files.writeString(folder.resolve(redirected[1]), run.out);
    }
    return run;
  }

  @Test
  void theCommandsWork() throws Exception {
    List<String> first = blocks().get(0);
    for (String command : first.subList(0, first.size() - 1)) {
      if (command.startsWith("mkdir ")) {
        Files.createDirectory(folder.resolve(command.substring("mkdir ".length())));
      } else {
        run(command, URL);
      }
    }
    String serve = first.get(first.size() - 1);
    StringBuilder said = new StringBuilder();
    try (Serving tam = new Serving(Samples.concat(words(serve), "--port", "0"))) {
      String url = tam.url();
      for (String command : blocks().get(1)) {
        said.append(run(command, url).out);
      }
    }
    assertTrue(said.toString().contains("/app          installed, 25 bytes"), said.toString());
    assertTrue(said.toString().contains("0 demands "), said.toString());
  }
}
