package org.teep4j.cose.receipt;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/**
 * What both kinds of proofs are: {@code [first: uint, second: uint, path: [* bstr]]}.
 *
 * <p>The CDDL of RFC 9942 demands at least one hash. A tree of one leaf has none (RFC 9162, Section
 * 2.1.3.1), so that the number is taken from RFC 9162 alone.
 */
final class ProofContent {

  /** Says how many hashes a path has. */
  @FunctionalInterface
  interface Rule {
    /**
     * The number of hashes.
     *
     * @throws IllegalArgumentException if the numbers do not fit together
     */
    int pathLength(long first, long second);
  }

  /** Makes a proof. */
  @FunctionalInterface
  interface Maker<P> {
    P make(long first, long second, List<Bytes> path);
  }

  private ProofContent() {}

  static List<Bytes> require(List<Bytes> path, int length) {
    if (path.size() != length) {
      throw new IllegalArgumentException(
          "the path has " + path.size() + " hashes, but its numbers demand " + length);
    }
    path.forEach(MerkleHash::requireSize);
    return List.copyOf(path);
  }

  static <P> P decode(Bytes input, DecodeOptions options, Rule rule, Maker<P> maker)
      throws DecodeException {
    CborReader reader = new CborReader(input, options);
    reader.enterArray(3);
    long start = reader.offset();
    long first = reader.readUnsigned();
    long second = reader.readUnsigned();
    List<Bytes> path = readPath(reader, length(rule, first, second, start));
    reader.exitArray();
    reader.expectEnd();
    return maker.make(first, second, path);
  }

  private static int length(Rule rule, long first, long second, long offset)
      throws DecodeException {
    try {
      return rule.pathLength(first, second);
    } catch (IllegalArgumentException e) {
      throw new DecodeException(Reason.VALUE_OUT_OF_RANGE, offset, String.valueOf(e.getMessage()));
    }
  }

  private static List<Bytes> readPath(CborReader reader, int length) throws DecodeException {
    try {
      List<Bytes> path = new ArrayList<>(length);
      reader.enterArray(length);
      while (path.size() < length) {
        path.add(reader.readBytes(MerkleHash.SIZE, MerkleHash.SIZE));
      }
      reader.exitArray();
      return path;
    } catch (DecodeException e) {
      throw e.in("path");
    }
  }

  static void encode(CborWriter writer, long first, long second, List<Bytes> path) {
    writer.beginArray().writeLong(first).writeLong(second).beginArray();
    path.forEach(writer::writeBytes);
    writer.endArray().endArray();
  }
}
