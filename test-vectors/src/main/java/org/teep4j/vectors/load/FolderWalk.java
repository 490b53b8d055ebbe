package org.teep4j.vectors.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.load.SkippedFile.Cause;

/** Reads all vector files in a folder and the folders below. Use once. */
final class FolderWalk {
  private final Path root;
  private final LoadLimits limits;
  private final List<VectorFile> files = new ArrayList<>();
  private final List<SkippedFile> skipped = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private int entriesLeft;

  /**
   * Makes a walk.
   *
   * @param root the folder
   */
  FolderWalk(Path root, LoadLimits limits) {
    this.root = root;
    this.limits = limits;
    this.entriesLeft = limits.files();
  }

  /**
   * Reads all files.
   *
   * @return the files that were read and skipped
   */
  LoadedVectors run() {
    folder(root, 0);
    return new LoadedVectors(root, files, skipped);
  }

  private void folder(Path folder, int depth) {
    if (depth > limits.depth()) {
      skip(folder, Cause.LIMIT, "more than " + limits.depth() + " folders deep");
      return;
    }
    List<Path> entries;
    try {
      if (!seen.add(folder.toRealPath())) {
        skip(folder, Cause.SEEN_BEFORE, "a folder that was reached before");
        return;
      }
      // One more than the limit, to detect that the limit is exceeded.
      entries = Folder.list(folder, entriesLeft + 1);
    } catch (VectorFormatException unreadable) {
      skip(unreadable);
      return;
    } catch (IOException unreadable) {
      skip(folder, Cause.UNREADABLE, "cannot be listed: " + unreadable);
      return;
    }
    if (entries.size() > entriesLeft) {
      skip(
          folder,
          Cause.LIMIT,
          "with this folder there are more than " + limits.files() + " files and folders");
      return;
    }
    entriesLeft -= entries.size();
    entries(entries, depth);
  }

  private void entries(List<Path> entries, int depth) {
    List<Path> plain = new ArrayList<>(entries);
    plain.removeIf(Files::isDirectory);
    Map<Path, PairReader.Group> pairs = PairReader.group(plain);
    // Compared by identity, because equality would compare every file of a group.
    Set<PairReader.Group> done = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Path entry : entries) {
      PairReader.Group pair = pairs.get(entry);
      if (pair != null) {
        if (done.add(pair)) {
          pair(pair);
        }
      } else if (Files.isDirectory(entry)) {
        if (PairReader.nameOf(entry).startsWith(".")) {
          skip(entry, Cause.OTHER_FILE, "a hidden folder");
        } else {
          folder(entry, depth + 1);
        }
      } else if (PairReader.nameOf(entry).endsWith(".json")) {
        json(entry);
      } else {
        skip(entry, Cause.OTHER_FILE, "not named like vectors");
      }
    }
  }

  private void json(Path file) {
    try {
      byte[] content = FileContent.bytes(file, limits.fileSize());
      files.add(FileReader.readJson(Json.parse(content, file), file, limits.fileSize()));
    } catch (VectorFormatException refused) {
      skip(refused);
    }
  }

  /** Reads the readable files of a group. */
  private void pair(PairReader.Group pair) {
    List<Path> left = new ArrayList<>(pair.files());
    while (!left.isEmpty()) {
      try {
        files.add(PairReader.read(new PairReader.Group(pair.name(), left), limits.fileSize()));
        return;
      } catch (VectorFormatException refused) {
        skip(refused);
        if (!left.remove(refused.file())) {
          throw new IllegalStateException(refused);
        }
      }
    }
  }

  private void skip(VectorFormatException refused) {
    skip(refused.file(), refused.kind(), refused.reason());
  }

  private void skip(Path file, Cause cause, String reason) {
    skipped.add(new SkippedFile(file, cause, reason));
  }
}
