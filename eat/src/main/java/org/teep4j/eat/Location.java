package org.teep4j.eat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;

/**
 * A geographic position: {@code location-type} (RFC 9711, Section 4.2.10), with the units of the
 * W3C Geolocation API.
 *
 * @param latitude degrees, WGS 84
 * @param longitude degrees, WGS 84
 * @param altitude metres above the ellipsoid
 * @param accuracy of latitude and longitude, metres
 * @param altitudeAccuracy metres
 * @param heading degrees clockwise from north; NaN if the device does not move
 * @param speed metres per second
 * @param timestamp when the position was determined, whole seconds
 * @param age seconds since then, for devices without a clock
 */
public record Location(
    double latitude,
    double longitude,
    OptionalDouble altitude,
    OptionalDouble accuracy,
    OptionalDouble altitudeAccuracy,
    OptionalDouble heading,
    OptionalDouble speed,
    Optional<Instant> timestamp,
    Optional<Uint> age) {

  /** The members that are numbers, in the order of their labels. */
  private enum Member implements Named {
    LATITUDE("latitude"),
    LONGITUDE("longitude"),
    ALTITUDE("altitude"),
    ACCURACY("accuracy"),
    ALTITUDE_ACCURACY("altitude-accuracy"),
    HEADING("heading"),
    SPEED("speed"),
    TIMESTAMP("timestamp"),
    AGE("age");

    private final String jsonName;

    Member(String jsonName) {
      this.jsonName = jsonName;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // the order of the labels is that of the document
    public long number() {
      return ordinal() + 1L;
    }

    @Override
    public String jsonName() {
      return jsonName;
    }
  }

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException if the timestamp has a fraction of a second
   */
  public Location {
    timestamp.ifPresent(NumericDate::of);
  }

  /**
   * A position of which nothing but the coordinates is known.
   *
   * @param latitude degrees, WGS 84
   * @param longitude degrees, WGS 84
   * @return the position
   */
  public static Location of(double latitude, double longitude) {
    OptionalDouble none = OptionalDouble.empty();
    return new Location(
        latitude, longitude, none, none, none, none, none, Optional.empty(), Optional.empty());
  }

  @SuppressWarnings("EnumOrdinal") // a position in an array in memory
  static Location read(ClaimReader reader) throws DecodeException {
    long at = reader.cbor().offset();
    OptionalDouble[] numbers = new OptionalDouble[Member.SPEED.ordinal() + 1];
    Arrays.fill(numbers, OptionalDouble.empty());
    Optional<Instant> timestamp = Optional.empty();
    Optional<Uint> age = Optional.empty();
    reader.cbor().enterMap();
    while (reader.cbor().hasNext()) {
      Member member = reader.named(Member.values());
      try {
        switch (member) {
          case TIMESTAMP -> timestamp = Optional.of(wholeSeconds(reader));
          case AGE -> age = Optional.of(reader.uint());
          default -> numbers[member.ordinal()] = OptionalDouble.of(reader.number());
        }
      } catch (DecodeException e) {
        throw e.in(member.jsonName);
      }
    }
    reader.cbor().exitMap();
    if (numbers[0].isEmpty() || numbers[1].isEmpty()) {
      throw new DecodeException(
          Reason.MISSING_ELEMENT, at, "a location needs latitude and longitude");
    }
    return new Location(
        numbers[0].getAsDouble(),
        numbers[1].getAsDouble(),
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6],
        timestamp,
        age);
  }

  private static Instant wholeSeconds(ClaimReader reader) throws DecodeException {
    long at = reader.cbor().offset();
    NumericDate date = NumericDate.read(reader);
    if (date.isFloat()) {
      throw new DecodeException(Reason.UNEXPECTED_TYPE, at, "a time must be an integer");
    }
    return date.time();
  }

  void write(ClaimWriter writer) {
    writer.cbor().beginMap();
    write(writer, Member.LATITUDE, OptionalDouble.of(latitude));
    write(writer, Member.LONGITUDE, OptionalDouble.of(longitude));
    write(writer, Member.ALTITUDE, altitude);
    write(writer, Member.ACCURACY, accuracy);
    write(writer, Member.ALTITUDE_ACCURACY, altitudeAccuracy);
    write(writer, Member.HEADING, heading);
    write(writer, Member.SPEED, speed);
    timestamp.ifPresent(
        time -> {
          writer.named(Member.TIMESTAMP);
          NumericDate.of(time).write(writer);
        });
    age.ifPresent(
        seconds -> {
          writer.named(Member.AGE);
          writer.cbor().write(seconds);
        });
    writer.cbor().endMap();
  }

  private static void write(ClaimWriter writer, Member member, OptionalDouble value) {
    value.ifPresent(
        number -> {
          writer.named(member);
          writer.cbor().writeDouble(number);
        });
  }
}
