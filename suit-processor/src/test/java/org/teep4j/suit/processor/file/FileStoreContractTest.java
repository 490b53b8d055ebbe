package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.conformance.ComponentStoreContract;

class FileStoreContractTest extends ComponentStoreContract {

  @TempDir Path folder;

  private FileStore store;

  @BeforeEach
  void open() throws IOException {
    store = FileStore.open(folder.resolve("store"));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Override
  protected ComponentStore store() {
    return store;
  }
}
