package org.teep4j.benchmarks;

import com.upokecenter.cbor.CBORObject;
import java.util.Map;

/** com.upokecenter:cbor, with the settings it comes with. */
final class Upokecenter {

  private Upokecenter() {}

  /** Decodes one item to a tree. */
  static CBORObject tree(byte[] input) {
    return CBORObject.DecodeFromBytes(input);
  }

  /** The sum over a tree; not timed. */
  static long sum(CBORObject tagged) {
    CBORObject object = tagged.Untag();
    if (object.isNull()) {
      return Values.NULL;
    }
    long sum = Values.CONTAINER;
    switch (object.getType()) {
      case Map -> {
        for (Map.Entry<CBORObject, CBORObject> entry : object.getEntries()) {
          sum += key(entry.getKey()) + sum(entry.getValue());
        }
      }
      case Array -> {
        for (CBORObject element : object.getValues()) {
          sum += sum(element);
        }
      }
      case Integer -> sum = object.AsInt64Value();
      case ByteString -> sum = Values.string(object.GetByteString());
      case TextString -> sum = Values.string(object.AsString());
      case Boolean -> sum = Values.bool(object.AsBoolean());
      default -> throw new IllegalStateException("not in the inputs: " + object.getType());
    }
    return sum;
  }

  private static long key(CBORObject key) {
    return switch (key.getType()) {
      case Integer -> Values.label(key.AsInt64Value());
      case TextString -> Values.name(key.AsString());
      default -> throw new IllegalStateException("not in the inputs: key " + key.getType());
    };
  }
}
