package org.teep4j.benchmarks;

import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;

/**
 * A whole exchange of a TAM and an Agent in memory: a new device connects and asks for a component,
 * which comes in the Update, is installed, and reported by a Success. ES256 throughout.
 */
public class SessionExchange extends Defaults {

  /** The signatures of four messages are made and verified, that of the manifest is verified. */
  private static final int SIGNATURES = 4 + 5;

  /** Size of the component. */
  @Param({"1024"})
  public int payloadBytes = 1024;

  /**
   * {@code teep4j} is everything; {@code signatures} makes and verifies the same signatures by
   * themselves; {@code withoutSignatures} is everything with signatures that nobody computes.
   */
  @Param({"teep4j", "signatures", "withoutSignatures"})
  public String by = "teep4j";

  private Callable<Object> exchange;

  /** Checks that the component is installed, with as many signatures as there must be. */
  @Setup
  public void setup() throws Exception {
    byte[] content = new byte[payloadBytes];
    new Random(payloadBytes).nextBytes(content);
    Bytes payload = Bytes.wrap(content);
    SignatureTape tape = new SignatureTape();
    SessionParties recorded = new SessionParties(payload, tape::recording, tape::recording);
    Check.sameBytes(by, content, recorded.exchange().toByteArray());
    if (tape.count() != SIGNATURES) {
      throw new IllegalStateException(tape.count() + " signatures");
    }
    exchange =
        switch (by) {
          case "teep4j" ->
              new SessionParties(payload, UnaryOperator.identity(), UnaryOperator.identity())
                  ::exchange;
          case "signatures" -> tape::replay;
          case "withoutSignatures" ->
              new SessionParties(payload, SignatureTape::zeros, SignatureTape::credulous)::exchange;
          default -> throw Peers.unknown(by);
        };
    exchange.call();
  }

  /** One exchange, or its part. */
  @Benchmark
  public Object exchange() throws Exception {
    return exchange.call();
  }
}
