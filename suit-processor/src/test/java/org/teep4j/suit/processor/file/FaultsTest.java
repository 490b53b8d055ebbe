package org.teep4j.suit.processor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.processor.authoring.SequenceBuilder.sequence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
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
import org.teep4j.suit.processor.ComponentInvoker;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.PayloadFetcher;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.processor.ProcessResult.Outcome;
import org.teep4j.suit.processor.ProcessorPolicy;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.file.StoppingDisk.Stopped;
import org.teep4j.suit.report.SuitReportReason;

/** What fails on a device of files, and what is left then. */
@Tag("once")
class FaultsTest {

  private static final SuitComponentIdentifier APP = SuitComponentIdentifier.ofText("bin", "app");
  private static final DeviceIdentity DEVICE = DeviceIdentity.of(Set.of(), Set.of(), Set.of());
  private static final SuitRepPolicy POLICY = SuitRepPolicy.NONE;
  private static final Author AUTHOR = new Author();
  private static final byte[] PAYLOAD = new byte[300_000];

  @TempDir Path folder;

  /** A disk on which one change fails, or all from there on. */
  private static final class FailingDisk extends Disk {

    private final int first;
    private final int last;
    private int count;

    FailingDisk(int first, int last) {
      this.first = first;
      this.last = last;
    }

    @Override
    void before(String what) throws IOException {
      int number = count++;
      if (number >= first && number <= last) {
        throw new IOException("no " + what);
      }
    }
  }

  private FilePlatform open() throws IOException {
    return FilePlatform.open(folder.resolve("device"), id -> true, StoppingDisk.never());
  }

  private static VerifiedManifest manifest(long number, SuitCommandSequence install) {
    return manifest(APP, number, install);
  }

  private static VerifiedManifest manifest(
      SuitComponentIdentifier component, long number, SuitCommandSequence install) {
    return AUTHOR.sign(
        SuitManifest.builder(number, SuitCommon.of(component))
            .sequence(SuitManifestLabel.INSTALL, install)
            .build(),
        Map.of());
  }

  private static VerifiedManifest writing(long number, String content) {
    return writing(APP, number, content);
  }

  private static VerifiedManifest writing(
      SuitComponentIdentifier component, long number, String content) {
    return manifest(
        component,
        number,
        sequence()
            .overrideParameters(
                SuitParameters.builder().set(SuitParameter.CONTENT, Bytes.ofUtf8(content)).build())
            .add(SuitCommandCode.DIRECTIVE_WRITE, POLICY)
            .build());
  }

  private static VerifiedManifest fetching(Uint size) {
    return manifest(
        1,
        sequence()
            .overrideParameters(
                SuitParameters.builder()
                    .set(SuitParameter.URI, "app")
                    .set(SuitParameter.IMAGE_SIZE, size)
                    .set(SuitParameter.IMAGE_DIGEST, Author.digest(Bytes.wrap(PAYLOAD)))
                    .build())
            .add(SuitCommandCode.DIRECTIVE_FETCH, POLICY)
            .add(SuitCommandCode.CONDITION_IMAGE_MATCH, POLICY)
            .build());
  }

  private static ProcessResult update(FilePlatform files, VerifiedManifest manifest) {
    return update(files, manifest, PayloadFetcher.none(), ComponentInvoker.none());
  }

  private static ProcessResult update(
      FilePlatform files,
      VerifiedManifest manifest,
      PayloadFetcher fetcher,
      ComponentInvoker invoker) {
    Platform platform = files.builder(DEVICE).fetcher(fetcher).invoker(invoker).build();
    return new ManifestProcessor(platform).process(manifest, Procedure.UPDATE);
  }

