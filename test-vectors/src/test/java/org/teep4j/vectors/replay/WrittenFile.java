package org.teep4j.vectors.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.teep4j.vectors.VectorSet;

/**
 * A file of this project that a program in the tests has written. {@code
 * -Dteep4j.vectors.write=FOLDER} writes it anew.
 */
final class WrittenFile {
  private WrittenFile() {}

  static void compare(String name, String written) throws IOException {
    String folder = System.getProperty("teep4j.vectors.write");
    if (folder != null) {
      Files.writeString(Path.of(folder).resolve(name), written);
    }
    try (InputStream in = VectorSet.class.getResourceAsStream(name)) {
      assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), written);
    }
  }
}
