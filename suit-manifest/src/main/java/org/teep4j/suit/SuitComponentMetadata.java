package org.teep4j.suit;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.suit.internal.Items;
import org.teep4j.suit.internal.LabelTable;

/**
 * {@code SUIT_Component_Metadata} (draft-ietf-suit-update-management, Section
 * "suit-parameter-component-metadata"): the file system metadata of a component.
 *
 * <p>Permissions are sums of the bits of {@code SUIT_meta_permission_bits} in the 64 bits of a
 * {@code long}. Bits that no document defines are kept.
 *
 * <pre>{@code
 * SUIT_Component_Metadata = {
 *   ? suit-meta-default-permissions => SUIT_meta_permissions,
 *   ? suit-meta-user-permissions => SUIT_meta_permission_map,
 *   ? suit-meta-group-permissions => SUIT_meta_permission_map,
 *   ? suit-meta-role-permissions => SUIT_meta_permission_map,
 *   ? suit-meta-file-type => SUIT_Filetype,
 *   ? suit-meta-modification-time => #6.1(uint),
 *   ? suit-meta-creation-time => #6.1(uint),
 *   ? suit-meta-creator => SUIT_meta_actor_id,
 *   * $$SUIT_Component_Metadata_Extensions
 * }
 *
 * SUIT_meta_permissions = uint .bits SUIT_meta_permission_bits
 * SUIT_meta_permission_map = { + SUIT_meta_actor_id => SUIT_meta_permissions }
 * }</pre>
 *
 * @param defaultPermissions permissions of actors without an entry of their own
 * @param userPermissions permissions by user; empty if absent
 * @param groupPermissions permissions by group; empty if absent
 * @param rolePermissions permissions by role; empty if absent
 * @param fileType the kind of file; a regular file if absent
 * @param modificationTime seconds since 1970-01-01 UTC
 * @param creationTime seconds since 1970-01-01 UTC
 * @param creator the actor that created the component
 * @param others entries that no document defines: encoded values by label
 */
