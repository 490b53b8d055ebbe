package org.teep4j.teep.tam;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseKey;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.TrustTier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.ErrCode;

/**
 * What a {@link TamStore} keeps, in CBOR: for stores that keep bytes, such as files and databases.
 *
 * <pre>{@code
 * outstanding-request = [
 *   format : 1,
 *   id : bstr,
 *   kind : tstr,                       ; the name of an OutstandingRequest.Kind
 *   agent : bstr / nil,
 *   deadline : instant,
 *   data-items : [ * uint ],           ; numbers of DataItem in the dialect RFC
 *   manifests : [ * manifest ],
 *   unlinked : [ * SUIT_Component_Identifier ]
 * ]
 * agent-record = [
 *   format : 1,
 *   thumbprint : bstr,
 *   last-seen : instant,
 *   attested-key : COSE_Key / nil,
 *   attested-until : instant / nil,
 *   device : device / nil,
 *   installed : [ * manifest ],
 *   reports : [ * [ SUIT_Digest, failure : int / nil ] ],
 *   last-error : [
 *     instant, dialect : tstr, err-code : uint, err-msg : tstr / nil
 *   ] / nil,                           ; the name of a Dialect, and the code in its numbering
 *   retries : int
 * ]
 * device = [
 *   claims : Claims-Set,
 *   tier : uint / nil,                 ; the number of a TrustTier
 *   parts : { * tstr => [ claims : Claims-Set, tier : uint / nil ] }
 * ]
 * instant = [ seconds : int, nanoseconds : uint ]          ; since 1970
 * manifest = [
 *   SUIT_Digest,
 *   sequence-number : uint,
 *   manifest-component-id : SUIT_Component_Identifier / nil,
 *   components : [ * SUIT_Component_Identifier ]
 * ]
 * }</pre>
 *
 * <p>A later version of this library reads what an earlier one has written.
 */
public final class TamRecords {

  private static final long FORMAT = 1;

  /** Records have no limit of their own: whoever wrote them has limited the messages. */
  private static final DecodeOptions OPTIONS = DecodeOptions.largest();

  private TamRecords() {}

