package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder. Its files are reached relative to it, so that nobody can put a symbolic link in
 * the way meanwhile, where the operating system can do that. Elsewhere each folder is checked
 * before it is used.
 */
@SuppressWarnings("StreamResourceLeak") // close() closes it
final class Folder implements AutoCloseable {

  private final Path path;
  private final Disk disk;
  private final DirectoryStream<Path> stream;
  private final @Nullable SecureDirectoryStream<Path> secure;

  private Folder(Path path, Disk disk, DirectoryStream<Path> stream) {
    this.path = path;
    this.disk = disk;
    this.stream = stream;
    this.secure = stream instanceof SecureDirectoryStream<Path> each ? each : null;
  }

  /** Opens a folder of the store's own, whose path is trusted. */
  static Folder open(Path path, Disk disk) throws IOException {
    return new Folder(path, disk, Files.newDirectoryStream(path));
  }

  /** Opens a folder in this one, which must not be a symbolic link. */
  Folder open(String name) throws IOException {
    Path inner = path.resolve(name);
    if (secure != null) {
      return new Folder(
          inner, disk, secure.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    }
    if (!Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(inner.toString());
    }
    return new Folder(inner, disk, Files.newDirectoryStream(inner));
  }

  /** Opens a folder in this one, and makes it first if it is not there. */
  Folder openOrCreate(String name) throws IOException {
    if (attributes(name).isEmpty()) {
      disk.before("create folder");
      try {
        Files.createDirectory(path.resolve(name));
      } catch (FileAlreadyExistsException e) {
        // Opened below, if it is a folder.
      }
      disk.forceFolder(path);
    }
    return open(name);
  }

  Path path() {
    return path;
  }

  Path path(String name) {
    return path.resolve(name);
  }

  /** The attributes of what has a name here, of a symbolic link itself; empty for nothing. */
  Optional<BasicFileAttributes> attributes(String name) throws IOException {
    try {
      BasicFileAttributeView view =
          secure != null
              ? secure.getFileAttributeView(
                  Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              : Files.getFileAttributeView(
                  path(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(view.readAttributes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  boolean contains(String name) throws IOException {
    return attributes(name).isPresent();
  }

  /** Opens a file for reading; a symbolic link is refused. */
  SeekableByteChannel read(String name) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return secure != null
        ? secure.newByteChannel(Path.of(name), options)
        : Files.newByteChannel(path(name), options);
  }

  /** Makes a file. */
  FileChannel create(String name) throws IOException {
    disk.before("create");
    return FileChannel.open(path(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Opens a file to go on behind what it contains; a symbolic link is refused. */
  FileChannel append(String name, long position) throws IOException {
    FileChannel channel =
        FileChannel.open(path(name), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      return channel.position(position);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Gives a file of another folder a second name here.
   *
   * @return false if the file system cannot do that
   */
  boolean link(Folder from, String name, String newName) throws IOException {
    disk.before("link");
    try {
      Files.createLink(path(newName), from.path(name));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
    // Paths were followed: it must be the file that was meant.
    Object wanted = from.attributes(name).map(BasicFileAttributes::fileKey).orElse(null);
    if (wanted != null && wanted.equals(attributes(newName).orElseThrow().fileKey())) {
      return true;
    }
    delete(newName);
    return false;
  }

  /** Moves something to another folder, where it replaces what has the name. */
  void move(String name, Folder target, String newName) throws IOException {
    boolean isFolder = attributes(name).orElseThrow().isDirectory();
    Optional<BasicFileAttributes> old = target.attributes(newName);
    if (old.isPresent() && (isFolder || old.get().isDirectory())) {
      target.delete(newName); // only a file replaces a file by itself
    }
    disk.before("move");
    if (secure != null && target.secure != null) {
      secure.move(Path.of(name), target.secure, Path.of(newName));
    } else {
      Files.move(
          path(name),
          target.path(newName),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes what has a name, if there is something: a file, a link, a folder with its content. */
  void delete(String name) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(name);
    if (attributes.isEmpty()) {
      return;
    }
    if (attributes.get().isDirectory()) {
      try (Folder folder = open(name)) {
        folder.deleteAll();
      }
      deleteEmpty(name);
      return;
    }
    disk.before("delete");
    if (secure == null) {
      Files.delete(path(name));
    } else {
      secure.deleteFile(Path.of(name));
    }
  }

  /**
   * Deletes a folder in this one.
   *
   * @throws DirectoryNotEmptyException if something is in it
   */
  void deleteEmpty(String name) throws IOException {
    disk.before("delete folder");
    if (secure == null) {
      Files.delete(path(name));
    } else {
      secure.deleteDirectory(Path.of(name));
    }
  }

  /** Deletes everything in this folder. Called once. */
  void deleteAll() throws IOException {
    for (Path each : stream) {
      delete(each.getFileName().toString());
    }
  }

  void force() throws IOException {
    disk.forceFolder(path);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
