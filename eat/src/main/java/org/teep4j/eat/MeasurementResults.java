package org.teep4j.eat;

import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;

/**
 * What the comparison of measurements with reference values gave: {@code measurement-results-group}
 * (RFC 9711, Section 4.2.17).
 *
 * <pre>{@code
 * measurement-results-group = [
 *   measurement-system: tstr,
 *   measurement-results: [ + individual-result ]
 * ]
 * }</pre>
 *
 * @param measurementSystem the name of the group, such as that of the scheme of measuring
 * @param results at least one result
 */
public record MeasurementResults(String measurementSystem, List<Individual> results) {

  /** {@code result-type}. */
  public enum Result implements Named {
    /** The measurement equals a reference value. */
    SUCCESS(1, "success"),
    /** The measurement equals no reference value. */
    FAIL(2, "fail"),
    /** Nothing was compared. */
    NOT_RUN(3, "not-run"),
    /** There was no measurement to compare. */
    ABSENT(4, "absent");

    private final int number;
    private final String jsonName;

    Result(int number, String jsonName) {
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
   * {@code individual-result = [ result-id: tstr / binary-data, result: result-type ]}.
   *
   * @param resultId names the measurement; UTF-8 if it is a text, as it always is in JSON
   * @param isText whether the identifier is a text
   * @param result the result
   */
  public record Individual(Bytes resultId, boolean isText, Result result) {

    /**
     * The result of a measurement with a name.
     *
     * @param resultId names the measurement
     * @param result the result
     * @return the value
     */
    public static Individual of(String resultId, Result result) {
      return new Individual(Bytes.ofUtf8(resultId), true, result);
    }

    private static Individual read(ClaimReader reader) throws DecodeException {
      reader.cbor().enterArray();
      boolean isText = reader.isJson() || reader.cbor().peekType() == CborType.TEXT_STRING;
      Bytes id = isText ? reader.cbor().readTextBytes() : reader.cbor().readBytes();
      Result result = reader.named(Result.values());
      reader.cbor().exitArray();
      return new Individual(id, isText, result);
    }

    private void write(ClaimWriter writer) {
      writer.cbor().beginArray();
      if (isText) {
        writer.text(Texts.ofUtf8(resultId));
      } else {
        writer.bytes(resultId);
      }
      writer.named(result);
      writer.cbor().endArray();
    }
  }

  /**
   * Copies and checks the list.
   *
   * @throws IllegalArgumentException if there is no result
   */
  public MeasurementResults {
    results = List.copyOf(results);
    Checks.notEmpty(results.isEmpty(), "a group of results");
  }

  static MeasurementResults read(ClaimReader reader) throws DecodeException {
    reader.cbor().enterArray();
    String system = reader.text();
    List<Individual> results = reader.list(Individual::read);
    reader.cbor().exitArray();
    return new MeasurementResults(system, results);
  }

  void write(ClaimWriter writer) {
    writer.cbor().beginArray().writeText(measurementSystem);
    writer.list(results, (each, result) -> result.write(each));
    writer.cbor().endArray();
  }
}
