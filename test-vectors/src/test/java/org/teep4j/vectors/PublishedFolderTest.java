package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.teep4j.vectors.load.LoadedVectors;
import org.teep4j.vectors.load.SkippedFile;
import org.teep4j.vectors.load.VectorLoader;

/** Reads a folder of published vectors, when there is one to read. */
@EnabledIfSystemProperty(named = "teep4j.vectors.dir", matches = ".+")
class PublishedFolderTest {
  @Test
  void everyFileThatLooksLikeVectorsIsRead() throws Exception {
    Path root = Path.of(System.getProperty("teep4j.vectors.dir"));
    LoadedVectors loaded = new VectorLoader().load(root);
    List<SkippedFile> failures =
        loaded.skipped().stream().filter(file -> file.cause().isFailure()).toList();
    assertEquals(List.of(), failures);
    assertFalse(loaded.files().isEmpty());

    Map<VectorFormat, Integer> counts = new EnumMap<>(VectorFormat.class);
    loaded.files().forEach(file -> counts.merge(file.format(), file.count(), Integer::sum));
    System.out.println(loaded.count() + " vectors in " + root + ": " + counts);
    loaded.skipped().stream()
        .filter(file -> file.cause() != SkippedFile.Cause.OTHER_FILE)
        .forEach(file -> System.out.println(file.file() + ": " + file.reason()));
  }
}
