package org.teep4j.suit.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ProcessListener.CommandEvent;
import org.teep4j.suit.processor.ProcessListener.Event;
import org.teep4j.suit.processor.ProcessListener.FlowEvent;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.authoring.SequenceBuilder;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;

/** A listener sees each command, and a report tells the same course. */
class FlowTest {

  private static final SuitComponentIdentifier ONE = SuitComponentIdentifier.ofText("one");
  private static final SuitComponentIdentifier TWO = SuitComponentIdentifier.ofText("two");

  private static SuitParameters content(String content) {
    return SuitParameters.builder().set(SuitParameter.CONTENT, Bytes.ofUtf8(content)).build();
  }

  private static SequenceBuilder sequence() {
    return SequenceBuilder.sequence();
  }

  private static SequenceBuilder add(SequenceBuilder to, SuitCommandCode code) {
    return to.add(code, SuitRepPolicy.NONE);
  }

  private static VerifiedManifest manifest() {
    SuitCommandSequence failing =
        add(sequence().overrideParameters(content("x")), SuitCommandCode.CONDITION_CHECK_CONTENT)
            .build();
    SuitCommandSequence writing =
        add(sequence().overrideParameters(content("y")), SuitCommandCode.DIRECTIVE_WRITE).build();
    SuitCommandSequence install =
        sequence()
            .add(new SuitDirective.SetComponentIndex(new SuitIndexArg.All()))
            .add(new SuitDirective.TryEach(List.of(failing, writing), false))
            .setComponentIndex(1)
            .add(
                new SuitDirective.RunSequence(
                    add(sequence(), SuitCommandCode.CONDITION_CHECK_CONTENT).build()))
            .build();
    return new Author()
        .sign(
            SuitManifest.builder(
                    1,
                    SuitCommon.of(ONE, TWO)
                        .withSharedSequence(
                            sequence()
                                .setComponentIndex(0)
                                .add(new SuitDirective.SetParameters(content("z")))
                                .build()))
                .sequence(SuitManifestLabel.INSTALL, install)
                .build(),
            Map.of());
  }

  private static ProcessListener noting(List<Event> events) {
    return new ProcessListener() {
      @Override
      public void after(CommandEvent event) {
        events.add(event);
      }

      @Override
      public void flow(FlowEvent event) {
        events.add(event);
      }
    };
  }

  /** Each event in a line: place, depth, command, component, and what came of it. */
  private static List<String> lines(List<Event> events) {
    return events.stream()
        .map(
            event ->
                (event.shared() ? "shared " : "")
                    + event.record().sectionOffset()
                    + " "
                    + event.depth()
                    + " "
                    + SuitCommandCode.fromLabel(event.command().label()).orElseThrow().shortName()
                    + " "
                    + event.target().component()
                    + (event instanceof FlowEvent flow
                        ? flow.sequence().isPresent() ? " " + flow.sequence().getAsInt() : ""
                        : ((CommandEvent) event).failure().isEmpty() ? " ok" : " failed"))
        .toList();
  }

  @Test
  void everyCommandIsSeen() {
    MemoryStore store = new MemoryStore().with(ONE, Bytes.ofUtf8("x")).with(TWO);
    List<Event> events = new ArrayList<>();
    VerifiedManifest manifest = manifest();
    ProcessResult result =
        new ManifestProcessor(
                Platform.builder(
                        store,
                        new MemoryRegistry(),
                        DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
                    .build(),
                ProcessorPolicy.defaults(),
                noting(events))
            .process(manifest, Procedure.UPDATE);
    assertTrue(result.isComplete(), () -> String.valueOf(result.failure()));
    List<String> seen = lines(events);
    assertEquals(
        List.of(
            "shared 1 0 directive-set-component-index /one",
            "shared 3 0 directive-set-parameters /one",
            "1 0 directive-set-component-index /one",
            "1 0 directive-set-component-index /two",
            "3 0 directive-try-each /one 0",
            "7 1 directive-override-parameters /one",
            "12 1 condition-check-content /one ok",
            "3 0 directive-try-each /two 0",
            "7 1 directive-override-parameters /two",
            "12 1 condition-check-content /two failed",
            "3 0 directive-try-each /two 1",
            "16 1 directive-override-parameters /two",
            "21 1 directive-write /two ok",
            "23 0 directive-set-component-index /two",
            "25 0 directive-run-sequence /two",
            "29 1 condition-check-content /two ok"),
        seen);
    ReportedCourse told =
        ReportedCourse.of(result.report().orElseThrow(), manifest, List.of(), Procedure.UPDATE);
    assertTrue(told.consistent());
    assertEquals(seen, lines(told.events()));
  }

  @Test
  void aFailureSaysThatItIsInTheSharedSequence() {
    VerifiedManifest manifest =
        new Author()
            .sign(
                SuitManifest.builder(
                        1,
                        SuitCommon.of(ONE)
                            .withSharedSequence(
                                sequence()
                                    .overrideParameters(
                                        SuitParameters.builder()
                                            .set(SuitParameter.SOFT_FAILURE, true)
                                            .build())
                                    .build()))
                    .sequence(
                        SuitManifestLabel.INSTALL,
                        add(sequence(), SuitCommandCode.CONDITION_ABORT).build())
                    .build(),
                Map.of());
    List<Event> events = new ArrayList<>();
    ProcessFailure failure =
        new ManifestProcessor(
                Platform.builder(
                        new MemoryStore().with(ONE),
                        new MemoryRegistry(),
                        DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
                    .build(),
                ProcessorPolicy.defaults(),
                noting(events))
            .process(manifest, Procedure.UPDATE)
            .failure()
            .orElseThrow();
    assertTrue(failure.shared());
    assertEquals(SuitManifestLabel.INSTALL.label(), failure.record().manifestSection());
    assertEquals(List.of("shared 1 0 directive-override-parameters /one"), lines(events));
  }
}
