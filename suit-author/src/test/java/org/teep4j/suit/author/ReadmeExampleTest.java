package org.teep4j.suit.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.testsupport.MarkdownBlock;

class ReadmeExampleTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path EXAMPLE =
      Path.of("src", "test", "java", "org", "teep4j", "suit", "author", "ReadmeExample.java");

  @Test
  void makesASignedManifest() throws Exception {
    CoseKey author = CoseKeys.generate(CoseAlgorithm.ESP256);
    Bytes firmware = Bytes.ofUtf8("firmware");
    SuitEnvelope envelope =
        SuitEnvelope.decode(Bytes.wrap(ReadmeExample.release(7, firmware, author)));
    VerifiedManifest manifest = envelope.verify(CoseVerifier.of(author.toPublic()));
    assertEquals(Uint.of(7), manifest.sequenceNumber());
    assertEquals(Optional.of(firmware), manifest.payload("#firmware"));
    assertEquals(List.of(), Lint.check(envelope));
  }

  @Test
  void standsInTheReadme() throws IOException {
    assertTrue(
        MarkdownBlock.in(Files.readString(README)).contains(MarkdownBlock.ofExample(EXAMPLE)),
        "README.md must have the example as it is in ReadmeExample.java");
  }
}
