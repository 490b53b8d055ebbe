package org.teep4j.suit.processor.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.Journal;
import org.teep4j.suit.processor.ManifestRegistry;
import org.teep4j.suit.processor.PayloadFetcher;
import org.teep4j.suit.processor.fetch.FileFetcher;
import org.teep4j.suit.processor.file.FilePlatform;

class FilePlatformTest {

  @TempDir Path folder;

  private @Nullable FilePlatform files;

  private FilePlatform restart() throws IOException {
    close();
    files = FilePlatform.open(folder.resolve("device"));
    return files;
  }

  @AfterEach
  void close() throws IOException {
    if (files != null) {
      files.close();
    }
  }

  @Nested
  class Store extends ComponentStoreContract {
    @Override
    protected ComponentStore store() throws IOException {
      return files == null ? restart().store() : files.store();
    }
  }

  @Nested
  class Registry extends ManifestRegistryContract {
    @Override
    protected ManifestRegistry open() throws IOException {
      return restart().registry();
    }
  }

  @Nested
  class Progress extends JournalContract {
    @Override
    protected Journal open() throws IOException {
      return restart().journal();
    }
  }

  @Nested
  class Interruption extends InterruptionContract {
    @Override
    protected Device start() throws IOException {
      FilePlatform started = restart();
      return new Device(started.store(), started.registry(), started.journal());
    }
  }

  @Nested
  class FetcherOfFolder extends PayloadFetcherContract {
    private int count;

    @Override
    protected PayloadFetcher fetcher() {
      return FileFetcher.below(folder);
    }

    @Override
    protected String offer(Bytes content) throws IOException {
      String name = "payload" + count++;
      Files.write(folder.resolve(name), content.toByteArray());
      return name;
    }

    @Override
    protected String nothing() {
      return "nothing";
    }
  }

  @Nested
  class FetcherOfNamedFiles extends PayloadFetcherContract {
    private FileFetcher fetcher = FileFetcher.of(Map.of());

    @Override
    protected PayloadFetcher fetcher() {
      return fetcher;
    }

    @Override
    protected String offer(Bytes content) throws IOException {
      Path file = Files.createTempFile(folder, "payload", "");
      Files.write(file, content.toByteArray());
      fetcher = fetcher.with("urn:x:" + file.getFileName(), file);
      return "urn:x:" + file.getFileName();
    }

    @Override
    protected String nothing() {
      return "urn:x:nothing";
    }
  }
}
