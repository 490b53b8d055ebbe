package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.ManifestRegistry;

/**
 * The installed manifests in a file, which is replaced as a whole.
 *
 * <pre>{@code
 * registry = [ format : 1, [ * manifest ] ]       ; see InstalledManifest
 * }</pre>
 */
public final class FileRegistry implements ManifestRegistry {

  private static final long FORMAT = 1;

  private final Path file;
  private final Disk disk;

  /**
   * A registry; without a file, nothing is installed.
   *
   * @param file the path of the file; beside it, a file with the suffix {@code .new} may be written
   */
  public FileRegistry(Path file) {
    this(file, new Disk());
  }

  FileRegistry(Path file, Disk disk) {
    this.file = file.toAbsolutePath();
    this.disk = disk;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException if the file cannot be read, or has anything else in it
   */
  @Override
  public List<InstalledManifest> manifests() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try {
      return read(new CborReader(Bytes.wrap(Files.readAllBytes(file)), DecodeOptions.largest()));
    } catch (DecodeException e) {
      throw new IOException("the registry of installed manifests is damaged: " + file, e);
    }
  }

  private static List<InstalledManifest> read(CborReader reader) throws DecodeException {
    List<InstalledManifest> manifests = new ArrayList<>();
    Set<Optional<SuitComponentIdentifier>> ids = new HashSet<>();
    reader.enterArray(2);
    long format = reader.readLong();
    if (format != FORMAT) {
      throw reader.error(Reason.UNEXPECTED_ELEMENT, "format " + format + " is not known");
    }
    reader.enterArray();
    while (reader.hasNext()) {
      InstalledManifest manifest = InstalledManifest.read(reader);
      manifests.add(manifest);
      if (!ids.add(manifest.id())) {
        throw reader.error(Reason.DUPLICATE_KEY, "two manifests have one identifier");
      }
    }
    reader.exitArray();
    reader.exitArray();
    reader.expectEnd();
    return List.copyOf(manifests);
  }

  @Override
  public void replace(List<InstalledManifest> manifests) throws IOException {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeLong(FORMAT).beginArray();
    manifests.forEach(writer::write);
    writer.endArray().endArray();
    disk.replace(file, writer.toBytes());
  }
}
