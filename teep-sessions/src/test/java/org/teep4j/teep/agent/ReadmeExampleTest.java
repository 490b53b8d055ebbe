package org.teep4j.teep.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Source;
import org.teep4j.suit.processor.file.FilePlatform;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.tam.Entitlement;
import org.teep4j.teep.tam.ManifestCatalogue;
import org.teep4j.teep.tam.MemoryTamStore;
import org.teep4j.teep.tam.NewestManifestPolicy;
import org.teep4j.teep.tam.Tam;
import org.teep4j.testsupport.MarkdownBlock;

/** The Agent of the example meets the TAM of this library. */
class ReadmeExampleTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path EXAMPLE =
      Path.of("src", "test", "java", "org", "teep4j", "teep", "agent", "ReadmeExample.java");
  private static final URI URI_OF_TAM = URI.create("https://tam.example/tam");
  private static final SuitComponentIdentifier APP = World.id("apps", "hello");

  private final CoseKey tamKey = World.key(CoseAlgorithm.ESP256);
  private final CoseKey deviceKey = World.key(CoseAlgorithm.ESP256);
  private final List<SessionEvent> events = new ArrayList<>();
  private int posts;

  @Test
  void installs(@TempDir Path folder) throws Exception {
    ManifestCatalogue catalogue = new ManifestCatalogue();
    CoseVerifier author = CoseVerifier.of(World.AUTHOR.toPublic());
    catalogue.add(
        World.signed(
                ManifestAuthor.ofSequenceNumber(1)
                    .manifestComponentId(World.id("apps", "hello.suit"))
                    .component(
                        Component.of(APP, Source.integrated("#tc", Bytes.ofUtf8("Hello, TEE!")))),
                World.AUTHOR)
            .verify(author));
    Tam tam =
        Tam.builder(
                new MemoryTamStore(),
                NewestManifestPolicy.builder(catalogue, Entitlement.EVERYTHING).build())
            .key(tamKey)
            .key(World.key(CoseAlgorithm.ED25519))
            .trustedAgents(CoseVerifier.of(deviceKey.toPublic()))
            .listener(events::add)
            .build();
    ReadmeExample.Transport transport =
        (uri, message) -> {
          posts++;
          assertEquals(URI_OF_TAM, uri);
          return message.isEmpty() ? tam.processConnect() : tam.processTeepMessage(message.get());
        };
    request(author, folder, transport);
    try (FilePlatform files = FilePlatform.open(folder.resolve("device"))) {
      assertTrue(files.store().content(APP).isPresent(), events::toString);
    }
    assertEquals(3, posts);
    request(author, folder, transport);
    assertEquals(3, posts); // it is installed
  }

  private void request(CoseVerifier author, Path folder, ReadmeExample.Transport transport)
      throws Exception {
    ReadmeExample.request(
        APP, URI_OF_TAM, CoseVerifier.of(tamKey.toPublic()), author, deviceKey, folder, transport);
  }

  @Test
  void standsInTheReadme() throws IOException {
    assertTrue(
        MarkdownBlock.in(Files.readString(README)).contains(MarkdownBlock.ofExample(EXAMPLE)),
        "README.md must have the example as it is in ReadmeExample.java");
  }
}
