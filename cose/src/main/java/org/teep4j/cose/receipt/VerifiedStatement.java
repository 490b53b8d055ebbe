package org.teep4j.cose.receipt;

import java.util.List;
import org.teep4j.cose.VerifiedPayload;

/**
 * A signed statement whose issuer and whose registration have been verified. Only {@link
 * TransparentStatement} creates one. Immutable.
 */
public final class VerifiedStatement {

  private final VerifiedPayload payload;
  private final List<VerifiedReceipt> receipts;

  VerifiedStatement(VerifiedPayload payload, List<VerifiedReceipt> receipts) {
    this.payload = payload;
    this.receipts = receipts;
  }

  /** The payload, with the key of the issuer. */
  public VerifiedPayload payload() {
    return payload;
  }

  /**
   * The receipts of trusted services. An application that trusts several services decides whether
   * these suffice.
   *
   * @return at least one receipt; cannot be changed
   */
  public List<VerifiedReceipt> receipts() {
    return receipts;
  }

  /** The payload and the receipts. */
  @Override
  public String toString() {
    return "VerifiedStatement[" + payload + ", " + receipts + "]";
  }
}
