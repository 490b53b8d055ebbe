package org.teep4j.suit.processor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not depend on the size of payloads, plain and encrypted. */
class LargePayloadTest {

  @TempDir Path folder;

  private void process(int mebibytes, String heap) throws IOException {
    Process process =
        Child.start(
            // Hashing and AES are much slower without the second compiler.
            List.of("-Xmx" + heap, "-XX:MaxDirectMemorySize=8m", "-XX:TieredStopAtLevel=4"),
            LargePayload.class,
            folder.toString(),
            Integer.toString(mebibytes));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(LargePayload.DONE, said.strip());
  }

  @Test
  void payloadOfFourTimesTheMemory() throws IOException {
    process(64, "16m");
  }

  @Test
  @EnabledIfSystemProperty(named = "teep4j.large", matches = "true")
  void payloadOfOneGibibyte() throws IOException {
    process(1024, "64m");
  }
}
