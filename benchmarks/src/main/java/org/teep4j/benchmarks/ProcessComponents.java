package org.teep4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitCommand;
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
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.PayloadFetcher;
import org.teep4j.suit.processor.memory.MemoryStore;

/** An update that writes and checks 16 bytes in each of many components. */
public class ProcessComponents extends Defaults {

  /** The number of components. Each has four commands. */
  @Param({"1", "10", "100", "1000"})
  public int components = 1;

  private final List<SuitComponentIdentifier> ids = new ArrayList<>();
  private VerifiedManifest manifest;

  /** Makes the manifest, and checks that it is executed. */
  @Setup
  public void setup() throws Exception {
    List<SuitCommand> commands = new ArrayList<>();
    Bytes content = Bytes.wrap(new byte[16]);
    for (int i = 0; i < components; i++) {
      ids.add(SuitComponentIdentifier.ofText("component", String.valueOf(i)));
      commands.add(new SuitDirective.SetComponentIndex(SuitIndexArg.of(i)));
      commands.add(
          Updates.override(SuitParameters.builder().set(SuitParameter.CONTENT, content).build()));
      commands.add(Updates.command(SuitCommandCode.DIRECTIVE_WRITE));
      commands.add(Updates.command(SuitCommandCode.CONDITION_CHECK_CONTENT));
    }
    manifest =
        Updates.verified(
            SuitManifest.builder(1, SuitCommon.of(ids.toArray(SuitComponentIdentifier[]::new)))
                .sequence(SuitManifestLabel.INSTALL, SuitCommandSequence.of(commands))
                .build());
    for (Optional<Bytes> written : update().components().values()) {
      Check.sameBytes("a component", content.toByteArray(), written.orElseThrow().toByteArray());
    }
  }

  /** One update of a new device. */
  @Benchmark
  public MemoryStore update() {
    MemoryStore store = new MemoryStore();
    ids.forEach(id -> store.with(id));
    return Updates.process(manifest, store, PayloadFetcher.none());
  }
}
