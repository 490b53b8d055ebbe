package org.teep4j.cli.html;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.EdnItem;
import org.teep4j.codec.EdnListing;

/**
 * Writes a listing as rows. A row begins where the notation begins a line, except in a string,
 * which stays in one row. What an array, map or string holds on lines of its own can be folded.
 */
final class Rows {
  /** Of more elements than that, in one array or map, the others are counted. */
  private static final int MOST_CHILDREN = 200;

  /** After so many rows everything is counted that can be. */
  private static final int MOST_ROWS = 20_000;

  /** Characters of one string that are shown. */
  private static final int MOST_CHARACTERS = 800;

  /** Bytes of one item that are shown at once; more are folded. */
  private static final int BYTES_AT_ONCE = 96;

  /** Bytes of one item that are shown at all. */
  private static final int MOST_BYTES = 1024;

  private final Html html;
  private final Bytes bytes;
  private final List<PageNote> all;
  private final String prefix;
  private final boolean full;
  private final TreeMap<Integer, List<PageNote>> notes = new TreeMap<>();
  private String text = "";
  private int cursor;
  private int rows;
  private Row row = new Row();

  Rows(Html html, PagePart part, String prefix, boolean full) {
    this.html = html;
    this.bytes = part.bytes();
    this.all = part.notes();
    this.prefix = prefix;
    this.full = full;
    for (PageNote note : part.notes()) {
      note.offset().ifPresent(at -> notes.computeIfAbsent(at, none -> new ArrayList<>()).add(note));
    }
  }

  void write(EdnListing listing) throws IOException {
    text = listing.text();
    List<EdnItem> items = listing.items();
    for (int i = 0; i < items.size(); i++) {
      if (isOver(i)) {
        EdnItem last = items.get(items.size() - 1);
        elided(items.size() - i, items.get(i).start(), last.end());
        break;
      }
      cursor = items.get(i).textStart();
      item(items.get(i));
      end();
    }
    List<PageNote> rest = new ArrayList<>();
    notes.values().forEach(rest::addAll);
    notes(rest);
  }

  private boolean isOver(int children) {
    return !full && (children >= MOST_CHILDREN || rows >= MOST_ROWS && children > 0);
  }

  // Items.

  private void item(EdnItem item) throws IOException {
    boolean isLeaf = item.children().isEmpty();
    row.bytes(item, item.start(), isLeaf ? item.end() : item.headEnd());
    row.text(item, cursor, item.notationStart(), true);
    cursor = item.notationStart();
    if (isLeaf) {
      row.text(item, cursor, item.notationEnd(), false);
    } else {
      children(item);
    }
    row.text(item, item.notationEnd(), item.textEnd(), true);
    cursor = item.textEnd();
  }

  private void children(EdnItem item) throws IOException {
    List<EdnItem> children = item.children();
    boolean folds = lineEnd(children.get(0).textStart()) >= 0;
    for (int i = 0; i < children.size(); i++) {
      if (folds && i % 2 == 0 && isOver(i)) {
        end();
        elided(children.size() - i, children.get(i).start(), item.end());
        cursor = children.get(children.size() - 1).textEnd();
        break;
      }
      between(item, children.get(i).textStart());
      if (i == 0 && folds) {
        foldStarts(item);
      }
      item(children.get(i));
    }
    between(item, item.notationEnd());
    if (folds) {
      html.raw("</details>\n");
    }
    int last = children.get(children.size() - 1).end();
    if (last < item.end()) {
      row.bytes(item, last, item.end());
    }
  }

  /** The notation of a container between its children. */
  private void between(EdnItem item, int to) throws IOException {
    int line = lineEnd(to);
    if (line >= 0) {
      row.text(item, cursor, line, false);
      end();
      cursor = line + 1;
      while (cursor < to && text.charAt(cursor) == ' ') {
        cursor++;
      }
      row.indent = (cursor - line - 1) / 2;
    }
    row.text(item, cursor, to, false);
    cursor = Math.max(cursor, to);
  }

