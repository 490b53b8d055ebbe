package org.teep4j.benchmarks;

import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;

/**
 * Encoding a {@link LargeUpdate}, whose envelope is encoded already: to a channel or stream that
 * takes everything and keeps nothing, and to a new array.
 */
public class LargeUpdateEncode extends LargeUpdate {

  /** Takes everything and keeps nothing, as {@link OutputStream#nullOutputStream()} does. */
  private static final class NullChannel implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) {
      int taken = source.remaining();
      source.position(source.limit());
      return taken;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private final NullChannel channel = new NullChannel();
  private byte[] encoded;
  private TeepMessage typed;
  private JacksonScript script;
  private CBORObject tree;

  /** Checks that all write the same. */
  @Setup
  public void setup() throws DecodeException, IOException {
    encoded = message();
    typed = TeepMessage.decodeUnverified(Bytes.wrap(encoded), Dialect.RFC);
    script = JacksonScript.of(Bytes.wrap(encoded));
    tree = Upokecenter.tree(encoded);
    Check.sameBytes("teep4j", encoded, teep4jToArray());
    Check.sameBytes("jackson's generator", encoded, jacksonGeneratorToArray());
    Check.sameBytes("upokecenter", encoded, upokecenterTreeToArray());
  }

  /** The floor: a copy of what was encoded before. */
  @Benchmark
  public byte[] arrayCopy() {
    return encoded.clone();
  }

  /** From a message to a channel. */
  @Benchmark
  public void teep4jToChannel() throws IOException {
    typed.encode(Dialect.RFC).writeTo(channel);
  }

  /** From a message to an array. */
  @Benchmark
  public byte[] teep4jToArray() {
    return typed.toByteArray(Dialect.RFC);
  }

  /** From a list of calls to jackson's generator, to a stream. */
  @Benchmark
  public void jacksonGeneratorToStream() throws IOException {
    script.writeTo(OutputStream.nullOutputStream());
  }

  /** From a list of calls to jackson's generator, to an array. */
  @Benchmark
  public byte[] jacksonGeneratorToArray() throws IOException {
    return script.toByteArray(encoded.length);
  }

  /** From upokecenter's tree to a stream. */
  @Benchmark
  public void upokecenterTreeToStream() throws IOException {
    tree.WriteTo(OutputStream.nullOutputStream());
  }

  /** From upokecenter's tree to an array. */
  @Benchmark
  public byte[] upokecenterTreeToArray() {
    return tree.EncodeToBytes();
  }
}
