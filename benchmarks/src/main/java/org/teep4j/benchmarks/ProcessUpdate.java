package org.teep4j.benchmarks;

import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.memory.MemoryStore;

/**
 * An update of one component: fetched from memory, digested while it is written, compared,
 * committed. Every call is for a new device, which a fetch cannot skip.
 */
public class ProcessUpdate extends Defaults {

  private static final SuitComponentIdentifier ID = SuitComponentIdentifier.ofText("app");

  /** Size of the payload. */
  @Param({"1024", "1048576"})
  public int payloadBytes = 1024;

  /**
   * {@code teep4j} executes a verified manifest; {@code digestAndCopy} is a floor: SHA-256 of the
   * payload and a copy of it, in pieces of 64 KiB.
   */
  @Param({"teep4j", "digestAndCopy"})
  public String by = "teep4j";

  private Callable<Object> update;

  /** Checks that both end with the payload. */
  @Setup
  public void setup() throws Exception {
    byte[] payload = new byte[payloadBytes];
    new Random(payloadBytes).nextBytes(payload);
    VerifiedManifest manifest = manifest(Bytes.wrap(payload));
    update =
        switch (by) {
          case "teep4j" -> () -> processed(manifest, Bytes.wrap(payload));
          case "digestAndCopy" -> () -> copied(payload);
          default -> throw Peers.unknown(by);
        };
    Object result = update();
    byte[] found =
        result instanceof MemoryStore store
            ? store.components().values().iterator().next().orElseThrow().toByteArray()
            : (byte[]) result;
    Check.sameBytes(by, payload, found);
  }

  /** One update. */
  @Benchmark
  public Object update() throws Exception {
    return update.call();
  }

  private static MemoryStore processed(VerifiedManifest manifest, Bytes payload) {
    MemoryStore store = new MemoryStore().with(ID);
    return Updates.process(manifest, store, request -> payload.asInputStream());
  }

  private static byte[] copied(byte[] payload) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] copy = new byte[payload.length];
    int piece = 1 << 16;
    for (int at = 0; at < payload.length; at += piece) {
      int length = Math.min(piece, payload.length - at);
      digest.update(payload, at, length);
      System.arraycopy(payload, at, copy, at, length);
    }
    copy[0] ^= (byte) (digest.digest().length - 32); // the digest must be computed
    return copy;
  }

  private static VerifiedManifest manifest(Bytes payload) throws Exception {
    SuitParameters parameters =
        SuitParameters.builder()
            .set(SuitParameter.URI, "https://example.com/app")
            .set(
                SuitParameter.IMAGE_DIGEST,
                SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(payload)))
            .set(SuitParameter.IMAGE_SIZE, payload.length())
            .build();
    return Updates.verified(
        SuitManifest.builder(1, SuitCommon.of(ID))
            .sequence(
                SuitManifestLabel.INSTALL,
                Updates.sequence(
                    Updates.override(parameters),
                    Updates.command(SuitCommandCode.DIRECTIVE_FETCH),
                    Updates.command(SuitCommandCode.CONDITION_IMAGE_MATCH)))
            .build());
  }
}
