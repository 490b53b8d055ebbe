package org.teep4j.suit.processor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentChange.Moved;
import org.teep4j.suit.processor.ComponentChange.Removed;
import org.teep4j.suit.processor.ComponentChange.Staged;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.ContentSink;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.Slots;

/**
 * What every {@link Slots} promises together with its store. A test of slots extends this class and
 * says how the device starts.
 */
public abstract class SlotsContract {

  private static final SuitComponentIdentifier A = ComponentStoreContract.A;
  private static final SuitComponentIdentifier B = ComponentStoreContract.B;
  private static final SuitComponentIdentifier C = ComponentStoreContract.C;
  private static final SuitDigest DIGEST =
      new SuitDigest(SuitDigestAlgorithm.SHA_256.id(), Bytes.ofUtf8("digest"), List.of());
  private static final Slots.Trial TRIAL =
      new Slots.Trial(
          DIGEST,
          List.of(new Staged(A, "new"), new Moved(B, A), new Staged(C, "new")),
          List.of(
              new InstalledManifest(
                  Optional.of(A), Uint.of(1), Optional.empty(), DIGEST, Set.of(A, B))));

  /**
   * What a device has.
   *
   * @param store supports the components of {@link ComponentStoreContract}
   * @param slots return to its old contents
   */
  public record SlottedDevice(ComponentStore store, Slots slots) {}

  /** A test, of which JUnit makes an object for each method. */
  protected SlotsContract() {}

  /**
   * Starts the device of the current test. At the first call no component has content, and there is
   * no trial. Each later call is a restart: what an earlier call has returned is not used any more.
   */
  protected abstract SlottedDevice start() throws IOException;

  private static void stage(ComponentStore store, String content) throws IOException {
    ComponentStore.StagingRequest request =
        new ComponentStore.StagingRequest(
            "new", Author.target(A), Optional.empty(), Optional.empty());
    try (ContentSink sink = store.stage(request)) {
      Bytes.ofUtf8(content).writeTo(sink.stream());
      sink.complete();
    }
  }

  private static void change(ComponentStore store, String content, List<ComponentChange> changes)
      throws IOException {
    stage(store, content);
    store.activate(changes);
    store.discardStaged();
  }

  /** A has "1", B has "2", and C nothing; then all three change, on trial. */
  private SlottedDevice onTrial() throws IOException {
    SlottedDevice device = start();
    change(device.store(), "1", List.of(new Staged(A, "new")));
    change(device.store(), "2", List.of(new Staged(B, "new")));
    device.slots().begin(TRIAL);
    change(device.store(), "3", TRIAL.changes());
    assertActive(device, "3", "1", "3");
    return device;
  }

  private static void assertActive(SlottedDevice device, String... contents) throws IOException {
    List<SuitComponentIdentifier> components = List.of(A, B, C);
    for (int i = 0; i < contents.length; i++) {
      Optional<ContentSource> content = device.store().content(components.get(i));
      String text = "-";
      if (content.isPresent()) {
        try (InputStream in = content.get().open()) {
          text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
      assertEquals(contents[i], text, components.get(i).toString());
    }
  }

  @Test
  protected void thereIsNoTrialAtFirst() throws IOException {
    assertEquals(Optional.empty(), start().slots().trial());
  }

  @Test
  protected void trialSurvivesARestart() throws IOException {
    assertEquals(Optional.of(TRIAL), onTrial().slots().trial());
    SlottedDevice device = start();
    assertEquals(Optional.of(TRIAL), device.slots().trial());
    assertActive(device, "3", "1", "3");
  }

  @Test
  protected void endedTrialKeepsTheNewContents() throws IOException {
    onTrial().slots().end();
    SlottedDevice device = start();
    device.slots().end();
    assertEquals(Optional.empty(), device.slots().trial());
    assertActive(device, "3", "1", "3");
  }

  /** Until the end, restoring can be repeated. */
  @Test
  protected void restoredContentsAreTheOldOnes() throws IOException {
    onTrial().slots().restore();
    SlottedDevice device = start();
    assertEquals(Optional.of(TRIAL), device.slots().trial());
    assertActive(device, "1", "2", "-");
    device.slots().restore();
    device.slots().end();
    device = start();
    assertEquals(Optional.empty(), device.slots().trial());
    assertActive(device, "1", "2", "-");
  }

  /** A program that ended before the changes became active. */
  @Test
  protected void nothingIsRestoredIfNothingHasChanged() throws IOException {
    SlottedDevice device = start();
    change(device.store(), "1", List.of(new Staged(A, "new")));
    device.slots().begin(TRIAL);
    device = start();
    device.slots().restore();
    device.slots().end();
    assertActive(device, "1", "-", "-");
  }

  @Test
  protected void oneTrialComesAfterTheOther() throws IOException {
    SlottedDevice device = onTrial();
    device.slots().end();
    Slots.Trial next =
        new Slots.Trial(DIGEST, List.of(new Removed(A), new Staged(B, "new")), List.of());
    device.slots().begin(next);
    change(device.store(), "4", next.changes());
    assertActive(device, "-", "4", "3");
    assertEquals(Optional.of(next), start().slots().trial());
    device = start();
    device.slots().restore();
    device.slots().end();
    assertActive(device, "3", "1", "3");
  }
}
