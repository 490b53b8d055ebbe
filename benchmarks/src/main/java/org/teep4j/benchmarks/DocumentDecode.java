package org.teep4j.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;

/** Decoding a document of 10,000 maps with integer keys, about 630 kB. */
public class DocumentDecode extends Defaults {

  private byte[] array;
  private Bytes input;
  private CborReader reader;

  /** Checks that all read the same. */
  @Setup
  public void setup() throws DecodeException, IOException {
    array = new Document().writeTeep4j();
    input = Bytes.wrap(array);
    reader = new CborReader(input);
    long sum = cursorLoop();
    Check.sameValues("teep4j's reader", sum, teep4jReader());
    Check.sameValues("teep4j's walk", sum, teep4jWalk());
    Check.sameValues("jackson's parser", sum, jacksonStreaming());
    Check.sameValues("jackson's tree", sum, Jackson.sum(jacksonTree()));
    Check.sameValues("upokecenter", sum, Upokecenter.sum(upokecenterTree()));
  }

  /** The floor: a hand-written loop over the array, without the checks of a decoder. */
  @Benchmark
  public long cursorLoop() {
    return CursorLoop.sum(array);
  }

  /** All values read with this library's reader, each as what its key says. */
  @Benchmark
  public long teep4jReader() throws DecodeException {
    reader.reset(input);
    return Document.sum(reader);
  }

  /** All values read with this library's reader, the structure unknown. */
  @Benchmark
  public long teep4jWalk() throws DecodeException {
    reader.reset(input);
    return Teep4jWalk.sum(reader);
  }

  /** All values read as jackson's tokens. */
  @Benchmark
  public long jacksonStreaming() throws IOException {
    return Jackson.sum(array);
  }

  /** To jackson's tree. */
  @Benchmark
  public JsonNode jacksonTree() throws IOException {
    return Jackson.tree(array);
  }

  /** To upokecenter's tree. */
  @Benchmark
  public CBORObject upokecenterTree() {
    return Upokecenter.tree(array);
  }
}
