package org.teep4j.cli.html;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.EdnItem;

/** A row of a listing: some bytes, and the notation beside them. */
final class Row {
  /** Notation of one item, or of none. */
  record Piece(int from, int to, boolean isComment, int marker) {}

  /** Bytes of one item: its head, all of it, or its end. */
  record Group(EdnItem item, int from, int to, int marker) {}

  final List<Piece> pieces = new ArrayList<>();
  final List<Group> groups = new ArrayList<>();
  private final List<EdnItem> marked = new ArrayList<>();

  /** The first item that begins here; null if none does. */
  @Nullable EdnItem first;

  /** The indentation of the notation, in steps. */
  int indent;

  boolean isEmpty() {
    return pieces.isEmpty() && groups.isEmpty();
  }

  void bytes(EdnItem item, int from, int to) {
    if (first == null) {
      first = item;
    }
    marked.add(item);
    groups.add(new Group(item, from, to, marked.size() - 1));
  }

  void text(EdnItem item, int from, int to, boolean isComment) {
    if (from < to) {
      // From the end, because the item is nearly always the last one or one around it.
      pieces.add(new Piece(from, to, isComment, marked.lastIndexOf(item)));
    }
  }
}
