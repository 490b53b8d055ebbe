package org.teep4j.suit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;
import org.teep4j.suit.internal.Items;
import org.teep4j.suit.internal.LabelTable;

/**
 * {@code SUIT_Wait_Event} (draft-ietf-suit-update-management, Section "suit-parameter-wait-info"):
 * at least one event. A manifest processor waits until all of them have happened.
 *
 * <pre>{@code
 * SUIT_Wait_Event = { + SUIT_Wait_Events }
 *
 * SUIT_Wait_Events //= (suit-wait-event-authorization => int)
 * SUIT_Wait_Events //= (suit-wait-event-power => int)
 * SUIT_Wait_Events //= (suit-wait-event-network => int)
 * SUIT_Wait_Events //= (suit-wait-event-other-device-version
 *     => SUIT_Wait_Event_Argument_Other_Device_Version)
 * SUIT_Wait_Events //= (suit-wait-event-time => uint)
 * SUIT_Wait_Events //= (suit-wait-event-time-of-day => uint)
 * SUIT_Wait_Events //= (suit-wait-event-day-of-week => uint)
 * SUIT_Wait_Events //= (suit-wait-event-time-of-day-utc => uint)
 * SUIT_Wait_Events //= (suit-wait-event-day-of-week-utc => uint)
 * }</pre>
 *
 * @param events the events authorization, power and network, each with its integer
 * @param times the time events, each with its number of seconds or days
 * @param otherDeviceVersion the version that another device must have, or empty
 * @param others events that no document defines: encoded values by label
 */
