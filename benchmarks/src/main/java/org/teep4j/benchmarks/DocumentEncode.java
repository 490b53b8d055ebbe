package org.teep4j.benchmarks;

import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Encoding a document of 10,000 maps with integer keys, about 630 kB, to a new array. */
public class DocumentEncode extends Defaults {

  private final Document document = new Document();
  private int size;
  private CBORObject tree;

  /** Checks that all write the same. */
  @Setup
  public void setup() throws IOException {
    byte[] expected = teep4jWriter();
    size = expected.length;
    tree = Upokecenter.tree(expected);
    Check.sameBytes("jackson's generator", expected, jacksonGenerator());
    Check.sameBytes("upokecenter", expected, upokecenterTree());
  }

  /** With this library's writer, which counts and sorts by itself. */
  @Benchmark
  public byte[] teep4jWriter() {
    return document.writeTeep4j();
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
}
