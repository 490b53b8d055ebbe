package org.teep4j.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files for the doors that take a path: each process has a folder, and removes it at its end. */
final class Scratch {
  private static final Path FOLDER = make();

  private Scratch() {}

  static Path file(String name) {
    return FOLDER.resolve(name);
  }

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("teep4j-fuzz");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException left) {
      // It lies in the folder for temporary files.
    }
  }
}
