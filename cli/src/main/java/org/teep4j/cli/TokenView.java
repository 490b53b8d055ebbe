package org.teep4j.cli;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EatBundle;
import org.teep4j.eat.EatClaim;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatViolation;

/**
 * What can be said of bytes that are a token: a CWT, or a COSE message whose payload is a set of
 * claims, or a detached EAT bundle. Nothing is verified.
 *
 * @param title what it is
 * @param violations the rules that the claims break
 */
record TokenView(String title, List<EatViolation> violations) {

  /** The view; empty if the bytes are no token, or none with claims that are known. */
  static Optional<TokenView> of(Bytes bytes, DecodeOptions limits) {
    try {
      if (new CborReader(bytes, limits).peekTag(EatBundle.TAG)) {
        EatBundle.decode(bytes, limits);
        return Optional.of(new TokenView("detached EAT bundle", List.of()));
      }
      Cwt token = Cwt.decode(bytes, limits);
      EatClaims claims = token.unverifiedClaims();
      return token.isTagged() || hasKnown(claims)
          ? Optional.of(new TokenView("CWT, a " + token.message().type(), claims.violations()))
          : Optional.empty();
    } catch (DecodeException | IllegalStateException noToken) {
      return Optional.empty();
    }
  }

  /** Whether a payload is a set of claims of which one is known at least. */
  static boolean isToken(Bytes payload) {
    try {
      return hasKnown(EatClaims.decodeUnverified(payload));
    } catch (DecodeException other) {
      return false;
    }
  }

  private static boolean hasKnown(EatClaims claims) {
    return EatClaim.all().stream().anyMatch(each -> claims.value(each).isPresent());
  }
}
