package org.teep4j.suit.processor.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.teep4j.suit.processor.PayloadFetcher;

/**
 * Gets payloads from files: those that are named for a URI, and those below a folder, for {@code
 * file:} URIs and relative references.
 */
public final class FileFetcher implements PayloadFetcher {

  private final Optional<Path> folder;
  private final Map<String, Path> files;

  private FileFetcher(Optional<Path> folder, Map<String, Path> files) {
    this.folder = folder;
    this.files = Map.copyOf(files);
  }

  /**
   * A fetcher of named files.
   *
   * @param files a file for each URI
   * @return the fetcher
   */
  public static FileFetcher of(Map<String, Path> files) {
    return new FileFetcher(Optional.empty(), files);
  }

  /**
   * A fetcher of the files below a folder. {@code file:} URIs must lie there, and relative
   * references begin there. A symbolic link that leads out of the folder is refused.
   *
   * @param folder the folder
   * @return the fetcher
   */
  public static FileFetcher below(Path folder) {
    return new FileFetcher(Optional.of(folder), Map.of());
  }

  /**
   * The same with one more named file.
   *
   * @param uri the URI, exactly as manifests have it
   * @param file the file
   * @return the changed fetcher
   */
  public FileFetcher with(String uri, Path file) {
    Map<String, Path> more = new HashMap<>(files);
    more.put(uri, file);
    return new FileFetcher(folder, more);
  }

  @Override
  public InputStream fetch(FetchRequest request) throws IOException {
    Path named = files.get(request.uri());
    FileChannel channel =
        named != null
            ? FileChannel.open(named, StandardOpenOption.READ)
            : FileChannel.open(
                inFolder(request.uri()), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      channel.position(request.offset());
      return Channels.newInputStream(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private Path inFolder(String text) throws IOException {
    if (folder.isEmpty()) {
      throw new NoSuchFileException(text, null, "there is no file for this URI");
    }
    Path file;
    try {
      URI uri = new URI(text);
      if (uri.isOpaque() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
        throw new IOException("not the URI of a file: " + text);
      }
      if (uri.isAbsolute()) {
        file = Path.of(uri);
      } else if (uri.getRawAuthority() == null && !uri.getPath().startsWith("/")) {
        file = folder.get().resolve(uri.getPath());
      } else {
        throw new IOException("not the URI of a file: " + text);
      }
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IOException("not the URI of a file: " + text, e);
    }
    Path real = file.toRealPath();
    if (!real.startsWith(folder.get().toRealPath())) {
      throw new IOException("the file is not below the folder: " + text);
    }
    if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(text, null, "not a file");
    }
    return real;
  }
}
