package org.teep4j.suit.processor;

import java.util.Optional;
import org.teep4j.suit.processor.conformance.ComponentStoreContract;
import org.teep4j.suit.processor.memory.MemoryStore;

class MemoryStoreTest extends ComponentStoreContract {

  private final MemoryStore store =
      new MemoryStore()
          .with(A, Optional.empty())
          .with(B, Optional.empty())
          .with(C, Optional.empty());

  @Override
  protected ComponentStore store() {
    return store;
  }
}
