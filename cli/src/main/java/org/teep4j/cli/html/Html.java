package org.teep4j.cli.html;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Edn;

/** Appends text to a page in which nothing but this program's markup is markup. */
final class Html {
  private final Appendable out;

  Html(Appendable out) {
    this.out = out;
  }

  /** Appends markup. */
  Html raw(String markup) throws IOException {
    out.append(markup);
    return this;
  }

  Html number(long number) throws IOException {
    return raw(Long.toString(number));
  }

  /**
   * Appends text. Characters that a browser would interpret are escaped, as are those that reorder
   * or hide the text around them.
   */
  Html text(CharSequence text) throws IOException {
    int plain = 0;
    int width;
    for (int i = 0; i < text.length(); i += width) {
      int c = Character.codePointAt(text, i);
      width = Character.charCount(c);
      String escape = escape(c);
      if (escape != null) {
        out.append(text, plain, i).append(escape);
        plain = i + width;
      }
    }
    out.append(text, plain, text.length());
    return this;
  }

  private static @Nullable String escape(int c) {
    return switch (c) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      case '\n' -> null;
      default ->
          Edn.isPrintable(c) && Character.isDefined(c)
              ? null
              : "\\u{" + Integer.toHexString(c) + "}";
    };
  }
}
