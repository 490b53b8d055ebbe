package org.teep4j.suit.processor.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.PayloadFetcher.FetchRequest;
import org.teep4j.suit.processor.authoring.Requests;

class FileFetcherTest {

  private static final SuitComponentIdentifier COMPONENT = SuitComponentIdentifier.ofText("a");
  private static final CommandTarget TARGET = Requests.target(COMPONENT);

  @TempDir Path temporary;
  private Path folder;
  private Path outside;

  @BeforeEach
  void write() throws IOException {
    folder = Files.createDirectories(temporary.resolve("folder/in")).getParent();
    Files.writeString(folder.resolve("in/a b"), "content");
    outside = Files.writeString(temporary.resolve("outside"), "secret");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Files.createSymbolicLink(folder.resolve("inner"), folder.resolve("in/a b"));
  }

  private static String fetch(FileFetcher fetcher, String uri, long offset) throws IOException {
    try (InputStream in = fetcher.fetch(new FetchRequest(uri, TARGET, Optional.empty(), offset))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void namedFiles() throws IOException {
    FileFetcher fetcher =
        FileFetcher.of(Map.of("https://a/", folder.resolve("in/a b"))).with("x y", outside);
    assertEquals("content", fetch(fetcher, "https://a/", 0));
    assertEquals("tent", fetch(fetcher, "https://a/", 3));
    assertEquals("", fetch(fetcher, "https://a/", 7));
    assertEquals("secret", fetch(fetcher, "x y", 0));
    for (String other : List.of("https://a", "outside", outside.toUri().toString())) {
      assertThrows(IOException.class, () -> fetch(fetcher, other, 0), other);
    }
  }

  @Test
  void filesBelowFolder() throws IOException {
    FileFetcher fetcher = FileFetcher.below(folder);
    assertEquals("content", fetch(fetcher, folder.resolve("in/a b").toUri().toString(), 0));
    assertEquals("content", fetch(fetcher, "in/a%20b", 0));
    assertEquals("content", fetch(fetcher, "./in/../inner", 0));
    assertEquals("ent", fetch(fetcher, "inner", 4));
  }

  @Test
  void otherFilesAreRefused() {
    FileFetcher fetcher = FileFetcher.below(folder);
    for (String uri :
        List.of(
            "",
            "in",
            "missing",
            "link",
            "../outside",
            "%2e%2e/outside",
            "in/../../outside",
            outside.toUri().toString(),
            folder.toUri() + "../outside",
            "file:relative",
            "file://host/in",
            "//host/in/a",
            "/etc/passwd",
            "in/a%00b",
            "in/a%20b?query",
            "in/a%20b#fragment",
            "https://localhost/in",
            "in/a b")) {
      assertThrows(IOException.class, () -> fetch(fetcher, uri, 0), uri);
    }
  }
}
