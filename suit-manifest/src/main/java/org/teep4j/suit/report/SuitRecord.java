package org.teep4j.suit.report;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitDocument;
import org.teep4j.suit.SuitLabel;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Record} (draft-ietf-suit-report, Section "The SUIT_Record"): the place of a decision
 * of a manifest processor, and the measured properties.
 *
 * <pre>{@code
 * SUIT_Record = [
 *   suit-record-manifest-id : [* uint ],
 *   suit-record-manifest-section : int,
 *   suit-record-section-offset : uint,
 *   suit-record-component-index : uint,
 *   suit-record-properties : {*$$SUIT_Parameters},
 *   $$SUIT_Record_Extensions
 * ]
 * }</pre>
 *
 * @param manifestId the path from the root manifest to the manifest, as indexes of dependencies;
 *     empty for the root manifest
 * @param manifestSection the label of the section, see {@link SuitManifestLabel}
 * @param sectionOffset the position of the command, in bytes from the start of the section's
 *     command sequence
 * @param componentIndex the index of the current component
 * @param properties the measured properties; may be empty
 * @param extensions further elements, encoded, that no document defines; usually none. Not checked
 *     if a program constructs the record
 */
public record SuitRecord(
    List<Long> manifestId,
    long manifestSection,
    long sectionOffset,
    long componentIndex,
    SuitParameters properties,
    List<Bytes> extensions)
    implements SuitReport.Entry {

  /** The elements of {@code SUIT_Record}; their labels are their positions in the array. */
  public enum Element implements SuitLabel {
    /** The path to the manifest. */
    MANIFEST_ID(0, "suit-record-manifest-id"),
    /** The label of the section. */
    MANIFEST_SECTION(1, "suit-record-manifest-section"),
    /** The position of the command. */
    SECTION_OFFSET(2, "suit-record-section-offset"),
    /** The index of the current component. */
    COMPONENT_INDEX(3, "suit-record-component-index"),
    /** The measured properties. */
    PROPERTIES(4, "suit-record-properties");

    private final Row row;

    Element(int label, String cddlName) {
      this.row = new Row(label, cddlName, SuitDocument.REPORT);
    }

    @Override
    public Row row() {
      return row;
    }
  }

  /**
   * Copies and checks the values.
   *
   * @throws IllegalArgumentException if a number other than the section is negative
   */
  public SuitRecord {
    manifestId = List.copyOf(manifestId);
    extensions = List.copyOf(extensions);
    manifestId.forEach(index -> Items.requireUnsigned(index, "an index of a dependency"));
    Items.requireUnsigned(sectionOffset, "an offset");
    Items.requireUnsigned(componentIndex, "a component index");
  }

  /**
   * Decodes one record.
   *
   * @param input exactly one encoded record, referenced by the result
   * @return the record
   * @throws DecodeException if the input is anything else
   */
  public static SuitRecord decode(Bytes input) throws DecodeException {
    CborReader reader = new CborReader(input);
    SuitRecord record = read(reader);
    reader.expectEnd();
    return record;
  }

  static SuitRecord read(CborReader reader) throws DecodeException {
    reader.enterArray();
    Element element = Element.MANIFEST_ID;
    try {
      List<Long> manifestId = Items.readUnsigneds(reader, true);
      element = Element.MANIFEST_SECTION;
      long manifestSection = reader.readLong();
      element = Element.SECTION_OFFSET;
      long sectionOffset = reader.readUnsigned();
      element = Element.COMPONENT_INDEX;
      long componentIndex = reader.readUnsigned();
      element = Element.PROPERTIES;
      SuitParameters properties = SuitParameters.read(reader);
      List<Bytes> extensions = new ArrayList<>(0);
      while (reader.hasNext()) {
        extensions.add(reader.readEncodedItem());
      }
      reader.exitArray();
      return new SuitRecord(
          manifestId, manifestSection, sectionOffset, componentIndex, properties, extensions);
    } catch (DecodeException e) {
      throw e.in(element.shortName());
    }
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray();
    Items.writeLongs(writer, manifestId);
    writer.writeLong(manifestSection).writeLong(sectionOffset).writeLong(componentIndex);
    writer.write(properties);
    extensions.forEach(writer::writeEncodedItem);
    writer.endArray();
  }
}
