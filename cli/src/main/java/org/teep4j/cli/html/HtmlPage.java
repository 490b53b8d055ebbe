package org.teep4j.cli.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A page that shows inputs: the bytes beside the notation, and what there is to say at its place.
 * It needs no network and no script, and its policy admits neither.
 */
public final class HtmlPage {
  private static final String STYLE = style();

  private HtmlPage() {}

  private static String style() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("the style of the page is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + Markers.style();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The one style that the page admits is its own. */
  private static String policy() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(STYLE.getBytes(StandardCharsets.UTF_8));
      return "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder().encodeToString(hash)
          + "'; base-uri 'none'; form-action 'none'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Writes a page.
   *
   * @param to what it is written to, in UTF-8
   * @param parts the inputs
   * @param full whether long parts are shown to their end
   * @throws IOException if it cannot be written
   */
  public static void write(Appendable to, List<PagePart> parts, boolean full) throws IOException {
    Html html = new Html(to);
    String title = parts.size() == 1 ? parts.get(0).name() : parts.size() + " inputs";
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy() + "\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    html.text(title)
        .raw(" – teep4j inspect</title>\n<style>")
        .raw(STYLE)
        .raw("</style>\n</head>\n");
    html.raw("<body>\n");
    for (int i = 0; i < parts.size(); i++) {
      part(html, parts.get(i), i, full);
    }
    html.raw("</body>\n</html>\n");
  }

  private static void part(Html html, PagePart part, int number, boolean full) throws IOException {
    String prefix = number == 0 ? "o" : "p" + number + "-";
    html.raw("<main>\n<header>\n<h1>").text(part.name()).raw("</h1>\n<p class=\"what\">");
    html.text(part.title()).raw(" · ").raw(count(part.bytes().length(), "byte")).raw("</p>\n");
    html.raw("<p class=\"loud\">Not verified: origin and integrity are unknown.</p>\n");
    notes(html, part, prefix);
    html.raw("</header>\n");
    if (part.listing().isPresent()) {
      html.raw("<section aria-label=\"Bytes and notation\">\n");
      html.raw("<div class=\"r head\"><span>offset</span><span>bytes</span>");
      html.raw("<span>notation</span></div>\n");
      new Rows(html, part, prefix, full).write(part.listing().get());
      html.raw("</section>\n");
    } else if (!part.excerpt().isEmpty()) {
      html.raw("<pre>").text(part.excerpt()).raw("</pre>\n");
    }
    html.raw("</main>\n");
  }

  private static void notes(Html html, PagePart part, String prefix) throws IOException {
    if (part.notes().isEmpty()) {
      return;
    }
    html.raw("<ul class=\"notes\">\n");
    for (int i = 0; i < part.notes().size(); i++) {
      PageNote note = part.notes().get(i);
      html.raw("<li class=\"" + note.kind().name().toLowerCase(Locale.ROOT) + "\">");
      html.text(note.text());
      if (note.offset().isPresent() && part.listing().isPresent()) {
        int offset = note.offset().getAsInt();
        html.raw(" <a href=\"#" + prefix + "n" + i + "\">offset " + offset + "</a>");
      }
      html.raw("</li>\n");
    }
    html.raw("</ul>\n");
  }

  static String count(long number, String one) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : one + "s");
  }
}
