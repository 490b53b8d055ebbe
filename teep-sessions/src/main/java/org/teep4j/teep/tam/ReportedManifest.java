package org.teep4j.teep.tam;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.report.SuitReport;

/**
 * What an Agent reported of one manifest: a SUIT_Report in a few bytes.
 *
 * @param digest the digest of the manifest, as the report names it
 * @param failure the number of the reason (SUIT_Report_Reasons); empty if it was processed
 */
public record ReportedManifest(SuitDigest digest, Optional<Long> failure) {

  /** The most reports that are kept of one message. */
  static final int MOST = 64;

  private static final int LARGEST_DIGEST = 64;

  /** Checks that no component is null. */
  public ReportedManifest {
    Objects.requireNonNull(digest);
    Objects.requireNonNull(failure);
  }

  /** The essence of reports, without reference to the message that they came in. */
  static List<ReportedManifest> of(List<SuitReport> reports) {
    return reports.stream()
        .filter(report -> digest(report).bytes().length() <= LARGEST_DIGEST)
        .limit(MOST)
        .map(report -> new ReportedManifest(copy(digest(report)), failure(report)))
        .toList();
  }

  private static SuitDigest digest(SuitReport report) {
    return report.reference().manifestDigest();
  }

  private static SuitDigest copy(SuitDigest digest) {
    return new SuitDigest(
        digest.algorithmId(), Bytes.wrap(digest.bytes().toByteArray()), List.of());
  }

  private static Optional<Long> failure(SuitReport report) {
    return report.result() instanceof SuitReport.Result.Failure failure
        ? Optional.of(failure.reason())
        : Optional.empty();
  }
}
