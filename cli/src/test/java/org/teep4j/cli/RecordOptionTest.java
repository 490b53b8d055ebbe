package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.teep.session.ExchangeRecorder;
import org.teep4j.teep.session.SessionEvent;

class RecordOptionTest {

  @Test
  void aRecordingThatHasEndedIsSaidOnce() throws Exception {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the disk is full");
          }
        };
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new StandardInput(InputStream.nullInputStream()),
            OutputStream.nullOutputStream(),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(err),
            new Terminal(80, false, false, false));
    ExchangeRecorder recorder = ExchangeRecorder.to(full, () -> Instant.EPOCH);
    try (RecordOption.Recording recording =
        new RecordOption.Recording(console, "a.cbor", full, recorder)) {
      recording.check();
      assertEquals("", err.toString());
      recorder.on(
          new SessionEvent(
              Instant.EPOCH,
              SessionEvent.Kind.ENDED,
              Optional.empty(),
              Optional.empty(),
              "the end"));
      recording.check();
    }
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertEquals("teep4j: a.cbor: not complete: the disk is full", err.toString().strip());
  }
}
