package org.teep4j.suit.author;

import java.security.GeneralSecurityException;
import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVendorIdentifier;

/** The example of README.md: what stands between the two markers stands there, too. */
final class ReadmeExample {

  private ReadmeExample() {}

  // README begin
  /** A firmware for the thermostats of a vendor: installed, and started at each boot. */
  static byte[] release(long sequenceNumber, Bytes firmware, CoseKey author)
      throws GeneralSecurityException, DecodeException {
    SuitVendorIdentifier.Uuid vendor = SuitVendorIdentifier.ofDomain("vendor.example");
    UUID thermostat = vendor.classIdentifier("thermostat 2");
    SuitEnvelope envelope =
        ManifestAuthor.ofSequenceNumber(sequenceNumber) // greater than that of the last release
            .component(
                Component.of(
                        SuitComponentIdentifier.ofText("firmware"),
                        Source.integrated("#firmware", firmware))
                    .compatibleWith(vendor, thermostat) // other devices refuse it
                    .invoked())
            .envelope()
            .signer(CoseSigner.of(author))
            .build();
    Lint.check(envelope).forEach(System.out::println);
    return envelope.toByteArray();
  }
  // README end
}
