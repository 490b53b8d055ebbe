package org.teep4j.vectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A set of vectors: the content of one file in this project's own format.
 *
 * @param name the name of the set, which is the name of its file without {@code .json}
 * @param title the title of the set, in words
 * @param sources the documents that the vectors were taken from
 * @param keys the keys that expectations refer to, by name, in the order of the file
 * @param vectors the vectors, in the order of the file
 */
public record VectorSet(
    String name,
    String title,
    List<SourceDocument> sources,
    Map<String, VectorKey> keys,
    List<TestVector> vectors) {

  /** Takes unmodifiable copies that keep the order. */
  public VectorSet {
    sources = List.copyOf(sources);
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    vectors = List.copyOf(vectors);
  }

  /**
   * Finds a vector by its name.
   *
   * @param id the name
   * @return the vector, or empty if the set has none of that name
   */
  public Optional<TestVector> vector(String id) {
    return vectors.stream().filter(vector -> vector.id().equals(id)).findFirst();
  }
}
