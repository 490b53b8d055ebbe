package org.teep4j.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
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

  private byte[] array;
  private Bytes input;

  /** Checks that all find the same payload. */
  @Setup
  public void setup() throws DecodeException, IOException {
    array = message();
    input = Bytes.wrap(array);
    byte[] payload =
        teep4j().envelope().integratedPayloads().values().iterator().next().toByteArray();
    if (payload.length != payloadMiB << 20) {
      throw new IllegalStateException("a payload of " + payload.length + " bytes");
    }
    Check.sameBytes("jackson's parser", payload, jacksonStreaming());
    Check.sameBytes("upokecenter", payload, upokecenterTree());
  }

  /** To message, envelope and manifest; the payload is a view. */
  @Benchmark
  public Decoded teep4j() throws DecodeException {
    Update update = (Update) TeepMessage.decodeUnverified(input, Dialect.RFC);
    SuitEnvelope envelope = SuitEnvelope.decode(update.manifestList().get(0));
    return new Decoded(update, envelope, envelope.unverifiedManifest());
  }

  /** Two runs over jackson's tokens, each to its longest byte string. */
  @Benchmark
  public byte[] jacksonStreaming() throws IOException {
    return longest(longest(array));
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

  /** Two trees of upokecenter's. */
  @Benchmark
  public byte[] upokecenterTree() {
    return longest(CBORObject.DecodeFromBytes(longest(CBORObject.DecodeFromBytes(array))));
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
