package org.teep4j.vectors;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Groups of diagnostic notations that mean one item, and notations that mean none.
 *
 * @param file the file
 * @param document the document that the notations were taken from
 * @param groups the groups, in the order of the file
 * @param invalid the notations that mean nothing, in the order of the file
 */
public record NotationExamples(
    Path file, String document, List<Group> groups, List<Invalid> invalid) implements VectorFile {

  /**
   * Takes unmodifiable copies of the lists.
   *
   * @param file as the component
   * @param document as the component
   * @param groups as the component
   * @param invalid as the component
   */
  public NotationExamples {
    groups = List.copyOf(groups);
    invalid = List.copyOf(invalid);
  }

  /**
   * Notations that mean one item.
   *
   * @param section the section of the document
   * @param name what the group is about
   * @param notations at least one notation
   * @param bytes the encoded item, if it is known
   */
  public record Group(String section, String name, List<String> notations, Optional<Hex> bytes) {
    /**
     * Takes an unmodifiable copy of the list.
     *
     * @param section as the component
     * @param name as the component
     * @param notations as the component
     * @param bytes as the component
     */
    public Group {
      notations = List.copyOf(notations);
    }
  }

  /**
   * A notation that means nothing.
   *
   * @param section the section of the document
   * @param notation the notation
   * @param why the reason in words
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
