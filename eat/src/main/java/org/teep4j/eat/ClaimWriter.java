package org.teep4j.eat;

import java.util.List;
import java.util.function.BiConsumer;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/**
 * Writes the types of claims in either encoding: CBOR, or the CBOR that {@link Json} turns into
 * JSON. The counterpart of {@link ClaimReader}.
 *
 * @param cbor the destination
 * @param isJson whether the items become JSON
 */
record ClaimWriter(CborWriter cbor, boolean isJson) {

  void bytes(Bytes value) {
    if (isJson) {
      cbor.writeText(Base64Url.encode(value));
    } else {
      cbor.writeBytes(value);
    }
  }

  void text(String value) {
    cbor.writeText(value);
  }

  void named(Named value) {
    label(value.number(), value.jsonName());
  }

  /** A label of a map, or a constant: a number, in JSON a name. */
  void label(long number, String jsonName) {
    if (isJson) {
      cbor.writeText(jsonName);
    } else {
      cbor.writeLong(number);
    }
  }

  <T> void list(List<T> elements, BiConsumer<ClaimWriter, T> element) {
    cbor.beginArray();
    elements.forEach(each -> element.accept(this, each));
    cbor.endArray();
  }

  /** One element by itself, several as an array. */
  <T> void oneOrMore(List<T> elements, BiConsumer<ClaimWriter, T> element) {
    if (elements.size() == 1) {
      element.accept(this, elements.get(0));
    } else {
      list(elements, element);
    }
  }
}
