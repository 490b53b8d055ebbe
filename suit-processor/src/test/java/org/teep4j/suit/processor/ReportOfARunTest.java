package org.teep4j.suit.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.authoring.SequenceBuilder;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportReason;

/** What reports say about a start, a nonce and capabilities. */
class ReportOfARunTest {

  private static final SuitComponentIdentifier APP = SuitComponentIdentifier.ofText("app");
  private static final SuitRepPolicy RECORDED =
      SuitRepPolicy.of(SuitRepPolicy.SEND_RECORD_ON_SUCCESS);

  private final Author author = new Author();
  private final List<String> course = new ArrayList<>();
  private final List<SuitReport> pending = new ArrayList<>();
  private boolean startable = true;

  private VerifiedManifest invoking(SequenceBuilder commands) {
    return author.sign(
        SuitManifest.builder(1, SuitCommon.of(APP))
            .sequence(SuitManifestLabel.INVOKE, commands.build())
            .build(),
        Map.of());
  }

  private VerifiedManifest invoking() {
    return invoking(SequenceBuilder.sequence().add(SuitCommandCode.DIRECTIVE_INVOKE, RECORDED));
  }

  /** A manifest that is aborted before its invoke. */
  private VerifiedManifest failing() {
    return invoking(
        SequenceBuilder.sequence()
            .add(SuitCommandCode.CONDITION_IS_DEPENDENCY, RECORDED)
            .add(SuitCommandCode.DIRECTIVE_INVOKE, RECORDED));
  }

  private ManifestProcessor processor() {
    MemoryStore store = new MemoryStore().with(APP, Bytes.ofUtf8("app"));
    ProcessListener listener =
        new ProcessListener() {
          @Override
          public void invokePending(CommandTarget target, SuitReport report) {
            course.add("pending " + target.component());
            pending.add(report);
          }
        };
    return new ManifestProcessor(
        Platform.builder(
                store, new MemoryRegistry(), DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .invoker(
                (target, arguments) -> {
                  course.add("start " + target.component());
                  if (!startable) {
                    throw new IOException("broken");
                  }
                })
            .build(),
        ProcessorPolicy.defaults(),
        listener);
  }

  private static SuitReport.Result.Failure failure(SuitReport report) {
    return (SuitReport.Result.Failure) report.result();
  }

  @Test
  void aStartIsAnnouncedBeforeItHappens() {
    VerifiedManifest manifest = invoking();
    ProcessResult result = processor().process(manifest, Procedure.INVOCATION);
    assertTrue(result.isComplete());
    assertEquals(List.of("pending /app", "start /app"), course);
    SuitReport.Result.Failure announced = failure(pending.get(0));
    assertEquals(Optional.of(SuitReportReason.INVOKE_PENDING), announced.knownReason());
    assertEquals(List.of(), pending.get(0).records());
    SuitReport report = result.report().orElseThrow();
    assertEquals(new SuitReport.Result.Success(), report.result());
    SuitRecord started = (SuitRecord) report.records().get(0);
    assertEquals(SuitManifestLabel.INVOKE.label(), started.manifestSection());
    assertEquals(started, announced.record());
  }

  @Test
  void anAnnouncedStartIsTold() {
    VerifiedManifest manifest = invoking();
    processor().process(manifest, Procedure.INVOCATION);
    ReportedCourse told =
        ReportedCourse.of(pending.get(0), manifest, List.of(), Procedure.INVOCATION);
    assertTrue(told.consistent());
    assertEquals(SuitReportReason.INVOKE_PENDING, told.failure().orElseThrow().reason());
    assertEquals(
        SuitCommandCode.DIRECTIVE_INVOKE.label(),
        told.failure().orElseThrow().command().orElseThrow());
    assertEquals(1, told.events().size());
  }

  @Test
  void aStartThatFailsIsNotPending() {
    startable = false;
    ProcessResult result = processor().process(invoking(), Procedure.INVOCATION);
    assertEquals(
        Optional.of(SuitReportReason.OPERATION_FAILED),
        failure(result.report().orElseThrow()).knownReason());
    assertEquals(1, pending.size());
  }

  @Test
  void whatDoesNotHappenIsNotAnnounced() {
    ManifestProcessor processor = processor();
    assertTrue(processor.dryRun(invoking(), Procedure.INVOCATION).isComplete());
    processor.process(failing(), Procedure.INVOCATION); // ends with its condition
    assertEquals(List.of(), course);
  }

  @Test
  void theNonceIsTheCallers() {
    SuitReport report =
        processor().process(invoking(), Procedure.INVOCATION).report().orElseThrow();
    assertEquals(Optional.empty(), report.nonce());
    Bytes token = Bytes.ofUtf8("token");
    SuitReport fresh = report.withNonce(token);
    assertEquals(Optional.of(token), fresh.nonce());
    assertEquals(report.withNonce(Bytes.empty()), fresh.withNonce(Bytes.empty()));
    assertEquals(report.records(), fresh.records());
  }

  @Test
  void aMissingCapabilityBringsTheCapabilities() {
    ManifestProcessor processor = processor();
    SuitReport unsupported =
        processor
            .process(
                invoking(
                    SequenceBuilder.sequence()
                        .add(new SuitCommand.Custom(-300, Bytes.fromHex("00")))),
                Procedure.INVOCATION)
            .report()
            .orElseThrow();
    assertEquals(
        Optional.of(SuitReportReason.COMMAND_UNSUPPORTED), failure(unsupported).knownReason());
    assertEquals(Optional.of(processor.capabilities()), unsupported.capabilityReport());
    SuitReport failed = processor.process(failing(), Procedure.INVOCATION).report().orElseThrow();
    assertEquals(Optional.empty(), failed.capabilityReport());
  }
}
