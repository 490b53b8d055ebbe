package org.teep4j.eat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseLabel;

/**
 * {@code measured-component} (RFC 10013): what a device has measured of one of its parts.
 * Immutable. It is the content of an {@link EatContent} of {@link EatClaims#measurements()}.
 *
 * <pre>{@code
 * measured-component = {
 *   component-id-label => [ name: text, ? version ],
 *   ( digested-measurement-label => [ alg: int / text, val ] / raw-measurement-label => bytes ),
 *   ? authorities-label => [ + authority-id-type ],
 *   ? flags-label => bytes .size 8
 * }
 * }</pre>
 *
 * @param name the name of the component
 * @param version its version
 * @param measurement what was measured
 * @param authorities who has signed the component; the profile says what the entries mean
 * @param flags 8 bytes whose meaning the profile says
 */
public record MeasuredComponent(
    String name,
    Optional<EatVersion> version,
    Measurement measurement,
    List<Bytes> authorities,
    Optional<Bytes> flags)
    implements CborEncodable {

  private static final int FLAGS_SIZE = 8;

  /** What was measured. */
  public sealed interface Measurement {}

  /**
   * The digest of the component.
   *
   * @param algorithm a hash function of the IANA registry "Named Information Hash Algorithm", by
   *     number or name
   * @param value the digest
   */
  public record Digest(CoseLabel algorithm, Bytes value) implements Measurement {}

  /**
   * The component itself.
   *
   * @param value its value
   */
  public record Raw(Bytes value) implements Measurement {}

  private enum Label implements Named {
    ID(1, "id"),
    DIGESTED_MEASUREMENT(2, "digested-measurement"),
    AUTHORITIES(3, "authorities"),
    FLAGS(4, "flags"),
    RAW_MEASUREMENT(5, "raw-measurement");

    private final int number;
    private final String jsonName;

    Label(int number, String jsonName) {
      this.number = number;
      this.jsonName = jsonName;
    }

    @Override
    public long number() {
      return number;
    }

    @Override
    public String jsonName() {
      return jsonName;
    }
  }

  /**
   * Copies the list and checks the size.
   *
   * @throws IllegalArgumentException if the flags are not 8 bytes
   */
  public MeasuredComponent {
    authorities = List.copyOf(authorities);
    flags.ifPresent(value -> Checks.size(value, FLAGS_SIZE, FLAGS_SIZE));
  }

  /**
   * Decodes the content of a measurement.
   *
   * @param content content with the format {@link EatContent#MEASURED_COMPONENT_CBOR} or {@link
   *     EatContent#MEASURED_COMPONENT_JSON}; any other number is taken as the former, because
   *     devices use provisional ones
   * @return the component
   * @throws DecodeException if the content is no measured component
   */
  public static MeasuredComponent decode(EatContent content) throws DecodeException {
    return content.contentFormat() == EatContent.MEASURED_COMPONENT_JSON
        ? decodeJson(Json.text(content.content()))
        : decode(content.content());
  }

  /**
   * Decodes a component in CBOR.
   *
   * @param input one encoded component, referenced by the result
   * @return the component
   * @throws DecodeException if the input is no measured component
   */
  public static MeasuredComponent decode(Bytes input) throws DecodeException {
    CborReader reader = new CborReader(input);
    MeasuredComponent component = read(new ClaimReader(reader, false));
    reader.expectEnd();
    return component;
  }

  private static MeasuredComponent decodeJson(String json) throws DecodeException {
    Bytes cbor = Json.parse(json, DecodeOptions.defaults());
    try {
      return read(new ClaimReader(new CborReader(cbor, DecodeOptions.largest()), true));
    } catch (DecodeException e) {
      throw new DecodeException(e.reason(), 0, e.detail());
    }
  }

  private static MeasuredComponent read(ClaimReader reader) throws DecodeException {
    long at = reader.cbor().offset();
    @Nullable String name = null;
    @Nullable EatVersion version = null;
    @Nullable Measurement measurement = null;
    List<Bytes> authorities = List.of();
    @Nullable Bytes flags = null;
    reader.cbor().enterMap();
    while (reader.cbor().hasNext()) {
      Label label = reader.named(Label.values());
      switch (label) {
        case ID -> {
          reader.cbor().enterArray();
          name = reader.text();
          version = reader.optional(EatVersion::read);
          reader.cbor().exitArray();
        }
        case DIGESTED_MEASUREMENT, RAW_MEASUREMENT -> {
          if (measurement != null) {
            throw reader.error(Reason.UNEXPECTED_ELEMENT, "there is one measurement");
          }
          measurement =
              label == Label.RAW_MEASUREMENT ? new Raw(reader.bytes()) : readDigest(reader);
        }
        case AUTHORITIES -> authorities = reader.list(ClaimReader::bytes);
        case FLAGS -> flags = reader.bytes(FLAGS_SIZE, FLAGS_SIZE);
      }
    }
    reader.cbor().exitMap();
    if (name == null || measurement == null) {
      throw new DecodeException(
          Reason.MISSING_ELEMENT, at, "a measured component needs id and measurement");
    }
    return new MeasuredComponent(
        name, Optional.ofNullable(version), measurement, authorities, Optional.ofNullable(flags));
  }

  private static Digest readDigest(ClaimReader reader) throws DecodeException {
    reader.cbor().enterArray();
    Digest digest = new Digest(reader.label(), reader.bytes());
    reader.cbor().exitArray();
    return digest;
  }

  /** Writes the component in CBOR. */
  @Override
  public void encodeTo(CborWriter cbor) {
    ClaimWriter writer = new ClaimWriter(cbor, false);
    cbor.beginMap();
    writer.named(Label.ID);
    cbor.beginArray().writeText(name);
    version.ifPresent(each -> each.write(writer));
    cbor.endArray();
    if (measurement instanceof Digest digest) {
      writer.named(Label.DIGESTED_MEASUREMENT);
      cbor.beginArray().write(digest.algorithm).writeBytes(digest.value).endArray();
    } else if (measurement instanceof Raw raw) {
      writer.named(Label.RAW_MEASUREMENT);
      cbor.writeBytes(raw.value);
    }
    if (!authorities.isEmpty()) {
      writer.named(Label.AUTHORITIES);
      writer.list(authorities, ClaimWriter::bytes);
    }
    flags.ifPresent(
        value -> {
          writer.named(Label.FLAGS);
          cbor.writeBytes(value);
        });
    cbor.endMap();
  }
}
