package org.teep4j.vectors.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.vectors.Provenance;
import org.teep4j.vectors.SourceDocument;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorSet;
import org.teep4j.vectors.format.CoseExample;
import org.teep4j.vectors.format.CoseExampleVectors;
import org.teep4j.vectors.format.CwtExamples;
import org.teep4j.vectors.format.CwtVectors;
import org.teep4j.vectors.format.GluecoseExample;
import org.teep4j.vectors.format.GluecoseVectors;
import org.teep4j.vectors.format.HpkeExamples;
import org.teep4j.vectors.format.HpkeVectors;
import org.teep4j.vectors.format.KeyRing;
import org.teep4j.vectors.format.UnknownNameException;
import org.teep4j.vectors.format.WycheproofFile;
import org.teep4j.vectors.format.WycheproofVectors;
import org.teep4j.vectors.load.SkippedFile.Cause;
import org.teep4j.vectors.load.VectorFormatException;

/** Replays files of COSE objects after converting them into this project's own format. */
final class UpstreamReplay {
  private static final SourceDocument UNKNOWN = new SourceDocument("", "", "", "");

  private UpstreamReplay() {}

  /**
   * The results of a file; empty if the format of the file is not one of COSE objects.
   *
   * @throws VectorFormatException if the file cannot be converted
   */
  static Optional<List<ReplayResult>> run(VectorFile file) throws VectorFormatException {
    KeyRing keys = new KeyRing();
    Provenance source = new Provenance(UNKNOWN, "", Optional.of(file.file().toString()), false);
    String name = base(file.file());
    try {
      return vectors(file, name, source, keys).map(vectors -> replay(name, keys, vectors));
    } catch (UnknownNameException unknown) {
      return Optional.of(skipped(file, name, String.valueOf(unknown.getMessage())));
    } catch (IllegalArgumentException damaged) {
      String reason = String.valueOf(damaged.getMessage());
      throw new VectorFormatException(file.file(), Cause.UNREADABLE, reason, damaged);
    }
  }

  private static Optional<List<TestVector>> vectors(
      VectorFile file, String name, Provenance source, KeyRing keys) {
    if (file instanceof CoseExample example) {
      return Optional.of(List.of(CoseExampleVectors.of(example, name, source, keys)));
    } else if (file instanceof GluecoseExample example) {
      return Optional.of(List.of(GluecoseVectors.of(example, name, source, keys)));
    } else if (file instanceof HpkeExamples examples) {
      return Optional.of(HpkeVectors.of(examples, source, keys));
    } else if (file instanceof CwtExamples examples) {
      return Optional.of(CwtVectors.of(examples, source, keys));
    } else if (file instanceof WycheproofFile tests) {
      return Optional.of(WycheproofVectors.of(tests, source, keys));
    }
    return Optional.empty();
  }

  private static List<ReplayResult> replay(String name, KeyRing keys, List<TestVector> vectors) {
    VectorSet set = new VectorSet(name, name, List.of(UNKNOWN), keys.keys(), vectors);
    return SetReplay.of(set).results();
  }

  /** One result for each vector, so that the counts of a report stay right. */
  private static List<ReplayResult> skipped(VectorFile file, String name, String reason) {
    List<ReplayResult> results = new ArrayList<>();
    for (int i = 1; i <= file.count(); i++) {
      results.add(
          new ReplayResult(
              file.count() == 1 ? name : name + " " + i,
              Outcome.SKIPPED,
              List.of(),
              Optional.empty(),
              List.of(),
              Optional.of(reason)));
    }
    return results;
  }

  private static String base(Path file) {
    return String.valueOf(file.getFileName());
  }
}
