package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborException;
import co.nstant.in.cbor.model.DataItem;
import com.authlete.cbor.CBORItem;
import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.openjdk.jmh.infra.Blackhole;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;

/**
 * The other CBOR libraries by the names that the parameter {@code by} has for them. Each fork
 * measures one, so that calls through {@link Decoding} and {@link Callable} have one target and are
 * inlined.
 */
final class Peers {

  /** Decodes the input of a benchmark; {@code sink} takes what is made. */
  @FunctionalInterface
  interface Decoding {
    void run(Blackhole sink) throws Exception;
  }

  private Peers() {}

  /**
   * How a library decodes one item.
   *
   * @param by the library and its way: {@code …Streaming} reads all values, {@code …Tree} makes a
   *     tree
   * @param item one encoded item
   */
  static Decoding decoding(String by, byte[] item) {
    return switch (by) {
      case "jacksonStreaming" -> sink -> sink.consume(Jackson.sum(item));
      case "jacksonTree" -> sink -> sink.consume(Jackson.tree(item));
      case "jackson3Streaming" -> sink -> sink.consume(Jackson3.sum(item));
      case "jackson3Tree" -> sink -> sink.consume(Jackson3.tree(item));
      case "borerTree" -> sink -> sink.consume(Borer.tree(item));
      case "upokecenterTree" -> sink -> sink.consume(Upokecenter.tree(item));
      case "authleteTree" -> sink -> sink.consume(Authlete.tree(item));
      case "nstantTree" -> sink -> sink.consume(Nstant.tree(item));
      default -> throw unknown(by);
    };
  }

  /** How a library decodes several items, one after the other. */
  static Decoding decoding(String by, byte[][] items) {
    Decoding[] each = new Decoding[items.length];
    for (int i = 0; i < items.length; i++) {
      each[i] = decoding(by, items[i]);
    }
    return sink -> {
      for (Decoding one : each) {
        one.run(sink);
      }
    };
  }

  /**
   * How a library encodes one item to a new array, from a tree or a list of calls that is made
   * here.
   *
   * @param by the library and its way
   * @param item what it must write; no library is charged for growing a buffer
   */
  static Callable<byte[]> encoding(String by, byte[] item)
      throws DecodeException, IOException, CborException {
    switch (by) {
      case "jacksonGenerator" -> {
        JacksonScript script = JacksonScript.of(Bytes.wrap(item));
        return () -> script.toByteArray(item.length);
      }
      case "borerTree" -> {
        Object tree = Borer.tree(item);
        return () -> Borer.encode(tree);
      }
      case "upokecenterTree" -> {
        CBORObject tree = Upokecenter.tree(item);
        return tree::EncodeToBytes;
      }
      case "authleteTree" -> {
        CBORItem tree = Authlete.tree(item);
        return () -> Authlete.encode(tree);
      }
      case "nstantTree" -> {
        DataItem tree = Nstant.tree(item);
        return () -> Nstant.encode(tree, item.length);
      }
      default -> throw unknown(by);
    }
  }

  static IllegalArgumentException unknown(String by) {
    return new IllegalArgumentException("no such contestant: " + by);
  }

  /**
   * Insists that all libraries read the same from one item. Compares sums, or, of libraries that
   * keep what they read as it was, what they write of it.
   *
   * @param item one item in preferred encoding
   */
  static void agree(byte[] item) throws DecodeException, IOException, CborException {
    long sum = Teep4jWalk.sum(Bytes.wrap(item));
    Check.sameValues("jackson's parser", sum, Jackson.sum(item));
    Check.sameValues("jackson's tree", sum, Jackson.sum(Jackson.tree(item)));
    Check.sameValues("jackson 3's parser", sum, Jackson3.sum(item));
    Check.sameValues("jackson 3's tree", sum, Jackson3.sum(Jackson3.tree(item)));
    Check.sameValues("upokecenter", sum, Upokecenter.sum(Upokecenter.tree(item)));
    Bytes written = Bytes.wrap(Authlete.encode(Authlete.tree(item)));
    Check.sameValues("authlete", sum, Teep4jWalk.sum(written)); // some integers longer than needed
    Check.sameBytes("borer", item, Borer.encode(Borer.tree(item)));
    Check.sameBytes("nstant", item, Nstant.encode(Nstant.tree(item), item.length));
  }
}
