package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborException;
import co.nstant.in.cbor.model.DataItem;
import com.authlete.cbor.CBORItem;
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
  public void setup() throws DecodeException, IOException, CborException {
    input = Inputs.published("teep-26", message);
    array = input.toByteArray();
    Peers.agree(array);
    Check.sameBytes(
        "the decoded message",
        Inputs.deterministic("teep-26", message),
        teep4j().toByteArray(Dialect.RFC));
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
