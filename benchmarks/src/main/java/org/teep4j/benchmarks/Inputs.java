package org.teep4j.benchmarks;

import org.teep4j.codec.Bytes;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.load.BuiltInVectors;

/** The published vectors that are measured. */
final class Inputs {

  private Inputs() {}

  private static TestVector vector(String set, String id) {
    return BuiltInVectors.load(set)
        .vector(id)
        .orElseThrow(() -> new IllegalArgumentException("no vector " + id + " in " + set));
  }

  /** The bytes as they were published. */
  static Bytes published(String set, String id) {
    return Bytes.wrap(vector(set, id).bytes());
  }

  /** The same in deterministic encoding, which sorts the keys of maps. */
  static byte[] deterministic(String set, String id) {
    TestVector vector = vector(set, id);
    return vector.expectations().stream()
        .filter(Expectation.Encode.class::isInstance)
        .map(Expectation.Encode.class::cast)
        .findFirst()
        .flatMap(Expectation.Encode::hex)
        .map(Bytes::toByteArray)
        .orElseGet(vector::bytes);
  }

  /** The part of {@code set/id} before or after the slash. */
  static String part(String reference, int index) {
    String[] parts = reference.split("/", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("a vector is named set/id: " + reference);
    }
    return parts[index];
  }
}
