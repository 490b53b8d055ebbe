package org.teep4j.suit;

import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_meta_actor_id} (draft-ietf-suit-update-management, Section
 * "suit-parameter-component-metadata"): the identifier of a user, group or role.
 *
 * <pre>{@code
 * SUIT_meta_actor_id = UUID_Tagged / bstr / tstr / int
 * UUID_Tagged = #6.37(bstr)
 * }</pre>
 */
public sealed interface SuitMetaActorId extends CborEncodable, Comparable<SuitMetaActorId> {

  /** {@code UUID_Tagged} (CBOR tag 37). */
  record Uuid(UUID uuid) implements SuitMetaActorId {

    /** The CBOR tag of UUIDs. */
    public static final int TAG = 37;

    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeTag(TAG);
      Items.writeUuid(writer, uuid);
    }
  }

  /**
   * A byte string.
   *
   * @param bytes the name; a view of the decoded input
   */
  record Binary(Bytes bytes) implements SuitMetaActorId {

    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeBytes(bytes);
    }
  }

  /**
   * A text string, for example a user name.
   *
   * @param text the name
   */
  record Text(String text) implements SuitMetaActorId {

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if it has an unpaired surrogate
     */
    public Text {
      Items.requireEncodable(text);
    }

    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeText(text);
    }
  }

  /**
   * An integer, for example a POSIX user identifier.
   *
   * @param number the name
   */
  record Int(long number) implements SuitMetaActorId {

    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeLong(number);
    }
  }

  /**
   * Orders actors like the bytes of their deterministic encodings, without encoding them: unsigned
   * integers, negative integers, byte strings, text strings, UUIDs. Shorter strings precede longer
   * ones.
   */
  @Override
  default int compareTo(SuitMetaActorId other) {
    return ActorOrder.compare(this, other);
  }

  /**
   * Reads an actor at the position of a reader.
   *
   * @param reader positioned at the actor; afterwards positioned after it
   * @return the actor
   * @throws DecodeException if the next item is not an actor identifier
   */
  static SuitMetaActorId read(CborReader reader) throws DecodeException {
    CborType type = reader.peekType();
    return switch (type) {
      case TAG -> {
        reader.expectTag(Uuid.TAG);
        yield new Uuid(Items.readUuid(reader));
      }
      case BYTE_STRING -> new Binary(reader.readBytes());
      case TEXT_STRING -> new Text(reader.readText());
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> new Int(reader.readLong());
      default ->
          throw reader.error(
              Reason.UNEXPECTED_TYPE,
              "expected UUID, byte string, text string or integer, found " + type);
    };
  }
}
