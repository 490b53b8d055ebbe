package org.teep4j.eat;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseAlgorithm;

/**
 * The header of a JWS (RFC 7515, Section 4). All of it is signed.
 *
 * @param algorithm {@code alg}
 * @param keyId {@code kid}
 * @param isCritical whether there is {@code crit}: no extension is understood here
 */
record JwsHeader(String algorithm, Optional<String> keyId, boolean isCritical) {

  /** A header has few members; whatever is larger is hostile. */
  private static final int LONGEST = 1 << 16;

  /** JOSE's ES256 is tied to P-256, which COSE calls ESP256, and so on (RFC 7518, Section 3.4). */
  private static final Map<CoseAlgorithm, CoseAlgorithm> FULLY_SPECIFIED =
      Map.of(
          CoseAlgorithm.ES256, CoseAlgorithm.ESP256,
          CoseAlgorithm.ES384, CoseAlgorithm.ESP384,
          CoseAlgorithm.ES512, CoseAlgorithm.ESP512);

  static JwsHeader decode(Bytes utf8) throws DecodeException {
    if (utf8.length() > LONGEST) {
      throw new DecodeException(Reason.FIXED_LIMIT, 0, "the header is too long").in("header");
    }
    try {
      Bytes cbor = Json.parse(Json.text(utf8), DecodeOptions.defaults());
      return read(new CborReader(cbor, DecodeOptions.largest()));
    } catch (DecodeException e) {
      throw new DecodeException(e.reason(), 0, e.detail()).in("header");
    }
  }

  private static JwsHeader read(CborReader reader) throws DecodeException {
    @Nullable String algorithm = null;
    @Nullable String keyId = null;
    boolean isCritical = false;
    reader.enterMap();
    while (reader.hasNext()) {
      switch (reader.readText()) {
        case "alg" -> algorithm = reader.readText();
        case "kid" -> keyId = reader.readText();
        case "crit" -> {
          isCritical = true;
          reader.skip();
        }
        default -> reader.skip();
      }
    }
    reader.exitMap();
    if (algorithm == null) {
      throw reader.error(Reason.MISSING_ELEMENT, "the header has no alg");
    }
    return new JwsHeader(algorithm, Optional.ofNullable(keyId), isCritical);
  }

  static JwsHeader of(CoseAlgorithm algorithm, Optional<Bytes> keyId)
      throws NoSuchAlgorithmException {
    CoseAlgorithm named =
        FULLY_SPECIFIED.entrySet().stream()
            .filter(each -> each.getValue() == algorithm)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(algorithm);
    String name =
        named
            .joseName()
            .orElseThrow(() -> new NoSuchAlgorithmException("JOSE has no name of " + algorithm));
    return new JwsHeader(name, keyId.map(JwsHeader::text), false);
  }

  /** A thumbprint or other binary identifier becomes base64url. */
  private static String text(Bytes keyId) {
    try {
      return Json.text(keyId);
    } catch (DecodeException e) {
      return Base64Url.encode(keyId);
    }
  }

  /** The header in base64url. */
  String encoded() {
    CborWriter writer = new CborWriter().beginMap();
    writer.writeText("alg").writeText(algorithm).writeText("typ").writeText("JWT");
    keyId.ifPresent(id -> writer.writeText("kid").writeText(id));
    writer.endMap();
    return Base64Url.encode(Bytes.ofUtf8(Json.print(writer.toBytes())));
  }

  /** The signature algorithms of COSE that {@code alg} can mean; none for any other value. */
  List<CoseAlgorithm> algorithms() {
    List<CoseAlgorithm> found = new ArrayList<>();
    for (CoseAlgorithm candidate : CoseAlgorithm.values()) {
      if (candidate.kind() == CoseAlgorithm.Kind.SIGNATURE
          && candidate.joseName().filter(algorithm::equals).isPresent()) {
        found.add(candidate);
        if (FULLY_SPECIFIED.containsKey(candidate)) {
          found.add(FULLY_SPECIFIED.get(candidate));
        }
      }
    }
    return found;
  }
}
