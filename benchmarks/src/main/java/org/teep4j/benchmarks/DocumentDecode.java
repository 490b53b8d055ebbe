package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborException;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;

/** Decoding a document of 10,000 maps with integer keys, about 630 kB. */
public class DocumentDecode extends Defaults {

  /**
   * {@code teep4jReader} reads each value as what its key says, {@code teep4jWalk} as what it
   * finds; {@code cursorLoop} is the floor: a loop over the array without the checks of a decoder.
   */
  @Param({
    "teep4jReader",
    "teep4jWalk",
    "cursorLoop",
    "jackson3Streaming",
    "jackson3Tree",
    "jacksonStreaming",
    "jacksonTree",
    "borerTree",
    "upokecenterTree",
    "authleteTree",
    "nstantTree"
  })
  public String by = "teep4jReader";

  private Peers.Decoding decoding;

  /** Checks that all read the same. */
  @Setup
  public void setup() throws DecodeException, IOException, CborException {
    byte[] array = new Document().writeTeep4j();
    Bytes input = Bytes.wrap(array);
    CborReader reader = new CborReader(input);
    long sum = CursorLoop.sum(array);
    Check.sameValues("teep4j's reader", sum, Document.sum(reader));
    Check.sameValues("teep4j's walk", sum, Teep4jWalk.sum(input));
    Peers.agree(array);
    decoding =
        switch (by) {
          case "teep4jReader" ->
              sink -> {
                reader.reset(input);
                sink.consume(Document.sum(reader));
              };
          case "teep4jWalk" ->
              sink -> {
                reader.reset(input);
                sink.consume(Teep4jWalk.sum(reader));
              };
          case "cursorLoop" -> sink -> sink.consume(CursorLoop.sum(array));
          default -> Peers.decoding(by, array);
        };
  }

  /** The document. */
  @Benchmark
  public void decode(Blackhole sink) throws Exception {
    decoding.run(sink);
  }
}
