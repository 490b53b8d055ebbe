package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.teep4j.vectors.load.BuiltInVectors;

/**
 * The built-in sets of COSE objects are those that the published files give. With {@code
 * -Dteep4j.vectors.write=FOLDER} they are written there.
 */
@EnabledIfSystemProperty(named = "teep4j.vectors.dir", matches = ".+")
class UpstreamSetsTest {
  /** What is larger than this is kept compressed. */
  private static final int PLAIN = 1 << 19;

  private static final Path ROOT = Path.of(System.getProperty("teep4j.vectors.dir", ""));

  @Test
  void theBuiltInSetsAreThoseOfTheFiles() throws Exception {
    String target = System.getProperty("teep4j.vectors.write");
    for (Map.Entry<String, VectorSet> set : new UpstreamSets(ROOT).all().entrySet()) {
      if (target == null) {
        assertEquals(set.getValue(), BuiltInVectors.load(set.getKey()), set.getKey());
      } else {
        write(Path.of(target), set.getValue());
      }
    }
  }

  private static void write(Path folder, VectorSet set) throws Exception {
    byte[] content = SetWriter.write(set);
    if (content.length > PLAIN || set.name().startsWith("wycheproof-")) {
      Files.write(folder.resolve(set.name() + ".json.gz"), SetWriter.compress(content));
    } else {
      Files.write(folder.resolve(set.name() + ".json"), content);
    }
  }
}
