package org.teep4j.benchmarks;

import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.CborWriter;

/**
 * Encoding a document of 10,000 maps with integer keys, about 630 kB, to a new array. Authlete is
 * not among the contestants: it writes integers of 32 bits in 8 bytes.
 */
public class DocumentEncode extends Defaults {

  /**
   * {@code teep4jWriter} counts and sorts by itself; {@code teep4jSizedWriter} is told the size of
   * the whole, as jackson's stream is; {@code teep4jKeptWriter} has its buffer already. {@code
   * jacksonGenerator} is told how many entries come.
   */
  @Param({
    "teep4jWriter",
    "teep4jSizedWriter",
    "teep4jKeptWriter",
    "jacksonGenerator",
    "borerTree",
    "upokecenterTree",
    "nstantTree"
  })
  public String by = "teep4jWriter";

  private Callable<byte[]> encoding;

  /** Checks that it writes what all others write. */
  @Setup
  public void setup() throws Exception {
    Document document = new Document();
    byte[] expected = document.writeTeep4j();
    CborWriter writer = new CborWriter();
    encoding =
        switch (by) {
          case "teep4jWriter" -> document::writeTeep4j;
          case "teep4jSizedWriter" -> () -> document.write(new CborWriter(expected.length));
          case "teep4jKeptWriter" -> () -> document.write(writer);
          case "jacksonGenerator" -> () -> document.writeJackson(expected.length);
          default -> Peers.encoding(by, expected);
        };
    Check.sameBytes(by, expected, encode());
  }

  /** The document. */
  @Benchmark
  public byte[] encode() throws Exception {
    return encoding.call();
  }
}
