package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cli.session.ManifestFolder;

class ManifestFolderTest {

  /** Builds that can be repeated give each file the same time. */
  @Test
  void aFileThatIsReplacedByOneOfItsSizeAndTimeIsSeen(@TempDir Path folder) throws Exception {
    FileTime time = FileTime.fromMillis(0);
    Path other = Files.write(folder.resolve(".other"), new byte[] {(byte) 0xff});
    Path file = Files.write(folder.resolve("a.suit"), new byte[] {0});
    Files.setLastModifiedTime(file, time);
    Files.setLastModifiedTime(other, time);
    ManifestFolder manifests = new ManifestFolder(folder, List.of());
    Map<String, String> first = manifests.look().orElseThrow().refused();
    assertTrue(manifests.look().isEmpty());
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    Map<String, String> second = manifests.look().orElseThrow().refused();
    assertEquals(first.keySet(), second.keySet());
    assertNotEquals(first, second);
  }
}
