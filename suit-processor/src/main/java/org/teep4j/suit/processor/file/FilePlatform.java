package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Platform;

/**
 * Store, registry and journal of a device in one folder.
 *
 * <pre>{@code
 * try (FilePlatform files = FilePlatform.open(folder)) {
 *   Platform platform = files.builder(identity).fetcher(HttpFetcher.builder().build()).build();
 *   ProcessResult result = new ManifestProcessor(platform).process(manifest, Procedure.UPDATE);
 * }
 * }</pre>
 *
 * <p>One process at a time can have the folder open.
 */
public final class FilePlatform implements AutoCloseable {

  private static final String REGISTRY = "registry.cbor";
  private static final String JOURNAL = "journal";

  private final FileStore store;
  private final FileRegistry registry;
  private final FileJournal journal;

  private FilePlatform(FileStore store, FileRegistry registry, FileJournal journal) {
    this.store = store;
    this.registry = registry;
    this.journal = journal;
  }

  /**
   * Opens a folder in which every component may have content, or makes it.
   *
   * @param folder the folder, for this device alone
   * @return store, registry and journal, which the caller closes
   * @throws IOException if the folder cannot be made, is damaged, or is open elsewhere
   */
  public static FilePlatform open(Path folder) throws IOException {
    return open(folder, component -> true);
  }

  /**
   * Opens a folder, or makes it.
   *
   * @param folder the folder, for this device alone
   * @param supported tells which components may have content
   * @return store, registry and journal, which the caller closes
   * @throws IOException if the folder cannot be made, is damaged, or is open elsewhere
   */
  public static FilePlatform open(Path folder, Predicate<? super SuitComponentIdentifier> supported)
      throws IOException {
    return open(folder, supported, new Disk());
  }

  static FilePlatform open(
      Path folder, Predicate<? super SuitComponentIdentifier> supported, Disk disk)
      throws IOException {
    FileStore store = FileStore.open(folder, supported, disk);
    FileJournal journal = null;
    try {
      journal = FileJournal.open(folder.resolve(JOURNAL).toAbsolutePath(), disk);
      return new FilePlatform(store, new FileRegistry(folder.resolve(REGISTRY), disk), journal);
    } finally {
      if (journal == null) {
        store.close();
      }
    }
  }

  /**
   * Starts a platform on the files.
   *
   * @param identity who the device is
   * @return a builder that has store, registry and journal
   */
  public Platform.Builder builder(DeviceIdentity identity) {
    return Platform.builder(store, registry, identity).journal(journal);
  }

  /**
   * The components.
   *
   * @return the store
   */
  public FileStore store() {
    return store;
  }

  /**
   * The installed manifests.
   *
   * @return the registry
   */
  public FileRegistry registry() {
    return registry;
  }

  /**
   * The progress of a procedure.
   *
   * @return the journal
   */
  public FileJournal journal() {
    return journal;
  }

  /** Releases the folder for others. */
  @Override
  public void close() throws IOException {
    try (store;
        journal) {
      // Both are closed, whatever happens.
    }
  }
}
