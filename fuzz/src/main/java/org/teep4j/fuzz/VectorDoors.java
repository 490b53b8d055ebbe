package org.teep4j.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.vectors.CborPath;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.load.LoadedVectors;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;
import org.teep4j.vectors.replay.Replay;
import org.teep4j.vectors.replay.ReplayProgress;

/** Files of vectors, and paths in them. */
final class VectorDoors {
  /**
   * Vector files are a developer's own, read into a tree of Jackson's, which takes more for each
   * byte than what it stands for; limits of their size are in {@code LoadLimits}.
   */
  private static final Budget TREE = new Budget(512, 4 << 20);

  private static final int MOST_REPLAYED = 4;

  /** A pack of behaviour cases. Its key is none, so that what is read is not run for long. */
  private static final String CASES =
      """
      {"about": {"format": "teep-behaviour-cases/1", "clock": 7}, "keys": {"a": {"public": "a0"}},
       "certificates": {}, "manifests": {}, "values": {"T1": "a1a1"}, "cases": [
        {"name": "one", "role": "tam", "level": "must", "cite": "7.1", "dialects": ["RFC"],
         "state": {"tam-keys": ["a"], "outstanding": [{"message": "query-request",
          "token": "a1a1", "items": 2, "age-seconds": 10}]},
         "incoming": {"RFC": ["a0"]},
         "expect": {"reply": "update", "token": "fresh, 8..64 bytes or absent",
          "cose": "COSE_Sign1, alg -9, verifies with a"}, "accept-also": [{"reply": null}],
         "after": {"outstanding": "one, for the token; T1 still waits", "installed": "x 5"}}]}
      """;

  private VectorDoors() {}

  static List<Door<?>> all() {
    return List.of(
        Door.text(
                "cbor-path",
                input -> CborPath.parse(Text.of(input)),
                "CborPath.parse",
                "CborPath.find")
            .checking((path, input) -> path(path))
            .refusing(IllegalArgumentException.class)
            .from(() -> List.of(Text.bytes("/1/\"a\"/<<>>"))),
        file("vectors-json", "input.json", "VectorLoader.loadFile")
            .from(() -> List.of(Text.bytes(CASES))),
        file("vectors-diag", "input.diag", "VectorLoader.load"),
        file("vectors-hex", "input.hex"));
  }

  private static Door<?> file(String name, String file, String... covers) {
    return Door.text(name, input -> load(input, file), covers)
        .refusing(VectorFormatException.class)
        .checking((read, input) -> replay(read))
        .within(TREE)
        .slow(20);
  }

  private static void path(CborPath path) {
    try {
      path.find(Bytes.fromHex("a101820243a1f600"));
    } catch (DecodeException refused) {
      // Few paths lead anywhere there.
    }
    Require.equal(path, CborPath.parse(path.toString()), "path");
  }

  private static VectorFile load(byte[] input, String name)
      throws IOException, VectorFormatException {
    Path file = Scratch.file(name);
    Files.write(file, input);
    return new VectorLoader().loadFile(file);
  }

  private static void replay(VectorFile read) {
    Require.that(read.count() >= 1, "at least one vector");
    if (read.count() <= MOST_REPLAYED) {
      LoadedVectors loaded = new LoadedVectors(read.file(), List.of(read), List.of());
      Replay.of(loaded, ReplayProgress.NONE);
    }
  }
}
