package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a page as a browser would, and demands that nothing of the input is markup in it. */
final class Markup {
  private static final Pattern TAG = Pattern.compile("<(/?)([!a-zA-Z][^\\s>]*)([^>]*)>");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\s+([a-z-]+)(=\"([^\"<>]*)\")?");
  private static final Set<String> VOID = Set.of("!DOCTYPE", "meta");
  private static final Set<String> KNOWN =
      Set.of(
          "html", "head", "title", "style", "body", "main", "header", "h1", "p", "ul", "li", "a",
          "section", "div", "span", "b", "i", "details", "summary", "pre");
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "html",
          "lang",
          "charset",
          "http-equiv",
          "content",
          "name",
          "class",
          "id",
          "href",
          "title",
          "tabindex",
          "open",
          "aria-label");

  private Markup() {}

  static void check(String page) {
    Deque<String> open = new ArrayDeque<>();
    Set<String> ids = new HashSet<>();
    Set<String> targets = new HashSet<>();
    Matcher tag = TAG.matcher(page);
    int end = 0;
    while (tag.find()) {
      String between = page.substring(end, tag.start());
      assertTrue(between.indexOf('<') < 0 && (between.indexOf('>') < 0 || isStyle(open)), between);
      end = tag.end();
      String name = tag.group(2);
      if (tag.group(1).isEmpty()) {
        attributes(tag.group(3), ids, targets);
        if (!VOID.contains(name)) {
          assertTrue(KNOWN.contains(name), name);
          open.push(name);
        }
      } else {
        assertEquals(open.pop(), name, () -> page.substring(Math.max(0, tag.start() - 200)));
      }
    }
    assertTrue(open.isEmpty(), open::toString);
    assertTrue(ids.containsAll(targets), () -> targets + " of " + ids);
    assertTrue(page.codePoints().allMatch(Markup::isHarmless), "a character that reorders text");
  }

  private static boolean isStyle(Deque<String> open) {
    return "style".equals(open.peek());
  }

  private static boolean isHarmless(int c) {
    return c == '\n'
        || !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && c != 0xfffd;
  }

  private static void attributes(String text, Set<String> ids, Set<String> targets) {
    Matcher attribute = ATTRIBUTE.matcher(text);
    int end = 0;
    while (attribute.find()) {
      assertEquals(end, attribute.start(), text);
      end = attribute.end();
      String name = attribute.group(1);
      assertTrue(ATTRIBUTES.contains(name), name);
      if (name.equals("id")) {
        assertTrue(ids.add(attribute.group(3)), () -> "twice: " + attribute.group(3));
      }
      if (name.equals("href")) {
        assertTrue(attribute.group(3).startsWith("#"), text);
        targets.add(attribute.group(3).substring(1));
      }
    }
    assertEquals(end, text.length(), text);
  }
}
