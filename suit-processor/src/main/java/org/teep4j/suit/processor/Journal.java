package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.List;
import org.teep4j.codec.Bytes;

/**
 * The memory of a procedure that may be interrupted: records that the processor writes as it goes
 * on, and reads when it is started again. A journal that loses its newest records, as in a power
 * failure, makes the processor repeat the commands of these records.
 */
public interface Journal {

  /**
   * A journal that forgets everything: an interrupted procedure begins again.
   *
   * @return the journal
   */
  static Journal none() {
    return new Journal() {
      @Override
      public List<Bytes> records() {
        return List.of();
      }

      @Override
      public void append(Bytes entry) {}

      @Override
      public void clear() {}
    };
  }

  /**
   * The records of a procedure that has not ended.
   *
   * @return the complete records in the order in which they were written; a torn one at the end is
   *     left out
   * @throws IOException if the journal cannot be read
   */
  List<Bytes> records() throws IOException;

  /**
   * Adds a record. When this returns, the record survives a crash.
   *
   * @param entry the record, in the processor's own format
   * @throws IOException if the journal cannot be written
   */
  void append(Bytes entry) throws IOException;

  /**
   * Removes all records.
   *
   * @throws IOException if the journal cannot be written
   */
  void clear() throws IOException;
}