  /** The next end of a line before an index; negative if there is none. */
  private int lineEnd(int before) {
    for (int i = cursor; i < before; i++) {
      if (text.charAt(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void foldStarts(EdnItem item) throws IOException {
    int count = item.children().size();
    html.raw("<details open><summary><span>");
    html.raw(HtmlPage.count(count, "item")).raw(", ");
    html.raw(HtmlPage.count(item.end() - item.start(), "byte")).raw("</span></summary>\n");
  }

  private void elided(int items, int from, int to) throws IOException {
    rows++;
    html.raw("<p class=\"cut\">… ").raw(HtmlPage.count(items, "more item"));
    html.raw(" in ").raw(HtmlPage.count(to - from, "byte")).raw("; --full shows them</p>\n");
    if (!notes.isEmpty()) {
      Map<Integer, List<PageNote>> left = notes.headMap(to, false);
      List<PageNote> here = new ArrayList<>();
      left.values().forEach(here::addAll);
      left.clear();
      notes(here);
    }
  }

  // Rows.

  private void end() throws IOException {
    if (row.isEmpty()) {
      return;
    }
    rows++;
    List<PageNote> here = new ArrayList<>();
    html.raw("<div class=\"r d").number(Math.min(row.indent, Markers.DEEPEST)).raw("\"");
    EdnItem first = row.first;
    if (first == null) {
      html.raw("><span></span>");
    } else {
      int start = row.groups.get(0).from();
      String id = prefix + start;
      here(here);
      html.raw(" id=\"" + id + "\"><a href=\"#" + id + "\" title=\"");
      html.text(first.path()).raw("\">").number(start).raw("</a>");
    }
    html.raw("<div>");
    for (Row.Group group : row.groups) {
      group(group);
    }
    html.raw("</div><div>");
    for (Row.Piece piece : row.pieces) {
      piece(piece);
    }
    html.raw("</div></div>\n");
    notes(here);
    row = new Row();
  }

  /** Takes the notes about what begins in the row. */
  private void here(List<PageNote> here) {
    if (notes.isEmpty()) {
      return;
    }
    Row.Group last = row.groups.get(row.groups.size() - 1);
    Map<Integer, List<PageNote>> found = notes.headMap(last.to(), false);
    found.values().forEach(here::addAll);
    found.clear();
  }

  private void notes(List<PageNote> about) throws IOException {
    for (PageNote note : about) {
      html.raw("<p class=\"note " + note.kind().name().toLowerCase(Locale.ROOT) + "\" id=\"");
      html.raw(prefix + "n" + all.indexOf(note) + "\">").text(note.text()).raw("</p>\n");
    }
  }

  private void open(String tag, String classes) throws IOException {
    html.raw("<" + tag);
    if (!classes.isEmpty()) {
      html.raw(" class=\"" + classes.strip() + "\" tabindex=\"-1\"");
    }
    html.raw(">");
  }

  private void piece(Row.Piece piece) throws IOException {
    int shown = full ? piece.to() : Math.min(piece.to(), piece.from() + MOST_CHARACTERS);
    if (shown < piece.to() && Character.isHighSurrogate(text.charAt(shown - 1))) {
      shown--;
    }
    open("span", Markers.of(piece.marker()) + (piece.isComment() ? " c" : ""));
    html.text(inOneLine(text.substring(piece.from(), shown), piece.isComment()));
    if (shown < piece.to()) {
      html.raw("</span><span class=\"cut\"> … ");
      html.raw(HtmlPage.count(piece.to() - shown, "more character"));
    }
    html.raw("</span>");
  }

  /** The printer breaks digits and lists in comments to its width; the page breaks to its own. */
  private static String inOneLine(String notation, boolean isComment) {
    return notation.indexOf('\n') < 0
        ? notation
        : notation.replaceAll("\n *", isComment ? " " : "");
  }

  private void group(Row.Group group) throws IOException {
    EdnItem item = group.item();
    open("b", Markers.of(group.marker()));
    if (item.isHidden()) {
      html.raw("hidden</b> ");
      return;
    }
    int headEnd = Math.min(group.to(), Math.max(group.from(), item.headEnd()));
    boolean isHead = group.from() == item.start();
    if (isHead) {
      html.raw("<i>");
      hex(group.from(), headEnd);
      html.raw("</i>");
    }
    int from = isHead ? headEnd : group.from();
    int atOnce = Math.min(group.to(), from + BYTES_AT_ONCE);
    if (isHead && from < atOnce) {
      html.raw(" ");
    }
    hex(from, atOnce);
    html.raw("</b> ");
    if (atOnce < group.to()) {
      more(atOnce, group.to());
    }
  }

  private void more(int from, int to) throws IOException {
    int shown = full ? to : Math.min(to, from + MOST_BYTES);
    html.raw("<details class=\"more\"><summary>").raw(HtmlPage.count(to - from, "more byte"));
    html.raw("</summary>");
    hex(from, shown);
    if (shown < to) {
      html.raw(" <span class=\"cut\">… ").raw(HtmlPage.count(to - shown, "more byte"));
      html.raw("</span>");
    }
    html.raw("</details>");
  }

  private void hex(int from, int to) throws IOException {
    StringBuilder hex = new StringBuilder();
    for (int i = from; i < to; i++) {
      int b = bytes.unsignedByteAt(i);
      hex.append(i == from ? "" : " ");
      hex.append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    html.raw(hex.toString());
  }
}
