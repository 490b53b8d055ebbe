package org.teep4j.suit.report;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDocument;
import org.teep4j.suit.SuitLabel;
import org.teep4j.suit.internal.Items;
import org.teep4j.suit.internal.LabelTable;

/**
 * {@code SUIT_Capability_Report} (draft-ietf-suit-report, Section "Capability Reporting"): the
 * capabilities of a manifest processor.
 *
 * <pre>{@code
 * SUIT_Capability_Report = {
 *   suit-component-capabilities => [ + SUIT_Component_Capability ],
 *   suit-command-capabilities => [ + int ],
 *   suit-parameters-capabilities => [ + int ],
 *   suit-crypt-algo-capabilities => [ + int ],
 *   ? suit-envelope-capabilities => [ + int ],
 *   ? suit-manifest-capabilities => [ + int ],
 *   ? suit-common-capabilities => [ + int ],
 *   ? suit-text-capabilities => [ + int ],
 *   ? suit-text-component-capabilities => [ + int ],
 *   ? suit-dependency-capabilities => [ + int ],
 *   * [ + int ] => [ + int ],
 *   $$SUIT_Capability_Report_Extensions
 * }
 * }</pre>
 *
 * @param components the components that the processor supports, at least one
 * @param capabilities the labels that the processor knows, by kind of label, at least one label
 *     each; {@link Label#COMMANDS}, {@link Label#PARAMETERS} and {@link Label#CRYPT_ALGO} are
 *     mandatory
 * @param elements the labels that the processor knows inside other elements of a manifest, by the
 *     path to the element; at least one label each
 * @param others entries that no document defines: encoded values by label
 */
