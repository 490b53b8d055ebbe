package org.teep4j.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The table of RFC 8949, Appendix A as JSON. JSON has one kind of number only, and copies of this
 * file exist whose integers beyond 2^53 were rounded, so compare {@code decoded} numbers as
 * double-precision floats.
 *
 * @param file the file
 * @param items the items, in the order of the file
 */
public record CborExamples(Path file, List<Item> items) implements VectorFile {

  /**
   * Takes an unmodifiable copy of the list.
   *
   * @param file as the component
   * @param items as the component
   */
  public CborExamples {
    items = List.copyOf(items);
  }

  /**
   * One encoded item. The JSON tree is shared: read it, leave it alone.
   *
   * @param bytes the encoding
   * @param roundtrip whether a decoder and a preferred encoder give these bytes again
   * @param decoded the value, if JSON can express it
   * @param diagnostic the item in diagnostic notation, if JSON cannot express it
   */
  public record Item(
      Hex bytes, boolean roundtrip, Optional<JsonNode> decoded, Optional<String> diagnostic) {}

  @Override
  public VectorFormat format() {
    return VectorFormat.CBOR_APPENDIX_A;
  }

  @Override
  public int count() {
    return items.size();
  }
}
