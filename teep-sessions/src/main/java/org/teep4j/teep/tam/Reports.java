package org.teep4j.teep.tam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportOpener;

/** Opens the SUIT reports of a message and compares their nonces with its token. */
record Reports(SuitReportOpener opener, boolean nonceRequired) {

  /**
   * The reports, or empty if one cannot be opened or does not have the token as its nonce.
   *
   * @param token the token of the request, if it had one
   */
  Optional<List<SuitReport>> open(List<Bytes> encoded, Optional<Bytes> token) {
    List<SuitReport> reports = new ArrayList<>();
    for (Bytes each : encoded) {
      try {
        SuitReport report = opener.open(each);
        if (!answers(report, token)) {
          return Optional.empty();
        }
        reports.add(report);
      } catch (DecodeException | VerificationException e) {
        return Optional.empty();
      }
    }
    return Optional.of(reports);
  }

  private boolean answers(SuitReport report, Optional<Bytes> token) {
    return token.isEmpty()
        || report.nonce().equals(token)
        || (!nonceRequired && report.nonce().isEmpty());
  }
}
