package org.teep4j.vectors.replay;

import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitVersion;
import org.teep4j.suit.SuitVersionMatch;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.vectors.Expectation;

/** The checks of versions, which the library reads as the value of a parameter. */
final class VersionChecks {
  private static final int EQUAL = 3;

  private VersionChecks() {}

  static SuitVersion decodeVersion(Bytes bytes) throws DecodeException {
    CborWriter match = new CborWriter();
    match.beginArray().writeLong(EQUAL).writeEncodedItem(bytes).endArray();
    return decodeMatch(match.toBytes()).value();
  }

  static SuitVersionMatch decodeMatch(Bytes bytes) throws DecodeException {
    CborWriter claims = new CborWriter();
    claims.beginMap();
    claims.writeLong(SystemPropertyClaims.COMPONENT_ID_LABEL);
    claims.beginArray().writeBytes(Bytes.empty()).endArray();
    claims.writeLong(SuitParameter.VERSION.label());
    claims.beginWrapped().writeEncodedItem(bytes).endWrapped();
    claims.endMap();
    return SystemPropertyClaims.decodeUnverified(claims.toBytes())
        .value(SuitParameter.VERSION)
        .orElseThrow(() -> new DecodeException(Reason.MISSING_ELEMENT, 0, "no version"));
  }

  static String version(Bytes bytes, Expectation.Version check)
      throws CheckFailure, DecodeException {
    List<Long> parts = check.parts().stream().map(Integer::longValue).toList();
    CheckFailure.requireEqual(parts, decodeVersion(bytes).numbers(), "the version");
    return "version " + check.text();
  }
}
