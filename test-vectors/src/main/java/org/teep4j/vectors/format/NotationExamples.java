package org.teep4j.vectors.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * Groups of equivalent diagnostic notations, and invalid notations.
 *
 * @param document the document that the notations were taken from
 * @param groups the groups, in the order of the file
 * @param invalid the invalid notations, in the order of the file
 */
public record NotationExamples(
    Path file, String document, List<Group> groups, List<Invalid> invalid) implements VectorFile {

  public NotationExamples {
    groups = List.copyOf(groups);
    invalid = List.copyOf(invalid);
  }

  /**
   * Notations of the same item.
   *
   * @param section the section of the document
   * @param name the topic of the group
   * @param notations at least one notation
   * @param bytes the encoded item, if it is known
   */
  public record Group(String section, String name, List<String> notations, Optional<Bytes> bytes) {
    public Group {
      notations = List.copyOf(notations);
    }
  }

  /**
   * An invalid notation.
   *
   * @param section the section of the document
   * @param why the reason, in words
   */
  public record Invalid(String section, String notation, String why) {}

  @Override
  public VectorFormat format() {
    return VectorFormat.EDN_EXAMPLES;
  }

  @Override
  public int count() {
    return groups.size() + invalid.size();
  }
}
