package org.teep4j.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Diagnostic notation together with the place of every item in it, for tools that show the notation
 * beside the bytes, compare messages, or take a part out. Immutable.
 */
public final class EdnListing {
  private final String text;
  private final List<EdnItem> items;

  private EdnListing(String text, List<EdnItem> items) {
    this.text = text;
    this.items = items;
  }

  /**
   * Prints CBOR, and notes where each item is.
   *
   * @param cbor an item, or a sequence of items; must be well-formed, but need not be valid
   * @param shape the structure of each item, as far as it is known
   * @param options the layout
   * @return the listing
   * @throws DecodeException as for {@link Edn#print(Bytes, Shape, EdnPrintOptions)}
   */
  public static EdnListing print(Bytes cbor, Shape shape, EdnPrintOptions options)
      throws DecodeException {
    List<EdnItem> items = new ArrayList<>();
    String text = Edn.print(cbor, shape, options, items);
    return new EdnListing(text, List.copyOf(items));
  }

  /**
   * The notation.
   *
   * @return what {@link Edn#print(Bytes, Shape, EdnPrintOptions)} returns
   */
  public String text() {
    return text;
  }

  /**
   * The items of the top level.
   *
   * @return one item, or those of a sequence; unmodifiable
   */
  public List<EdnItem> items() {
    return items;
  }

  /**
   * Finds an item by its {@linkplain EdnItem#path() path}.
   *
   * @param path the path; in place of a name it may have the key, as notation, or the index
   * @return the outermost item with that path; empty if there is none
   */
  public Optional<EdnItem> find(String path) {
    for (EdnItem item : items) {
      String first = items.size() == 1 ? "" : item.path();
      if (path.startsWith(first)) {
        String rest = path.substring(first.length());
        Optional<EdnItem> found =
            item.find(rest.startsWith("/") && !first.isEmpty() ? rest.substring(1) : rest);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
