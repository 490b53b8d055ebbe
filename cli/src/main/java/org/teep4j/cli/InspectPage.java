package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.teep4j.cli.html.PageNote;
import org.teep4j.cli.html.PageNote.Kind;
import org.teep4j.cli.html.PagePart;
import org.teep4j.codec.EdnItem;
import org.teep4j.codec.EdnListing;
import org.teep4j.teep.RuleViolation;

/** What {@code inspect} finds, for a page. */
final class InspectPage {
  private static final int LINE_WIDTH = 84;

  /** The bytes stand beside the notation, which need not repeat more of them. */
  private static final int MOST_BYTES = 64;

  /** Where a path that begins at a message or a set of claims may begin in the input. */
  private static final List<String> PREFIXES =
      List.of("", "options/", "payload/", "payload/options/", "main-token/payload/");

  private final Inspection inspection;
  private final Optional<EdnListing> listing;
  private final List<PageNote> notes = new ArrayList<>();

  private InspectPage(Inspection inspection) {
    this.inspection = inspection;
    this.listing = inspection.listing(LINE_WIDTH, MOST_BYTES);
  }

  static PagePart part(Input input, Inspection inspection) {
    return new InspectPage(inspection).part(input);
  }

  private PagePart part(Input input) {
    inspection
        .refusal()
        .ifPresent(refusal -> add(Kind.REFUSAL, refusal.line(), place(refusal.offset())));
    for (RuleViolation violation : inspection.violations()) {
      add(Kind.VIOLATION, violation.toString(), place(violation.element()));
    }
    for (Inspection.Remark remark : inspection.remarksInPlace()) {
      boolean named = remark.offset().isEmpty() && !remark.element().isEmpty();
      add(Kind.REMARK, remark.text(), named ? place(remark.element()) : place(remark.offset()));
    }
    String dialect = inspection.isTeep() ? ", dialect " + inspection.dialect() : "";
    String excerpt =
        inspection.showsBytes()
            ? inspection.refusal().map(refusal -> refusal.excerpt(inspection.bytes())).orElse("")
            : "";
    return new PagePart(
        input.name(), inspection.title() + dialect, inspection.bytes(), listing, notes, excerpt);
  }

  private void add(Kind kind, String text, OptionalInt offset) {
    notes.add(new PageNote(kind, text, offset));
  }

  private static OptionalInt place(OptionalLong offset) {
    return offset.isPresent()
        ? OptionalInt.of(Math.toIntExact(offset.getAsLong()))
        : OptionalInt.empty();
  }

  /** Where an element is, or else what would contain it. */
  private OptionalInt place(String element) {
    if (listing.isEmpty()) {
      return OptionalInt.empty();
    }
    for (String path = element; !path.isEmpty(); path = parent(path)) {
      for (String prefix : PREFIXES) {
        Optional<EdnItem> found = listing.get().find(prefix + path);
        if (found.isPresent()) {
          return OptionalInt.of(found.get().start());
        }
      }
    }
    return OptionalInt.empty();
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('['))));
  }
}
