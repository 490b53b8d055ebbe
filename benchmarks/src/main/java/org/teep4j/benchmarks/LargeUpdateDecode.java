package org.teep4j.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;

/**
 * Decoding a {@link LargeUpdate} until the payload is in hand. This library decodes message,
 * envelope and manifest; the others the message and the outermost map of the envelope.
 */
public class LargeUpdateDecode extends LargeUpdate {

  /** What this library makes of the message. */
  public record Decoded(Update update, SuitEnvelope envelope, SuitManifest manifest) {}

  /**
   * {@code teep4j} makes message, envelope and manifest, the payload a view; {@code
   * jacksonStreaming} runs twice over tokens, {@code upokecenterTree} makes two trees, each to the
   * longest byte string.
   */
  @Param({"teep4j", "jacksonStreaming", "upokecenterTree"})
  public String by = "teep4j";

  private Callable<Object> decoding;

  /** Checks that all find the same payload. */
  @Setup
  public void setup() throws Exception {
    byte[] array = message();
    Bytes input = Bytes.wrap(array);
    byte[] payload =
        teep4j(input)
            .envelope()
            .unverifiedIntegratedPayloads()
            .values()
            .iterator()
            .next()
            .toByteArray();
    if (payload.length != payloadMiB << 20) {
      throw new IllegalStateException("a payload of " + payload.length + " bytes");
    }
    decoding =
        switch (by) {
          case "teep4j" -> () -> teep4j(input);
          case "jacksonStreaming" -> () -> longest(longest(array));
          case "upokecenterTree" ->
              () -> longest(CBORObject.DecodeFromBytes(longest(CBORObject.DecodeFromBytes(array))));
          default -> throw Peers.unknown(by);
        };
    if (decode() instanceof byte[] found) {
      Check.sameBytes(by, payload, found);
    }
  }

  /** One message. */
  @Benchmark
  public Object decode() throws Exception {
    return decoding.call();
  }

  private static Decoded teep4j(Bytes input) throws DecodeException {
    Update update = (Update) TeepMessage.decodeUnverified(input, Dialect.RFC);
    SuitEnvelope envelope = SuitEnvelope.decode(update.manifestList().get(0));
    return new Decoded(update, envelope, envelope.unverifiedManifest());
  }

  private static byte[] longest(byte[] encoded) throws IOException {
    byte[] longest = {};
    try (JsonParser parser = Jackson.FACTORY.createParser(encoded)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
          byte[] bytes = parser.getBinaryValue();
          longest = bytes.length > longest.length ? bytes : longest;
        }
      }
    }
    return longest;
  }

  private static byte[] longest(CBORObject object) {
    byte[] longest = {};
    switch (object.getType()) {
      case ByteString -> longest = object.GetByteString();
      case Array, Map -> {
        for (CBORObject value : object.getValues()) {
          byte[] bytes = longest(value);
          longest = bytes.length > longest.length ? bytes : longest;
        }
      }
      default -> {}
    }
    return longest;
  }
}
