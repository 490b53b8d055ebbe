package org.teep4j.teep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;

/** Encoded SUIT reports for tests. */
final class Reports {

  private Reports() {}

  static Bytes withNonce(Optional<Bytes> nonce) {
    SuitDigest digest = new SuitDigest(SuitDigestAlgorithm.SHA_256, Bytes.wrap(new byte[32]));
    SuitReport report =
        new SuitReport(
            new SuitReference("coap://example.org/manifest", digest),
            nonce,
            List.of(),
            new SuitReport.Result.Success(),
            Optional.empty(),
            Map.of());
    return Bytes.wrap(report.toByteArray());
  }

  /**
   * A COSE_Sign1 or, for what is looked at here alike, a COSE_Mac0, whose last element is empty.
   */
  static Bytes protectedBy(Bytes report, String tag) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeBytes(Bytes.empty()).beginMap().endMap();
    writer.writeBytes(report).writeBytes(Bytes.empty()).endArray();
    return Bytes.fromHex(tag + writer.toBytes().toHex());
  }
}
