package org.teep4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teep4j.vectors.load.LoadedVectors;
import org.teep4j.vectors.load.SkippedFile;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;
import org.teep4j.vectors.replay.Replay;
import org.teep4j.vectors.replay.ReplayReport;
import org.teep4j.vectors.replay.SetReplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run published test vectors through the library and report the results.",
      "",
      "Without PATH, the built-in sets are run. A vector that was published with an"
          + " error counts as a known erratum if it fails in exactly the documented way,"
          + " otherwise as failed. For skipped vectors the reason is printed.",
      "",
      "A pack of scenarios has devices that process SUIT manifests, a pack of behaviour cases has"
          + " TAMs and TEEP Agents. What these only recommend counts as different, and is no"
          + " failure."
    },
    footer = {
      "",
      "File formats: this project's own; COSE working group examples; gluecose;"
          + " COSE-HPKE; RFC 8392; the appendices A and F of RFC 8949 as JSON; Wycheproof;"
          + " suit-processing-scenarios/1; teep-behaviour-cases/1;"
          + " hexadecimal digits (files that end in .hex) and diagnostic notation (.diag)."
          + " Folders are searched recursively.",
      "",
      "The last line is: replay: P passed, F failed, E known errata, S skipped",
      "If they differ where the text only recommends, it ends with: , D different",
      "Exit codes: 0 no failures; 1 failures; 2 wrong usage, or a file cannot be read."
    })
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--json", description = "Print every result as JSON instead of tables.")
  private boolean json;

  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      description =
          "Keep the devices of scenarios in files below a new or empty folder, instead of in"
              + " memory.")
  private @Nullable Path store;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "File or folder with vectors.")
  private List<String> paths = new ArrayList<>();

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    if (store != null) {
      requireEmpty(store);
    }
    ReplayReport report = paths.isEmpty() ? Replay.builtIn(this::progress) : ofPaths();
    console.progress("");
    if (json) {
      console.out().println(ReplayJson.of(report));
    } else {
      new ReplayText(console.out(), console.terminal()).print(report);
    }
    console.out().flush();
    return report.isGood() ? ExitCode.GOOD : ExitCode.REJECTED;
  }

  private void progress(String set, int done, int total) {
    console.progress("replaying " + (done + 1) + " of " + total + ": " + Text.safe(set));
  }

  private ReplayReport ofPaths() throws UsageException {
    List<SetReplay> sets = new ArrayList<>();
    List<SkippedFile> passedOver = new ArrayList<>();
    for (String path : paths) {
      console.progress("reading " + Text.safe(path));
      LoadedVectors loaded = load(path);
      ReplayReport report =
          store == null
              ? Replay.of(loaded, this::progress)
              : Replay.of(loaded, this::progress, folderFor(store, path));
      sets.addAll(report.sets());
      passedOver.addAll(report.passedOver());
      if (loaded.files().isEmpty() && report.isGood()) {
        throw new UsageException(path + ": no vectors here");
      }
    }
    return new ReplayReport(sets, passedOver);
  }

  /** One folder for each path, if there are several. */
  private Path folderFor(Path all, String path) {
    return paths.size() == 1 ? all : all.resolve("path-" + (paths.indexOf(path) + 1));
  }

  private void requireEmpty(Path folder) throws UsageException {
    if (paths.isEmpty()) {
      throw new UsageException("--store is for scenarios in PATH");
    }
    try (Stream<Path> entries = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      if (entries.findAny().isPresent()) {
        throw new UsageException(folder + ": not empty");
      }
    } catch (IOException e) {
      throw new UsageException(folder + ": not a folder");
    }
  }

  private static LoadedVectors load(String path) throws UsageException {
    try {
      return new VectorLoader().load(Path.of(path));
    } catch (InvalidPathException | VectorFormatException refused) {
      throw new UsageException(String.valueOf(refused.getMessage()));
    }
  }
}
