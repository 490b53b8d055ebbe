package org.teep4j.cose.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.Edn;

/** What the published modules look for by name is in the configuration for native images. */
class ReflectionTest {

  private static final List<String> MODULES =
      List.of(
          "codec",
          "cose",
          "eat",
          "suit-manifest",
          "suit-author",
          "suit-processor",
          "teep",
          "teep-sessions",
          "teep-http");

  private static final Pattern REFLECTIVE =
      Pattern.compile(
          "Class\\.forName|loadClass|java\\.lang\\.reflect\\.|getResource|ServiceLoader"
              + "|ObjectInputStream|ResourceBundle|System\\.loadLibrary");

  @Test
  void onlyBouncyCastleIsLookedFor() throws IOException {
    List<String> reflective = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          if (REFLECTIVE.matcher(Files.readString(file)).find()) {
            reflective.add(file.getFileName().toString());
          }
        }
      }
    }
    assertEquals(List.of("BouncyCastle.java"), reflective);
  }

  @Test
  void theConfigurationHasAllParts() throws Exception {
    Map<String, Boolean> expected = new TreeMap<>();
    for (BouncyCastle part : BouncyCastle.values()) {
      expected.put(part.className(), !part.method().isEmpty());
    }
    assertEquals(expected, configured());
  }

  /** Whether its methods are looked at, by the name of each class in the configuration. */
  private static Map<String, Boolean> configured() throws Exception {
    Map<String, Boolean> configured = new TreeMap<>();
    Path file =
        Path.of(
            "src/main/resources/META-INF/native-image/org.teep4j/teep4j-cose/reflect-config.json");
    CborReader reader = new CborReader(Edn.parse(Files.readString(file)));
    reader.enterArray();
    while (reader.hasNext()) {
      String name = "";
      boolean methods = false;
      reader.enterMap();
      while (reader.hasNext()) {
        switch (reader.readText()) {
          case "name" -> name = reader.readText();
          case "allPublicMethods" -> methods = reader.readBoolean();
          default -> reader.skip();
        }
      }
      reader.exitMap();
      configured.put(name, methods);
    }
    reader.exitArray();
    return configured;
  }
}
