package org.teep4j.eat;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.eat.Submodule.DetachedDigest;
import org.teep4j.eat.Submodule.NestedToken;

/** Reads and writes submodules, whose form depends on the encoding of the enclosing token. */
final class SubmoduleForm {

  private static final String DIGEST = "DIGEST";

  /** {@code submods-label => { + text => Submodule }}. */
  static final ClaimType<Map<String, Submodule>> ALL =
      new ClaimType<>(
          SubmoduleForm::readAll,
          SubmoduleForm::writeAll,
          value -> Checks.notEmpty(value.isEmpty(), "submods"));

  /** {@code sueids-type = { + tstr => ueid-type }}. */
  static final ClaimType<Map<String, Ueid>> SUEIDS =
      new ClaimType<>(
          reader -> readMap(reader, Ueid::read),
          (writer, value) ->
              writeMap(writer, value, (each, ueid) -> ClaimType.UEID.writer().accept(each, ueid)),
          value -> Checks.notEmpty(value.isEmpty(), "sueids"));

  private SubmoduleForm() {}

  /** Senders choose the keys, so the map is sorted: hash values do not matter then. */
  private static <T> Map<String, T> readMap(ClaimReader reader, ClaimReader.Element<T> value)
      throws DecodeException {
    long at = reader.cbor().offset();
    Map<String, T> map = new TreeMap<>();
    reader.cbor().enterMap();
    while (reader.cbor().hasNext()) {
      String name = reader.text();
      try {
        map.put(name, value.read(reader));
      } catch (DecodeException e) {
        throw e.in("", map.size());
      }
    }
    reader.cbor().exitMap();
    if (map.isEmpty()) {
      throw new DecodeException(Reason.WRONG_LENGTH, at, "the map must not be empty");
    }
    return Collections.unmodifiableMap(map);
  }

  private static <T> void writeMap(
      ClaimWriter writer, Map<String, T> map, BiConsumer<ClaimWriter, T> value) {
    writer.cbor().beginMap();
    map.forEach(
        (name, each) -> {
          writer.text(name);
          value.accept(writer, each);
        });
    writer.cbor().endMap();
  }

  private static Map<String, Submodule> readAll(ClaimReader reader) throws DecodeException {
    return readMap(reader, SubmoduleForm::read);
  }

  private static void writeAll(ClaimWriter writer, Map<String, Submodule> submodules) {
    writeMap(writer, submodules, SubmoduleForm::write);
  }

  private static Submodule read(ClaimReader reader) throws DecodeException {
    long at = reader.cbor().offset();
    return switch (reader.cbor().peekType()) {
      case MAP -> new Submodule.Claims(EatClaims.read(reader));
      case ARRAY -> reader.isJson() ? readSelector(reader) : readDigest(reader);
      case BYTE_STRING -> nested(NestedToken.CBOR, reader.cbor().readBytes(), at);
      case TEXT_STRING -> readSelectorText(reader.text(), at);
      default -> throw reader.error(Reason.UNEXPECTED_TYPE, "this is no submodule");
    };
  }

  /** {@code Nested-Token} of a CBOR token: also the main token of a detached EAT bundle. */
  static NestedToken readNested(ClaimReader reader) throws DecodeException {
    long at = reader.cbor().offset();
    if (read(reader) instanceof NestedToken token) {
      return token;
    }
    throw new DecodeException(Reason.UNEXPECTED_TYPE, at, "this is no nested token");
  }

  private static NestedToken nested(String type, Bytes token, long at) throws DecodeException {
    try {
      return new NestedToken(type, token);
    } catch (IllegalArgumentException e) {
      throw new DecodeException(Reason.UNEXPECTED_TAG, at, String.valueOf(e.getMessage()));
    }
  }

  private static DetachedDigest readDigest(ClaimReader reader) throws DecodeException {
    reader.cbor().enterArray();
    DetachedDigest digest = new DetachedDigest(reader.label(), reader.bytes());
    reader.cbor().exitArray();
    return digest;
  }

  /** A JSON-Selector as text inside a CBOR token; it has no digest. */
  private static Submodule readSelectorText(String json, long at) throws DecodeException {
    try {
      Bytes cbor = Json.parse(json, DecodeOptions.defaults());
      ClaimReader reader = new ClaimReader(new CborReader(cbor), true);
      Submodule submodule = readSelector(reader);
      reader.cbor().expectEnd();
      if (submodule instanceof NestedToken) {
        return submodule;
      }
      throw new DecodeException(Reason.UNEXPECTED_ELEMENT, 0, "no digest is admitted here");
    } catch (DecodeException e) {
      throw new DecodeException(e.reason(), at, e.detail()).in("JSON-Selector");
    }
  }

  private static Submodule readSelector(ClaimReader reader) throws DecodeException {
    reader.cbor().enterArray();
    String type = reader.text();
    long at = reader.cbor().offset();
    Submodule submodule =
        switch (type) {
          case DIGEST -> readDigest(reader);
          case NestedToken.CBOR -> nested(type, reader.bytes(), at);
          case NestedToken.JWT -> nested(type, Bytes.ofUtf8(reader.text()), at);
          default -> nested(type, jsonOf(reader), at);
        };
    reader.cbor().exitArray();
    return submodule;
  }

  private static Bytes jsonOf(ClaimReader reader) throws DecodeException {
    return Bytes.ofUtf8(Json.print(reader.cbor().readEncodedItem()));
  }

  private static void write(ClaimWriter writer, Submodule submodule) {
    if (submodule instanceof Submodule.Claims claims) {
      claims.claims().write(writer);
    } else if (submodule instanceof NestedToken token) {
      writeNested(writer, token);
    } else if (submodule instanceof DetachedDigest digest) {
      if (writer.isJson()) {
        writer.cbor().beginArray().writeText(DIGEST);
      }
      writer.cbor().beginArray().write(digest.algorithm());
      writer.bytes(digest.digest());
      writer.cbor().endArray();
      if (writer.isJson()) {
        writer.cbor().endArray();
      }
    }
  }

  static void writeNested(ClaimWriter writer, NestedToken token) {
    if (writer.isJson()) {
      writeSelector(writer.cbor(), token);
    } else if (token.type().equals(NestedToken.CBOR)) {
      writer.cbor().writeBytes(token.token());
    } else {
      CborWriter selector = new CborWriter();
      writeSelector(selector, token);
      writer.cbor().writeText(Json.print(selector.toBytes()));
    }
  }

  private static void writeSelector(CborWriter writer, NestedToken token) {
    writer.beginArray().writeText(token.type());
    switch (token.type()) {
      case NestedToken.CBOR -> writer.writeText(Base64Url.encode(token.token()));
      case NestedToken.JWT -> writer.writeText(Texts.ofUtf8(token.token()));
      default -> writer.writeEncodedItem(parsed(token.token()));
    }
    writer.endArray();
  }

  private static Bytes parsed(Bytes json) {
    try {
      return Json.parse(Texts.ofUtf8(json), DecodeOptions.defaults());
    } catch (DecodeException e) {
      throw new IllegalStateException("the nested token is no JSON: " + e.getMessage());
    }
  }
}
