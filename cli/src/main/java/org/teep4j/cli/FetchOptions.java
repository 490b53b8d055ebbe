package org.teep4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.processor.PayloadFetcher;
import org.teep4j.suit.processor.fetch.FileFetcher;
import org.teep4j.suit.processor.fetch.HttpFetcher;
import picocli.CommandLine.Option;

/** {@code --fetch}, {@code --fetch-root} and {@code --http}: where payloads come from. */
final class FetchOptions {
  @Option(
      names = "--fetch",
      paramLabel = "URI=FILE",
      description =
          "File that a fetch of exactly this URI delivers. Can be repeated. The last = separates"
              + " the two.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--fetch-root",
      paramLabel = "FOLDER",
      description =
          "Folder with payloads for relative references and file: URIs, which may not lead out of"
              + " it. Can be repeated.")
  private List<String> folders = new ArrayList<>();

  @Option(
      names = "--http",
      description = "Fetch http: URIs as well. Without it, only https: URIs are fetched.")
  private boolean http;

  /** Whoever waits at a terminal starts again; an interrupted run goes on. */
  private static final int ATTEMPTS = 4;

  /**
   * The fetcher; files are looked for first.
   *
   * @param once whether a server that does not answer is asked only once
   */
  PayloadFetcher fetcher(boolean once) throws UsageException {
    Map<String, Path> named = new HashMap<>();
    for (String pair : files) {
      int equals = pair.lastIndexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw new UsageException("--fetch '" + pair + "' is no URI and file with = between them");
      }
      Path file = path(pair.substring(equals + 1));
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new UsageException(file + ": no such file, or it cannot be read");
      }
      named.put(pair.substring(0, equals), file);
    }
    List<FileFetcher> roots = new ArrayList<>();
    for (String folder : folders) {
      if (!Files.isDirectory(path(folder))) {
        throw new UsageException(folder + ": no such folder");
      }
      roots.add(FileFetcher.below(path(folder)));
    }
    return new Fetcher(named, roots, http, once ? 1 : ATTEMPTS);
  }

  private static Path path(String name) throws UsageException {
    try {
      return Path.of(name);
    } catch (InvalidPathException refused) {
      throw new UsageException(name + ": no name of a file: " + refused.getMessage());
    }
  }

  private static final class Fetcher implements PayloadFetcher {
    private final Map<String, Path> named;
    private final List<FileFetcher> roots;
    private final boolean http;
    private final int attempts;
    private @Nullable HttpFetcher network;

    Fetcher(Map<String, Path> named, List<FileFetcher> roots, boolean http, int attempts) {
      this.named = named;
      this.roots = roots;
      this.http = http;
      this.attempts = attempts;
    }

    @Override
    public InputStream fetch(FetchRequest request) throws IOException {
      String uri = request.uri();
      if (named.containsKey(uri)) {
        return FileFetcher.of(named).fetch(request);
      }
      if (uri.regionMatches(true, 0, "http:", 0, 5) || uri.regionMatches(true, 0, "https:", 0, 6)) {
        return network().fetch(request);
      }
      IOException refused = new IOException("no --fetch and no --fetch-root has " + uri);
      for (FileFetcher root : roots) {
        try {
          return root.fetch(request);
        } catch (IOException e) {
          refused.addSuppressed(e);
        }
      }
      throw refused;
    }

    private HttpFetcher network() {
      if (network == null) {
        network =
            HttpFetcher.builder()
                .permitted(this::isPermitted)
                .attempts(attempts, Duration.ofSeconds(1))
                .build();
      }
      return network;
    }

    private boolean isPermitted(URI uri) {
      return http || "https".equalsIgnoreCase(uri.getScheme());
    }
  }
}
