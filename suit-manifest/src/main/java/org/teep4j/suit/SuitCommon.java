package org.teep4j.suit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.internal.IndexCheck;
import org.teep4j.suit.internal.Items;
import org.teep4j.suit.internal.LabelTable;

/**
 * {@code SUIT_Common} (draft-ietf-suit-manifest, Section 8.4.5): the data that all command
 * sequences of a manifest share.
 *
 * <pre>{@code
 * SUIT_Common = {
 *   ? suit-dependencies => SUIT_Dependencies,
 *   ? suit-components => SUIT_Components,
 *   ? suit-shared-sequence => bstr .cbor SUIT_Shared_Sequence,
 *   * $$SUIT_Common-extensions
 * }
 *
 * SUIT_Components = [ + SUIT_Component_Identifier ]
 * SUIT_Dependencies = { + uint => SUIT_Dependency_Metadata }
 * }</pre>
 *
 * <p>Component indexes number the elements of {@code components} from 0. If a key of {@code
 * dependencies} is the index of a component, that component contains the envelope of a dependency,
 * as the text of draft-ietf-suit-trust-domains says. All published examples of that document number
 * the dependencies after the components instead. Therefore keys that start at the number of
 * components and follow without a gap are accepted too; such a dependency has no component
 * identifier.
 *
 * @param components identifiers of the components that the manifest handles; empty if absent
 * @param dependencies metadata of each dependency, by component index; empty if absent
 * @param sharedSequence commands that run before any other sequence
 * @param others entries that no document defines: encoded values by label
 */
