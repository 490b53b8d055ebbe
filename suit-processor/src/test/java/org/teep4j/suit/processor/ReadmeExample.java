package org.teep4j.suit.processor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.fetch.HttpFetcher;
import org.teep4j.suit.processor.file.FilePlatform;

/** The example of README.md: what stands between the two markers stands there, too. */
final class ReadmeExample {

  private ReadmeExample() {}

  // README begin
  /** Installs an update. Called again after a crash, it goes on where it was. */
  static boolean install(byte[] message, CoseVerifier author, DeviceIdentity device, Path folder)
      throws DecodeException, VerificationException, IOException {
    VerifiedManifest manifest = SuitEnvelope.decode(Bytes.wrap(message)).verify(author);
    try (FilePlatform files = FilePlatform.open(folder)) { // contents, registry and journal
      Platform platform =
          files
              .builder(device)
              .fetcher(HttpFetcher.builder().build()) // for what is not in the envelope
              .dependencies(List.of(SuitVerifier.of(author)))
              .build();
      ManifestProcessor processor = new ManifestProcessor(platform);
      ProcessResult result = processor.process(manifest, Procedure.UPDATE);
      if (result.failure().isPresent()) { // nothing has changed
        ProcessFailure failure = result.failure().get();
        System.out.println(failure.reason() + " at " + failure.record().sectionOffset());
      }
      return result.isComplete(); // the new contents are active, all or none
    }
  }
  // README end
}
