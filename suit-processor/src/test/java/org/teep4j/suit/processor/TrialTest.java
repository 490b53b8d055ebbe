package org.teep4j.suit.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ProcessResult.Outcome;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.authoring.SequenceBuilder;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemorySlots;
import org.teep4j.suit.processor.memory.MemoryStore;

/** An update on a device that can return to what it had before. */
class TrialTest {

  private static final SuitComponentIdentifier APP = SuitComponentIdentifier.ofText("app");
  private static final SuitComponentIdentifier HOME = SuitComponentIdentifier.ofText("manifest");
  private static final Author AUTHOR = new Author();

  private final MemoryStore store = new MemoryStore().with(APP).with(HOME);
  private final MemoryRegistry registry = new MemoryRegistry();
  private final MemoryJournal journal = new MemoryJournal();
  private final Slots slots = new MemorySlots(store);
  private ManifestProcessor processor;

  @BeforeEach
  void install() throws IOException {
    processor = processor(registry, slots);
    assertTrue(update(1).isComplete());
    processor.confirm();
    assertInstalled(1);
    assertEquals(Optional.empty(), processor.trial());
  }

  private ManifestProcessor processor(ManifestRegistry used, Slots kept) {
    return new ManifestProcessor(
        Platform.builder(store, used, DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .journal(journal)
            .slots(kept)
            .build());
  }

  private static VerifiedManifest manifest(long number) {
    return AUTHOR.sign(
        SuitManifest.builder(number, SuitCommon.of(APP))
            .manifestComponentId(HOME)
            .sequence(
                SuitManifestLabel.INSTALL,
                SequenceBuilder.sequence()
                    .overrideParameters(
                        SuitParameters.builder()
                            .set(SuitParameter.CONTENT, content(number))
                            .build())
                    .add(SuitCommandCode.DIRECTIVE_WRITE, SuitRepPolicy.NONE)
                    .build())
            .build(),
        Map.of());
  }

  private static Bytes content(long number) {
    return Bytes.ofUtf8("version " + number);
  }

  private ProcessResult update(long number) {
    return processor.process(manifest(number), Procedure.UPDATE);
  }

  private void assertInstalled(long number) {
    assertEquals(Optional.of(content(number)), store.components().get(APP));
    assertEquals(
        List.of(String.valueOf(number)),
        registry.manifests().stream().map(each -> each.sequenceNumber().toString()).toList());
  }

  @Test
  void confirmedUpdateStays() throws IOException {
    ProcessResult result = update(2);
    Slots.Trial trial = processor.trial().orElseThrow();
    assertEquals(result.report().orElseThrow().reference().manifestDigest(), trial.manifest());
    assertEquals(result.changes(), trial.changes());
    assertInstalled(2);
    processor.confirm();
    processor.revert();
    assertEquals(Optional.empty(), processor.trial());
    assertInstalled(2);
    assertEquals(Outcome.ABORTED, update(1).outcome());
  }

  /** The old sequence number counts again. */
  @Test
  void revertedUpdateIsGone() throws IOException {
    Map<SuitComponentIdentifier, Optional<Bytes>> before = store.components();
    update(3);
    processor.revert();
    assertInstalled(1);
    assertEquals(before, store.components());
    assertEquals(Optional.empty(), processor.trial());
    assertTrue(update(2).isComplete());
    assertInstalled(2);
  }

  @Test
  void nothingElseIsInstalledMeanwhile() throws IOException {
    update(2);
    for (Procedure procedure : List.of(Procedure.UPDATE, Procedure.STAGING, Procedure.UNINSTALL)) {
      ProcessResult result = processor.process(manifest(3), procedure);
      assertEquals(Outcome.ABORTED, result.outcome());
      String explanation = result.failure().orElseThrow().explanation();
      assertTrue(explanation.contains("on trial"), explanation);
      assertEquals(Outcome.ABORTED, processor.dryRun(manifest(3), procedure).outcome());
    }
    assertTrue(processor.process(manifest(2), Procedure.INVOCATION).isComplete());
    assertInstalled(2);
  }

  @Test
  void withoutSlotsAnUpdateIsFinal() throws IOException {
    processor = processor(registry, Slots.none());
    update(2);
    assertEquals(Optional.empty(), processor.trial());
    processor.revert();
    processor.confirm();
    assertInstalled(2);
  }

  /** An end of the program: nothing catches it. */
  private static final class Stopped extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A registry that ends the program before it is replaced for the nth time. */
  private ManifestRegistry stopping(int number) {
    return new ManifestRegistry() {
      private int left = number;

      @Override
      public List<InstalledManifest> manifests() {
        return registry.manifests();
      }

      @Override
      public void replace(List<InstalledManifest> manifests) {
        if (left-- == 0) {
          throw new Stopped();
        }
        registry.replace(manifests);
      }
    };
  }

  /** Old contents are those before the update, not those of its first attempt. */
  @Test
  void trialThatWasBegunGoesOn() throws IOException {
    processor = processor(stopping(0), slots);
    assertThrows(Stopped.class, () -> update(2));
    processor = processor(registry, slots);
    processor.revert(); // finishes the update, which was decided, and returns
    assertInstalled(1);

    processor = processor(stopping(0), slots);
    assertThrows(Stopped.class, () -> update(2));
    processor = processor(registry, slots);
    assertTrue(update(2).isComplete());
    assertTrue(processor.trial().isPresent());
    processor.revert();
    assertInstalled(1);
  }

  @Test
  void interruptedReturnGoesOn() throws IOException {
    processor = processor(stopping(1), slots);
    assertTrue(update(2).isComplete());
    assertThrows(Stopped.class, processor::revert);
    processor = processor(registry, slots);
    assertTrue(processor.trial().isPresent());
    processor.revert();
    assertInstalled(1);
  }

  /** What cannot be kept is not replaced. */
  @Test
  void trialThatCannotBeginChangesNothing() throws IOException {
    List<String> asked = new ArrayList<>();
    Slots full =
        new Slots() {
          @Override
          public Optional<Trial> trial() {
            return Optional.empty();
          }

          @Override
          public void begin(Trial trial) throws IOException {
            asked.add("begin");
            throw new IOException("no space for the old contents");
          }

          @Override
          public void restore() {}

          @Override
          public void end() {}
        };
    processor = processor(registry, full);
    assertEquals(Outcome.ABORTED, update(2).outcome());
    assertInstalled(1);
    processor.abandon();
    processor = processor(registry, slots);
    assertTrue(update(2).isComplete());
    assertTrue(asked.size() >= 1);
  }
}
