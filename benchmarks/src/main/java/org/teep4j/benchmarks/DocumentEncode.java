package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborException;
import co.nstant.in.cbor.model.DataItem;
import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.CborWriter;

/**
 * Encoding a document of 10,000 maps with integer keys, about 630 kB, to a new array. Authlete is
 * not among the contestants: it writes integers of 32 bits in 8 bytes.
 */
public class DocumentEncode extends Defaults {

  private final Document document = new Document();
  private final CborWriter writer = new CborWriter();
  private int size;
  private CBORObject tree;
  private Object borer;
  private DataItem nstant;

  /** Checks that all write the same. */
  @Setup
  public void setup() throws IOException, CborException {
    byte[] expected = teep4jWriter();
    size = expected.length;
    tree = Upokecenter.tree(expected);
    borer = Borer.tree(expected);
    nstant = Nstant.tree(expected);
    Check.sameBytes("teep4j with a kept writer", expected, teep4jKeptWriter());
    Check.sameBytes("teep4j with a sized writer", expected, teep4jSizedWriter());
    Check.sameBytes("jackson's generator", expected, jacksonGenerator());
    Check.sameBytes("upokecenter", expected, upokecenterTree());
    Check.sameBytes("borer", expected, borerTree());
    Check.sameBytes("nstant", expected, nstantTree());
  }

  /** With this library's writer, which counts and sorts by itself. */
  @Benchmark
  public byte[] teep4jWriter() {
    return document.writeTeep4j();
  }

  /** The same with a writer that is told the size of the whole, as jackson's stream is. */
  @Benchmark
  public byte[] teep4jSizedWriter() {
    return document.write(new CborWriter(size));
  }

  /** The same with a writer that is kept, and so has its buffer already. */
  @Benchmark
  public byte[] teep4jKeptWriter() {
    return document.write(writer);
  }

  /** With jackson's generator, which is told how many entries come. */
  @Benchmark
  public byte[] jacksonGenerator() throws IOException {
    return document.writeJackson(size);
  }

  /** From upokecenter's tree. */
  @Benchmark
  public byte[] upokecenterTree() {
    return tree.EncodeToBytes();
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
