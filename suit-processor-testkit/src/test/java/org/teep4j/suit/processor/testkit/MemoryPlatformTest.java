package org.teep4j.suit.processor.testkit;

import org.junit.jupiter.api.Nested;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.Journal;
import org.teep4j.suit.processor.ManifestRegistry;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemorySlots;
import org.teep4j.suit.processor.memory.MemoryStore;

class MemoryPlatformTest {

  private static MemoryStore newStore() {
    return new MemoryStore()
        .with(ComponentStoreContract.A)
        .with(ComponentStoreContract.B)
        .with(ComponentStoreContract.C);
  }

  @Nested
  class Store extends ComponentStoreContract {
    private final MemoryStore store = newStore();

    @Override
    protected ComponentStore store() {
      return store;
    }
  }

  @Nested
  class Registry extends ManifestRegistryContract {
    private final MemoryRegistry registry = new MemoryRegistry();

    @Override
    protected ManifestRegistry open() {
      return registry;
    }
  }

  @Nested
  class Progress extends JournalContract {
    private final MemoryJournal journal = new MemoryJournal();

    @Override
    protected Journal open() {
      return journal;
    }
  }

  @Nested
  class Trials extends SlotsContract {
    private final MemoryStore store = newStore();
    private final SlottedDevice device = new SlottedDevice(store, new MemorySlots(store));

    @Override
    protected SlottedDevice start() {
      return device;
    }
  }

  @Nested
  class Interruption extends InterruptionContract {
    private final Device device = new Device(newStore(), new MemoryRegistry(), new MemoryJournal());

    @Override
    protected Device start() {
      return device;
    }
  }
}
