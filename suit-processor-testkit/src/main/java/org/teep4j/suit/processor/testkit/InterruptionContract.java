package org.teep4j.suit.processor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.ContentSink;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Journal;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.ManifestRegistry;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.processor.ProcessorPolicy;

/**
 * What store, registry and journal of a device promise together: a program that ends before any
 * change goes on after a restart, and the device is as if it had not ended. A test of a device
 * extends this class and says how the device starts.
 *
 * <p>The program ends between two calls of the interfaces. What happens when it ends within one, or
 * with the power, only a test of the device's own can show.
 */
public abstract class InterruptionContract {

  /** A component that the store supports: the image that is in use. */
  protected static final SuitComponentIdentifier CURRENT = ComponentStoreContract.A;

  /** A component that the store supports: the image before that. */
  protected static final SuitComponentIdentifier PREVIOUS = ComponentStoreContract.B;

  /** A component that the store supports: the manifest. */
  protected static final SuitComponentIdentifier HOME = ComponentStoreContract.C;

  private static final int SIZE = 100_000;

  /**
   * What a device remembers over a restart.
   *
   * @param store supports {@link #CURRENT}, {@link #PREVIOUS} and {@link #HOME}
   * @param registry the installed manifests
   * @param journal the progress of a procedure
   */
  public record Device(ComponentStore store, ManifestRegistry registry, Journal journal) {}

  /** A test, of which JUnit makes an object for each method. */
  protected InterruptionContract() {}

  /**
   * Starts the device of the current test. At the first call nothing is installed and no component
   * has content. Each later call is a restart: what an earlier call has returned is not used any
   * more.
   */
  protected abstract Device start() throws IOException;

  /** Whether a procedure is complete, as the program has noted where a restart does not matter. */
  private boolean noted;

  private static Bytes image(int version) {
    byte[] image = new byte[SIZE];
    Arrays.fill(image, (byte) version);
    return Bytes.wrap(image);
  }

  /** Fetches an image, and exchanges it with the one that is in use. */
  private static VerifiedManifest update(int version) throws GeneralSecurityException {
    SuitDigest digest =
        SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(image(version)));
    SuitCommand other = new SuitDirective.SetComponentIndex(SuitIndexArg.of(1));
    return Author.sign(
        SuitManifest.builder(version, SuitCommon.of(CURRENT, PREVIOUS))
            .manifestComponentId(HOME)
            .sequence(
                SuitManifestLabel.PAYLOAD_FETCH,
                SuitCommandSequence.of(
                    other,
                    new SuitDirective.OverrideParameters(
                        SuitParameters.builder()
                            .set(SuitParameter.URI, "image")
                            .set(SuitParameter.IMAGE_DIGEST, digest)
                            .set(SuitParameter.IMAGE_SIZE, SIZE)
                            .set(SuitParameter.SOURCE_COMPONENT, 0L)
                            .build()),
                    SuitCommand.of(SuitCommandCode.DIRECTIVE_FETCH, SuitRepPolicy.NONE),
                    SuitCommand.of(SuitCommandCode.CONDITION_IMAGE_MATCH, SuitRepPolicy.NONE)))
            .sequence(
                SuitManifestLabel.INSTALL,
                SuitCommandSequence.of(
                    other, SuitCommand.of(SuitCommandCode.DIRECTIVE_SWAP, SuitRepPolicy.NONE)))
            .build());
  }

  private ManifestProcessor processor(Device device, int version) {
    Platform platform =
        Platform.builder(
                device.store(), device.registry(), DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .journal(device.journal())
            .fetcher(request -> image(version).slice((int) request.offset()).asInputStream())
            .build();
    ProcessListener program =
        new ProcessListener() {
          @Override
          public void completed(ProcessResult result) {
            noted = true;
          }
        };
    return new ManifestProcessor(platform, ProcessorPolicy.defaults(), program);
  }

  private static void process(ManifestProcessor processor, VerifiedManifest update) {
    ProcessResult result = processor.process(update, Procedure.UPDATE);
    assertTrue(result.isComplete(), () -> result.failure().toString());
  }

  /** Installs one version after the other, and ends before a later change each time. */
  @Test
  protected void updatesGoOnAfterARestart() throws Exception {
    install(start().store(), image(0));
    boolean stopped = true;
    for (int version = 1; stopped; version++) {
      VerifiedManifest update = update(version);
      noted = false;
      stopped = false;
      try {
        process(processor(new StoppingDevice(start(), version - 1).device(), version), update);
      } catch (Stopped e) {
        stopped = true;
        goOn(processor(start(), version), update);
      }
      assertInstalled(start(), version, update);
    }
  }

  private void goOn(ManifestProcessor processor, VerifiedManifest update) throws IOException {
    if (noted) {
      processor.discard();
    } else {
      process(processor, update);
    }
  }

  private static void install(ComponentStore store, Bytes image) throws IOException {
    ComponentStore.StagingRequest request =
        new ComponentStore.StagingRequest(
            "first", Author.target(CURRENT), Optional.empty(), Optional.empty());
    try (ContentSink sink = store.stage(request)) {
      image.writeTo(sink.stream());
      sink.complete();
    }
    store.activate(List.of(new ComponentChange.Staged(CURRENT, "first")));
    store.discardStaged();
  }

  private static void assertInstalled(Device device, int version, VerifiedManifest update)
      throws IOException {
    String what = "version " + version;
    assertEquals(image(version), content(device, CURRENT), what);
    assertEquals(image(version - 1), content(device, PREVIOUS), what);
    assertEquals(update.envelope().encode().toBytes(), content(device, HOME), what);
    assertEquals(
        List.of(Uint.of(version)),
        device.registry().manifests().stream().map(each -> each.sequenceNumber()).toList());
  }

  private static Bytes content(Device device, SuitComponentIdentifier component)
      throws IOException {
    Optional<ContentSource> content = device.store().content(component);
    assertTrue(content.isPresent(), component::toString);
    try (InputStream in = content.get().open()) {
      return Bytes.wrap(in.readAllBytes());
    }
  }
}
