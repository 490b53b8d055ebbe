package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * The table of RFC 8949, Appendix A as JSON. JSON has only one number type, and in some copies of
 * this file integers beyond 2^53 are rounded. Therefore compare {@code decoded} numbers as
 * double-precision floats.
 *
 * @param items the items, in the order of the file
 */
public record CborExamples(Path file, List<Item> items) implements VectorFile {

  public CborExamples {
    items = List.copyOf(items);
  }

  /**
   * One encoded item. The JSON tree is shared; callers must not modify it.
   *
   * @param bytes the encoding
   * @param roundtrip whether decoding and preferred encoding reproduce these bytes
   * @param decoded the value, if JSON can express it
   * @param diagnostic the item in diagnostic notation, if JSON cannot express it
   */
  public record Item(
      Bytes bytes, boolean roundtrip, Optional<JsonNode> decoded, Optional<String> diagnostic) {}

  @Override
  public VectorFormat format() {
    return VectorFormat.CBOR_APPENDIX_A;
  }

  @Override
  public int count() {
    return items.size();
  }
}
