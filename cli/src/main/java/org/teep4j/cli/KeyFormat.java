package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Segments;
import org.teep4j.cose.AkpKey;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseShapes;

/** How a key is written down. */
enum KeyFormat {
  /** COSE_Key, encoded. */
  CBOR,
  /** COSE_Key in diagnostic notation. */
  DIAG,
  /** JSON Web Key. */
  JWK,
  /** PKCS #8 or SubjectPublicKeyInfo. */
  PEM;

  private static final int WIDTH = 80;

  /** The format that the ending of a name tells. */
  static KeyFormat ofName(String file) {
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "diag", "edn" -> DIAG;
      case "jwk", "json" -> JWK;
      case "pem" -> PEM;
      default -> CBOR;
    };
  }

  boolean isText() {
    return this != CBOR;
  }

  /**
   * Writes a key down.
   *
   * @throws UsageException if there is no such form of this key
   */
  Segments encode(KeyFile key) throws UsageException {
    try {
      return switch (this) {
        case CBOR -> key.key().encode();
        case DIAG -> text(notation(key.key()) + "\n");
        case JWK -> text(key.key().toJwk() + "\n");
        case PEM -> text(key.key().toPem());
      };
    } catch (IllegalStateException | DecodeException refused) {
      throw new UsageException(
          key.file() + ": has no form in " + name() + ": --to cbor and --to diag hold every key");
    }
  }

  private static Segments text(String text) {
    return Segments.of(Bytes.ofUtf8(text));
  }

  private static String notation(CoseKey key) throws DecodeException {
    return Edn.print(
        key.encode().toBytes(), CoseShapes.key(), EdnPrintOptions.pretty().withLineWidth(WIDTH));
  }

  /** The parameters of a key that have no place in this format. */
  List<String> lost(CoseKey key) {
    List<String> lost = new ArrayList<>();
    if (this == PEM && key.keyId().isPresent()) {
      lost.add("kid");
    }
    // ML-DSA: the identifier of the key type is that of the algorithm.
    if (this == PEM && key.algorithmId().isPresent() && !(key instanceof AkpKey)) {
      lost.add("alg");
    }
    if (this == PEM && !key.operations().isEmpty()) {
      lost.add("key_ops");
    }
    if (isText() && this != DIAG && key.baseIv().isPresent()) {
      lost.add("Base IV");
    }
    if (isText() && this != DIAG && !key.otherParameters().isEmpty()) {
      lost.add("parameters without name");
    }
    return lost;
  }

  /** The name as it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
