package org.teep4j.cli;

import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.Ec2Key;
import org.teep4j.cose.OkpKey;

/** Advice for a key that has another purpose than the requested one. */
final class KeyAdvice {
  private KeyAdvice() {}

  /** The end of an error message that says what the key is for; may be empty. */
  static String instead(CoseKey key, Kind asked) {
    if (key.algorithmId().isPresent()) {
      return key.algorithmId()
          .flatMap(CoseAlgorithm::fromLabel)
          .map(CoseAlgorithm::kind)
          .filter(kind -> kind != asked)
          .map(kind -> "; for " + purpose(kind))
          .orElse("");
    }
    if (key instanceof OkpKey okp) {
      boolean agrees = okp.curve() == CoseCurve.X25519 || okp.curve() == CoseCurve.X448;
      Kind kind = agrees ? Kind.KEY_DISTRIBUTION : Kind.SIGNATURE;
      return kind == asked ? "" : "; for " + purpose(kind);
    }
    return key instanceof Ec2Key && asked != Kind.SIGNATURE
        ? "; for signatures see teep4j sign, for recipients --recipient"
        : "";
  }

  private static String purpose(Kind kind) {
    return switch (kind) {
      case SIGNATURE -> "signatures see teep4j sign and verify";
      case MAC -> "MACs see teep4j mac and verify";
      case CONTENT_ENCRYPTION -> "encryption see teep4j encrypt and decrypt";
      case KEY_DISTRIBUTION -> "recipients see --recipient of teep4j encrypt and mac";
      default -> kind.name();
    };
  }
}