  /**
   * Encodes a request.
   *
   * @param request an outstanding request
   * @return {@code outstanding-request}
   */
  public static Bytes encode(OutstandingRequest request) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeLong(FORMAT).writeBytes(request.id());
    writer.writeText(request.kind().name());
    writeNullable(writer, request.agent(), CborWriter::writeBytes);
    write(writer, request.deadline());
    writer.beginArray();
    request.dataItems().stream()
        .mapToLong(item -> item.number(Dialect.RFC))
        .sorted()
        .forEach(writer::writeLong);
    writer.endArray();
    writeAll(writer, request.manifests(), TamRecords::write);
    writeAll(writer, request.unlinked(), CborWriter::write);
    return writer.endArray().toBytes();
  }

  /**
   * Decodes a request.
   *
   * @param encoded {@code outstanding-request}, referenced by the result
   * @return the request
   * @throws DecodeException if the bytes are anything else
   */
  public static OutstandingRequest decodeRequest(Bytes encoded) throws DecodeException {
    CborReader reader = begin(encoded, 8);
    OutstandingRequest request =
        new OutstandingRequest(
            reader.readBytes(),
            readName(reader, OutstandingRequest.Kind.values()),
            readNullable(reader, CborReader::readBytes),
            readInstant(reader),
            readDataItems(reader),
            readAll(reader, TamRecords::readManifest),
            readAll(reader, SuitComponentIdentifier::read));
    end(reader);
    return request;
  }

  /**
   * Encodes what is known of an Agent.
   *
   * @param agent the record
   * @return {@code agent-record}
   */
  public static Bytes encode(AgentRecord agent) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeLong(FORMAT).writeBytes(agent.thumbprint());
    write(writer, agent.lastSeen());
    writeNullable(writer, agent.attestedKey(), CborWriter::write);
    writeNullable(writer, agent.attestedUntil(), TamRecords::write);
    writeNullable(writer, agent.device(), TamRecords::write);
    writeAll(writer, agent.installed(), TamRecords::write);
    writeAll(writer, agent.reports(), TamRecords::write);
    writeNullable(writer, agent.lastError(), TamRecords::write);
    return writer.writeLong(agent.retries()).endArray().toBytes();
  }

  /**
   * Decodes what is known of an Agent.
   *
   * @param encoded {@code agent-record}, referenced by the result
   * @return the record
   * @throws DecodeException if the bytes are anything else
   */
  public static AgentRecord decodeAgent(Bytes encoded) throws DecodeException {
    CborReader reader = begin(encoded, 10);
    AgentRecord agent =
        new AgentRecord(
            reader.readBytes(),
            readInstant(reader),
            readNullable(reader, TamRecords::readKey),
            readNullable(reader, TamRecords::readInstant),
            readNullable(reader, TamRecords::readDevice),
            readAll(reader, TamRecords::readManifest),
            readAll(reader, TamRecords::readReport),
            readNullable(reader, TamRecords::readError),
            readInt(reader));
    end(reader);
    return agent;
  }

  private static CborReader begin(Bytes encoded, int length) throws DecodeException {
    CborReader reader = new CborReader(encoded, OPTIONS);
    reader.enterArray(length);
    long format = reader.readLong();
    if (format != FORMAT) {
      throw reader.error(Reason.UNEXPECTED_ELEMENT, "format " + format + " is not known");
    }
    return reader;
  }

  private static void end(CborReader reader) throws DecodeException {
    reader.exitArray();
    reader.expectEnd();
  }

  // Parts.

  static void write(CborWriter writer, Instant instant) {
    writer.beginArray().writeLong(instant.getEpochSecond()).writeLong(instant.getNano()).endArray();
  }

  static Instant readInstant(CborReader reader) throws DecodeException {
    reader.enterArray(2);
    long seconds = reader.readLong();
    long nanoseconds = reader.readLong();
    if (nanoseconds < 0 || nanoseconds > 999_999_999) {
      throw reader.error(Reason.UNEXPECTED_ELEMENT, "more nanoseconds than a second has");
    }
    reader.exitArray();
    try {
      return Instant.ofEpochSecond(seconds, nanoseconds);
    } catch (DateTimeException e) {
      throw reader.error(Reason.UNEXPECTED_ELEMENT, "no time that there is");
    }
  }

  private static void write(CborWriter writer, AttestedDevice device) {
    writer.beginArray().write(device.claims());
    writeNullable(writer, device.tier(), TamRecords::write);
    writer.beginMap();
    device
        .parts()
        .forEach(
            (name, part) -> {
              writer.writeText(name).beginArray().write(part.claims());
              writeNullable(writer, part.tier(), TamRecords::write);
              writer.endArray();
            });
    writer.endMap().endArray();
  }

  private static AttestedDevice readDevice(CborReader reader) throws DecodeException {
    reader.enterArray(3);
    EatClaims claims = readClaims(reader);
    Optional<TrustTier> tier = readNullable(reader, TamRecords::readTier);
    Map<String, AttestedDevice.Part> parts = new HashMap<>();
    reader.enterMap();
    while (reader.hasNext()) {
      String name = reader.readText();
      reader.enterArray(2);
      parts.put(
          name,
          new AttestedDevice.Part(readClaims(reader), readNullable(reader, TamRecords::readTier)));
      reader.exitArray();
    }
    reader.exitMap();
    reader.exitArray();
    return new AttestedDevice(claims, tier, parts);
  }

  private static EatClaims readClaims(CborReader reader) throws DecodeException {
    return EatClaims.decodeUnverified(reader.readEncodedItem(), OPTIONS);
  }

  private static void write(CborWriter writer, TrustTier tier) {
    writer.writeLong(tier.number());
  }

  private static TrustTier readTier(CborReader reader) throws DecodeException {
    long number = reader.readLong();
    for (TrustTier tier : TrustTier.values()) {
      if (tier.number() == number) {
        return tier;
      }
    }
    throw reader.error(Reason.UNEXPECTED_ELEMENT, "a tier that is not known");
  }

  private static void write(CborWriter writer, ManifestSummary manifest) {
    writer.beginArray().write(manifest.digest()).write(manifest.sequenceNumber());
    writeNullable(writer, manifest.manifestComponentId(), CborWriter::write);
    writeAll(writer, manifest.components(), CborWriter::write);
    writer.endArray();
  }

  private static ManifestSummary readManifest(CborReader reader) throws DecodeException {
    reader.enterArray(4);
    ManifestSummary manifest =
        new ManifestSummary(
            SuitDigest.read(reader),
            Uint.read(reader),
            readNullable(reader, SuitComponentIdentifier::read),
            readAll(reader, SuitComponentIdentifier::read));
    reader.exitArray();
    return manifest;
  }

  private static void write(CborWriter writer, ReportedManifest report) {
    writer.beginArray().write(report.digest());
    writeNullable(writer, report.failure(), CborWriter::writeLong);
    writer.endArray();
  }

  private static ReportedManifest readReport(CborReader reader) throws DecodeException {
    reader.enterArray(2);
    ReportedManifest report =
        new ReportedManifest(SuitDigest.read(reader), readNullable(reader, CborReader::readLong));
    reader.exitArray();
    return report;
  }

  private static void write(CborWriter writer, ReportedError error) {
    Dialect dialect = dialectOf(error.code());
    writer.beginArray();
    write(writer, error.time());
    writer.writeText(dialect.name()).writeLong(error.code().number(dialect));
    writeNullable(writer, error.message(), CborWriter::writeText);
    writer.endArray();
  }

  /** A numbering that has the code: no single one has all. */
  private static Dialect dialectOf(ErrCode code) {
    for (Dialect dialect : Dialect.values()) {
      try {
        if (ErrCode.fromNumber(code.number(dialect), dialect).filter(code::equals).isPresent()) {
          return dialect;
        }
      } catch (IllegalArgumentException e) {
        // The number has another meaning in this dialect, or none.
      }
    }
    throw new IllegalStateException("no dialect has " + code);
  }

  private static ReportedError readError(CborReader reader) throws DecodeException {
    reader.enterArray(4);
    Instant time = readInstant(reader);
    Dialect dialect = readName(reader, Dialect.values());
    long number = reader.readLong();
    ErrCode code =
        ErrCode.fromNumber(number, dialect)
            .orElseThrow(() -> reader.error(Reason.UNEXPECTED_ELEMENT, "no err-code: " + number));
    ReportedError error = new ReportedError(time, code, readNullable(reader, CborReader::readText));
    reader.exitArray();
    return error;
  }

  private static <E extends Enum<E>> E readName(CborReader reader, E[] constants)
      throws DecodeException {
    String name = reader.readText();
    for (E constant : constants) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw reader.error(Reason.UNEXPECTED_ELEMENT, "a name that is not known");
  }

  private static CoseKey readKey(CborReader reader) throws DecodeException {
    return CoseKey.decode(reader.readEncodedItem(), OPTIONS);
  }

  private static int readInt(CborReader reader) throws DecodeException {
    long value = reader.readLong();
    if (value != (int) value) {
      throw reader.error(Reason.UNEXPECTED_ELEMENT, "a number of more than 32 bits");
    }
    return (int) value;
  }

  private static Set<DataItem> readDataItems(CborReader reader) throws DecodeException {
    Set<DataItem> items = EnumSet.noneOf(DataItem.class);
    reader.enterArray();
    while (reader.hasNext()) {
      long number = reader.readLong();
      items.add(
          known(number)
              .orElseThrow(
                  () ->
                      reader.error(
                          Reason.UNEXPECTED_ELEMENT, "data item " + number + " is not known")));
    }
    reader.exitArray();
    return items;
  }

  private static Optional<DataItem> known(long number) {
    return EnumSet.allOf(DataItem.class).stream()
        .filter(item -> item.number(Dialect.RFC) == number)
        .findFirst();
  }

  // Lists and values that may be absent.

  @FunctionalInterface
  private interface Writing<T> {
    void write(CborWriter writer, T value);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(CborReader reader) throws DecodeException;
  }

  private static <T> void writeAll(CborWriter writer, List<T> values, Writing<T> writing) {
    writer.beginArray();
    values.forEach(value -> writing.write(writer, value));
    writer.endArray();
  }

  private static <T> List<T> readAll(CborReader reader, Reading<T> reading) throws DecodeException {
    List<T> values = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      values.add(reading.read(reader));
    }
    reader.exitArray();
    return values;
  }

  private static <T> void writeNullable(
      CborWriter writer, Optional<? extends T> value, Writing<T> writing) {
    @Nullable T present = value.orElse(null);
    if (present == null) {
      writer.writeNull();
    } else {
      writing.write(writer, present);
    }
  }

  private static <T> Optional<T> readNullable(CborReader reader, Reading<T> reading)
      throws DecodeException {
    return reader.tryReadNull() ? Optional.empty() : Optional.of(reading.read(reader));
  }
}
