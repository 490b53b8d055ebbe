package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseShapes;
import org.teep4j.cose.RsaKey;

/** The format of a key file. */
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

  /** The format for a file name extension. */
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
   * Encodes a key.
   *
   * @throws UsageException if there is no such form of this key
   */
  Segments encode(KeyFile key) throws UsageException {
    try {
      return switch (this) {
        case CBOR -> key.key().encode();
        case DIAG -> text(notation(key.key()) + "\n");
        case JWK -> text(CoseKeys.toJwk(key.key()) + "\n");
        case PEM -> text(CoseKeys.toPem(key.key()));
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

  /** The parameters of a key that are lost or changed in this format. */
  List<String> lost(CoseKey key) {
    CoseKey held;
    try {
      held =
          switch (this) {
            case CBOR, DIAG -> CoseKey.decode(key.encode().toBytes());
            case JWK -> CoseKeys.fromJwk(CoseKeys.toJwk(key));
            case PEM -> CoseKeys.fromPem(CoseKeys.toPem(key));
          };
    } catch (IllegalStateException | DecodeException refused) {
      return List.of(); // it has no form here at all, which is told when it is written
    }
    List<String> lost = new ArrayList<>();
    addIf(!held.keyId().equals(key.keyId()), "kid", lost);
    addIf(!held.algorithmId().equals(key.algorithmId()), algorithmLost(key), lost);
    boolean sameOperations =
        held.isRestricted() == key.isRestricted() && held.operations().equals(key.operations());
    addIf(!sameOperations, "key_ops", lost);
    addIf(!held.baseIv().equals(key.baseIv()), "Base IV", lost);
    addIf(!held.otherParameters().equals(key.otherParameters()), "parameters without name", lost);
    boolean isForPss = key instanceof RsaKey rsa && rsa.isForPssAlone();
    boolean staysForPss =
        held.algorithmId().isPresent() || held instanceof RsaKey rsa && rsa.isForPssAlone();
    addIf(isForPss && !staysForPss, "the restriction to RSASSA-PSS", lost);
    return lost;
  }

  private String algorithmLost(CoseKey key) {
    Optional<CoseAlgorithm> algorithm = key.algorithmId().flatMap(CoseAlgorithm::fromLabel);
    return this == JWK && algorithm.isPresent()
        ? "alg " + algorithm.get().ianaName() + ", for which JOSE has no name"
        : "alg";
  }

  private static void addIf(boolean isLost, String name, List<String> lost) {
    if (isLost) {
      lost.add(name);
    }
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
