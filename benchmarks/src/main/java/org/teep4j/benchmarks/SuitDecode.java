package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborException;
import com.fasterxml.jackson.databind.JsonNode;
import com.upokecenter.cbor.CBORObject;
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
import org.teep4j.suit.SuitManifest;

/**
 * Decoding published SUIT envelopes, without checking signature or digests. A generic decoder sees
 * one map of byte strings; where it is to read what they wrap, it is told where that is, see {@link
 * Layers}.
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
  public String envelope = "";

  private Bytes input;
  private byte[] array;
  private byte[][] layers;

  /** Checks that all read the same. */
  @Setup
  public void setup() throws DecodeException, IOException, CborException {
    input = Inputs.published(Inputs.part(envelope, 0), Inputs.part(envelope, 1));
    array = input.toByteArray();
    layers = Layers.of(input);
    for (byte[] layer : layers) {
      Peers.agree(layer);
    }
    byte[] expected = Inputs.deterministic(Inputs.part(envelope, 0), Inputs.part(envelope, 1));
    Check.sameBytes("the decoded envelope", expected, teep4jEnvelope().toByteArray());
  }

  /** To an envelope with digest and signatures; the manifest stays bytes. */
  @Benchmark
  public SuitEnvelope teep4jEnvelope() throws DecodeException {
    return SuitEnvelope.decode(input);
  }

  /** To an envelope and its manifest with all command sequences. */
  @Benchmark
  public SuitManifest teep4jEnvelopeAndManifest() throws DecodeException {
    return SuitEnvelope.decode(input).unverifiedManifest();
  }

  /** The outermost map read as jackson's tokens. */
  @Benchmark
  public long jacksonStreaming() throws IOException {
    return Jackson.sum(array);
  }

  /** The outermost map to jackson's tree. */
  @Benchmark
  public JsonNode jacksonTree() throws IOException {
    return Jackson.tree(array);
  }

  /** The outermost map to upokecenter's tree. */
  @Benchmark
  public CBORObject upokecenterTree() {
    return Upokecenter.tree(array);
  }

  /** Envelope and manifest, each layer read as jackson's tokens. */
  @Benchmark
  public long jacksonStreamingAllLayers() throws IOException {
    long sum = 0;
    for (byte[] layer : layers) {
      sum += Jackson.sum(layer);
    }
    return sum;
  }

  /** Envelope and manifest, each layer to a tree of jackson's. */
  @Benchmark
  public void jacksonTreeAllLayers(Blackhole trees) throws IOException {
    for (byte[] layer : layers) {
      trees.consume(Jackson.tree(layer));
    }
  }

  /** Envelope and manifest, each layer to a tree of upokecenter's. */
  @Benchmark
  public void upokecenterTreeAllLayers(Blackhole trees) {
    for (byte[] layer : layers) {
      trees.consume(Upokecenter.tree(layer));
    }
  }

  /** Envelope and manifest, each layer to a tree of jackson 3's. */
  @Benchmark
  public void jackson3TreeAllLayers(Blackhole trees) {
    for (byte[] layer : layers) {
      trees.consume(Jackson3.tree(layer));
    }
  }

  /** Envelope and manifest, each layer to a tree of authlete's. */
  @Benchmark
  public void authleteTreeAllLayers(Blackhole trees) throws IOException {
    for (byte[] layer : layers) {
      trees.consume(Authlete.tree(layer));
    }
  }

  /** Envelope and manifest, each layer to a tree of borer's. */
  @Benchmark
  public void borerTreeAllLayers(Blackhole trees) {
    for (byte[] layer : layers) {
      trees.consume(Borer.tree(layer));
    }
  }

  /** Envelope and manifest, each layer to a tree of nstant's. */
  @Benchmark
  public void nstantTreeAllLayers(Blackhole trees) throws CborException {
    for (byte[] layer : layers) {
      trees.consume(Nstant.tree(layer));
    }
  }
}
