package org.teep4j.suit.processor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.processor.Journal;

/**
 * What every {@link Journal} promises. A test of a journal extends this class and says how to open
 * it.
 */
public abstract class JournalContract {

  private static final Bytes ONE = Bytes.ofUtf8("one");
  private static final Bytes TWO = Bytes.ofUtf8("two");

  /** A test, of which JUnit makes an object for each method. */
  protected JournalContract() {}

  /**
   * Opens the journal of the current test, which is empty at the first call. Each later call is a
   * restart of the device: what an earlier call has returned is not used any more.
   */
  protected abstract Journal open() throws IOException;

  @Test
  protected void newJournalIsEmpty() throws IOException {
    assertEquals(List.of(), open().records());
  }

  @Test
  protected void recordsComeBackInTheirOrder() throws IOException {
    Journal journal = open();
    List<Bytes> records =
        List.of(TWO, ONE, ONE, Bytes.wrap(new byte[1]), Bytes.wrap(new byte[100_000]), TWO);
    List<Bytes> written = new ArrayList<>();
    for (Bytes each : records) {
      journal.append(each);
      written.add(each);
      assertEquals(written, journal.records());
    }
    assertEquals(records, journal.records(), "they can be read again");
  }

  /** The list that a call has returned does not change. */
  @Test
  protected void recordsAreThoseAtTheCall() throws IOException {
    Journal journal = open();
    journal.append(ONE);
    List<Bytes> before = journal.records();
    journal.append(TWO);
    journal.clear();
    assertEquals(List.of(ONE), before);
  }

  @Test
  protected void clearedJournalTakesNewRecords() throws IOException {
    Journal journal = open();
    journal.clear();
    journal.append(ONE);
    journal.clear();
    assertEquals(List.of(), journal.records());
    journal.append(TWO);
    assertEquals(List.of(TWO), journal.records());
  }

  @Test
  protected void recordsSurviveARestart() throws IOException {
    Journal journal = open();
    journal.append(ONE);
    journal.append(TWO);
    journal = open();
    assertEquals(List.of(ONE, TWO), journal.records());
    journal.append(ONE);
    assertEquals(List.of(ONE, TWO, ONE), open().records());
  }

  @Test
  protected void clearedRecordsStayAway() throws IOException {
    Journal journal = open();
    journal.append(ONE);
    journal.append(TWO);
    journal.clear();
    journal.append(TWO);
    assertEquals(List.of(TWO), open().records());
    open().clear();
    assertEquals(List.of(), open().records());
  }
}
