package org.teep4j.suit.processor;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.VerifiedManifest;

/** Finds payloads in envelopes. Nothing is known of them: the manifest's conditions check them. */
final class IntegratedPayloads {

  private IntegratedPayloads() {}

  static Optional<Bytes> find(VerifiedManifest manifest, String uri) {
    return Optional.ofNullable(manifest.envelope().unverifiedIntegratedPayloads().get(uri));
  }
}