public record SuitWaitInfo(
    Map<Event, Long> events,
    Map<Event, Uint> times,
    Optional<OtherDeviceVersion> otherDeviceVersion,
    Map<Long, Bytes> others)
    implements CborEncodable {

  /** The type of an event's value. */
  private enum Kind {
    INTEGER,
    TIME,
    VERSION
  }

  /** {@code SUIT_Wait_Events}. */
  public enum Event implements SuitLabel {
    /** Authorization; an integer. */
    AUTHORIZATION(1, "suit-wait-event-authorization", Kind.INTEGER),
    /** External power; an integer. */
    POWER(2, "suit-wait-event-power", Kind.INTEGER),
    /** Network availability; an integer. */
    NETWORK(3, "suit-wait-event-network", Kind.INTEGER),
    /** The version of another device; see {@link SuitWaitInfo#otherDeviceVersion()}. */
    OTHER_DEVICE_VERSION(4, "suit-wait-event-other-device-version", Kind.VERSION),
    /** A time, in seconds since 1970-01-01 UTC. */
    TIME(5, "suit-wait-event-time", Kind.TIME),
    /** A time of day, in seconds since midnight, local time. */
    TIME_OF_DAY(6, "suit-wait-event-time-of-day", Kind.TIME),
    /** A day of the week, in days since Sunday, local time. */
    DAY_OF_WEEK(7, "suit-wait-event-day-of-week", Kind.TIME),
    /** A time of day, in seconds since midnight UTC. */
    TIME_OF_DAY_UTC(8, "suit-wait-event-time-of-day-utc", Kind.TIME),
    /** A day of the week, in days since Sunday, UTC. */
    DAY_OF_WEEK_UTC(9, "suit-wait-event-day-of-week-utc", Kind.TIME);

    private static final LabelTable<Event> TABLE =
        new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

    private final Row row;
    private final Kind kind;

    Event(int label, String cddlName, Kind kind) {
      this.row = new Row(label, cddlName, SuitDocument.UPDATE_MANAGEMENT);
      this.kind = kind;
    }

    @Override
    public Row row() {
      return row;
    }
  }

  /**
   * {@code SUIT_Wait_Event_Argument_Other_Device_Version}.
   *
   * <pre>{@code
   * SUIT_Wait_Event_Argument_Other_Device_Version = [
   *   other-device: bstr,
   *   other-device-version: [ + SUIT_Parameter_Version_Match ]
   * ]
   * }</pre>
   *
   * @param otherDevice the identifier of the device; the deployment defines its format
   * @param versions demands on its version, at least one
   */
  public record OtherDeviceVersion(Bytes otherDevice, List<SuitVersionMatch> versions)
      implements CborEncodable {

    /**
     * Copies and checks the list.
     *
     * @throws IllegalArgumentException if there is no demand
     */
    public OtherDeviceVersion {
      versions = List.copyOf(versions);
      Items.requireNotEmpty(versions.isEmpty(), "the list of versions");
    }

    static OtherDeviceVersion read(CborReader reader) throws DecodeException {
      reader.enterArray(2);
      Bytes otherDevice = reader.readBytes();
      long at = reader.offset();
      List<SuitVersionMatch> versions = new ArrayList<>();
      reader.enterArray();
      while (reader.hasNext()) {
        versions.add(SuitVersionMatch.read(reader));
      }
      reader.exitArray();
      if (versions.isEmpty()) {
        throw Items.empty(at, "the list of versions");
      }
      reader.exitArray();
      return new OtherDeviceVersion(otherDevice, versions);
    }

    @Override
    public void encodeTo(CborWriter writer) {
      writer.beginArray().writeBytes(otherDevice).beginArray();
      versions.forEach(writer::write);
      writer.endArray().endArray();
    }
  }

  /**
   * Copies and checks the maps.
   *
   * @throws IllegalArgumentException if there is no event, or an event is in the wrong parameter
   */
  public SuitWaitInfo {
    events = checked(events, Kind.INTEGER);
    times = checked(times, Kind.TIME);
    others = Items.immutable(others);
    Event.TABLE.requireUnknown(others.keySet());
    Items.requireNotEmpty(
        events.isEmpty() && times.isEmpty() && otherDeviceVersion.isEmpty() && others.isEmpty(),
        "the wait info");
  }

  private static <N> Map<Event, N> checked(Map<Event, N> events, Kind kind) {
    for (Event event : events.keySet()) {
      if (event.kind != kind) {
        throw new IllegalArgumentException(event.cddlName() + " is described otherwise");
      }
    }
    return events.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(events));
  }

  private static <N> Map<Event, N> with(Map<Event, N> map, Event event, N number) {
    Map<Event, N> more = map.isEmpty() ? new EnumMap<>(Event.class) : map;
    more.put(event, number);
    return more;
  }

  static SuitWaitInfo read(CborReader reader) throws DecodeException {
    Map<Event, Long> events = Map.of();
    Map<Event, Uint> times = Map.of();
    Optional<OtherDeviceVersion> otherDeviceVersion = Optional.empty();
    Map<Long, Bytes> others = Map.of();
    long at = reader.offset();
    reader.enterMap();
    while (reader.hasNext()) {
      long label = reader.readLong();
      @Nullable Event event = Event.TABLE.find(label);
      try {
        if (event == null) {
          others = Items.with(others, label, reader.readEncodedItem());
        } else {
          switch (event.kind) {
            case INTEGER -> events = with(events, event, reader.readLong());
            case TIME -> times = with(times, event, Uint.read(reader));
            case VERSION -> otherDeviceVersion = Optional.of(OtherDeviceVersion.read(reader));
          }
        }
      } catch (DecodeException e) {
        throw e.in(Event.TABLE.name(label));
      }
    }
    reader.exitMap();
    if (events.isEmpty() && times.isEmpty() && otherDeviceVersion.isEmpty() && others.isEmpty()) {
      throw Items.empty(at, "the wait info");
    }
    return new SuitWaitInfo(events, times, otherDeviceVersion, others);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    events.forEach((event, value) -> writer.writeLong(event.label()).writeLong(value));
    times.forEach((event, value) -> writer.writeLong(event.label()).write(value));
    otherDeviceVersion.ifPresent(
        value -> writer.writeLong(Event.OTHER_DEVICE_VERSION.label()).write(value));
    Items.writeOthers(writer, others);
    writer.endMap();
  }
}
