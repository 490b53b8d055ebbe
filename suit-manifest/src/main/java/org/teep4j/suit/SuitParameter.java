package org.teep4j.suit;

import static org.teep4j.suit.SuitDocument.FIRMWARE_ENCRYPTION;
import static org.teep4j.suit.SuitDocument.MANIFEST;
import static org.teep4j.suit.SuitDocument.UPDATE_MANAGEMENT;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
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
 * A row of the table of parameters ({@code $$SUIT_Parameters}; draft-ietf-suit-manifest, Section
 * 8.4.8, and the documents that add parameters): its number, its name and the type of its value.
 * The constants are the keys of {@link SuitParameters}.
 *
 * @param <T> the type of the parameter's value: {@code Uint} for a CDDL {@code uint}, but {@code
 *     Long} (never negative) for a component index
 */
public final class SuitParameter<T> implements SuitLabel {

  private static final Type<Uint> UINT = new Type<>(Uint::read, CborWriter::write);
  private static final Type<Long> INDEX =
      new Type<>(
          CborReader::readUnsigned,
          CborWriter::writeLong,
          value -> Items.requireUnsigned(value, "an index"));
  private static final Type<Long> INT = new Type<>(CborReader::readLong, CborWriter::writeLong);
  private static final Type<Boolean> BOOL =
      new Type<>(CborReader::readBoolean, CborWriter::writeBoolean);
  private static final Type<String> TSTR =
      new Type<>(CborReader::readText, CborWriter::writeText, Items::requireEncodable);
  private static final Type<Bytes> BSTR = new Type<>(CborReader::readBytes, CborWriter::writeBytes);
  private static final Type<UUID> RFC4122_UUID = new Type<>(Items::readUuid, Items::writeUuid);

  /** The vendor of the component. */
  public static final SuitParameter<SuitVendorIdentifier> VENDOR_IDENTIFIER =
      new SuitParameter<>(
          1,
          "suit-parameter-vendor-identifier",
          MANIFEST,
          new Type<>(SuitVendorIdentifier::read, CborWriter::write));

  /** The class of the component or device. */
  public static final SuitParameter<UUID> CLASS_IDENTIFIER =
      new SuitParameter<>(2, "suit-parameter-class-identifier", MANIFEST, RFC4122_UUID);

  /** The digest of the component; for a dependency, the digest of its manifest. */
  public static final SuitParameter<SuitDigest> IMAGE_DIGEST =
      new SuitParameter<>(3, "suit-parameter-image-digest", MANIFEST, wrapped(SuitDigest::read));

  /** The time after which the manifest must not be used, in seconds since 1970-01-01 UTC. */
  public static final SuitParameter<Uint> USE_BEFORE =
      new SuitParameter<>(4, "suit-parameter-use-before", UPDATE_MANAGEMENT, UINT);

  /** The intended slot of the component. */
  public static final SuitParameter<Uint> COMPONENT_SLOT =
      new SuitParameter<>(5, "suit-parameter-component-slot", MANIFEST, UINT);

  /** Whether commands run in the order in which they are written. */
  public static final SuitParameter<Boolean> STRICT_ORDER =
      new SuitParameter<>(12, "suit-parameter-strict-order", MANIFEST, BOOL);

  /** Whether a failing condition ends only its own sequence. */
  public static final SuitParameter<Boolean> SOFT_FAILURE =
      new SuitParameter<>(13, "suit-parameter-soft-failure", MANIFEST, BOOL);

  /** The size of the component in bytes. */
  public static final SuitParameter<Uint> IMAGE_SIZE =
      new SuitParameter<>(14, "suit-parameter-image-size", MANIFEST, UINT);

  /** The content to write to the component, or to compare it with. */
  public static final SuitParameter<Bytes> CONTENT =
      new SuitParameter<>(18, "suit-parameter-content", MANIFEST, BSTR);

  /**
   * {@code SUIT_Encryption_Info}: the encoded item, a COSE_Encrypt with its tag 96. {@link
   * org.teep4j.suit.encryption.SuitEncryptionInfo} decodes it.
   */
  public static final SuitParameter<Bytes> ENCRYPTION_INFO =
      new SuitParameter<>(
          19,
          "suit-parameter-encryption-info",
          FIRMWARE_ENCRYPTION,
          new Type<>(
              reader -> {
                reader.enterWrapped();
                Bytes item = readEncryptionInfo(reader);
                reader.exitWrapped();
                return item;
              },
              (writer, value) -> writer.beginWrapped().writeEncodedItem(value).endWrapped()));

  /** The source for fetching the component: a URI reference, not checked. */
  public static final SuitParameter<String> URI =
      new SuitParameter<>(21, "suit-parameter-uri", MANIFEST, TSTR);

  /** The index of the component to copy from, or to swap with. */
  public static final SuitParameter<Long> SOURCE_COMPONENT =
      new SuitParameter<>(22, "suit-parameter-source-component", MANIFEST, INDEX);

  /** Arguments for the invoked component, which defines their format. */
  public static final SuitParameter<Bytes> INVOKE_ARGS =
      new SuitParameter<>(23, "suit-parameter-invoke-args", MANIFEST, BSTR);

