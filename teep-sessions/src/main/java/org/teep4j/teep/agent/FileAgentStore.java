package org.teep4j.teep.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Keeps the state of an Agent in a folder, a file for each value. A file is replaced as a whole, by
 * renaming a new one, so that a crash leaves the old value or the new one.
 *
 * <p>The folder is for one Agent. Nothing keeps a second process out.
 */
public final class FileAgentStore implements AgentStore {

  private static final String SUFFIX = ".cbor";
  private static final boolean CAN_FORCE_FOLDERS =
      Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

  private final Path folder;

  /**
   * A store in a folder, which is made if it does not exist.
   *
   * @param folder the folder, for this store alone
   * @throws IOException if the folder cannot be made
   */
  public FileAgentStore(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.toAbsolutePath());
  }

  @Override
  public Optional<Bytes> load(String name) throws IOException {
    try {
      return Optional.of(Bytes.wrap(Files.readAllBytes(file(name, SUFFIX))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void save(String name, Segments value) throws IOException {
    Path written = file(name, ".new");
    try (FileChannel out =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      value.writeTo(out);
      out.force(true);
    }
    Files.move(
        written,
        file(name, SUFFIX),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    forceFolder();
  }

  @Override
  public void remove(String name) throws IOException {
    if (Files.deleteIfExists(file(name, SUFFIX))) {
      forceFolder();
    }
  }

  private Path file(String name, String suffix) {
    if (!name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("not the name of a value: " + name);
    }
    return folder.resolve(name + suffix);
  }

  /** Waits until the names of the files have reached the disk, where the system can do that. */
  private void forceFolder() throws IOException {
    if (CAN_FORCE_FOLDERS) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