public record SuitCommon(
    List<SuitComponentIdentifier> components,
    SortedMap<Long, SuitDependencyMetadata> dependencies,
    Optional<SuitCommandSequence> sharedSequence,
    Map<Long, Bytes> others)
    implements CborEncodable {

  /** The entries of {@code SUIT_Common}. */
  public enum Label implements SuitLabel {
    /** Which components are dependencies. */
    DEPENDENCIES(1, "suit-dependencies", SuitDocument.TRUST_DOMAINS),
    /** The components. */
    COMPONENTS(2, "suit-components", SuitDocument.MANIFEST),
    /** Commands that run before any other sequence. */
    SHARED_SEQUENCE(4, "suit-shared-sequence", SuitDocument.MANIFEST);

    private static final LabelTable<Label> TABLE =
        new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

    private final Row row;

    Label(int label, String cddlName, SuitDocument document) {
      this.row = new Row(label, cddlName, document);
    }

    @Override
    public Row row() {
      return row;
    }
  }

  /**
   * Copies and checks the collections.
   *
   * @throws IllegalArgumentException if the numbering does not allow the index of a dependency, or
   *     {@code others} has the label of a known entry
   */
  public SuitCommon {
    components = List.copyOf(components);
    dependencies = Items.sorted(dependencies);
    others = Items.immutable(others);
    Label.TABLE.requireUnknown(others.keySet());
    long misnumbered = misnumbered(components.size(), dependencies);
    if (misnumbered >= 0) {
      throw new IllegalArgumentException(misnumbering(misnumbered, components.size()));
    }
  }

  /** The first dependency index that the numbering does not allow, or -1. */
  private static long misnumbered(long components, SortedMap<Long, ?> dependencies) {
    if (dependencies.isEmpty()) {
      return -1;
    }
    long next = components;
    for (long index : dependencies.tailMap(components).keySet()) {
      if (index != next) {
        return index;
      }
      next++;
    }
    return -1;
  }

  private static String misnumbering(long index, int components) {
    return "dependency index "
        + index
        + " is neither that of one of "
        + components
        + " components nor follows them without a gap";
  }

  /**
   * Common data that consists of components only.
   *
   * @return the common data
   */
  public static SuitCommon of(SuitComponentIdentifier... components) {
    return new SuitCommon(List.of(components), new TreeMap<>(), Optional.empty(), Map.of());
  }

  /**
   * The same with another shared sequence.
   *
   * @param sequence commands that run before any other sequence
   * @return the changed common data
   */
  public SuitCommon withSharedSequence(SuitCommandSequence sequence) {
    return new SuitCommon(components, dependencies, Optional.of(sequence), others);
  }

  /**
   * The same with one more dependency.
   *
   * @param index its component index
   * @param metadata metadata of the dependency
   * @return the changed common data
   * @throws IllegalArgumentException if the numbering does not allow the index
   */
  public SuitCommon withDependency(long index, SuitDependencyMetadata metadata) {
    SortedMap<Long, SuitDependencyMetadata> more = new TreeMap<>(dependencies);
    more.put(Items.requireUnsigned(index, "a component index"), metadata);
    return new SuitCommon(components, more, sharedSequence, others);
  }

  static SuitCommon read(CborReader reader, IndexCheck indexes, SuitDecodeOptions options)
      throws DecodeException {
    List<SuitComponentIdentifier> components = List.of();
    SortedMap<Long, SuitDependencyMetadata> dependencies = Collections.emptySortedMap();
    Optional<SuitCommandSequence> sharedSequence = Optional.empty();
    Map<Long, Bytes> others = Map.of();
    long dependenciesAt = 0;
    reader.enterMap();
    while (reader.hasNext()) {
      long number = reader.readLong();
      @Nullable Label label = Label.TABLE.find(number);
      try {
        if (label == null) {
          others = Items.with(others, number, reader.readEncodedItem());
          continue;
        }
        switch (label) {
          case DEPENDENCIES -> {
            dependenciesAt = reader.offset();
            dependencies = readDependencies(reader);
            indexes.declareDependencies(dependencies.keySet());
          }
          case COMPONENTS -> {
            components = readComponents(reader);
            indexes.declareComponents(components.size());
          }
          case SHARED_SEQUENCE ->
              sharedSequence =
                  Optional.of(new CommandReader(reader, indexes, true, options).readWrapped());
        }
      } catch (DecodeException e) {
        throw e.in(Label.TABLE.name(number));
      }
    }
    reader.exitMap();
    indexes.complete();
    long misnumbered = misnumbered(components.size(), dependencies);
    if (misnumbered >= 0) {
      throw new DecodeException(
              Reason.INVALID_REFERENCE,
              dependenciesAt,
              misnumbering(misnumbered, components.size()))
          .in(Label.DEPENDENCIES.shortName());
    }
    return new SuitCommon(components, dependencies, sharedSequence, others);
  }

  private static List<SuitComponentIdentifier> readComponents(CborReader reader)
      throws DecodeException {
    long at = reader.offset();
    int count = reader.enterArray();
    SuitComponentIdentifier[] components = new SuitComponentIdentifier[Items.room(count)];
    int size = 0;
    while (reader.hasNext()) {
      components = Items.withRoom(components, size);
      components[size++] = SuitComponentIdentifier.read(reader);
    }
    reader.exitArray();
    if (size == 0) {
      throw Items.empty(at, "the list of components");
    }
    return Items.list(components, size);
  }

  private static SortedMap<Long, SuitDependencyMetadata> readDependencies(CborReader reader)
      throws DecodeException {
    long at = reader.offset();
    SortedMap<Long, SuitDependencyMetadata> dependencies = new TreeMap<>();
    reader.enterMap();
    while (reader.hasNext()) {
      long index = reader.readUnsigned();
      try {
        dependencies.put(index, SuitDependencyMetadata.read(reader));
      } catch (DecodeException e) {
        throw e.in("[" + index + "]");
      }
    }
    reader.exitMap();
    if (dependencies.isEmpty()) {
      throw Items.empty(at, "the map of dependencies");
    }
    return dependencies;
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    if (!dependencies.isEmpty()) {
      writer.writeLong(Label.DEPENDENCIES.label()).beginMap();
      dependencies.forEach((index, metadata) -> writer.writeLong(index).write(metadata));
      writer.endMap();
    }
    if (!components.isEmpty()) {
      writer.writeLong(Label.COMPONENTS.label()).beginArray();
      components.forEach(writer::write);
      writer.endArray();
    }
    sharedSequence.ifPresent(
        sequence -> writer.writeLong(Label.SHARED_SEQUENCE.label()).writeWrapped(sequence));
    Items.writeOthers(writer, others);
    writer.endMap();
  }

  /** Checks indexes against what is declared here. */
  IndexCheck indexes() {
    return IndexCheck.of(components().size(), dependencies().keySet());
  }
}
