package org.teep4j.cli.session;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.Terminal;
import org.teep4j.cli.Text;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;
import org.teep4j.cose.CoseShapes;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepShapes;

/**
 * Shows who says what to whom, in two columns: the direction, and what is said. Several threads may
 * use it; what one of them does {@linkplain #together together} is shown as one block.
 */
public final class Screen {
  private static final String NOTATION = "      ";
  private static final int LABEL = 14;
  private static final int MOST_BYTES_SHOWN = 64;

  private final PrintWriter out;
  private final Terminal terminal;
  private final Dialect dialect;
  private final boolean whole;
  private final String device;
  private final String margin;

  @SuppressWarnings("ThreadLocalUsage") // what is together on this screen
  private final ThreadLocal<@Nullable List<String>> block = new ThreadLocal<>();

  private int messages;
  private long bytes;

  /**
   * A screen.
   *
   * @param out where it is shown
   * @param terminal how wide that is
   * @param dialect the numbering of the messages
   * @param whole whether messages are shown whole, in diagnostic notation
   * @param device what to call the side that is not the TAM, in 7 letters at most
   * @param margin the number of columns before the first, at least 1
   */
  public Screen(
      PrintWriter out,
      Terminal terminal,
      Dialect dialect,
      boolean whole,
      String device,
      int margin) {
    this.out = out;
    this.terminal = terminal;
    this.dialect = dialect;
    this.whole = whole;
    this.device = device;
    this.margin = " ".repeat(margin);
  }

  /** Something that sends and receives. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @return the message that comes of it
     */
    Optional<Bytes> run() throws IOException;
  }

  /**
   * Shows what is said and decided meanwhile as one block, when it is over.
   *
   * @param first what stands in the margin of its first line, and is narrower than that
   * @param work what is done
   * @return what comes of it
   * @throws IOException if the work fails
   */
  public Optional<Bytes> together(String first, Work work) throws IOException {
    List<String> lines = new ArrayList<>();
    block.set(lines);
    try {
      return work.run();
    } finally {
      block.remove();
      if (!lines.isEmpty()) {
        String begun = terminal.dim(first) + " ".repeat(margin.length() - first.length());
        lines.set(0, begun + lines.get(0).substring(margin.length()));
      }
      print(lines);
    }
  }

  private void show(List<String> lines) {
    List<String> open = block.get();
    if (open == null) {
      print(lines);
    } else {
      open.addAll(lines);
    }
  }

  private synchronized void print(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  /**
   * Begins a part of the story.
   *
   * @param text what happens
   */
  public void title(String text) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    Text.wrap(text, terminal.width()).forEach(line -> lines.add(terminal.bold(line)));
    show(lines);
  }

  /**
   * What the device sends.
   *
   * @param message the message; an empty one asks for a session
   */
  public void fromDevice(Bytes message) {
    message(device + " -> TAM", message);
  }

  /**
   * What the TAM answers.
   *
   * @param message the message; an empty one ends the session
   */
  public void fromTam(Bytes message) {
    message("TAM -> " + device, message);
  }

  /** The numbering of the messages. */
  Dialect dialect() {
    return dialect;
  }

  private void message(String direction, Bytes message) {
    MessageLine line = MessageLine.of(message, dialect);
    count(message);
    List<String> shown = new ArrayList<>();
    List<String> lines = lines(line);
    String first = lines.get(0).replaceFirst("^" + line.name(), terminal.bold(line.name()));
    shown.add(margin + terminal.dim(pad(direction)) + first);
    lines.subList(1, lines.size()).forEach(each -> shown.add(indented(each)));
    if (whole && !message.isEmpty()) {
      notation(message).forEach(each -> shown.add(terminal.dim(each)));
    }
    show(shown);
  }

  private synchronized void count(Bytes message) {
    messages++;
    bytes += message.length();
  }

  /**
   * What one side decides.
   *
   * @param who the side, in 12 letters at most
   * @param isGood whether it is what one would wish for
   * @param text what it decides, and why
   */
  public void note(String who, boolean isGood, String text) {
    List<String> lines =
        lines(text).stream()
            .map(line -> isGood ? terminal.green(line) : terminal.yellow(line))
            .toList();
    String label = " ".repeat(LABEL - 1 - who.length()) + who + " ";
    List<String> shown = new ArrayList<>();
    shown.add(margin + terminal.dim(label) + lines.get(0));
    lines.subList(1, lines.size()).forEach(each -> shown.add(indented(each)));
    show(shown);
  }

  /**
   * A name and what is behind it, for lists.
   *
   * @param name the name
   * @param text what is behind it
   */
  public void entry(String name, String text) {
    List<String> lines = lines(text);
    List<String> shown = new ArrayList<>();
    shown.add(margin + pad(name) + lines.get(0));
    lines.subList(1, lines.size()).forEach(each -> shown.add(indented(each)));
    show(shown);
  }

  /**
   * What has passed so far.
   *
   * @return how many messages passed, and how many bytes
   */
  public synchronized String traffic() {
    return messages + " messages, " + bytes + " bytes";
  }

  private String indented(String line) {
    return margin + " ".repeat(LABEL) + line;
  }

  private static String pad(String label) {
    return label + " ".repeat(Math.max(1, LABEL - label.length()));
  }

  private int room() {
    return Math.max(20, terminal.width() - margin.length() - LABEL);
  }

  private List<String> lines(String text) {
    return Text.wrap(Text.safe(text), room());
  }

  /** Broken between parts where that is possible. */
  private List<String> lines(MessageLine message) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(message.name());
    String separator = ": ";
    for (String part : message.parts()) {
      String next = separator + Text.safe(part);
      if (line.length() + next.length() < room()) {
        line.append(next);
      } else {
        line.append(separator.stripTrailing());
        lines.addAll(lines(line.toString()));
        line.setLength(0);
        line.append(Text.safe(part));
      }
      separator = ", ";
    }
    lines.addAll(lines(line.toString()));
    return lines;
  }

  private List<String> notation(Bytes message) {
    List<String> lines = new ArrayList<>();
    try {
      EdnPrintOptions layout =
          EdnPrintOptions.pretty()
              .withLineWidth(terminal.width() - NOTATION.length())
              .withMaxBytesShown(MOST_BYTES_SHOWN);
      Shape shape = CoseShapes.message(Shape.wrapped(TeepShapes.message(dialect)));
      Edn.print(message, shape, layout)
          .lines()
          .forEach(line -> lines.add(NOTATION + Text.safe(line)));
    } catch (DecodeException malformed) {
      lines.add(NOTATION + malformed.detail());
    }
    return lines;
  }
}
