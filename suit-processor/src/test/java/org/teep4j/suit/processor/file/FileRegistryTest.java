package org.teep4j.suit.processor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVersion;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.authoring.Author;

class FileRegistryTest {

  private static final InstalledManifest ONE =
      new InstalledManifest(
          Optional.of(SuitComponentIdentifier.ofText("a", "b")),
          Uint.MAX_VALUE,
          Optional.of(SuitVersion.of(1, -2, 3)),
          Author.digest(Bytes.ofUtf8("one")),
          Set.of(SuitComponentIdentifier.ofText("x"), SuitComponentIdentifier.ofText("y")));
  private static final InstalledManifest TWO =
      new InstalledManifest(
          Optional.empty(),
          Uint.ZERO,
          Optional.empty(),
          Author.digest(Bytes.ofUtf8("two")),
          Set.of());

  @TempDir Path folder;

  @Test
  void manifestsComeBack() throws IOException {
    FileRegistry registry = new FileRegistry(folder.resolve("r"));
    assertEquals(List.of(), registry.manifests());
    registry.replace(List.of(ONE, TWO));
    assertEquals(List.of(ONE, TWO), new FileRegistry(folder.resolve("r")).manifests());
    registry.replace(List.of(TWO));
    assertEquals(List.of(TWO), registry.manifests());
    assertEquals(List.of("", "r"), UpdateOfManyParts.paths(folder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[2, []]",
        "[1, [], 3]",
        "[1, {}]",
        "[1, [[null, -1, null, [-16, h''], []]]]",
        "[1, [[null, 1, [], [-16, h'00'], []]]]",
        "[1, [[null, 1, null, [-16, h'00'], []], [null, 2, null, [-16, h'00'], []]]]",
        "[1, [[[h'00'], 1, null, [-16, h'00'], [1]]]]",
      })
  void hostileContentIsRefused(String content) throws Exception {
    Path file = Files.write(folder.resolve("r"), Edn.parse(content).toByteArray());
    IOException e = assertThrows(IOException.class, new FileRegistry(file)::manifests);
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void cutOffContentIsRefused() throws IOException {
    Path file = folder.resolve("r");
    new FileRegistry(file).replace(List.of(ONE, TWO));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(IOException.class, new FileRegistry(file)::manifests);
    }
  }
}
