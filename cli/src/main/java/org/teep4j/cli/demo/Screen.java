package org.teep4j.cli.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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

/** Shows who says what to whom, in two columns: the direction, and what is said. */
final class Screen {
  private static final String MARGIN = "   ";
  private static final int LABEL = 14;
  private static final int MOST_BYTES_SHOWN = 64;

  private final PrintWriter out;
  private final Terminal terminal;
  private final Dialect dialect;
  private final boolean whole;
  private int messages;
  private long bytes;

  /**
   * A screen.
   *
   * @param dialect the numbering of the messages
   * @param whole whether messages are shown whole, in diagnostic notation
   */
  Screen(PrintWriter out, Terminal terminal, Dialect dialect, boolean whole) {
    this.out = out;
    this.terminal = terminal;
    this.dialect = dialect;
    this.whole = whole;
  }

  /** Begins a part of the story. */
  synchronized void title(String text) {
    out.println();
    Text.wrap(text, terminal.width()).forEach(line -> out.println(terminal.bold(line)));
    out.flush();
  }

  /** What the device sends; an empty message asks for a session. */
  void fromDevice(Bytes message) {
    message("device -> TAM", message);
  }

  /** What the TAM answers. */
  void fromTam(Bytes message) {
    message("TAM -> device", message);
  }

  private synchronized void message(String direction, Bytes message) {
    MessageLine line = MessageLine.of(message, dialect);
    messages++;
    bytes += message.length();
    List<String> lines = lines(line);
    String first = lines.get(0).replaceFirst("^" + line.name(), terminal.bold(line.name()));
    out.println(MARGIN + terminal.dim(pad(direction)) + first);
    lines.subList(1, lines.size()).forEach(this::indented);
    if (whole && !message.isEmpty()) {
      notation(message).forEach(each -> out.println(terminal.dim(each)));
    }
    out.flush();
  }

  /**
   * What one side decides.
   *
   * @param isGood whether it is what one would wish for
   */
  synchronized void note(String who, boolean isGood, String text) {
    List<String> lines =
        lines(text).stream()
            .map(line -> isGood ? terminal.green(line) : terminal.yellow(line))
            .toList();
    String label = " ".repeat(LABEL - 1 - who.length()) + who + " ";
    out.println(MARGIN + terminal.dim(label) + lines.get(0));
    lines.subList(1, lines.size()).forEach(this::indented);
    out.flush();
  }

  /** A name and what is behind it, for lists at the end. */
  synchronized void entry(String name, String text) {
    List<String> lines = lines(text);
    out.println(MARGIN + pad(name) + lines.get(0));
    lines.subList(1, lines.size()).forEach(this::indented);
  }

  /** How many messages passed, and how many bytes. */
  synchronized String traffic() {
    return messages + " messages, " + bytes + " bytes";
  }

  private void indented(String line) {
    out.println(MARGIN + " ".repeat(LABEL) + line);
  }

  private static String pad(String label) {
    return label + " ".repeat(Math.max(1, LABEL - label.length()));
  }

  private int room() {
    return Math.max(20, terminal.width() - MARGIN.length() - LABEL);
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
              .withLineWidth(terminal.width() - 2 * MARGIN.length())
              .withMaxBytesShown(MOST_BYTES_SHOWN);
      Shape shape = CoseShapes.message(Shape.wrapped(TeepShapes.message(dialect)));
      Edn.print(message, shape, layout)
          .lines()
          .forEach(line -> lines.add(MARGIN + MARGIN + Text.safe(line)));
    } catch (DecodeException malformed) {
      lines.add(MARGIN + MARGIN + malformed.detail());
    }
    return lines;
  }
}
