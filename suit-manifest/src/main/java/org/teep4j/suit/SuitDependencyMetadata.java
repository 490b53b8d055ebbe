package org.teep4j.suit;

import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Dependency_Metadata} (draft-ietf-suit-trust-domains, Section "SUIT_Dependencies
 * Manifest Element"): metadata of one dependency.
 *
 * <pre>{@code
 * SUIT_Dependency_Metadata = {
 *   ? suit-dependency-prefix => SUIT_Component_Identifier
 *   * $$SUIT_Dependency_Extensions
 * }
 * }</pre>
 *
 * @param prefix the prefix of the dependency's components ({@code suit-dependency-prefix})
 * @param others entries that no document defines: encoded values by label
 */
public record SuitDependencyMetadata(
    Optional<SuitComponentIdentifier> prefix, Map<Long, Bytes> others) implements CborEncodable {

  /** The label of {@code suit-dependency-prefix}, the only defined label. */
  public static final int PREFIX_LABEL = 1;

  /**
   * Copies and checks the map.
   *
   * @throws IllegalArgumentException if {@code others} has the label of the prefix
   */
  public SuitDependencyMetadata {
    others = Items.immutable(others);
    if (others.containsKey((long) PREFIX_LABEL)) {
      throw new IllegalArgumentException("label 1 is dependency-prefix");
    }
  }

  /**
   * Metadata without entries.
   *
   * @return an empty map
   */
  public static SuitDependencyMetadata none() {
    return new SuitDependencyMetadata(Optional.empty(), Map.of());
  }

  /**
   * Metadata with a prefix.
   *
   * @param prefix the prefix of the dependency's components
   * @return the metadata
   */
  public static SuitDependencyMetadata ofPrefix(SuitComponentIdentifier prefix) {
    return new SuitDependencyMetadata(Optional.of(prefix), Map.of());
  }

  static SuitDependencyMetadata read(CborReader reader) throws DecodeException {
    Optional<SuitComponentIdentifier> prefix = Optional.empty();
    Map<Long, Bytes> others = Map.of();
    reader.enterMap();
    while (reader.hasNext()) {
      long label = reader.readLong();
      if (label == PREFIX_LABEL) {
        try {
          prefix = Optional.of(SuitComponentIdentifier.read(reader));
        } catch (DecodeException e) {
          throw e.in("dependency-prefix");
        }
      } else {
        others = Items.with(others, label, reader.readEncodedItem());
      }
    }
    reader.exitMap();
    return new SuitDependencyMetadata(prefix, others);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    prefix.ifPresent(value -> writer.writeLong(PREFIX_LABEL).write(value));
    Items.writeOthers(writer, others);
    writer.endMap();
  }
}
