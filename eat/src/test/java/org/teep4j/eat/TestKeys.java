package org.teep4j.eat;

import java.security.GeneralSecurityException;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

/** Keys for tests. */
final class TestKeys {

  /** A key that signs tokens: the published one of the JWK example in RFC 7517, Appendix A. */
  static final CoseKey ISSUER =
      jwk(
          "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
          "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
          "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE");

  /** A key of an Agent. */
  static final CoseKey AGENT = generate();

  private TestKeys() {}

  private static CoseKey generate() {
    try {
      return CoseKeys.generate(CoseAlgorithm.ESP256);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CoseKey jwk(String x, String y, String d) {
    try {
      return CoseKeys.fromJwk(
          "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\",\"d\":\"%s\"}"
              .formatted(x, y, d));
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }
}