public record SuitComponentMetadata(
    OptionalLong defaultPermissions,
    SortedMap<SuitMetaActorId, Long> userPermissions,
    SortedMap<SuitMetaActorId, Long> groupPermissions,
    SortedMap<SuitMetaActorId, Long> rolePermissions,
    Optional<FileType> fileType,
    Optional<Uint> modificationTime,
    Optional<Uint> creationTime,
    Optional<SuitMetaActorId> creator,
    Map<Long, Bytes> others)
    implements CborEncodable {

  private static final int TIME_TAG = 1;
  private static final SortedMap<SuitMetaActorId, Long> NO_PERMISSIONS =
      Collections.emptySortedMap();

  /** The entries of {@code SUIT_Component_Metadata}. */
  public enum Label implements SuitLabel {
    /** Permissions of actors without an entry of their own. */
    DEFAULT_PERMISSIONS(1, "suit-meta-default-permissions"),
    /** Permissions by user. */
    USER_PERMISSIONS(2, "suit-meta-user-permissions"),
    /** Permissions by group. */
    GROUP_PERMISSIONS(3, "suit-meta-group-permissions"),
    /** Permissions by role. */
    ROLE_PERMISSIONS(4, "suit-meta-role-permissions"),
    /** The kind of file. */
    FILE_TYPE(5, "suit-meta-file-type"),
    /** The time of the last modification. */
    MODIFICATION_TIME(6, "suit-meta-modification-time"),
    /** The time of creation. */
    CREATION_TIME(7, "suit-meta-creation-time"),
    /** The actor that created the component. */
    CREATOR(8, "suit-meta-creator");

    private static final LabelTable<Label> TABLE =
        new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

    private final Row row;

    Label(int label, String cddlName) {
      this.row = new Row(label, cddlName, SuitDocument.UPDATE_MANAGEMENT);
    }

    @Override
    public Row row() {
      return row;
    }
  }

  /** {@code SUIT_Filetype}. */
  public enum FileType implements SuitLabel {
    /** A regular file. */
    REGULAR(1, "suit-filetype-regular"),
    /** A directory. */
    DIRECTORY(2, "suit-filetype-directory"),
    /** A symbolic link. */
    SYMLINK(3, "suit-filetype-symlink");

    private static final LabelTable<FileType> TABLE =
        new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

    private final Row row;

    FileType(int label, String cddlName) {
      this.row = new Row(label, cddlName, SuitDocument.UPDATE_MANAGEMENT);
    }

    @Override
    public Row row() {
      return row;
    }
  }

  /** The bits of {@code SUIT_meta_permission_bits}; a label is the bit's position. */
  public enum Permission implements SuitLabel {
    /** Traverse a directory, or execute a file. */
    TRAVERSE_EXEC(0, "traverse_exec"),
    /** Create or write. */
    CREATE_WRITE(1, "create_write"),
    /** List a directory, or read a file. */
    LIST_READ(2, "list_read"),
    /** Create a directory, or append to a file. */
    CREATEDIR_APPEND(3, "createdir_append"),
    /** Read attributes. */
    READ_ATTR(4, "read_attr"),
    /** Read permissions. */
    READ_PERM(5, "read_perm"),
    /** Change permissions. */
    CHANGE_PERM(6, "change_perm"),
    /** Change the owner. */
    CHANGE_OWNER(7, "change_owner"),
    /** Write attributes. */
    WRITE_ATTR(8, "write_attr"),
    /** Delete recursively. */
    RECURSE_DELETE(9, "recurse_delete"),
    /** Delete. */
    DELETE(10, "delete"),
    /** Synchronize. */
    SYNC(11, "sync"),
    /** Read extended attributes. */
    READ_ATTR_EX(12, "read_attr_ex"),
    /** Write extended attributes. */
    WRITE_ATTR_EX(13, "write_attr_ex");

    private final Row row;

    Permission(int label, String cddlName) {
      this.row = new Row(label, cddlName, SuitDocument.UPDATE_MANAGEMENT);
    }

    @Override
    public Row row() {
      return row;
    }

    /**
     * The bit's value, for sums of permissions.
     *
     * @return a power of two
     */
    public long bit() {
      return 1L << label();
    }
  }

  /**
   * Copies and checks the values.
   *
   * @throws IllegalArgumentException if {@code others} has the label of a known entry
   */
  public SuitComponentMetadata {
    userPermissions = Items.sorted(userPermissions);
    groupPermissions = Items.sorted(groupPermissions);
    rolePermissions = Items.sorted(rolePermissions);
    others = Items.immutable(others);
    Label.TABLE.requireUnknown(others.keySet());
  }

  /** Starts without entries. */
  public static Builder builder() {
    return new Builder();
  }

  static SuitComponentMetadata read(CborReader reader) throws DecodeException {
    Builder builder = new Builder();
    reader.enterMap();
    while (reader.hasNext()) {
      long number = reader.readLong();
      @Nullable Label label = Label.TABLE.find(number);
      try {
        if (label == null) {
          builder.others = Items.with(builder.others, number, reader.readEncodedItem());
        } else {
          builder.read(label, reader);
        }
      } catch (DecodeException e) {
        throw e.in(Label.TABLE.name(number));
      }
    }
    reader.exitMap();
    return builder.build();
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    defaultPermissions.ifPresent(
        bits -> writer.writeLong(Label.DEFAULT_PERMISSIONS.label()).write(Uint.ofBits(bits)));
    write(writer, Label.USER_PERMISSIONS, userPermissions);
    write(writer, Label.GROUP_PERMISSIONS, groupPermissions);
    write(writer, Label.ROLE_PERMISSIONS, rolePermissions);
    fileType.ifPresent(type -> writer.writeLong(Label.FILE_TYPE.label()).writeLong(type.label()));
    modificationTime.ifPresent(time -> write(writer, Label.MODIFICATION_TIME, time));
    creationTime.ifPresent(time -> write(writer, Label.CREATION_TIME, time));
    creator.ifPresent(actor -> writer.writeLong(Label.CREATOR.label()).write(actor));
    Items.writeOthers(writer, others);
    writer.endMap();
  }

  private static void write(CborWriter writer, Label label, Uint time) {
    writer.writeLong(label.label()).writeTag(TIME_TAG).write(time);
  }

  private static void write(
      CborWriter writer, Label label, SortedMap<SuitMetaActorId, Long> permissions) {
    if (!permissions.isEmpty()) {
      writer.writeLong(label.label()).beginMap();
      permissions.forEach((actor, bits) -> writer.write(actor).write(Uint.ofBits(bits)));
      writer.endMap();
    }
  }

  /** Collects entries. Methods return the builder; not safe for use by several threads. */
  public static final class Builder {

    private OptionalLong defaultPermissions = OptionalLong.empty();
    private SortedMap<SuitMetaActorId, Long> userPermissions = NO_PERMISSIONS;
    private SortedMap<SuitMetaActorId, Long> groupPermissions = NO_PERMISSIONS;
    private SortedMap<SuitMetaActorId, Long> rolePermissions = NO_PERMISSIONS;
    private Optional<FileType> fileType = Optional.empty();
    private Optional<Uint> modificationTime = Optional.empty();
    private Optional<Uint> creationTime = Optional.empty();
    private Optional<SuitMetaActorId> creator = Optional.empty();
    private Map<Long, Bytes> others = Map.of();

    private Builder() {}

    /**
     * Sets the permissions of actors without an entry of their own.
     *
     * @param bits sum of permission bits
     */
    public Builder defaultPermissions(long bits) {
      defaultPermissions = OptionalLong.of(bits);
      return this;
    }

    /**
     * Sets the permissions of users.
     *
     * @param permissions sums of permission bits by user
     */
    public Builder userPermissions(SortedMap<SuitMetaActorId, Long> permissions) {
      userPermissions = permissions;
      return this;
    }

    /**
     * Sets the permissions of groups.
     *
     * @param permissions sums of permission bits by group
     */
    public Builder groupPermissions(SortedMap<SuitMetaActorId, Long> permissions) {
      groupPermissions = permissions;
      return this;
    }

    /**
     * Sets the permissions of roles.
     *
     * @param permissions sums of permission bits by role
     */
    public Builder rolePermissions(SortedMap<SuitMetaActorId, Long> permissions) {
      rolePermissions = permissions;
      return this;
    }

    /**
     * Sets the kind of file.
     *
     * @param type the kind
     */
    public Builder fileType(FileType type) {
      fileType = Optional.of(type);
      return this;
    }

    /**
     * Sets the time of the last modification.
     *
     * @param seconds since 1970-01-01 UTC
     */
    public Builder modificationTime(Uint seconds) {
      modificationTime = Optional.of(seconds);
      return this;
    }

    /**
     * Sets the time of creation.
     *
     * @param seconds since 1970-01-01 UTC
     */
    public Builder creationTime(Uint seconds) {
      creationTime = Optional.of(seconds);
      return this;
    }

    /** Sets the actor that created the component. */
    public Builder creator(SuitMetaActorId actor) {
      creator = Optional.of(actor);
      return this;
    }

    /**
     * Adds an entry that no document defines.
     *
     * @param label its label
     * @param value its encoded value, exactly one well-formed item, which is not checked
     * @throws IllegalArgumentException if the label is already present
     */
    public Builder other(long label, Bytes value) {
      others = Items.withNew(others, label, value);
      return this;
    }

    private void read(Label label, CborReader reader) throws DecodeException {
      switch (label) {
        case DEFAULT_PERMISSIONS -> defaultPermissions(Uint.read(reader).bits());
        case USER_PERMISSIONS -> userPermissions(readPermissions(reader));
        case GROUP_PERMISSIONS -> groupPermissions(readPermissions(reader));
        case ROLE_PERMISSIONS -> rolePermissions(readPermissions(reader));
        case FILE_TYPE -> fileType(readFileType(reader));
        case MODIFICATION_TIME -> modificationTime(readTime(reader));
        case CREATION_TIME -> creationTime(readTime(reader));
        case CREATOR -> creator(SuitMetaActorId.read(reader));
      }
    }

    private static SortedMap<SuitMetaActorId, Long> readPermissions(CborReader reader)
        throws DecodeException {
      long at = reader.offset();
      SortedMap<SuitMetaActorId, Long> permissions = new TreeMap<>();
      reader.enterMap();
      while (reader.hasNext()) {
        SuitMetaActorId actor = SuitMetaActorId.read(reader);
        permissions.put(actor, Uint.read(reader).bits());
      }
      reader.exitMap();
      if (permissions.isEmpty()) {
        throw Items.empty(at, "a map of permissions");
      }
      return permissions;
    }

    private static FileType readFileType(CborReader reader) throws DecodeException {
      long at = reader.offset();
      long number = reader.readLong();
      FileType type = FileType.TABLE.find(number);
      if (type == null) {
        throw new DecodeException(Reason.VALUE_OUT_OF_RANGE, at, "unknown file type " + number);
      }
      return type;
    }

    private static Uint readTime(CborReader reader) throws DecodeException {
      reader.expectTag(TIME_TAG);
      return Uint.read(reader);
    }

    /**
     * Builds the metadata.
     *
     * @return the metadata with the entries that were set
     * @throws IllegalArgumentException if {@code others} has the label of a known entry
     */
    public SuitComponentMetadata build() {
      return new SuitComponentMetadata(
          defaultPermissions,
          userPermissions,
          groupPermissions,
          rolePermissions,
          fileType,
          modificationTime,
          creationTime,
          creator,
          others);
    }
  }
}
