package org.teep4j.eat;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseLabel;

/** Reads and writes {@code cnf}: RFC 8747 in CBOR, RFC 7800 in JSON. */
final class ConfirmationForm {

  private static final String JWK = "jwk";
  private static final int THUMBPRINT_SIZE = 32;

  private ConfirmationForm() {}

  static Confirmation read(ClaimReader reader) throws DecodeException {
    long at = reader.cbor().offset();
    List<Confirmation.Method> methods = new ArrayList<>();
    reader.cbor().enterMap();
    while (reader.cbor().hasNext()) {
      CoseLabel label = reader.label();
      try {
        methods.add(reader.isJson() ? readJson(label, reader) : readCbor(label, reader));
      } catch (DecodeException e) {
        throw e.in(name(label));
      }
    }
    reader.cbor().exitMap();
    if (methods.isEmpty()) {
      throw new DecodeException(Reason.WRONG_LENGTH, at, "the map must not be empty");
    }
    try {
      return new Confirmation(methods);
    } catch (IllegalArgumentException e) {
      throw new DecodeException(Reason.UNEXPECTED_ELEMENT, at, String.valueOf(e.getMessage()));
    }
  }

  private static String name(CoseLabel label) {
    if (label.isText()) {
      return label.text().equals(JWK) ? JWK : "member";
    }
    return label.equals(Confirmation.COSE_KEY)
        ? "COSE_Key"
        : label.equals(Confirmation.KID)
            ? "kid"
            : label.equals(Confirmation.CKT) ? "ckt" : "member";
  }

  private static Confirmation.Method readCbor(CoseLabel label, ClaimReader reader)
      throws DecodeException {
    long at = reader.cbor().offset();
    if (label.equals(Confirmation.COSE_KEY)) {
      return key(decodeKey(reader, at), at);
    }
    if (label.equals(Confirmation.ENCRYPTED_COSE_KEY)) {
      return new Confirmation.EncryptedKey(reader.cbor().readEncodedItem());
    }
    if (label.equals(Confirmation.KID)) {
      return new Confirmation.KeyId(reader.cbor().readBytes());
    }
    return label.equals(Confirmation.CKT)
        ? new Confirmation.Thumbprint(reader.cbor().readBytes(THUMBPRINT_SIZE, THUMBPRINT_SIZE))
        : new Confirmation.Other(label, reader.cbor().readEncodedItem());
  }

  private static CoseKey decodeKey(ClaimReader reader, long at) throws DecodeException {
    Bytes encoded = reader.cbor().readEncodedItem();
    try {
      return CoseKey.decode(encoded, reader.cbor().options().inside(at));
    } catch (DecodeException e) {
      throw e.shifted(at);
    }
  }

  private static Confirmation.Method readJson(CoseLabel label, ClaimReader reader)
      throws DecodeException {
    long at = reader.cbor().offset();
    if (label.isText() && label.text().equals(JWK)) {
      String jwk = Json.print(reader.cbor().readEncodedItem());
      return key(CoseKeys.fromJwk(jwk, DecodeOptions.defaults()), at);
    }
    if (label.isText() && label.text().equals("kid")) {
      return new Confirmation.KeyId(keyId(reader.text()));
    }
    return new Confirmation.Other(label, reader.cbor().readEncodedItem());
  }

  /** A thumbprint is base64url in JSON; any other identifier is a text. */
  private static Bytes keyId(String text) {
    try {
      Bytes decoded = Base64Url.decode(text);
      return decoded.length() == THUMBPRINT_SIZE ? decoded : Bytes.ofUtf8(text);
    } catch (IllegalArgumentException e) {
      return Bytes.ofUtf8(text);
    }
  }

  private static Confirmation.Method key(CoseKey key, long at) throws DecodeException {
    try {
      return new Confirmation.Key(key);
    } catch (IllegalArgumentException e) {
      throw new DecodeException(Reason.INVALID_KEY, at, String.valueOf(e.getMessage()));
    }
  }

  static void write(ClaimWriter writer, Confirmation confirmation) {
    writer.cbor().beginMap();
    for (Confirmation.Method method : confirmation.methods()) {
      if (writer.isJson()) {
        writeJson(writer, method);
      } else {
        writeCbor(writer, method);
      }
    }
    writer.cbor().endMap();
  }

  private static void writeCbor(ClaimWriter writer, Confirmation.Method method) {
    writer.cbor().write(method.label());
    if (method instanceof Confirmation.Key named) {
      writer.cbor().write(named.key());
    } else if (method instanceof Confirmation.EncryptedKey encrypted) {
      writer.cbor().writeEncodedItem(encrypted.message());
    } else if (method instanceof Confirmation.KeyId id) {
      writer.cbor().writeBytes(id.keyId());
    } else if (method instanceof Confirmation.Thumbprint print) {
      writer.cbor().writeBytes(print.thumbprint());
    } else if (method instanceof Confirmation.Other other) {
      writer.cbor().writeEncodedItem(other.value());
    }
  }

  private static void writeJson(ClaimWriter writer, Confirmation.Method method) {
    if (method instanceof Confirmation.Key named) {
      writer.cbor().writeText(JWK).writeEncodedItem(jwk(named.key()));
    } else if (method instanceof Confirmation.KeyId id) {
      boolean isThumbprint = id.keyId().length() == THUMBPRINT_SIZE;
      writer
          .cbor()
          .writeText("kid")
          .writeText(isThumbprint ? Base64Url.encode(id.keyId()) : Texts.ofUtf8(id.keyId()));
    } else if (method instanceof Confirmation.Other other) {
      writer.cbor().write(other.label()).writeEncodedItem(other.value());
    } else {
      throw new IllegalStateException("JSON has no form for this confirmation method");
    }
  }

  private static Bytes jwk(CoseKey key) {
    try {
      return Json.parse(CoseKeys.toJwk(key), DecodeOptions.defaults());
    } catch (DecodeException e) {
      throw new IllegalStateException(e); // what toJwk writes can be read
    }
  }
}
