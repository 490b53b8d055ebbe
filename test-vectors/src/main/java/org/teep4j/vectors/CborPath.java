package org.teep4j.vectors;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * The path from a CBOR item to an item inside it, through tags and through byte strings that wrap
 * CBOR. Its text is a sequence of steps: {@code [2]} is an element of an array, counted from 0;
 * {@code {3}} and {@code {"#tc"}} are the value of a map entry; {@code ()} is the content of a tag;
 * {@code <<>>} is the item inside a byte string. The empty path is the item itself. A text key
 * cannot contain a quote followed by a closing brace.
 */
public final class CborPath {
  /** The path of no steps. */
  public static final CborPath ROOT = new CborPath(List.of());

  // A name ends at the first quote before a brace. The digit limits keep numbers within int and
  // long.
  private static final Pattern STEP =
      Pattern.compile(
          "\\[(?<index>[0-9]{1,9})\\]|\\{(?<label>-?[0-9]{1,18})\\}"
              + "|\\{\"(?<name>.*?)\"\\}|\\(\\)|<<>>",
          Pattern.DOTALL);

  /** One step inwards. */
  sealed interface Step {}

  /** To an element of an array, counted from 0. */
  record Element(int index) implements Step {}

  /** To the value of a map entry with an integer key. */
  record LabelledValue(long label) implements Step {}

  /** To the value of a map entry with a text key. */
  record NamedValue(String name) implements Step {}

  /** To the content of a tag. */
  record TagContent() implements Step {}

  /** To the one item that a byte string wraps. */
  record WrappedItem() implements Step {}

  private final List<Step> steps;

  CborPath(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** The steps, outermost first. */
  List<Step> steps() {
    return steps;
  }

  /**
   * Reads a path.
   *
   * @param text the steps, without space between them
   * @return the path
   * @throws IllegalArgumentException if the text is no path
   */
  public static CborPath parse(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    while (matcher.lookingAt()) {
      steps.add(step(matcher));
      matcher.region(matcher.end(), text.length());
    }
    if (matcher.regionStart() != text.length()) {
      throw new IllegalArgumentException("not a path: " + text);
    }
    return new CborPath(steps);
  }

  /**
   * Finds the item at this path.
   *
   * @param item one encoded item; the path may lead to its last byte
   * @return the encoded item at the path, a view into {@code item}
   * @throws DecodeException if the bytes before that item are not well-formed, or a step does not
   *     find a matching item
   */
  public Bytes find(Bytes item) throws DecodeException {
    CborReader reader = new CborReader(item);
    for (Step step : steps) {
      if (step instanceof Element element) {
        reader.enterArray();
        for (int skipped = 0; skipped < element.index() && reader.hasNext(); skipped++) {
          reader.skip();
        }
      } else if (step instanceof LabelledValue value) {
        enter(reader, BigInteger.valueOf(value.label()));
      } else if (step instanceof NamedValue value) {
        enter(reader, value.name());
      } else if (step instanceof TagContent) {
        reader.readTag();
      } else {
        reader.enterWrapped();
      }
      if (!reader.hasNext()) {
        throw reader.error(Reason.MISSING_ELEMENT, "nothing is at " + this);
      }
    }
    return reader.readEncodedItem();
  }

  /** Enters a map and stops before the value of the key, or at the end of the map. */
  private static void enter(CborReader reader, Object key) throws DecodeException {
    reader.enterMap();
    while (reader.hasNext()) {
      CborType type = reader.peekType();
      Object found = null;
      if (type == CborType.TEXT_STRING) {
        found = reader.readText();
      } else if (type == CborType.UNSIGNED_INTEGER || type == CborType.NEGATIVE_INTEGER) {
        found = reader.readInteger();
      } else {
        reader.skip();
      }
      if (key.equals(found)) {
        return;
      }
      reader.skip();
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CborPath other && steps.equals(other.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      if (step instanceof Element element) {
        text.append('[').append(element.index()).append(']');
      } else if (step instanceof LabelledValue value) {
        text.append('{').append(value.label()).append('}');
      } else if (step instanceof NamedValue value) {
        text.append("{\"").append(value.name()).append("\"}");
      } else {
        text.append(step instanceof TagContent ? "()" : "<<>>");
      }
    }
    return text.toString();
  }

  private static Step step(Matcher step) {
    if (step.group("index") != null) {
      return new Element(Integer.parseInt(step.group("index")));
    }
    if (step.group("label") != null) {
      return new LabelledValue(Long.parseLong(step.group("label")));
    }
    if (step.group("name") != null) {
      return new NamedValue(step.group("name"));
    }
    return step.group().equals("()") ? new TagContent() : new WrappedItem();
  }
}
