package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/**
 * {@code SUIT_Record} (draft-ietf-suit-report, Section "The SUIT_Record"): where a manifest
 * processor took a decision, and what it knew.
 *
 * @param manifestId the way from the root manifest to the manifest, as indexes of dependencies;
 *     empty for the root manifest
 * @param manifestSection the label of the section, see {@link SuitManifestLabel}
 * @param sectionOffset where the command is, in bytes from the start of the section's command
 *     sequence
 * @param componentIndex the component that was current
 * @param properties what was measured; may be empty
 * @param extensions further elements, encoded, that no document defines; usually none. Not checked
 *     when they come from a program
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
    /** The way to the manifest. */
    MANIFEST_ID(0, "suit-record-manifest-id"),
    /** The label of the section. */
    MANIFEST_SECTION(1, "suit-record-manifest-section"),
    /** Where the command is. */
    SECTION_OFFSET(2, "suit-record-section-offset"),
    /** The component that was current. */
    COMPONENT_INDEX(3, "suit-record-component-index"),
    /** What was measured. */
    PROPERTIES(4, "suit-record-properties");

    private final int label;
    private final String cddlName;

    Element(int label, String cddlName) {
      this.label = label;
      this.cddlName = cddlName;
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
      return SuitDocument.REPORT;
    }
  }

  /**
   * Copies and checks the values.
   *
   * @param manifestId as the component
   * @param manifestSection as the component
   * @param sectionOffset as the component
   * @param componentIndex as the component
   * @param properties as the component
   * @param extensions as the component
   * @throws IllegalArgumentException if a number other than the section is negative
   */
  public SuitRecord {
    manifestId = List.copyOf(manifestId);
    extensions = List.copyOf(extensions);
    manifestId.forEach(index -> Items.requireUnsigned(index, "an index of a dependency"));
    Items.requireUnsigned(sectionOffset, "an offset");
    Items.requireUnsigned(componentIndex, "a component index");
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
      SuitParameters properties = SuitParameters.read(reader, null, true);
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
