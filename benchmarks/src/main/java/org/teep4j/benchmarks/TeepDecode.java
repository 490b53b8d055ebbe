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
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;

/** Decoding the published TEEP messages. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TeepDecode extends Defaults {

  /** A message of the set {@code teep-26}. */
  @Param({"update", "query_request", "query_response", "teep_success", "teep_error"})
  public String message = "update";

  /**
   * {@code teep4j} makes a message, all rules of the CDDL checked; {@code teep4jWalk} reads all
   * values, the structure unknown.
   */
  @Param({
    "teep4j",
    "teep4jWalk",
    "jackson3Streaming",
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
    Bytes input = Inputs.published("teep-26", message);
    Peers.agree(input.toByteArray());
    Check.sameBytes(
        "the decoded message",
        Inputs.deterministic("teep-26", message),
        TeepMessage.decodeUnverified(input, Dialect.RFC).toByteArray(Dialect.RFC));
    decoding =
        switch (by) {
          case "teep4j" -> sink -> sink.consume(TeepMessage.decodeUnverified(input, Dialect.RFC));
          case "teep4jWalk" -> sink -> sink.consume(Teep4jWalk.sum(input));
          default -> Peers.decoding(by, input.toByteArray());
        };
  }

  /** One message. */
  @Benchmark
  public void decode(Blackhole sink) throws Exception {
    decoding.run(sink);
  }
}
