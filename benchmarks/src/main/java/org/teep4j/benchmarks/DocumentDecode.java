package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborException;
import co.nstant.in.cbor.model.DataItem;
import com.authlete.cbor.CBORItem;
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
  public void setup() throws DecodeException, IOException, CborException {
    array = new Document().writeTeep4j();
    input = Bytes.wrap(array);
    reader = new CborReader(input);
    long sum = cursorLoop();
    Check.sameValues("teep4j's reader", sum, teep4jReader());
    Check.sameValues("teep4j's walk", sum, teep4jWalk());
    Peers.agree(array);
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

  /** All values read as jackson 3's tokens. */
  @Benchmark
  public long jackson3Streaming() {
    return Jackson3.sum(array);
  }

  /** To jackson 3's tree. */
  @Benchmark
  public tools.jackson.databind.JsonNode jackson3Tree() {
    return Jackson3.tree(array);
  }

  /** To authlete's tree. */
  @Benchmark
  public CBORItem authleteTree() throws IOException {
    return Authlete.tree(array);
  }

  /** To borer's tree. */
  @Benchmark
  public Object borerTree() {
    return Borer.tree(array);
  }

  /** To nstant's tree. */
  @Benchmark
  public DataItem nstantTree() throws CborException {
    return Nstant.tree(array);
  }
}