public record SuitCapabilityReport(
    List<ComponentCapability> components,
    Map<Label, List<Long>> capabilities,
    Map<List<Long>, List<Long>> elements,
    Map<Long, Bytes> others)
    implements CborEncodable {

  /** The entries of {@code SUIT_Capability_Report}. */
  public enum Label implements SuitLabel {
    /** Components. */
    COMPONENTS(1, "suit-component-capabilities", true),
    /** Commands. */
    COMMANDS(2, "suit-command-capabilities", true),
    /** Parameters. */
    PARAMETERS(3, "suit-parameters-capabilities", true),
    /** Cryptographic algorithms. */
    CRYPT_ALGO(4, "suit-crypt-algo-capabilities", true),
    /** Members of the envelope. */
    ENVELOPE(5, "suit-envelope-capabilities", false),
    /** Members of the manifest. */
    MANIFEST(6, "suit-manifest-capabilities", false),
    /** Entries of the common data. */
    COMMON(7, "suit-common-capabilities", false),
    /** Texts about the manifest. */
    TEXT(8, "suit-text-capabilities", false),
    /** Texts about a component. */
    TEXT_COMPONENT(9, "suit-text-component-capabilities", false),
    /** Entries about a dependency. */
    DEPENDENCY(10, "suit-dependency-capabilities", false);

    private static final LabelTable<Label> TABLE =
        new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

    private final Row row;
    private final boolean required;

    Label(int label, String cddlName, boolean required) {
      this.row = new Row(label, cddlName, SuitDocument.REPORT);
      this.required = required;
    }

    @Override
    public Row row() {
      return row;
    }

    /**
     * Whether every report has this entry.
     *
     * @return true if the entry is mandatory
     */
    public boolean isRequired() {
      return required;
    }
  }

  /**
   * {@code SUIT_Component_Capability = [*bstr, ?true]}: components that a manifest processor
   * supports.
   *
   * @param identifier the component, or the common prefix of the components' identifiers
   * @param isPrefix whether {@code identifier} is a prefix ({@code true} in the encoding)
   */
  public record ComponentCapability(SuitComponentIdentifier identifier, boolean isPrefix)
      implements CborEncodable {

    private static final ComponentCapability NAMELESS =
        new ComponentCapability(new SuitComponentIdentifier(List.of()), false);

    static ComponentCapability read(CborReader reader) throws DecodeException {
      int count = reader.enterArray();
      if (count == 0) {
        reader.exitArray();
        return NAMELESS;
      } else if (count == 1 && reader.peekType() == CborType.BYTE_STRING) {
        SuitComponentIdentifier one = new SuitComponentIdentifier(List.of(reader.readBytes()));
        reader.exitArray();
        return new ComponentCapability(one, false);
      }
      Bytes[] segments = new Bytes[Items.room(count)];
      int size = 0;
      boolean isPrefix = false;
      while (!isPrefix && reader.hasNext()) {
        long at = reader.offset();
        if (reader.peekType() != CborType.BOOLEAN) {
          segments = Items.withRoom(segments, size);
          segments[size++] = reader.readBytes();
        } else {
          isPrefix = reader.readBoolean();
          if (!isPrefix) {
            throw new DecodeException(
                Reason.VALUE_OUT_OF_RANGE, at, "the value of a prefix must be true");
          }
        }
      }
      reader.exitArray();
      return new ComponentCapability(
          new SuitComponentIdentifier(Items.list(segments, size)), isPrefix);
    }

    @Override
    public void encodeTo(CborWriter writer) {
      writer.beginArray();
      identifier.segments().forEach(writer::writeBytes);
      if (isPrefix) {
        writer.writeBoolean(true);
      }
      writer.endArray();
    }
  }

  /** Orders paths by their labels; a prefix comes first. */
  private static final Comparator<List<Long>> BY_LABELS =
      (first, second) -> {
        int common = Math.min(first.size(), second.size());
        for (int i = 0; i < common; i++) {
          int order = Long.compare(first.get(i), second.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(first.size(), second.size());
      };

  /**
   * Copies and checks the collections.
   *
   * @throws IllegalArgumentException if a mandatory entry is absent, a list is empty, or an entry
   *     is in the wrong parameter
   */
  public SuitCapabilityReport {
    components = List.copyOf(components);
    capabilities = copyOf(capabilities);
    elements = copyOfElements(elements);
    others = Items.immutable(others);
    Items.requireNotEmpty(components.isEmpty(), Label.COMPONENTS.cddlName());
    if (capabilities.containsKey(Label.COMPONENTS)) {
      throw new IllegalArgumentException("components have no labels");
    }
    for (Label label : Label.values()) {
      if (label.required && label != Label.COMPONENTS && !capabilities.containsKey(label)) {
        throw new IllegalArgumentException("the report has no " + label.cddlName());
      }
    }
    Label.TABLE.requireUnknown(others.keySet());
  }

  private static Map<Label, List<Long>> copyOf(Map<Label, List<Long>> capabilities) {
    Map<Label, List<Long>> copy = new EnumMap<>(Label.class);
    capabilities.forEach((label, list) -> copy.put(label, copyOf(list)));
    return Collections.unmodifiableMap(copy);
  }

  private static Map<List<Long>, List<Long>> copyOfElements(Map<List<Long>, List<Long>> elements) {
    SortedMap<List<Long>, List<Long>> copy = new TreeMap<>(BY_LABELS);
    elements.forEach((path, list) -> copy.put(copyOf(path), copyOf(list)));
    return Collections.unmodifiableSortedMap(copy);
  }

  private static List<Long> copyOf(List<Long> list) {
    Items.requireNotEmpty(list.isEmpty(), "a list of capabilities");
    return List.copyOf(list);
  }

  /**
   * The labels of one kind that the processor knows.
   *
   * @param label the kind
   * @return the labels, empty if the report does not say
   */
  public List<Long> capabilities(Label label) {
    return Optional.ofNullable(capabilities.get(label)).orElse(List.of());
  }

  /**
   * Decodes one capability report without verifying its origin.
   *
   * @param input exactly one encoded report, referenced by the result
   * @return the report
   * @throws DecodeException if the input is anything else
   */
  public static SuitCapabilityReport decodeUnverified(Bytes input) throws DecodeException {
    return decodeUnverified(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one capability report without verifying its origin.
   *
   * @param input exactly one encoded report, referenced by the result
   * @param options limits and strictness
   * @return the report
   * @throws DecodeException if the input is anything else
   */
  public static SuitCapabilityReport decodeUnverified(Bytes input, DecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(input, options);
    SuitCapabilityReport report = read(reader);
    reader.expectEnd();
    return report;
  }

  static SuitCapabilityReport read(CborReader reader) throws DecodeException {
    long at = reader.offset();
    List<ComponentCapability> components = List.of();
    Map<Label, List<Long>> capabilities = new EnumMap<>(Label.class);
    Map<List<Long>, List<Long>> elements = new TreeMap<>(BY_LABELS);
    Map<Long, Bytes> others = Map.of();
    reader.enterMap();
    while (reader.hasNext()) {
      if (reader.peekType() == CborType.ARRAY) {
        List<Long> path = Items.readLongs(reader);
        elements.put(path, Items.readLongs(reader));
        continue;
      }
      long number = reader.readLong();
      @Nullable Label label = Label.TABLE.find(number);
      try {
        if (label == null) {
          others = Items.with(others, number, reader.readEncodedItem());
        } else if (label == Label.COMPONENTS) {
          components = readComponents(reader);
        } else {
          capabilities.put(label, Items.readLongs(reader));
        }
      } catch (DecodeException e) {
        throw e.in(Label.TABLE.name(number));
      }
    }
    reader.exitMap();
    for (Label label : Label.values()) {
      boolean present =
          label == Label.COMPONENTS ? !components.isEmpty() : capabilities.containsKey(label);
      if (label.required && !present) {
        throw new DecodeException(
            Reason.MISSING_ELEMENT, at, "the report has no " + label.cddlName());
      }
    }
    return new SuitCapabilityReport(components, capabilities, elements, others);
  }

  private static List<ComponentCapability> readComponents(CborReader reader)
      throws DecodeException {
    long at = reader.offset();
    ComponentCapability[] components = new ComponentCapability[Items.room(reader.enterArray())];
    int size = 0;
    while (reader.hasNext()) {
      components = Items.withRoom(components, size);
      components[size++] = ComponentCapability.read(reader);
    }
    reader.exitArray();
    if (size == 0) {
      throw Items.empty(at, "the list of components");
    }
    return Items.list(components, size);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    writer.writeLong(Label.COMPONENTS.label()).beginArray();
    components.forEach(writer::write);
    writer.endArray();
    capabilities.forEach(
        (label, list) -> {
          writer.writeLong(label.label());
          Items.writeLongs(writer, list);
        });
    elements.forEach(
        (path, list) -> {
          Items.writeLongs(writer, path);
          Items.writeLongs(writer, list);
        });
    Items.writeOthers(writer, others);
    writer.endMap();
  }
}
