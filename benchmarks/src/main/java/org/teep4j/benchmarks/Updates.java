package org.teep4j.benchmarks;

import java.util.Set;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.PayloadFetcher;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;

/** Manifests that are executed, and what executes them. */
final class Updates {

  private static final DeviceIdentity IDENTITY = DeviceIdentity.of(Set.of(), Set.of(), Set.of());

  private Updates() {}

  static SuitCommandSequence sequence(SuitCommand... commands) {
    return SuitCommandSequence.of(commands);
  }

  static SuitCommand command(SuitCommandCode code) {
    return SuitCommand.of(code, SuitRepPolicy.NONE);
  }

  static SuitCommand override(SuitParameters parameters) {
    return new SuitDirective.OverrideParameters(parameters);
  }

  static VerifiedManifest verified(SuitManifest manifest) throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.ESP256);
    SuitEnvelope envelope = SuitEnvelope.builder(manifest).signer(CoseSigner.of(key)).build();
    return SuitEnvelope.decode(envelope.encode().toBytes()).verify(CoseVerifier.of(key));
  }

  /** Updates a device; returns its store. */
  static MemoryStore process(VerifiedManifest manifest, MemoryStore store, PayloadFetcher fetcher) {
    Platform platform =
        Platform.builder(store, new MemoryRegistry(), IDENTITY).fetcher(fetcher).build();
    ProcessResult result = new ManifestProcessor(platform).process(manifest, Procedure.UPDATE);
    if (!result.isComplete()) {
      throw new IllegalStateException("not updated: " + result.failure());
    }
    return store;
  }
}