  private static String active(FilePlatform files) throws IOException {
    try (InputStream in = files.store().content(APP).orElseThrow().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** One change of the disk fails: everything is done, or nothing, and the result says which. */
  @Test
  void anErrorBeforeTheDecisionChangesNothingAndOneAfterItLittle() throws IOException {
    UpdateOfManyParts update = new UpdateOfManyParts(Author.newKey(), 1000);
    Path device = folder.resolve("device");
    int aborted = 0;
    int complete = 0;
    Object before = null;
    Object after = null;
    FailingDisk disk;
    do {
      UpdateOfManyParts.delete(device);
      update.prepare(device);
      before = state();
      disk = new FailingDisk(aborted + complete, aborted + complete);
      Outcome outcome;
      try (FilePlatform files = FilePlatform.open(device, id -> true, disk)) {
        outcome = update.process(files, Procedure.UPDATE, ProcessListener.NONE).outcome();
      } catch (IOException e) {
        outcome = Outcome.ABORTED; // the device could not be opened
      }
      String what = "change " + (aborted + complete);
      if (outcome == Outcome.COMPLETE) {
        complete++;
        after = after == null ? state() : after;
        assertEquals(after, state(), what);
      } else {
        assertEquals(0, complete, what + ": aborted after the decision");
        assertEquals(before, state(), what);
        aborted++;
      }
    } while (disk.count > disk.first);
    assertTrue(aborted > 20 && complete > 20, aborted + " and " + complete);
  }

  private Object state() throws IOException {
    try (FilePlatform files = open()) {
      Map<String, Object> state = UpdateOfManyParts.state(files);
      state.remove("journal");
      return state;
    }
  }

  @Test
  void aDeviceThatCannotFinishIsGivenUp() throws IOException {
    try (FilePlatform files = open()) {
      assertTrue(update(files, writing(1, "1")).isComplete());
    }
    Path bin = folder.resolve("device/components/bin+");
    ProcessListener obstacle =
        new ProcessListener() {
          @Override
          public void after(CommandEvent event) {
            try {
              // Nobody but the store should do this: a file where the folder of a component was.
              UpdateOfManyParts.delete(bin);
              Files.writeString(bin, "in the way");
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        };
    try (FilePlatform files = open()) {
      ManifestProcessor processor =
          new ManifestProcessor(
              files.builder(DEVICE).build(), ProcessorPolicy.defaults(), obstacle);
      ProcessResult result = processor.process(writing(2, "2"), Procedure.UPDATE);
      assertEquals(Outcome.ABORTED, result.outcome());
    }
    try (FilePlatform files = open()) {
      ManifestProcessor processor = new ManifestProcessor(files.builder(DEVICE).build());
      ProcessResult blocked = processor.process(writing(3, "3"), Procedure.UPDATE);
      assertEquals(Outcome.ABORTED, blocked.outcome());
      assertThrows(IOException.class, processor::discard);
      processor.abandon();
      SuitComponentIdentifier other = SuitComponentIdentifier.ofText("other");
      assertTrue(processor.process(writing(other, 3, "3"), Procedure.UPDATE).isComplete());
      Files.delete(bin);
      assertTrue(processor.process(writing(3, "3"), Procedure.UPDATE).isComplete());
      assertEquals("3", active(files));
    }
  }

  @Test
  void aComponentThatAnUpdateStartsHasItsOldContent() throws IOException {
    List<String> started = new ArrayList<>();
    SuitCommandSequence install =
        sequence()
            .overrideParameters(
                SuitParameters.builder().set(SuitParameter.CONTENT, Bytes.ofUtf8("new")).build())
            .add(SuitCommandCode.DIRECTIVE_WRITE, POLICY)
            .add(SuitCommandCode.DIRECTIVE_INVOKE, POLICY)
            .build();
    try (FilePlatform files = open()) {
      assertTrue(update(files, writing(1, "old")).isComplete());
      ComponentInvoker failing =
          (target, arguments) -> {
            started.add(active(files));
            throw new IOException("does not start");
          };
      ProcessResult result = update(files, manifest(2, install), PayloadFetcher.none(), failing);
      assertEquals(SuitReportReason.OPERATION_FAILED, result.failure().orElseThrow().reason());
      assertEquals(List.of(), result.changes());
      assertEquals("old", active(files));

      ComponentInvoker dying =
          (target, arguments) -> {
            started.add(active(files));
            throw new Stopped("the end");
          };
      assertThrows(
          Stopped.class, () -> update(files, manifest(2, install), PayloadFetcher.none(), dying));
      result =
          update(
              files,
              manifest(2, install),
              PayloadFetcher.none(),
              (target, arguments) -> started.add(active(files)));
      assertTrue(result.isComplete());
      assertEquals("new", active(files));
    }
    assertEquals(List.of("old", "old", "old"), started);
  }

  /** Both updates make the same changes: staged content of one name becomes active. */
  @Test
  void equalChangesInARowAreNoRepetition() throws IOException {
    try (FilePlatform files = open()) {
      ProcessResult one = update(files, writing(1, "1"));
      assertEquals("1", active(files));
      ProcessResult two = update(files, writing(2, "2"));
      assertEquals(one.changes(), two.changes());
      assertEquals("2", active(files));
    }
  }

  @Test
  void anInterruptedThreadSuspendsAWrite() throws IOException {
    List<Long> offsets = new ArrayList<>();
    PayloadFetcher interrupting =
        request -> {
          offsets.add(request.offset());
          int from = (int) request.offset();
          return new ByteArrayInputStream(PAYLOAD, from, PAYLOAD.length - from) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
              if (offsets.size() == 1 && pos > PAYLOAD.length / 2) {
                Thread.currentThread().interrupt();
              }
              return super.read(buffer, offset, length);
            }
          };
        };
    VerifiedManifest manifest = fetching(Uint.of(PAYLOAD.length));
    try (FilePlatform files = open()) {
      ProcessResult result = update(files, manifest, interrupting, ComponentInvoker.none());
      assertTrue(Thread.interrupted());
      assertEquals(Outcome.SUSPENDED, result.outcome());
      result = update(files, manifest, interrupting, ComponentInvoker.none());
      assertTrue(result.isComplete());
      assertEquals(PAYLOAD.length, files.store().content(APP).orElseThrow().length());
    }
    assertEquals(2, offsets.size());
    assertEquals(0, offsets.get(0));
    assertTrue(offsets.get(1) > 0, offsets::toString);
  }

  @Test
  void spaceIsAskedForBeforeAnythingIsFetched() throws IOException {
    List<String> asked = new ArrayList<>();
    PayloadFetcher fetcher =
        request -> {
          asked.add(request.uri());
          return new ByteArrayInputStream(PAYLOAD);
        };
    try (FilePlatform files = open()) {
      ProcessResult result =
          update(files, fetching(Uint.MAX_VALUE), fetcher, ComponentInvoker.none());
      String explanation = result.failure().orElseThrow().explanation();
      assertTrue(explanation.contains("no space for " + Uint.MAX_VALUE), explanation);
      assertEquals(List.of(), asked);
      assertTrue(
          update(files, fetching(Uint.of(PAYLOAD.length)), fetcher, ComponentInvoker.none())
              .isComplete());
      assertEquals(List.of("app"), asked);
    }
  }
}
