package org.teep4j.eat;

import java.util.Optional;

/**
 * {@code psa-lifecycle-type} (RFC 9783, Section 4.3.1): the state of the PSA Root of Trust. The low
 * byte of the claim is free.
 */
public enum PsaLifecycle {
  /** Unknown. */
  UNKNOWN(0x00),
  /** Assembly and test. */
  ASSEMBLY_AND_TEST(0x10),
  /** Provisioning of the Root of Trust. */
  PSA_ROT_PROVISIONING(0x20),
  /** Secured. */
  SECURED(0x30),
  /** Debugging of everything but the Root of Trust. */
  NON_PSA_ROT_DEBUG(0x40),
  /** Debugging of the Root of Trust, which can be undone. */
  RECOVERABLE_PSA_ROT_DEBUG(0x50),
  /** Out of service. */
  DECOMMISSIONED(0x60);

  private final int major;

  PsaLifecycle(int major) {
    this.major = major;
  }

  /** Whether a Verifier can trust reports from a device in this state. */
  public boolean isTrustworthy() {
    return this == SECURED || this == NON_PSA_ROT_DEBUG;
  }

  static Optional<PsaLifecycle> of(long value) {
    for (PsaLifecycle state : values()) {
      if (state.major == value >> 8) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
