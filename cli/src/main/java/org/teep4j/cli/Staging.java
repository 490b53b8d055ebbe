package org.teep4j.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A temporary file that holds a result until it is complete. Closing it deletes the file. */
final class Staging implements Closeable {
  private static final Set<PosixFilePermission> OF_OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OF_GROUP =
      PosixFilePermissions.fromString("---rwx---");

  private final Path file;
  private final FileChannel channel;
  private final OutputStream stream;

  private Staging(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    this.stream = new BufferedOutputStream(Channels.newOutputStream(channel));
    file.toFile().deleteOnExit();
  }

  /**
   * A new file.
   *
   * @param file its name, which no file has yet
   * @param closed whether only the owner may read it
   */
  static Staging create(Path file, boolean closed) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?>[] attributes = closed ? ofOwner(file) : new FileAttribute<?>[0];
    return new Staging(file, FileChannel.open(file, options, attributes));
  }

  /** The attributes of a new file that only the owner may read, where the system has them. */
  static FileAttribute<?>[] ofOwner(Path file) {
    return posix(file) == null
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OF_OWNER)};
  }

  private static @Nullable PosixFileAttributeView posix(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix ? Files.getFileAttributeView(file, PosixFileAttributeView.class) : null;
  }

  /** A buffered stream to the file. */
  OutputStream stream() {
    return stream;
  }

  /**
   * Takes the owner, the group and the mode of a file that it will replace, as far as this user may
   * give them. What belongs to another group then is not for that group.
   *
   * @param secret whether only the owner may read it, whatever the mode of the other file is
   */
  void adopt(Path replaced, boolean secret) throws IOException {
    PosixFileAttributeView old = posix(replaced);
    PosixFileAttributeView own = posix(file);
    if (old == null || own == null) {
      return;
    }
    PosixFileAttributes attributes = old.readAttributes();
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    mode.addAll(attributes.permissions());
    if (secret) {
      mode.retainAll(OF_OWNER);
    }
    try {
      own.setGroup(attributes.group());
    } catch (IOException notPermitted) {
      mode.removeAll(OF_GROUP);
    }
    try {
      own.setOwner(attributes.owner());
    } catch (IOException notPermitted) {
      // The owner is then the user of this process.
    }
    own.setPermissions(mode);
  }

  /** Closes the stream and returns the file, for the caller to move. */
  Path complete() throws IOException {
    stream.close();
    return file;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
