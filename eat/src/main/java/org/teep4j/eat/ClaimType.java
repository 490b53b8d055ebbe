package org.teep4j.eat;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;

/**
 * A CDDL type: how its values are read, written and checked.
 *
 * @param reader reads a value
 * @param writer writes a value
 * @param checker throws IllegalArgumentException for a value that the reader would refuse
 */
record ClaimType<T>(
    ClaimReader.Element<T> reader, BiConsumer<ClaimWriter, T> writer, Consumer<T> checker) {

  private static final int SHORTEST_NONCE = 8;
  private static final int LONGEST_NONCE = 64;
  private static final int LONGEST_NONCE_TEXT = 88;
  private static final int LONGEST_MODEL = 32;

  static final ClaimType<String> TEXT = unchecked(ClaimReader::text, ClaimWriter::text);

  static final ClaimType<Bytes> BYTES = unchecked(ClaimReader::bytes, ClaimWriter::bytes);

  static final ClaimType<Uint> UINT =
      unchecked(ClaimReader::uint, (writer, value) -> writer.cbor().write(value));

  static final ClaimType<Boolean> BOOL =
      unchecked(ClaimReader::bool, (writer, value) -> writer.cbor().writeBoolean(value));

  static final ClaimType<NumericDate> TIME =
      unchecked(NumericDate::read, (writer, value) -> value.write(writer));

  /** {@code StringOrURI}, or an array of them (RFC 7519, Section 4.1.3). */
  static final ClaimType<List<String>> AUDIENCE = oneOrMore(TEXT);

  /** {@code cti} is bytes in CBOR; {@code jti} is any text in JSON. */
  static final ClaimType<Bytes> TOKEN_ID =
      unchecked(
          reader -> reader.isJson() ? Bytes.ofUtf8(reader.text()) : reader.bytes(),
          ClaimType::writeTokenId);

  static final ClaimType<Confirmation> CONFIRMATION =
      unchecked(ConfirmationForm::read, ConfirmationForm::write);

  /** {@code nonce-type / [ 2* nonce-type ]}. */
  static final ClaimType<List<Bytes>> NONCES =
      oneOrMore(
          new ClaimType<>(
              ClaimType::readNonce,
              ClaimWriter::bytes,
              value -> Checks.size(value, SHORTEST_NONCE, LONGEST_NONCE)));

  static final ClaimType<Ueid> UEID =
      unchecked(Ueid::read, (writer, value) -> writer.bytes(value.bytes()));

  static final ClaimType<OemId> OEMID = unchecked(ClaimType::readOemId, ClaimType::writeOemId);

  static final ClaimType<Bytes> HARDWARE_MODEL =
      new ClaimType<>(
          reader -> reader.bytes(1, LONGEST_MODEL),
          ClaimWriter::bytes,
          value -> Checks.size(value, 1, LONGEST_MODEL));

  static final ClaimType<EatVersion> VERSION =
      unchecked(EatVersion::read, (writer, value) -> value.write(writer));

  static final ClaimType<DebugStatus> DEBUG_STATUS =
      unchecked(reader -> reader.named(DebugStatus.values()), ClaimWriter::named);

  static final ClaimType<Location> LOCATION =
      unchecked(Location::read, (writer, value) -> value.write(writer));

  static final ClaimType<EatProfile> PROFILE =
      unchecked(EatProfile::read, (writer, value) -> value.write(writer));

  static final ClaimType<List<Dloa>> DLOAS =
      listOf(unchecked(Dloa::read, (writer, value) -> value.write(writer)));

  static final ClaimType<List<EatContent>> CONTENTS =
      listOf(unchecked(EatContent::read, (writer, value) -> value.write(writer)));

  static final ClaimType<List<MeasurementResults>> RESULTS =
      listOf(unchecked(MeasurementResults::read, (writer, value) -> value.write(writer)));

  static final ClaimType<IntendedUse> INTENDED_USE =
      unchecked(reader -> reader.named(IntendedUse.values()), ClaimWriter::named);

  private static <T> ClaimType<T> unchecked(
      ClaimReader.Element<T> reader, BiConsumer<ClaimWriter, T> writer) {
    return new ClaimType<>(reader, writer, value -> {});
  }

  private static <T> ClaimType<List<T>> listOf(ClaimType<T> element) {
    return new ClaimType<>(
        reader -> reader.list(element.reader),
        (writer, value) -> writer.list(value, element.writer),
        value -> element.checkAll(value));
  }

  private static <T> ClaimType<List<T>> oneOrMore(ClaimType<T> element) {
    return new ClaimType<>(
        reader -> reader.oneOrMore(element.reader),
        (writer, value) -> writer.oneOrMore(value, element.writer),
        value -> element.checkAll(value));
  }

  private void checkAll(List<T> values) {
    Checks.notEmpty(values.isEmpty(), "the list");
    values.forEach(checker);
  }

  private static void writeTokenId(ClaimWriter writer, Bytes id) {
    if (writer.isJson()) {
      writer.text(Texts.ofUtf8(id));
    } else {
      writer.bytes(id);
    }
  }

  /**
   * A nonce is a text in JSON, which mostly is base64url. A text that cannot be that stands for its
   * own bytes.
   */
  private static Bytes readNonce(ClaimReader reader) throws DecodeException {
    if (!reader.isJson()) {
      return reader.bytes(SHORTEST_NONCE, LONGEST_NONCE);
    }
    long at = reader.cbor().offset();
    Bytes text = reader.cbor().readTextBytes();
    if (text.length() >= SHORTEST_NONCE && text.length() <= LONGEST_NONCE_TEXT) {
      Bytes decoded = decodedNonce(Texts.ofUtf8(text));
      if (decoded.length() >= SHORTEST_NONCE && decoded.length() <= LONGEST_NONCE) {
        return decoded;
      }
      if (text.length() <= LONGEST_NONCE) {
        return text;
      }
    }
    throw new DecodeException(Reason.WRONG_LENGTH, at, "a nonce has 8 to 64 bytes");
  }

  private static Bytes decodedNonce(String text) {
    try {
      return Base64Url.decodeLenient(text);
    } catch (IllegalArgumentException e) {
      return Bytes.empty();
    }
  }

  private static OemId readOemId(ClaimReader reader) throws DecodeException {
    return switch (reader.cbor().peekType()) {
      case UNSIGNED_INTEGER -> new OemId.Pen(reader.uint());
      case NEGATIVE_INTEGER ->
          throw reader.error(Reason.VALUE_OUT_OF_RANGE, "an oemid must not be negative");
      default -> {
        long at = reader.cbor().offset();
        Bytes id = reader.bytes();
        if (id.length() != OemId.Ieee.SIZE && id.length() != OemId.Random.SIZE) {
          throw new DecodeException(
              Reason.WRONG_LENGTH, at, "an oemid has 3 or 16 bytes, not " + id.length());
        }
        yield id.length() == OemId.Ieee.SIZE ? new OemId.Ieee(id) : new OemId.Random(id);
      }
    };
  }

  private static void writeOemId(ClaimWriter writer, OemId id) {
    if (id instanceof OemId.Pen pen) {
      writer.cbor().write(pen.number());
    } else if (id instanceof OemId.Ieee ieee) {
      writer.bytes(ieee.id());
    } else if (id instanceof OemId.Random random) {
      writer.bytes(random.id());
    }
  }
}
