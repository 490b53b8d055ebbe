package org.teep4j.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;

/** Decoding the published TEEP messages. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TeepDecode extends Defaults {

  /** A message of the set {@code teep-26}. */
  @Param({"query_request", "query_response", "update", "teep_success", "teep_error"})
  public String message = "";

  private Bytes input;
  private byte[] array;

  /** Checks that all read the same. */
  @Setup
  public void setup() throws DecodeException, IOException {
    input = Inputs.published("teep-26", message);
    array = input.toByteArray();
    long sum = Teep4jWalk.sum(input);
    Check.sameValues("jackson's parser", sum, Jackson.sum(array));
    Check.sameValues("jackson's tree", sum, Jackson.sum(jacksonTree()));
    Check.sameValues("upokecenter", sum, Upokecenter.sum(upokecenterTree()));
    Check.sameBytes(
        "the decoded message",
        Inputs.deterministic("teep-26", message),
        teep4j().encode(Dialect.RFC).toByteArray());
  }

  /** To a message, all rules of the CDDL checked. */
  @Benchmark
  public TeepMessage teep4j() throws DecodeException {
    return TeepMessage.decodeUnverified(input, Dialect.RFC);
  }

  /** All values read with this library's reader, the structure unknown. */
  @Benchmark
  public long teep4jWalk() throws DecodeException {
    return Teep4jWalk.sum(input);
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
