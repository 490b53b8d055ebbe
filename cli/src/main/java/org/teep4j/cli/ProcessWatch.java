package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Uint;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.ProcessListener;

/** Watches a procedure: notes its commands, prints them if wanted, and shows long fetches. */
final class ProcessWatch implements ProcessListener {
  private static final long STEP = 1 << 20;

  /** Fetches that take longer show progress, whatever their size. */
  private static final long WORTH_PROGRESS_NANOS = 1_000_000_000;

  private final Console console;
  private final boolean prints;
  private final Course course;
  private final List<Event> events = new ArrayList<>();
  private long began;
  private long shown;

  ProcessWatch(Console console, boolean prints) {
    this.console = console;
    this.prints = prints;
    this.course = new Course(console);
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  /** The number of commands that were executed before an interruption. */
  long replayed() {
    return events.stream()
        .filter(event -> event instanceof CommandEvent command && command.replayed())
        .count();
  }

  @Override
  public void progress(CommandTarget target, long bytes, Optional<Uint> size) {
    long now = System.nanoTime();
    if (began == 0) {
      began = now;
    }
    double most = size.map(all -> all.toBigInteger().doubleValue()).orElse(0.0);
    boolean isLong = most >= Content.WORTH_PROGRESS || now - began > WORTH_PROGRESS_NANOS;
    if (isLong && bytes - shown >= STEP) {
      shown = bytes;
      String of =
          most > 0 ? " of " + mebibytes(most) + ", " + (int) (100.0 * bytes / most) + " %" : "";
      console.progress(
          "fetching "
              + Text.safe(target.component().toString())
              + ": "
              + mebibytes((double) bytes)
              + of);
    }
  }

  private static String mebibytes(double bytes) {
    return (long) (bytes / STEP) + " MiB";
  }

  @Override
  public void after(CommandEvent event) {
    if (shown > 0) {
      console.progress("");
    }
    began = 0;
    shown = 0;
    add(event);
  }

  @Override
  public void flow(FlowEvent event) {
    add(event);
  }

  private void add(Event event) {
    events.add(event);
    if (prints) {
      course.print(event);
    }
  }
}
