package org.teep4j.suit.processor.memory;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.processor.Journal;

/** Keeps a journal in memory, for tests that interrupt a procedure and go on with it. */
public final class MemoryJournal implements Journal {

  private final List<Bytes> records = new ArrayList<>();

  /** Makes an empty journal. */
  public MemoryJournal() {}

  @Override
  public List<Bytes> records() {
    return List.copyOf(records);
  }

  @Override
  public void append(Bytes entry) {
    records.add(entry);
  }

  @Override
  public void clear() {
    records.clear();
  }
}
