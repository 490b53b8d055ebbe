package org.teep4j.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;

/** Encoding published SUIT envelopes to a new array. The manifest in them is signed bytes. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SuitEncode extends Defaults {

  /** An envelope, as {@code set/id}. Any other vector of kind suit-envelope can be named. */
  @Param({
    "teep-26/suit_integrated",
    "teep-26/suit_personalization",
    "suit-manifest/example0-signed",
    "suit-manifest/example2-signed"
  })
  public String envelope = "teep-26/suit_integrated";

  /**
   * {@code teep4jKeptWriter} keeps its writer from envelope to envelope; {@code teep4jManifest}
   * writes the manifest from its values, which no peer does.
   */
  @Param({
    "teep4j",
    "teep4jKeptWriter",
    "jacksonGenerator",
    "borerTree",
    "upokecenterTree",
    "authleteTree",
    "nstantTree",
    "teep4jManifest"
  })
  public String by = "teep4j";

  private Callable<byte[]> encoding;

  /** Checks that it writes what all others write. */
  @Setup
  public void setup() throws Exception {
    byte[] expected = Inputs.deterministic(Inputs.part(envelope, 0), Inputs.part(envelope, 1));
    SuitEnvelope typed = SuitEnvelope.decode(Bytes.wrap(expected));
    if (by.equals("teep4jManifest")) {
      SuitManifest manifest = typed.unverifiedManifest();
      encoding = manifest::toByteArray;
      Bytes published = new CborReader(typed.unverifiedEncodedManifest()).readBytes();
      Check.sameBytes(by, published.toByteArray(), encode());
      return;
    }
    CborWriter writer = new CborWriter();
    encoding =
        switch (by) {
          case "teep4j" -> typed::toByteArray;
          case "teep4jKeptWriter" -> () -> writer.write(typed).toByteArray();
          default -> Peers.encoding(by, expected);
        };
    Check.sameBytes(by, expected, encode());
  }

  /** One envelope. */
  @Benchmark
  public byte[] encode() throws Exception {
    return encoding.call();
  }
}
