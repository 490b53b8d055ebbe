package org.teep4j.vectors.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.format.BehaviourPack;
import org.teep4j.vectors.format.CborExamples;
import org.teep4j.vectors.format.CoseExample;
import org.teep4j.vectors.format.GluecoseExample;
import org.teep4j.vectors.format.MalformedCbor;
import org.teep4j.vectors.format.NotationExamples;
import org.teep4j.vectors.format.NotationPair;
import org.teep4j.vectors.format.ScenarioPack;
import org.teep4j.vectors.format.VectorSetFile;
import org.teep4j.vectors.load.LoadedVectors;
import org.teep4j.vectors.load.SkippedFile;
import org.teep4j.vectors.load.VectorFormatException;

/** Replays the files that a loader has read. */
final class FilesReplay {
  private final LoadedVectors loaded;
  private final Optional<Path> store;
  private final KnownErrata errata = KnownErrata.load();
  private final List<SkippedFile> passedOver;
  private int packs;

  private FilesReplay(LoadedVectors loaded, Optional<Path> store) {
    this.loaded = loaded;
    this.store = store;
    this.passedOver = new ArrayList<>(loaded.skipped());
  }

  /**
   * Replays the files.
   *
   * @param loaded the files that were read
   * @param progress called before each set
   * @param store where scenarios keep their devices; empty for memory
   * @return the results of all sets
   */
  static ReplayReport of(LoadedVectors loaded, ReplayProgress progress, Optional<Path> store) {
    return new FilesReplay(loaded, store).run(progress);
  }

  private ReplayReport run(ReplayProgress progress) {
    Map<String, List<VectorFile>> groups = new LinkedHashMap<>();
    for (VectorFile file : loaded.files()) {
      groups.computeIfAbsent(group(file), name -> new ArrayList<>()).add(file);
    }
    List<SetReplay> sets = new ArrayList<>();
    int total = loaded.count();
    int done = 0;
    for (Map.Entry<String, List<VectorFile>> group : groups.entrySet()) {
      progress.at(group.getKey(), done, total);
      SetReplay set = replay(group.getKey(), group.getValue());
      if (set.vectors() > 0) {
        sets.add(set);
      }
      done += group.getValue().stream().mapToInt(VectorFile::count).sum();
    }
    return new ReplayReport(sets, passedOver);
  }

  /** The name of a file's set: the file if it has several vectors, otherwise its folder. */
  private String group(VectorFile file) {
    if (file instanceof VectorSetFile set) {
      return set.set().name();
    }
    boolean single =
        file instanceof CoseExample
            || file instanceof GluecoseExample
            || file instanceof NotationPair;
    Path folder = file.file().getParent();
    if (!single || folder == null) {
      return name(file.file());
    }
    String name = name(folder);
    return name.isEmpty() ? name(folder.toAbsolutePath().normalize().getFileName()) : name;
  }

  /** A path in the report: relative to the requested folder, with slashes. */
  private String name(Path file) {
    Path root = loaded.root();
    Path shown = file.startsWith(root) && !file.equals(root) ? root.relativize(file) : file;
    if (file.equals(root) && root.getFileName() != null) {
      shown = root.getFileName();
    }
    return shown.toString().replace('\\', '/');
  }

  private SetReplay replay(String name, List<VectorFile> files) {
    if (files.get(0) instanceof VectorSetFile file) {
      return SetReplay.of(file.set());
    }
    if (files.get(0) instanceof ScenarioPack pack) {
      return ScenarioReplay.of(name, pack, store.map(this::nextFolder));
    }
    if (files.get(0) instanceof BehaviourPack pack) {
      return BehaviourReplay.of(name, pack);
    }
    List<ReplayResult> results = new ArrayList<>();
    int vectors = 0;
    for (VectorFile file : files) {
      try {
        results.addAll(results(file));
        vectors += file.count();
      } catch (VectorFormatException refused) {
        passedOver.add(new SkippedFile(refused.file(), refused.kind(), refused.reason()));
      }
    }
    return new SetReplay(name, title(files.get(0)), vectors, results);
  }

  private Path nextFolder(Path folder) {
    packs++;
    return folder.resolve("pack-" + packs);
  }

  private static String title(VectorFile file) {
    return switch (file.format()) {
      case TEEP4J -> "Teep4j vectors";
      case COSE_WG_EXAMPLE -> "COSE working group examples";
      case GLUECOSE -> "gluecose";
      case COSE_HPKE -> "COSE-HPKE";
      case RFC8392 -> "RFC 8392, appendix A";
      case CBOR_APPENDIX_A -> "RFC 8949, appendix A";
      case CBOR_APPENDIX_F -> "RFC 8949, appendix F";
      case EDN_EXAMPLES -> "equivalent notations";
      case SUIT_SCENARIOS -> "SUIT scenarios";
      case TEEP_CASES -> "TEEP behaviour cases";
      case WYCHEPROOF -> "Wycheproof";
      case HEX_AND_NOTATION -> "digits and notation";
    };
  }

  private List<ReplayResult> results(VectorFile file) throws VectorFormatException {
    Optional<List<ReplayResult>> translated = UpstreamReplay.run(file);
    if (translated.isPresent()) {
      return translated.get();
    } else if (file instanceof CborExamples examples) {
      return judged(file.file(), CborFileReplay.examples(examples));
    } else if (file instanceof MalformedCbor malformed) {
      return judged(file.file(), CborFileReplay.malformed(malformed));
    } else if (file instanceof NotationExamples notations) {
      return judged(file.file(), CborFileReplay.notations(notations));
    } else if (file instanceof NotationPair pair) {
      List<ReplayResult> results = new ArrayList<>();
      PairReplay.run(pair, FilesReplay::base)
          .forEach((path, run) -> results.addAll(judged(path, List.of(run))));
      return results;
    }
    throw new IllegalStateException("not replayed: " + file.format());
  }

  private static String base(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The results of the vectors of a file, after comparison with its known errata. */
  private List<ReplayResult> judged(Path file, List<Run> runs) {
    List<ReplayResult> results = new ArrayList<>();
    for (Run run : runs) {
      results.addAll(errata.judge(file, run));
    }
    return results;
  }
}
