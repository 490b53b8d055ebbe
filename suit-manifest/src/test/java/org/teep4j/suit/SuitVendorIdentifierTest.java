package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SuitVendorIdentifierTest {

  /** The identifiers in the examples of draft-ietf-suit-manifest, Appendix B. */
  @Test
  void areNamedAsInTheExamplesOfTheDraft() {
    SuitVendorIdentifier.Uuid vendor = SuitVendorIdentifier.ofDomain("arm.com");
    assertEquals(UUID.fromString("fa6b4a53-d5ad-5fdf-be9d-e663e4d41ffe"), vendor.uuid());
    assertEquals(
        UUID.fromString("1492af14-2569-5e48-bf42-9b2d51f2ab45"), vendor.classIdentifier("suit"));
  }
}
