package org.teep4j.cose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/** Searches strings of unknown content, such as payloads, for keys with secrets. */
final class SecretSearch {

  /** Shorter strings are not searched. {@code {1: 4, -1: h'00'}} has this length. */
  private static final int SHORTEST = 6;

  /** The maximum depth of nested containers and strings that are searched. */
  private static final int DEEPEST = 16;

  private static final DecodeOptions LIMITS = DecodeOptions.largest().withMaxDepth(DEEPEST);

  private static final byte[] PEM = "PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KTY = "\"kty\"".getBytes(StandardCharsets.US_ASCII);
  private static final List<byte[]> SECRET_MEMBERS = secretMembers();

  private SecretSearch() {}

  private static List<byte[]> secretMembers() {
    List<byte[]> names = new ArrayList<>();
    for (CoseKeyType type : CoseKeyType.values()) {
      for (CoseKeyType.Parameter parameter : type.parameters()) {
        if (parameter.isSecret() && !parameter.joseName().isEmpty()) {
          names.add(('"' + parameter.joseName() + '"').getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
    return names;
  }

  /** Whether bytes contain a key with secrets: in CBOR, or as PEM or JWK text. */
  static boolean holdsSecret(Bytes content) {
    if (content.length() < SHORTEST) {
      return false;
    }
    return contains(content, PEM)
        || contains(content, KTY)
            && SECRET_MEMBERS.stream().anyMatch(name -> contains(content, name))
        || holdsKey(content, 0);
  }

  private static boolean contains(Bytes content, byte[] text) {
    int last = content.length() - text.length;
    for (int i = 0; i <= last; i++) {
      int same = 0;
      while (same < text.length && content.unsignedByteAt(i + same) == text[same]) {
        same++;
      }
      if (same == text.length) {
        return true;
      }
    }
    return false;
  }

  /** Searches the readable part of the bytes. A truncated key is treated as a key. */
  private static boolean holdsKey(Bytes cbor, int depth) {
    if (cbor.length() < SHORTEST || depth > DEEPEST) {
      return false;
    }
    try {
      CborReader reader = new CborReader(cbor, LIMITS);
      while (reader.offset() < cbor.length()) {
        if (holdsKey(reader, cbor, depth)) {
          return true;
        }
      }
    } catch (DecodeException other) {
      // The rest is no CBOR.
    }
    return false;
  }

  private static boolean holdsKey(CborReader reader, Bytes cbor, int depth) throws DecodeException {
    switch (reader.peekType()) {
      case MAP -> {
        int at = (int) reader.offset();
        int entries = reader.enterMap();
        if (entries != 0 && entries != 1 && isSecretKey(cbor.slice(at))) {
          return true;
        }
        while (reader.hasNext()) {
          if (holdsKey(reader, cbor, depth)) {
            return true;
          }
        }
        reader.exitMap();
      }
      case ARRAY -> {
        reader.enterArray();
        while (reader.hasNext()) {
          if (holdsKey(reader, cbor, depth)) {
            return true;
          }
        }
        reader.exitArray();
      }
      case TAG -> {
        reader.readTag();
        return holdsKey(reader, cbor, depth);
      }
      case BYTE_STRING -> {
        return holdsKey(reader.readBytes(), depth + 1);
      }
      default -> reader.skip();
    }
    return false;
  }

  private static boolean isSecretKey(Bytes map) {
    KeyShapes.Labels labels = KeyShapes.Labels.of(map);
    return labels.isKey() && labels.hidesOthers();
  }
}
