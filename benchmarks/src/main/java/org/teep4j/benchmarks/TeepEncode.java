package org.teep4j.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.CborWriter;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;

/** Encoding the published TEEP messages, in deterministic encoding, to a new array. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TeepEncode extends Defaults {

  /** A message of the set {@code teep-26}. */
  @Param({"update", "query_request", "query_response", "teep_success", "teep_error"})
  public String message = "update";

  /** {@code teep4jKeptWriter} keeps its writer from message to message. */
  @Param({
    "teep4j",
    "teep4jKeptWriter",
    "jacksonGenerator",
    "borerTree",
    "upokecenterTree",
    "authleteTree",
    "nstantTree"
  })
  public String by = "teep4j";

  private Callable<byte[]> encoding;

  /** Checks that it writes what all others write. */
  @Setup
  public void setup() throws Exception {
    byte[] expected = Inputs.deterministic("teep-26", message);
    TeepMessage typed =
        TeepMessage.decodeUnverified(Inputs.published("teep-26", message), Dialect.RFC);
    CborWriter writer = new CborWriter();
    encoding =
        switch (by) {
          case "teep4j" -> () -> typed.toByteArray(Dialect.RFC);
          case "teep4jKeptWriter" ->
              () -> {
                typed.encodeTo(writer, Dialect.RFC);
                return writer.toByteArray();
              };
          default -> Peers.encoding(by, expected);
        };
    Check.sameBytes(by, expected, encode());
  }

  /** One message. */
  @Benchmark
  public byte[] encode() throws Exception {
    return encoding.call();
  }
}
