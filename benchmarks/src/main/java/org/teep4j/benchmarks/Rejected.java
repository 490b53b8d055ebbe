package org.teep4j.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;

/**
 * Refusing hostile input, beside decoding the valid input of the same size that it was made from.
 * The peers take some of it: what a duplicate key, a wrong type or a byte after the end mean is for
 * whoever uses their trees to find out.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Rejected extends Defaults {

  /**
   * What is attacked, and how (see {@link HostileInputs}): a TEEP message, a SUIT envelope with its
   * manifest, the document of 628,480 bytes, and a map of 10,000 keys. {@code keys/unsorted} is
   * valid, and costs what it costs to find out.
   */
  @Param({
    "update/valid",
    "update/count",
    "update/length",
    "update/duplicate",
    "update/type",
    "update/trailing",
    "update/utf8",
    "update/nesting",
    "envelope/valid",
    "envelope/count",
    "envelope/length",
    "envelope/duplicate",
    "envelope/type",
    "envelope/trailing",
    "envelope/utf8",
    "envelope/nesting",
    "document/valid",
    "document/count",
    "document/length",
    "document/duplicate",
    "document/type",
    "document/trailing",
    "document/utf8",
    "keys/valid",
    "keys/unsorted",
    "keys/duplicate",
    "keys/nesting"
  })
  public String input = "";

  /** The peers make a tree. */
  @Param({"teep4j", "jacksonTree", "upokecenterTree", "borerTree"})
  public String by = "teep4j";

  private Callable<Object> decoding;

  /** Checks that this library refuses what is hostile, and nothing else. */
  @Setup
  public void setup() {
    byte[] array = HostileInputs.named(input);
    decoding =
        switch (by) {
          case "teep4j" -> decoding(Inputs.part(input, 0), Bytes.wrap(array));
          case "jacksonTree" -> () -> Jackson.tree(array);
          case "upokecenterTree" -> () -> Upokecenter.tree(array);
          case "borerTree" -> () -> Borer.tree(array);
          default -> throw Peers.unknown(by);
        };
    boolean hostile = !input.endsWith("/valid") && !input.equals("keys/unsorted");
    if (by.equals("teep4j") && decode() instanceof DecodeException != hostile) {
      throw new IllegalStateException(input + ": " + decode());
    }
  }

  private static Callable<Object> decoding(String target, Bytes bytes) {
    return switch (target) {
      case "update" -> () -> TeepMessage.decodeUnverified(bytes, Dialect.RFC);
      case "envelope" -> () -> SuitEnvelope.decode(bytes).unverifiedManifest();
      case "document" -> () -> Document.sum(new CborReader(bytes));
      default -> () -> Teep4jWalk.sum(bytes);
    };
  }

  /** What comes of an attempt: a value, or the exception. */
  @Benchmark
  public Object decode() {
    try {
      return decoding.call();
    } catch (Exception e) {
      return e;
    }
  }
}
