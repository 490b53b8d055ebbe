package org.teep4j.suit.processor.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.Slots;

/** Keeps the old contents of a store in memory. */
public final class MemorySlots implements Slots {

  private final MemoryStore store;
  private final Map<SuitComponentIdentifier, Optional<Bytes>> old = new HashMap<>();
  private Optional<Trial> trial = Optional.empty();

  /**
   * Slots of a store, without a trial.
   *
   * @param store the store that the processor uses
   */
  public MemorySlots(MemoryStore store) {
    this.store = store;
  }

  @Override
  public Optional<Trial> trial() {
    return trial;
  }

  @Override
  public void begin(Trial value) {
    Map<SuitComponentIdentifier, Optional<Bytes>> components = store.components();
    for (ComponentChange change : value.changes()) {
      old.put(change.component(), components.getOrDefault(change.component(), Optional.empty()));
    }
    trial = Optional.of(value);
  }

  @Override
  public void restore() {
    store.putAll(old);
  }

  @Override
  public void end() {
    old.clear();
    trial = Optional.empty();
  }
}
