package org.teep4j.cli;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnListing;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;
import org.teep4j.cose.CoseShapes;

/**
 * Prints inspected bytes in diagnostic notation.
 *
 * @param bytes the bytes
 * @param isSequence whether they may be more than one item
 * @param shape the structure of each item
 * @param unknown the structure of what that does not describe
 * @param options what is printed, and what is hidden
 * @param refusal why the bytes were refused, which is noted at its place
 */
record NotationPrinter(
    Bytes bytes,
    boolean isSequence,
    Shape shape,
    Shape unknown,
    Inspection.Options options,
    Optional<Refusal> refusal) {

  /** The notation; absent if the bytes are not well-formed. */
  Optional<String> text(int lineWidth, int mostBytes) {
    try {
      check();
      return Optional.of(Edn.print(bytes, shape, layout(lineWidth, mostBytes)));
    } catch (DecodeException refused) {
      return Optional.empty();
    }
  }

  /** The notation with the place of every item; absent if the bytes are not well-formed. */
  Optional<EdnListing> listing(int lineWidth, int mostBytes) {
    try {
      check();
      return Optional.of(EdnListing.print(bytes, shape, layout(lineWidth, mostBytes)));
    } catch (DecodeException refused) {
      return Optional.empty();
    }
  }

  /** The printer admits a sequence, and other limits than those that were asked for. */
  private void check() throws DecodeException {
    CborReader reader = new CborReader(bytes, options.limits());
    do {
      reader.skip();
    } while (isSequence && reader.hasNext());
    reader.expectEnd();
  }

  private EdnPrintOptions layout(int lineWidth, int mostBytes) {
    int mostItems = Math.max(EdnPrintOptions.DEFAULT_MAX_ITEMS, options.limits().maxItems());
    EdnPrintOptions layout =
        EdnPrintOptions.pretty()
            .withLineWidth(lineWidth)
            .withMaxBytesShown(options.full() ? Integer.MAX_VALUE : mostBytes)
            .withMaxLevels(options.levels())
            .withMaxItems(mostItems);
    layout =
        options.showsSecrets()
            ? layout.withUnknown(unknown)
            : layout.hidingSecrets().withUnknown(CoseShapes.possibleKey().or(unknown));
    return refusal.isPresent() && refusal.get().offset().isPresent()
        ? layout.withNote(refusal.get().offset().getAsLong(), "HERE: " + refusal.get().reason())
        : layout;
  }
}
