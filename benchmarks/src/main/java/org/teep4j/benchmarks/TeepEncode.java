package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborException;
import co.nstant.in.cbor.model.DataItem;
import com.authlete.cbor.CBORItem;
import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;

/** Encoding the published TEEP messages, in deterministic encoding, to a new array. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TeepEncode extends Defaults {

  /** A message of the set {@code teep-26}. */
  @Param({"query_request", "query_response", "update", "teep_success", "teep_error"})
  public String message = "";

  private final CborWriter writer = new CborWriter();
  private int size;
  private TeepMessage typed;
  private JacksonScript script;
  private CBORObject tree;
  private CBORItem authlete;
  private Object borer;
  private DataItem nstant;

  /** Checks that all write the same. */
  @Setup
  public void setup() throws DecodeException, IOException, CborException {
    byte[] expected = Inputs.deterministic("teep-26", message);
    size = expected.length;
    typed = TeepMessage.decodeUnverified(Inputs.published("teep-26", message), Dialect.RFC);
    script = JacksonScript.of(Bytes.wrap(expected));
    tree = Upokecenter.tree(expected);
    authlete = Authlete.tree(expected);
    borer = Borer.tree(expected);
    nstant = Nstant.tree(expected);
    Check.sameBytes("teep4j", expected, teep4j());
    Check.sameBytes("teep4j with a kept writer", expected, teep4jKeptWriter());
    Check.sameBytes("jackson's generator", expected, jacksonGenerator());
    Check.sameBytes("upokecenter", expected, upokecenterTree());
    Check.sameBytes("authlete", expected, authleteTree());
    Check.sameBytes("borer", expected, borerTree());
    Check.sameBytes("nstant", expected, nstantTree());
  }

  /** From a message. */
  @Benchmark
  public byte[] teep4j() {
    return typed.toByteArray(Dialect.RFC);
  }

  /** From a message, with a writer that is kept from message to message. */
  @Benchmark
  public byte[] teep4jKeptWriter() {
    typed.encodeTo(writer, Dialect.RFC);
    return writer.toByteArray();
  }

  /** From a list of calls to jackson's generator. */
  @Benchmark
  public byte[] jacksonGenerator() throws IOException {
    return script.toByteArray(size);
  }

  /** From upokecenter's tree. */
  @Benchmark
  public byte[] upokecenterTree() {
    return tree.EncodeToBytes();
  }

  /** From authlete's tree. */
  @Benchmark
  public byte[] authleteTree() {
    return Authlete.encode(authlete);
  }

  /** From borer's tree. */
  @Benchmark
  public byte[] borerTree() {
    return Borer.encode(borer);
  }

  /** From nstant's tree. */
  @Benchmark
  public byte[] nstantTree() throws CborException {
    return Nstant.encode(nstant, size);
  }
}
