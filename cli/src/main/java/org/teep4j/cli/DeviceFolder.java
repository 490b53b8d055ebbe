package org.teep4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.teep4j.cli.manifest.DeviceDescription;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.file.FilePlatform;

/**
 * The folder of a device. If it is new, it gets the contents and installed manifests of the
 * description. A dry run does not make a folder: it uses one that is gone in the end.
 */
final class DeviceFolder implements AutoCloseable {
  /** The file of a {@link FilePlatform}'s registry. */
  private static final String REGISTRY = "registry.cbor";

  private final FilePlatform files;
  private final List<Path> temporary;

  private DeviceFolder(FilePlatform files, List<Path> temporary) {
    this.files = files;
    this.temporary = temporary;
  }

  static DeviceFolder open(Path folder, DeviceDescription device, boolean dryRun)
      throws UsageException {
    try {
      if (dryRun && !Files.exists(folder)) {
        Path instead = Files.createTempDirectory("teep4j");
        return new DeviceFolder(open(instead, device), List.of(instead));
      }
      return new DeviceFolder(open(folder, device), List.of());
    } catch (IOException refused) {
      throw new UsageException(folder + ": cannot be used as a store: " + refused.getMessage());
    }
  }

  private static FilePlatform open(Path folder, DeviceDescription device) throws IOException {
    FilePlatform files = FilePlatform.open(folder, device::has);
    boolean isNew = !Files.exists(folder.resolve(REGISTRY), LinkOption.NOFOLLOW_LINKS);
    boolean ready = false;
    try {
      if (isNew) {
        fill(files, device);
      }
      ready = true;
    } finally {
      if (!ready) {
        files.close();
      }
    }
    return files;
  }

  /** Writes the registry last: its file shows that the store is not new. */
  private static void fill(FilePlatform files, DeviceDescription device) throws IOException {
    for (Map.Entry<SuitComponentIdentifier, DeviceDescription.Component> each :
        device.components().orElse(Map.of()).entrySet()) {
      Path file = files.store().file(each.getKey());
      Bytes content = each.getValue().content().orElse(null);
      if (content != null && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(file.getParent());
        Files.write(file, content.toByteArray());
      }
    }
    files.registry().replace(device.installed());
  }

  FilePlatform files() {
    return files;
  }

  @Override
  public void close() throws IOException {
    files.close();
    for (Path folder : temporary) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
