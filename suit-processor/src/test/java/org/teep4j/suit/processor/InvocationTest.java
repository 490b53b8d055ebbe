package org.teep4j.suit.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.processor.authoring.SequenceBuilder.sequence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ComponentChange.Staged;
import org.teep4j.suit.processor.ProcessResult.Outcome;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;

/** An invocation copies an image to RAM and starts it there. */
class InvocationTest {

  private static final SuitComponentIdentifier FLASH = SuitComponentIdentifier.ofText("flash");
  private static final SuitComponentIdentifier RAM = SuitComponentIdentifier.ofText("ram");
  private static final Bytes IMAGE = Bytes.ofUtf8("an image");
  private static final Author AUTHOR = new Author();

  private final MemoryStore store = new MemoryStore().with(FLASH, IMAGE).with(RAM);
  private final List<String> started = new ArrayList<>();

  private static SuitCommandSequence loading(SuitCommandCode last) {
    return sequence()
        .setComponentIndex(1)
        .overrideParameters(
            SuitParameters.builder()
                .set(SuitParameter.SOURCE_COMPONENT, 0L)
                .set(SuitParameter.IMAGE_DIGEST, Author.digest(IMAGE))
                .build())
        .add(SuitCommandCode.DIRECTIVE_COPY, SuitRepPolicy.NONE)
        .add(last, SuitRepPolicy.NONE)
        .build();
  }

  private static SuitCommandSequence starting() {
    return sequence()
        .setComponentIndex(1)
        .add(SuitCommandCode.CONDITION_IMAGE_MATCH, SuitRepPolicy.NONE)
        .add(SuitCommandCode.DIRECTIVE_INVOKE, SuitRepPolicy.NONE)
        .build();
  }

  private static VerifiedManifest manifest(SuitCommandSequence load) {
    return AUTHOR.sign(
        SuitManifest.builder(1, SuitCommon.of(FLASH, RAM))
            .sequence(SuitManifestLabel.LOAD, load)
            .sequence(SuitManifestLabel.INVOKE, starting())
            .build(),
        Map.of());
  }

  private ManifestProcessor processor(ComponentInvoker invoker) {
    return new ManifestProcessor(
        Platform.builder(
                store, new MemoryRegistry(), DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .journal(new MemoryJournal())
            .invoker(invoker)
            .build());
  }

  private ComponentInvoker noting() {
    return (target, arguments) -> started.add(target.component() + " " + content(RAM));
  }

  private String content(SuitComponentIdentifier component) throws IOException {
    return store.components().get(component).map(bytes -> bytes.equals(IMAGE)).toString();
  }

  private static List<SuitComponentIdentifier> changed(ProcessResult result) {
    assertTrue(result.changes().stream().allMatch(Staged.class::isInstance));
    return result.changes().stream().map(ComponentChange::component).toList();
  }

  @Test
  void startsWhatItHasLoaded() throws IOException {
    ProcessResult result =
        processor(noting())
            .process(
                manifest(loading(SuitCommandCode.CONDITION_IMAGE_MATCH)), Procedure.INVOCATION);
    assertTrue(result.isComplete(), () -> result.failure().toString());
    assertEquals(List.of(RAM + " " + Optional.of(true)), started);
    assertEquals(List.of(RAM), changed(result));
  }

  @Test
  void aFailedStartLeavesWhatWasLoaded() throws IOException {
    ProcessResult result =
        processor(ComponentInvoker.none())
            .process(
                manifest(loading(SuitCommandCode.CONDITION_IMAGE_MATCH)), Procedure.INVOCATION);
    assertEquals(Outcome.ABORTED, result.outcome());
    assertEquals(List.of(RAM), changed(result));
    assertEquals(Optional.of(true).toString(), content(RAM));
  }

  @Test
  void whatFailsBeforeTheEndOfItsSectionLeavesNothing() throws IOException {
    ProcessResult result =
        processor(noting())
            .process(manifest(loading(SuitCommandCode.CONDITION_ABORT)), Procedure.INVOCATION);
    assertEquals(Outcome.ABORTED, result.outcome());
    assertEquals(List.of(), result.changes());
    assertEquals(Optional.empty().toString(), content(RAM));
    assertEquals(List.of(), started);
  }

  @Test
  void aDryRunKnowsWhatWouldBeLoaded() throws IOException {
    ProcessResult result =
        processor(noting())
            .dryRun(manifest(loading(SuitCommandCode.CONDITION_IMAGE_MATCH)), Procedure.INVOCATION);
    assertTrue(result.isComplete(), () -> result.failure().toString());
    assertEquals(List.of(RAM), changed(result));
    assertEquals(Optional.empty().toString(), content(RAM));
    assertEquals(List.of(), started);
  }
}
