package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Reason;

/** Command sequences in command sequences, as deep as they may be, on a small stack. */
class NestingTest {

  /** A fraction of what threads have by default (1 MiB on 64-bit Linux). */
  private static final long SMALL_STACK = 256 << 10;

  private static final SuitDecodeOptions DEEPEST =
      SuitDecodeOptions.defaults()
          .withCodec(DecodeOptions.defaults().withMaxDepth(DecodeOptions.LARGEST_MAX_DEPTH));

  /** How a sequence can be in another. */
  enum Shape {
    RUN_SEQUENCE,
    TRY_EACH
  }

  /** A manifest whose install section is the outermost of so many sequences. */
  private static Bytes nested(Shape shape, int sequences) {
    CborWriter writer = new CborWriter();
    writer.beginMap().writeLong(1).writeLong(1).writeLong(2).writeLong(0);
    writer.writeLong(3).beginWrapped().beginMap().endMap().endWrapped();
    writer.writeLong(20);
    for (int i = 1; i < sequences; i++) {
      writer.beginWrapped().beginArray();
      if (shape == Shape.RUN_SEQUENCE) {
        writer.writeLong(32);
      } else {
        writer.writeLong(15).beginArray();
        writer.beginWrapped().beginArray().writeLong(14).writeLong(0).endArray().endWrapped();
      }
    }
    writer.beginWrapped().beginArray().writeLong(14).writeLong(15).endArray().endWrapped();
    for (int i = 1; i < sequences; i++) {
      if (shape == Shape.TRY_EACH) {
        writer.endArray();
      }
      writer.endArray().endWrapped();
    }
    return writer.endMap().toBytes();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void onSmallStack(Action action) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                action.run();
              } catch (Throwable e) {
                thrown.set(e);
              }
            },
            "small stack",
            SMALL_STACK);
    thread.start();
    thread.join();
    assertNull(thrown.get(), () -> "threw " + thrown.get());
  }

  @ParameterizedTest
  @EnumSource
  void everythingWorksOnTheDeepest(Shape shape) throws InterruptedException {
    Bytes encoded = nested(shape, SuitCommandSequence.DEEPEST_NESTING);
    onSmallStack(
        () -> {
          SuitManifest manifest = SuitManifest.decodeUnverified(encoded, DEEPEST);
          SuitManifest other = SuitManifest.decodeUnverified(encoded, DEEPEST);
          SuitCommandSequence install = manifest.contentOf(SuitManifestLabel.INSTALL);
          assertEquals(manifest, other);
          assertEquals(install.hashCode(), other.contentOf(SuitManifestLabel.INSTALL).hashCode());
          assertTrue(manifest.toString().contains("INSTALL"));
          assertEquals(encoded, manifest.encode().toBytes());
          assertEquals(manifest, manifest.toBuilder().build());
          Edn.print(encoded, SuitShapes.manifest(), EdnPrintOptions.pretty());
        });
  }

  @ParameterizedTest
  @EnumSource
  void deeperIsRefused(Shape shape) throws InterruptedException {
    onSmallStack(
        () -> {
          for (int more : List.of(1, 100, 1_000)) {
            Bytes encoded = nested(shape, SuitCommandSequence.DEEPEST_NESTING + more);
            DecodeException e =
                assertThrows(
                    DecodeException.class, () -> SuitManifest.decodeUnverified(encoded, DEEPEST));
            assertEquals(Reason.FIXED_LIMIT, e.reason());
          }
        });
  }

  /** What no decoder would read cannot be built. */
  @Test
  void deeperIsNotBuilt() {
    SuitCommandSequence sequence =
        SuitCommandSequence.of(SuitCommand.of(SuitCommandCode.CONDITION_ABORT, SuitRepPolicy.NONE));
    for (int i = 0; i < SuitCommandSequence.DEEPEST_NESTING; i++) {
      sequence = SuitCommandSequence.of(new SuitDirective.RunSequence(sequence));
    }
    SuitManifest.Builder builder =
        SuitManifest.builder(1, SuitCommon.of()).sequence(SuitManifestLabel.INSTALL, sequence);
    assertThrows(IllegalArgumentException.class, builder::build);
  }
}
