package org.teep4j.vectors.format;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * Byte strings that are not well-formed CBOR, as RFC 8949, Appendix F lists them. Each must be
 * refused.
 *
 * @param items the byte strings, in the order of the file
 */
public record MalformedCbor(Path file, List<Item> items) implements VectorFile {

  public MalformedCbor {
    items = List.copyOf(items);
  }

  /**
   * One byte string.
   *
   * @param kind the kind of error, in words
   * @param subkind the number of the kind of syntax error, 1 to 5, if it is one
   * @param category a subdivision of the kind, in words; may be empty
   */
  public record Item(Bytes bytes, String kind, OptionalInt subkind, String category) {}

  @Override
  public VectorFormat format() {
    return VectorFormat.CBOR_APPENDIX_F;
  }

  @Override
  public int count() {
    return items.size();
  }
}
