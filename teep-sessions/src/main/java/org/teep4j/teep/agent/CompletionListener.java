package org.teep4j.teep.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReport;

/** Passes on what a processor tells, and notes completed procedures before they are forgotten. */
record CompletionListener(ProcessListener listener, Note note) implements ProcessListener {

  /** Notes a completed procedure. */
  @FunctionalInterface
  interface Note {
    void take(ProcessResult result) throws IOException;
  }

  @Override
  public void before(
      SuitCommand command, CommandTarget target, SuitRecord place, SuitParameters parameters) {
    listener.before(command, target, place, parameters);
  }

  @Override
  public void progress(CommandTarget target, long bytes, Optional<Uint> size) {
    listener.progress(target, bytes, size);
  }

  @Override
  public void after(CommandEvent event) {
    listener.after(event);
  }

  @Override
  public void flow(FlowEvent event) {
    listener.flow(event);
  }

  @Override
  public void invokePending(CommandTarget target, SuitReport report) {
    listener.invokePending(target, report);
  }

  @Override
  public void completed(ProcessResult result) {
    try {
      note.take(result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener.completed(result);
  }
}
