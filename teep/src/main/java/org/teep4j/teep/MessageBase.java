package org.teep4j.teep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.VerifiedPayload;

/**
 * The common part of the five messages: a type, an option map, and optional elements after the map.
 */
abstract class MessageBase {

  /** Bytes reserved for the elements beside the options, such as two cipher suites and profiles. */
  private static final int BESIDE_OPTIONS = 64;

  private final TeepMessageType type;
  final TeepOptions options;

  MessageBase(TeepMessageType type, TeepOptions options) {
    this.type = type;
    this.options = options;
  }

  /**
   * The kind of this message.
   *
   * @return the type
   */
  public TeepMessageType type() {
    return type;
  }

  /**
   * The token that matches a response to its request ({@code token}).
   *
   * @return 8 to 64 bytes, or empty
   */
  public Optional<Bytes> token() {
    return options.find(TeepOption.TOKEN);
  }

  /**
   * The options whose labels are not in the tables, in the order in which they arrived.
   *
   * @return an unmodifiable map from label to encoded item
   */
  public Map<Long, Bytes> unknownOptions() {
    return options.unknown();
  }

  /**
   * Writes this message as one CBOR item, in deterministic encoding.
   *
   * @param writer the writer, which references large byte strings instead of copying them
   * @param dialect the numbering of the receiver
   * @throws IllegalArgumentException if the dialect has no number for a value in this message, or
   *     assigns the label of an unknown option
   */
  public void encodeTo(CborWriter writer, Dialect dialect) {
    writer.beginArray().writeLong(type.number(dialect));
    options.encodeTo(writer, dialect);
    encodeElements(writer, dialect);
    writer.endArray();
  }

  /** A writer whose initial capacity fits most or all of the message. */
  static CborWriter writerFor(TeepMessage message) {
    int room = message instanceof MessageBase base ? base.options.room() : 0;
    return new CborWriter(BESIDE_OPTIONS + room);
  }

  /** Writes the elements after the option map. */
  void encodeElements(CborWriter writer, Dialect dialect) {}

  /** Adds a description of the elements after the option map, for {@link #toString}. */
  void describeElements(List<String> parts) {}

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof MessageBase other
        && type == other.type
        && options.equals(other.options);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + options.hashCode();
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    options.describe(parts);
    describeElements(parts);
    return type.messageName() + "{" + String.join(", ", parts) + "}";
  }

  /** Reads a verified payload. Error offsets count from the start of the signed message. */
  static TeepMessage readSigned(
      Bytes signed, VerifiedPayload payload, Dialect dialect, DecodeOptions options)
      throws DecodeException {
    try {
      return TeepMessage.decode(payload, dialect, options);
    } catch (DecodeException e) {
      throw e.shifted(Math.max(0, signed.indexOfSlice(payload.bytes())));
    }
  }

  /** Reads a message of any type. */
  static TeepMessage read(CborReader reader, Dialect dialect) throws DecodeException {
    reader.enterArray();
    long start = reader.offset();
    long number = reader.readUnsigned();
    TeepMessageType type = TeepMessageType.row(number, dialect);
    if (type == null) {
      throw new DecodeException(
          Reason.VALUE_OUT_OF_RANGE, start, number + " is no message type of " + dialect);
    }
    try {
      TeepOptions options = readOptions(reader, type, dialect);
      TeepMessage message =
          switch (type) {
            case QUERY_REQUEST -> QueryRequest.readElements(reader, options, dialect);
            case QUERY_RESPONSE -> new QueryResponse(options);
            case UPDATE -> new Update(options);
            case SUCCESS -> new Success(options);
            case ERROR -> TeepError.readElements(reader, options, dialect);
          };
      // teep-message-framework admits further elements, but each of the five messages is a closed
      // array.
      reader.exitArray();
      return message;
    } catch (DecodeException e) {
      throw e.in(type.messageName());
    }
  }

  private static TeepOptions readOptions(CborReader reader, TeepMessageType type, Dialect dialect)
      throws DecodeException {
    try {
      return TeepOptions.read(reader, type, dialect);
    } catch (DecodeException e) {
      throw e.path().isEmpty() ? e.in("options") : e;
    }
  }

  /**
   * The common part of the builders of the five messages.
   *
   * @param <B> the builder itself
   */
  abstract static class Builder<B extends Builder<B>> {

    final TeepOptions.Builder options = new TeepOptions.Builder();

    abstract B self();

    <T> B put(TeepOption<T> option, T value) {
      options.put(option, value);
      return self();
    }

    <E> B putList(TeepOption<List<E>> option, List<E> list) {
      options.putList(option, list);
      return self();
    }

    /**
     * Sets the token that matches a response to its request ({@code token}).
     *
     * @param token 8 to 64 bytes, referenced, not copied
     * @return this builder
     */
    public B token(Bytes token) {
      return put(TeepOption.TOKEN, token);
    }

    /**
     * Adds an option whose label is not in the tables.
     *
     * @param label the label; it must not be negative, and at least one dialect must not assign it
     * @param item the value: exactly one well-formed item, referenced, not copied
     * @return this builder
     * @throws IllegalArgumentException if the label was added before
     */
    public B unknownOption(long label, Bytes item) {
      options.putUnknown(label, item);
      return self();
    }
  }
}
