package org.teep4j.teep;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.VerifiedManifest;

/** The example of README.md: what stands between the two markers stands there, too. */
final class ReadmeExample {

  private ReadmeExample() {}

  // README begin
  /**
   * What a TAM wants installed, once the TAM and the author of each manifest have been verified.
   */
  static List<VerifiedManifest> manifestsOf(byte[] message, CoseVerifier tam, CoseVerifier author)
      throws DecodeException, VerificationException {
    List<VerifiedManifest> manifests = new ArrayList<>();
    TeepMessage received = TeepMessage.verify(Bytes.wrap(message), tam, Dialect.RFC);
    if (received instanceof Update update) {
      for (Bytes encoded : update.manifestList()) { // views of message, not copies
        SuitEnvelope envelope = SuitEnvelope.decode(encoded);
        VerifiedManifest verified = envelope.verify(author); // signature, then digests
        System.out.println(
            verified.common().components() + " at sequence number " + verified.sequenceNumber());
        manifests.add(verified);
      }
    }
    return manifests;
  }
  // README end
}
