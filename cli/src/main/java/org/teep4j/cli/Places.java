package org.teep4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that a command reads and writes. No file may occur twice: the last write would
 * overwrite a key or another result.
 */
final class Places {
  private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");
  private static final int MOST_LINKS = 40;

  private final Map<Object, String> read = new HashMap<>();
  private final Map<Object, String> written = new HashMap<>();

  /** Registers a file that is read. Pipes and devices can be both read and written. */
  void reads(String name, Path file) {
    if (Files.isRegularFile(file)) {
      read.put(identity(file), name);
    }
  }

  /**
   * Registers the destination of a result.
   *
   * @param name the name of a file, or - for standard output
   * @throws UsageException if it is an input, or another result goes there
   */
  void writes(String name) throws UsageException {
    Object place = isStandardOutput(name) ? standardOutput() : identity(path(name));
    String input = read.get(place);
    if (input != null) {
      throw new UsageException(
          name + ": is an input too" + as(name, input) + ": give the result another place");
    }
    String other = written.put(place, name);
    if (other != null) {
      throw new UsageException(
          name + ": two results would go there" + as(name, other) + ": give each its own place");
    }
  }

  private static String as(String name, String other) {
    return name.equals(other) ? "" : ", as " + other;
  }

  /** Whether a name means standard output: -, or a path of the system such as /dev/stdout. */
  static boolean isStandardOutput(String name) {
    if (name.equals(StandardInput.NAME)) {
      return true;
    }
    try {
      Path path = Path.of(name);
      return Files.exists(path) && identity(path).equals(standardOutput());
    } catch (InvalidPathException noFile) {
      return false;
    }
  }

  private static Object standardOutput() {
    Object key = key(STANDARD_OUTPUT);
    return key == null ? StandardInput.NAME : key;
  }

  private static Path path(String name) throws UsageException {
    try {
      return Path.of(name);
    } catch (InvalidPathException noFile) {
      throw new UsageException(name + ": cannot be written: " + noFile.getMessage());
    }
  }

  /** An object that is equal for all names of one file, even if the file does not exist yet. */
  private static Object identity(Path file) {
    Object key = key(file);
    if (key != null) {
      return key;
    }
    Path target = file.toAbsolutePath();
    try {
      for (int links = 0; Files.isSymbolicLink(target) && links < MOST_LINKS; links++) {
        target = target.resolveSibling(Files.readSymbolicLink(target));
      }
      return target.toRealPath();
    } catch (IOException missing) {
      Path folder = target.getParent();
      try {
        return folder == null ? target : folder.toRealPath().resolve(target.getFileName());
      } catch (IOException noFolder) {
        return target.normalize();
      }
    }
  }

  private static @Nullable Object key(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException missing) {
      return null;
    }
  }
}
