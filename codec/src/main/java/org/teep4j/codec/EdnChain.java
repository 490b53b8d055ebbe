package org.teep4j.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** String literals and ellipses that are joined to one item, or an item of another type alone. */
final class EdnChain {

  /** Tag 888, which the EDN draft proposes for what has been left out, around {@code null}. */
  private static final Bytes ELLIPSIS = Bytes.fromHex("d90378f6");

  /** Literals that follow each other; an ellipsis if {@code content} is null. */
  private static final class Span {
    final boolean text;
    final @Nullable OutputBuffer content;

    Span(boolean text, @Nullable OutputBuffer content) {
      this.text = text;
      this.content = content;
    }
  }

  private final int start;
  private final List<Span> spans = new ArrayList<>(1);
  private @Nullable Bytes item;

  /** Starts with nothing; {@code start} is where the first literal stands. */
  EdnChain(int start) {
    this.start = start;
  }

  void addText(String text, int at) throws DecodeException {
    add(true, Bytes.ofUtf8(text), at);
  }

  void addBytes(Bytes bytes, int at) throws DecodeException {
    add(false, bytes, at);
  }

  private void add(boolean text, Bytes bytes, int at) throws DecodeException {
    requireString(at);
    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (last == null || last.content == null) {
      OutputBuffer content = new OutputBuffer();
      content.put(bytes);
      spans.add(new Span(text, content));
    } else if (text && !last.text) {
      throw EdnScanner.error(at, "text cannot be appended to bytes");
    } else {
      last.content.put(bytes);
    }
  }

  void addEllipsis(int at) throws DecodeException {
    requireString(at);
    if (spans.isEmpty() || spans.get(spans.size() - 1).content != null) {
      spans.add(new Span(false, null));
    }
  }

  /** Adds an encoded item that is no string, and so must stay alone. */
  void addItem(Bytes encoded, int at) throws DecodeException {
    requireString(at);
    if (!spans.isEmpty()) {
      throw EdnScanner.error(at, "only strings can be joined");
    }
    item = encoded;
  }

  private void requireString(int at) throws DecodeException {
    if (item != null) {
      throw EdnScanner.error(at, "only strings can be joined");
    }
  }

  /** Major type 2 or 3 shifted to its place, if this is one string without ellipses; else -1. */
  int major() {
    if (item != null || spans.size() != 1 || spans.get(0).content == null) {
      return -1;
    }
    return spans.get(0).text ? 0x60 : 0x40;
  }

  /** Appends what has been joined. */
  void writeTo(OutputBuffer output, EdnIndicator indicator, boolean invalidAdmitted)
      throws DecodeException {
    if (item != null) {
      requireNone(indicator);
      output.put(item);
    } else if (major() >= 0) {
      write(spans.get(0), output, indicator, invalidAdmitted);
    } else {
      requireNone(indicator);
      if (spans.size() == 1) {
        output.put(ELLIPSIS);
        return;
      }
      output.putHead(0xc0, 888, EdnIndicator.PREFERRED);
      output.putHead(0x80, spans.size(), EdnIndicator.PREFERRED);
      for (Span span : spans) {
        write(span, output, EdnIndicator.PREFERRED, invalidAdmitted);
      }
    }
  }

  private void requireNone(EdnIndicator indicator) throws DecodeException {
    if (indicator != EdnIndicator.PREFERRED) {
      throw EdnScanner.error(start, "an encoding indicator on something that is no string");
    }
  }

  private void write(
      Span span, OutputBuffer output, EdnIndicator indicator, boolean invalidAdmitted)
      throws DecodeException {
    if (span.content == null) {
      output.put(ELLIPSIS);
      return;
    }
    Bytes content = span.content.toBytes();
    int major = span.text ? 0x60 : 0x40;
    boolean utf8 = Utf8.firstInvalid(content.array, 0, content.length) < 0;
    if (span.text && !utf8 && !invalidAdmitted) {
      throw new DecodeException(Reason.INVALID_UTF8, start, "the text string is not UTF-8");
    }
    if (indicator == EdnIndicator.INDEFINITE) {
      if (!content.isEmpty()) {
        throw EdnScanner.error(start, "only an empty string has the encoding indicator _");
      }
      output.put(major | 31);
      output.put(0xff);
      return;
    }
    if (!output.putHead(major, content.length, indicator)) {
      throw EdnScanner.error(start, "the length does not fit the encoding indicator");
    }
    output.put(content);
  }
}