  /** The identifier of the device. */
  public static final SuitParameter<UUID> DEVICE_IDENTIFIER =
      new SuitParameter<>(24, "suit-parameter-device-identifier", MANIFEST, RFC4122_UUID);

  /** Arguments for fetching; the implementation defines their format. */
  public static final SuitParameter<Bytes> FETCH_ARGUMENTS =
      new SuitParameter<>(25, "suit-parameter-fetch-arguments", MANIFEST, BSTR);

  /** The least energy that the battery must hold, in milliwatt hours. */
  public static final SuitParameter<Uint> MINIMUM_BATTERY =
      new SuitParameter<>(26, "suit-parameter-minimum-battery", UPDATE_MANAGEMENT, UINT);

  /** How urgent the update is; smaller is more urgent. */
  public static final SuitParameter<Long> UPDATE_PRIORITY =
      new SuitParameter<>(27, "suit-parameter-update-priority", UPDATE_MANAGEMENT, INT);

  /** The versions that the component may have. */
  public static final SuitParameter<SuitVersionMatch> VERSION =
      new SuitParameter<>(
          28, "suit-parameter-version", UPDATE_MANAGEMENT, wrapped(SuitVersionMatch::read));

  /** The events to wait for. */
  public static final SuitParameter<SuitWaitInfo> WAIT_INFO =
      new SuitParameter<>(
          29, "suit-parameter-wait-info", UPDATE_MANAGEMENT, wrapped(SuitWaitInfo::read));

  /** File system metadata of the component. */
  public static final SuitParameter<SuitComponentMetadata> COMPONENT_METADATA =
      new SuitParameter<>(
          30,
          "suit-parameter-component-metadata",
          UPDATE_MANAGEMENT,
          wrapped(SuitComponentMetadata::read));

  private static final List<SuitParameter<?>> VALUES =
      List.of(
          VENDOR_IDENTIFIER,
          CLASS_IDENTIFIER,
          IMAGE_DIGEST,
          USE_BEFORE,
          COMPONENT_SLOT,
          STRICT_ORDER,
          SOFT_FAILURE,
          IMAGE_SIZE,
          CONTENT,
          ENCRYPTION_INFO,
          URI,
          SOURCE_COMPONENT,
          INVOKE_ARGS,
          DEVICE_IDENTIFIER,
          FETCH_ARGUMENTS,
          MINIMUM_BATTERY,
          UPDATE_PRIORITY,
          VERSION,
          WAIT_INFO,
          COMPONENT_METADATA);

  private static final LabelTable<SuitParameter<?>> TABLE =
      new LabelTable<>(
          VALUES.toArray(new SuitParameter<?>[0]), SuitLabel::label, SuitLabel::shortName);

  private static final int ENCRYPT_TAG = 96;

  @FunctionalInterface
  interface ValueReader<T> {
    T read(CborReader reader) throws DecodeException;
  }

  @FunctionalInterface
  private interface ValueWriter<T> {
    void write(CborWriter writer, T value);
  }

  /** How values are read, written, and checked if a program makes them. */
  private record Type<T>(ValueReader<T> reader, ValueWriter<T> writer, Consumer<T> check) {

    Type(ValueReader<T> reader, ValueWriter<T> writer) {
      this(reader, writer, value -> {});
    }
  }

  private final Row row;
  private final Type<T> type;

  private SuitParameter(int label, String cddlName, SuitDocument document, Type<T> type) {
    this.row = new Row(label, cddlName, document);
    this.type = type;
  }

  /** {@code bstr .cbor T}. */
  private static <T extends CborEncodable> Type<T> wrapped(ValueReader<T> content) {
    return new Type<>(
        reader -> {
          reader.enterWrapped();
          T value = content.read(reader);
          reader.exitWrapped();
          return value;
        },
        CborWriter::writeWrapped);
  }

  /** {@code SUIT_Encryption_Info}, encoded; only its tag is checked. */
  static Bytes readEncryptionInfo(CborReader reader) throws DecodeException {
    if (!reader.peekTag(ENCRYPT_TAG)) {
      throw reader.error(Reason.UNEXPECTED_TAG, "expected a COSE_Encrypt with tag " + ENCRYPT_TAG);
    }
    return reader.readEncodedItem();
  }

  /**
   * All rows of the table.
   *
   * @return the parameters in the order of their labels
   */
  public static List<SuitParameter<?>> values() {
    return VALUES;
  }

  /**
   * Finds a parameter by its label.
   *
   * @param label the map key on the wire
   * @return the parameter, or empty if no document defines it
   */
  public static Optional<SuitParameter<?>> fromLabel(long label) {
    return Optional.ofNullable(TABLE.find(label));
  }

  static LabelTable<SuitParameter<?>> table() {
    return TABLE;
  }

  @Override
  public Row row() {
    return row;
  }

  T readValue(CborReader reader) throws DecodeException {
    return type.reader.read(reader);
  }

  /** Refuses a value that a program made and that has no encoding. */
  void check(T value) {
    type.check.accept(value);
  }

  void writeValue(CborWriter writer, T value) {
    type.writer.write(writer, value);
  }

  /** The name in the CDDL. */
  @Override
  public String toString() {
    return cddlName();
  }
}
