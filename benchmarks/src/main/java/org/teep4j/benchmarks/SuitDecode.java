package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;

/**
 * Decoding published SUIT envelopes and their manifests, without checking signature or digests. A
 * generic decoder sees one map of byte strings; it is told beforehand where the layers are that
 * they wrap, see {@link Layers}, and decodes each.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SuitDecode extends Defaults {

  /** An envelope, as {@code set/id}. Any other vector of kind suit-envelope can be named. */
  @Param({
    "teep-26/suit_integrated",
    "teep-26/suit_personalization",
    "suit-manifest/example0-signed",
    "suit-manifest/example2-signed"
  })
  public String envelope = "teep-26/suit_integrated";

  /**
   * {@code teep4j} makes an envelope and its manifest with all command sequences; {@code
   * teep4jEnvelope} an envelope with digest and signatures, whose manifest stays bytes.
   */
  @Param({
    "teep4j",
    "teep4jEnvelope",
    "jackson3Tree",
    "jacksonStreaming",
    "jacksonTree",
    "borerTree",
    "upokecenterTree",
    "authleteTree",
    "nstantTree"
  })
  public String by = "teep4j";

  private Peers.Decoding decoding;

  /** Checks that all read the same. */
  @Setup
  public void setup() throws DecodeException, IOException, CborException {
    Bytes input = Inputs.published(Inputs.part(envelope, 0), Inputs.part(envelope, 1));
    byte[][] layers = Layers.of(input);
    for (byte[] layer : layers) {
      Peers.agree(layer);
    }
    Check.sameBytes(
        "the decoded envelope",
        Inputs.deterministic(Inputs.part(envelope, 0), Inputs.part(envelope, 1)),
        SuitEnvelope.decode(input).toByteArray());
    decoding =
        switch (by) {
          case "teep4j" -> sink -> sink.consume(SuitEnvelope.decode(input).unverifiedManifest());
          case "teep4jEnvelope" -> sink -> sink.consume(SuitEnvelope.decode(input));
          default -> Peers.decoding(by, layers);
        };
  }

  /** One envelope. */
  @Benchmark
  public void decode(Blackhole sink) throws Exception {
    decoding.run(sink);
  }
}
