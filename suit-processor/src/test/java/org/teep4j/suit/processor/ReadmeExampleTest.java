package org.teep4j.suit.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.authoring.SequenceBuilder;
import org.teep4j.suit.processor.file.FilePlatform;
import org.teep4j.testsupport.MarkdownBlock;

class ReadmeExampleTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path EXAMPLE =
      Path.of("src", "test", "java", "org", "teep4j", "suit", "processor", "ReadmeExample.java");
  private static final SuitComponentIdentifier APP = SuitComponentIdentifier.ofText("app");
  private static final DeviceIdentity DEVICE = DeviceIdentity.of(Set.of(), Set.of(), Set.of());

  private final CoseKey key = Author.newKey();
  private final Bytes payload = Bytes.ofUtf8("an application");

  @Test
  void installs(@TempDir Path folder) throws Exception {
    assertTrue(ReadmeExample.install(update(payload), CoseVerifier.of(key), DEVICE, folder));
    try (FilePlatform files = FilePlatform.open(folder);
        var content = files.store().content(APP).orElseThrow().open()) {
      assertEquals(payload, Bytes.wrap(content.readAllBytes()));
    }
  }

  @Test
  void refuses(@TempDir Path folder) throws Exception {
    byte[] other = update(Bytes.ofUtf8("another one"));
    assertFalse(ReadmeExample.install(other, CoseVerifier.of(key), DEVICE, folder));
    CoseVerifier stranger = CoseVerifier.of(Author.newKey());
    assertThrows(
        VerificationException.class,
        () -> ReadmeExample.install(update(payload), stranger, DEVICE, folder));
    try (FilePlatform files = FilePlatform.open(folder)) {
      assertTrue(files.store().content(APP).isEmpty());
    }
  }

  @Test
  void standsInTheReadme() throws IOException {
    assertTrue(
        MarkdownBlock.in(Files.readString(README)).contains(MarkdownBlock.ofExample(EXAMPLE)),
        "README.md must have the example as it is in ReadmeExample.java");
  }

  /** An update whose manifest wants {@link #payload}. */
  private byte[] update(Bytes integrated) {
    SuitManifest manifest =
        SuitManifest.builder(1, SuitCommon.of(APP))
            .sequence(
                SuitManifestLabel.INSTALL,
                SequenceBuilder.sequence()
                    .overrideParameters(
                        SuitParameters.builder()
                            .set(SuitParameter.URI, "#app")
                            .set(SuitParameter.IMAGE_DIGEST, Author.digest(payload))
                            .build())
                    .add(SuitCommandCode.DIRECTIVE_FETCH, SuitRepPolicy.NONE)
                    .add(SuitCommandCode.CONDITION_IMAGE_MATCH, SuitRepPolicy.NONE)
                    .build())
            .build();
    return new Author(key).envelope(manifest, Map.of("#app", integrated)).toByteArray();
  }
}
