package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.testsupport.MarkdownBlock;

class ReadmeExampleTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path EXAMPLE =
      Path.of("src", "test", "java", "org", "teep4j", "teep", "tam", "ReadmeExample.java");

  private final TamWorld world = new TamWorld();

  private Optional<TeepMessage> post(Tam tam, TeepMessage message) throws IOException {
    return ReadmeExample.answer(tam, world.signed(message, TamWorld.AGENT)).map(world::read);
  }

  @Test
  void installs() throws Exception {
    Tam tam =
        ReadmeExample.tam(
            TamWorld.TAM,
            TamWorld.TAM_ED,
            List.of(TamWorld.AGENT.toPublic()),
            TamWorld.hello(1).envelope().encode().toBytes(),
            TamWorld.AUTHOR.toPublic());
    QueryRequest request =
        assertInstanceOf(
            QueryRequest.class, world.read(ReadmeExample.answer(tam, Bytes.empty()).orElseThrow()));
    Update update =
        assertInstanceOf(
            Update.class,
            post(
                    tam,
                    QueryResponse.builder()
                        .token(request.token().orElseThrow())
                        .tcList(List.of())
                        .build())
                .orElseThrow());
    assertEquals(1, update.manifestList().size());
    assertEquals(
        Optional.empty(), post(tam, Success.builder().token(update.token().orElseThrow()).build()));
  }

  @Test
  void standsInTheReadme() throws IOException {
    assertTrue(
        MarkdownBlock.in(Files.readString(README)).contains(MarkdownBlock.ofExample(EXAMPLE)),
        "README.md must have the example as it is in ReadmeExample.java");
  }
}
