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

/**
 * {@code SUIT_Wait_Event} (draft-ietf-suit-update-management, Section "suit-parameter-wait-info"):
 * events that must all have happened before a manifest processor goes on. At least one event.
 *
 * @param events the events that are described by one number, and the number
 * @param otherDeviceVersion the version that another device must have, if that is waited for
 * @param others events that no document defines: encoded values by label
 */
public record SuitWaitInfo(
    Map<Event, Long> events,
    Optional<OtherDeviceVersion> otherDeviceVersion,
    Map<Long, Bytes> others)
    implements CborEncodable {

  /** {@code SUIT_Wait_Events}. */
  public enum Event implements SuitLabel {
    /** Authorization; an integer. */
    AUTHORIZATION(1, "suit-wait-event-authorization", true),
    /** External power; an integer. */
    POWER(2, "suit-wait-event-power", true),
    /** Network availability; an integer. */
    NETWORK(3, "suit-wait-event-network", true),
    /** The version of another device; see {@link SuitWaitInfo#otherDeviceVersion()}. */
    OTHER_DEVICE_VERSION(4, "suit-wait-event-other-device-version", false),
    /** A time, in seconds since 1970-01-01 UTC. */
    TIME(5, "suit-wait-event-time", false),
    /** A time of day, in seconds since midnight, local time. */
    TIME_OF_DAY(6, "suit-wait-event-time-of-day", false),
    /** A day of the week, in days since Sunday, local time. */
    DAY_OF_WEEK(7, "suit-wait-event-day-of-week", false),
    /** A time of day, in seconds since midnight UTC. */
    TIME_OF_DAY_UTC(8, "suit-wait-event-time-of-day-utc", false),
    /** A day of the week, in days since Sunday, UTC. */
    DAY_OF_WEEK_UTC(9, "suit-wait-event-day-of-week-utc", false);

    private static final LabelTable<Event> TABLE = new LabelTable<>(values());

    private final int label;
    private final String cddlName;
    private final boolean signed;

    Event(int label, String cddlName, boolean signed) {
      this.label = label;
      this.cddlName = cddlName;
      this.signed = signed;
    }

    /**
     * The event of a label.
     *
     * @param label the map key on the wire
     * @return the event, or empty if no document defines it
     */
    public static Optional<Event> of(long label) {
      return Optional.ofNullable(TABLE.find(label));
    }

    @Override
    public long label() {
      return label;
    }

    @Override
    public String cddlName() {
      return cddlName;
    }

    @Override
    public SuitDocument document() {
      return SuitDocument.UPDATE_MANAGEMENT;
    }
  }

  /**
   * {@code SUIT_Wait_Event_Argument_Other_Device_Version}.
   *
   * @param otherDevice the device, named in a way that a deployment defines
   * @param versions demands on its version, at least one
   */
  public record OtherDeviceVersion(Bytes otherDevice, List<SuitVersionMatch> versions)
      implements CborEncodable {

    /**
     * Copies and checks the list.
     *
     * @param otherDevice as the component
     * @param versions as the component
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
   * @param events as the component
   * @param otherDeviceVersion as the component
   * @param others as the component
   * @throws IllegalArgumentException if there is no event, a number is negative that must not be,
   *     or an event stands where it does not belong
   */
  public SuitWaitInfo {
    events = events.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(events));
    others = Items.immutable(others);
    events.forEach(SuitWaitInfo::check);
    Event.TABLE.requireUnknown(others.keySet());
    Items.requireNotEmpty(
        events.isEmpty() && otherDeviceVersion.isEmpty() && others.isEmpty(), "the wait info");
  }

  private static void check(Event event, long value) {
    if (event == Event.OTHER_DEVICE_VERSION) {
      throw new IllegalArgumentException("the version of another device is no number");
    }
    if (!event.signed) {
      Items.requireUnsigned(value, event.cddlName);
    }
  }

  static SuitWaitInfo read(CborReader reader) throws DecodeException {
    Map<Event, Long> events = new EnumMap<>(Event.class);
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
        } else if (event == Event.OTHER_DEVICE_VERSION) {
          otherDeviceVersion = Optional.of(OtherDeviceVersion.read(reader));
        } else {
          events.put(event, event.signed ? reader.readLong() : reader.readUnsigned());
        }
      } catch (DecodeException e) {
        throw e.in(Event.TABLE.name(label));
      }
    }
    reader.exitMap();
    if (events.isEmpty() && otherDeviceVersion.isEmpty() && others.isEmpty()) {
      throw Items.empty(at, "the wait info");
    }
    return new SuitWaitInfo(events, otherDeviceVersion, others);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    events.forEach((event, value) -> writer.writeLong(event.label).writeLong(value));
    otherDeviceVersion.ifPresent(
        value -> writer.writeLong(Event.OTHER_DEVICE_VERSION.label).write(value));
    Items.writeOthers(writer, others);
    writer.endMap();
  }
}
