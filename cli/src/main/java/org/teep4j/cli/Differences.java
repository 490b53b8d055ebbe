package org.teep4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborType;
import org.teep4j.codec.EdnItem;
import org.teep4j.codec.EdnListing;

/**
 * Compares two messages item by item: entries of maps by their keys, elements of arrays by their
 * place between what is equal before and behind them.
 */
final class Differences {
  /** One of the two messages. */
  record Side(Bytes bytes, EdnListing listing) {
    Bytes encoded(EdnItem item) {
      return bytes.slice(item.start(), item.end());
    }

    Bytes head(EdnItem item) {
      return bytes.slice(item.start(), item.headEnd());
    }

    String notation(EdnItem item) {
      return listing.text().substring(item.notationStart(), item.textEnd());
    }
  }

  private final Side first;
  private final Side second;
  private final List<Difference> found = new ArrayList<>();

  private Differences(Side first, Side second) {
    this.first = first;
    this.second = second;
  }

  /** What differs, in the order of the first message. */
  static List<Difference> of(Side first, Side second) {
    Differences differences = new Differences(first, second);
    differences.elements(first.listing().items(), second.listing().items());
    return differences.found;
  }

  private void item(EdnItem a, EdnItem b) {
    if (first.encoded(a).equals(second.encoded(b))) {
      return;
    }
    boolean haveChildren = !a.children().isEmpty() && !b.children().isEmpty();
    boolean isTag = a.type() == CborType.TAG;
    if (a.type() != b.type() || !haveChildren || isTag && !first.head(a).equals(second.head(b))) {
      change(a, b);
      return;
    }
    int before = found.size();
    if (a.type() == CborType.MAP) {
      entries(a, b);
    } else {
      elements(a.children(), b.children());
    }
    if (found.size() == before) {
      found.add(new Difference(a.path(), "", "", "the same data, encoded differently"));
    }
  }

  private void entries(EdnItem a, EdnItem b) {
    Map<Bytes, EdnItem> left = values(a, first);
    Map<Bytes, EdnItem> right = values(b, second);
    left.forEach(
        (key, value) -> {
          EdnItem other = right.get(key);
          if (other == null) {
            removed(value);
          } else {
            item(value, other);
          }
        });
    right.forEach(
        (key, value) -> {
          if (!left.containsKey(key)) {
            added(value);
          }
        });
  }

  private static Map<Bytes, EdnItem> values(EdnItem map, Side side) {
    Map<Bytes, EdnItem> values = new LinkedHashMap<>();
    List<EdnItem> children = map.children();
    for (int i = 0; i + 1 < children.size(); i += 2) {
      values.put(side.encoded(children.get(i)), children.get(i + 1));
    }
    return values;
  }

  private void elements(List<EdnItem> a, List<EdnItem> b) {
    int most = Math.min(a.size(), b.size());
    int start = 0;
    while (start < most && equal(a.get(start), b.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start && equal(a.get(a.size() - 1 - end), b.get(b.size() - 1 - end))) {
      end++;
    }
    int left = a.size() - end;
    int right = b.size() - end;
    for (int i = start; i < Math.max(left, right); i++) {
      if (i >= left) {
        added(b.get(i));
      } else if (i >= right) {
        removed(a.get(i));
      } else {
        item(a.get(i), b.get(i));
      }
    }
  }

  private boolean equal(EdnItem a, EdnItem b) {
    return first.encoded(a).equals(second.encoded(b));
  }

  private void removed(EdnItem item) {
    found.add(new Difference(item.path(), first.notation(item), "", ""));
  }

  private void added(EdnItem item) {
    found.add(new Difference(item.path(), "", second.notation(item), ""));
  }

  private void change(EdnItem a, EdnItem b) {
    found.add(new Difference(a.path(), first.notation(a), second.notation(b), remark(a, b)));
  }

  /** Of long byte strings the notation has the beginning, which may be the same. */
  private String remark(EdnItem a, EdnItem b) {
    if (a.type() != b.type()
        || a.type() != CborType.BYTE_STRING && a.type() != CborType.TEXT_STRING) {
      return "";
    }
    Bytes before = first.bytes().slice(a.headEnd(), a.end());
    Bytes after = second.bytes().slice(b.headEnd(), b.end());
    int same = 0;
    int most = Math.min(before.length(), after.length());
    while (same < most && before.unsignedByteAt(same) == after.unsignedByteAt(same)) {
      same++;
    }
    return same == 0 || a.isHidden() || b.isHidden()
        ? ""
        : "the first " + Text.count(same, "byte is", "bytes are") + " the same";
  }
}
