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
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
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
  public String envelope = "";

  private final CborWriter writer = new CborWriter();
  private int size;
  private SuitEnvelope typed;
  private SuitManifest manifest;
  private JacksonScript script;
  private CBORObject tree;
  private CBORItem authlete;
  private Object borer;
  private DataItem nstant;

  /** Checks that all write the same. */
  @Setup
  public void setup() throws DecodeException, IOException, CborException {
    byte[] expected = Inputs.deterministic(Inputs.part(envelope, 0), Inputs.part(envelope, 1));
    size = expected.length;
    typed = SuitEnvelope.decode(Bytes.wrap(expected));
    manifest = typed.unverifiedManifest();
    script = JacksonScript.of(Bytes.wrap(expected));
    tree = Upokecenter.tree(expected);
    authlete = Authlete.tree(expected);
    borer = Borer.tree(expected);
    nstant = Nstant.tree(expected);
    Check.sameBytes("teep4j", expected, teep4jEnvelope());
    Check.sameBytes("teep4j with a kept writer", expected, teep4jEnvelopeKeptWriter());
    Check.sameBytes("jackson's generator", expected, jacksonGenerator());
    Check.sameBytes("upokecenter", expected, upokecenterTree());
    Check.sameBytes("authlete", expected, authleteTree());
    Check.sameBytes("borer", expected, borerTree());
    Check.sameBytes("nstant", expected, nstantTree());
    Bytes published = new CborReader(typed.encodedManifest()).readBytes();
    Check.sameBytes("teep4j's manifest", published.toByteArray(), teep4jManifest());
  }

  /** From an envelope; its manifest is written as it was received. */
  @Benchmark
  public byte[] teep4jEnvelope() {
    return typed.toByteArray();
  }

  /** The same with a writer that is kept from envelope to envelope. */
  @Benchmark
  public byte[] teep4jEnvelopeKeptWriter() {
    return writer.write(typed).toByteArray();
  }

  /** A manifest with all command sequences, from the decoded values. No peer writes this. */
  @Benchmark
  public byte[] teep4jManifest() {
    return manifest.toByteArray();
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
