package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.teep4j.suit.SuitComponentMetadata;
import org.teep4j.suit.SuitComponentMetadata.FileType;
import org.teep4j.suit.SuitComponentMetadata.Permission;
import org.teep4j.suit.SuitMetaActorId;

/**
 * Gives a file the metadata that a manifest states, as far as POSIX has it: one user, one group,
 * everybody else; read, write, execute; the time of modification. Whatever else a manifest states
 * is refused, so that no file is more accessible than its author wants.
 */
final class FileMetadata {

  private static final long READ = Permission.LIST_READ.bit();
  private static final long WRITE = Permission.CREATE_WRITE.bit();
  private static final long EXECUTE = Permission.TRAVERSE_EXEC.bit();

  /** Whoever may write a POSIX file may append to it as well. */
  private static final long APPEND = Permission.CREATEDIR_APPEND.bit();

  private static final String NONE = "---";

  private FileMetadata() {}

  /** The kind of file that is wanted. */
  static FileType type(Optional<SuitComponentMetadata> metadata) {
    return metadata.flatMap(SuitComponentMetadata::fileType).orElse(FileType.REGULAR);
  }

  /**
   * Checks before a download that the metadata can be applied, as far as that is known then.
   *
   * @throws IOException if it cannot
   */
  static void check(SuitComponentMetadata metadata) throws IOException {
    if (!metadata.rolePermissions().isEmpty()) {
      throw refused("roles");
    }
    if (metadata.creationTime().isPresent()) {
      throw refused("a time of creation");
    }
    if (metadata.creator().isPresent()) {
      throw refused("a creator");
    }
    if (!metadata.others().isEmpty()) {
      throw refused("metadata with the labels " + metadata.others().keySet());
    }
    if (metadata.userPermissions().size() > 1 || metadata.groupPermissions().size() > 1) {
      throw refused("more than one user or group");
    }
    if (type(Optional.of(metadata)) == FileType.SYMLINK && hasPermissions(metadata)) {
      throw refused("permissions of a symbolic link");
    }
    permissions(metadata);
  }

  private static boolean hasPermissions(SuitComponentMetadata metadata) {
    return metadata.defaultPermissions().isPresent()
        || !metadata.userPermissions().isEmpty()
        || !metadata.groupPermissions().isEmpty();
  }

  /** Applies metadata to a file that nobody uses yet. */
  static void apply(SuitComponentMetadata metadata, Path file) throws IOException {
    check(metadata);
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (hasPermissions(metadata)) {
      if (view == null) {
        throw refused("permissions");
      }
      UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
      // The owner comes first: a change of the owner may take permissions away.
      if (!metadata.groupPermissions().isEmpty()) {
        view.setGroup(
            names.lookupPrincipalByGroupName(name(metadata.groupPermissions().firstKey())));
      }
      if (!metadata.userPermissions().isEmpty()) {
        UserPrincipal user =
            names.lookupPrincipalByName(name(metadata.userPermissions().firstKey()));
        view.setOwner(user);
      }
      view.setPermissions(permissions(metadata));
    }
    if (metadata.modificationTime().isPresent()) {
      setModificationTime(metadata, file);
    }
  }

  private static void setModificationTime(SuitComponentMetadata metadata, Path file)
      throws IOException {
    long seconds = metadata.modificationTime().orElseThrow().bits();
    if (seconds < 0) {
      throw refused("a time of modification that far in the future");
    }
    if (type(Optional.of(metadata)) == FileType.SYMLINK) {
      throw refused("a time of modification of a symbolic link");
    }
    FileTime time = FileTime.from(seconds, TimeUnit.SECONDS);
    Files.setLastModifiedTime(file, time);
    if (!Files.getLastModifiedTime(file).equals(time)) {
      throw refused("the time of modification " + seconds);
    }
  }

  /** The permissions of owner, group and others; actors without an entry have the default. */
  private static Set<PosixFilePermission> permissions(SuitComponentMetadata metadata)
      throws IOException {
    String others =
        metadata.defaultPermissions().isPresent()
            ? letters(metadata.defaultPermissions().getAsLong())
            : NONE;
    String all =
        letters(metadata.userPermissions(), others)
            + letters(metadata.groupPermissions(), others)
            + others;
    return PosixFilePermissions.fromString(all);
  }

  private static String letters(SortedMap<SuitMetaActorId, Long> permissions, String others)
      throws IOException {
    for (Map.Entry<SuitMetaActorId, Long> each : permissions.entrySet()) {
      return letters(each.getValue());
    }
    return others;
  }

  private static String letters(long bits) throws IOException {
    boolean writes = (bits & WRITE) != 0;
    if ((bits & ~(READ | WRITE | EXECUTE | (writes ? APPEND : 0))) != 0) {
      throw refused("the permissions 0x" + Long.toHexString(bits));
    }
    return ((bits & READ) != 0 ? "r" : "-")
        + (writes ? "w" : "-")
        + ((bits & EXECUTE) != 0 ? "x" : "-");
  }

  private static String name(SuitMetaActorId actor) throws IOException {
    // Of a negative number, the operating system would make "no change".
    if (actor instanceof SuitMetaActorId.Text text && !text.text().startsWith("-")) {
      return text.text();
    }
    if (actor instanceof SuitMetaActorId.Int number && number.number() >= 0) {
      return Long.toString(number.number());
    }
    throw refused("the user or group " + actor);
  }

  private static IOException refused(String what) {
    return new IOException("files do not have " + what);
  }
}
