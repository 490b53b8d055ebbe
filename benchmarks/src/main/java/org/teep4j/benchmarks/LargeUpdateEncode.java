package org.teep4j.benchmarks;

import com.upokecenter.cbor.CBORObject;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
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

  /** Sends what it has encoded to a channel or a stream. */
  @FunctionalInterface
  private interface Sending {
    void run() throws Exception;
  }

  /** {@code arrayCopy} is the floor of {@code toArray}: a copy of what was encoded before. */
  @Param({"teep4j", "arrayCopy", "jacksonGenerator", "upokecenterTree"})
  public String by = "teep4j";

  private Callable<byte[]> encoding;
  private Sending sending;

  /** Checks that all write the same. */
  @Setup
  public void setup() throws Exception {
    byte[] encoded = message();
    encoding =
        switch (by) {
          case "teep4j" -> {
            TeepMessage typed = TeepMessage.decodeUnverified(Bytes.wrap(encoded), Dialect.RFC);
            NullChannel channel = new NullChannel();
            sending = () -> typed.encode(Dialect.RFC).writeTo(channel);
            yield () -> typed.toByteArray(Dialect.RFC);
          }
          case "arrayCopy" -> {
            sending = () -> OutputStream.nullOutputStream().write(encoded);
            yield encoded::clone;
          }
          case "jacksonGenerator" -> {
            JacksonScript script = JacksonScript.of(Bytes.wrap(encoded));
            sending = () -> script.writeTo(OutputStream.nullOutputStream());
            yield () -> script.toByteArray(encoded.length);
          }
          case "upokecenterTree" -> {
            CBORObject tree = Upokecenter.tree(encoded);
            sending = () -> tree.WriteTo(OutputStream.nullOutputStream());
            yield tree::EncodeToBytes;
          }
          default -> throw Peers.unknown(by);
        };
    Check.sameBytes(by, encoded, toArray());
  }

  /** To a new array. */
  @Benchmark
  public byte[] toArray() throws Exception {
    return encoding.call();
  }

  /** To a channel, or a stream, that takes everything and keeps nothing. */
  @Benchmark
  public void toChannel() throws Exception {
    sending.run();
  }
}
