package org.teep4j.codec;

import java.util.List;

/**
 * Extended diagnostic notation, the text form of CBOR (draft-ietf-cbor-edn-literals-24, which
 * replaces RFC 8949, Section 8 and RFC 8610, Appendix G). JSON is a subset of it.
 *
 * <p>Printing and parsing keep the encoding: where bytes are not in preferred serialization, the
 * notation has encoding indicators, so that what was printed parses to the same bytes.
 */
public final class Edn {

  private Edn() {}

  /**
   * Whether printed notation has a character as it is, rather than its number. Control, format and
   * private-use characters, surrogates and separators of lines and paragraphs do not stand for
   * themselves: a terminal obeys them, or they reorder or hide the text around them.
   *
   * @param codePoint the character
   * @return false if text that a person may look at should have its number instead
   */
  public static boolean isPrintable(int codePoint) {
    return EdnText.isPrintable(codePoint);
  }

  /**
   * Prints CBOR in one line.
   *
   * @param cbor an item, or a sequence of items
   * @return the notation, which parses to the same bytes
   * @throws DecodeException if the bytes are not well-formed, nested deeper than {@value
   *     EdnParseOptions#LARGEST_MAX_DEPTH}, or more than {@value EdnPrintOptions#DEFAULT_MAX_ITEMS}
   *     items
   */
  public static String print(Bytes cbor) throws DecodeException {
    return print(cbor, Shape.any(), EdnPrintOptions.compact());
  }

  /**
   * Prints CBOR.
   *
   * @param cbor an item, or a sequence of items; need not be valid as long as it is well-formed
   * @param shape what is known of the structure of each item
   * @param options the layout
   * @return the notation, which parses to the same bytes unless the options cut byte strings (if
   *     the CBOR is not valid, with {@link EdnParseOptions#withInvalidAdmitted})
   * @throws DecodeException if the bytes are not well-formed, nested deeper than {@value
   *     EdnParseOptions#LARGEST_MAX_DEPTH}, or more items than the options admit
   */
  public static String print(Bytes cbor, Shape shape, EdnPrintOptions options)
      throws DecodeException {
    List<EdnNode> nodes = EdnPrinter.nodes(cbor, shape, options);
    StringBuilder out = new StringBuilder(nodes.isEmpty() ? 0 : nodes.get(0).width());
    String separator = options.lineWidth() == 0 ? ", " : "\n";
    for (EdnNode node : nodes) {
      if (!out.isEmpty()) {
        out.append(separator);
      }
      node.print(out, options);
    }
    return out.toString();
  }

  /**
   * Parses notation with the default options.
   *
   * @param notation an item, or a sequence of items
   * @return the encoded items, in preferred serialization where the notation does not say otherwise
   * @throws DecodeException as {@link #parse(String, EdnParseOptions)}
   */
  public static Bytes parse(String notation) throws DecodeException {
    return parse(notation, EdnParseOptions.defaults());
  }

  /**
   * Parses notation: the EDN draft's, with the application-oriented literals {@code h}, {@code
   * b64}, {@code dt}, {@code ip}, {@code hash} (SHA-256, SHA-384, SHA-512), {@code cri} ({@code
   * https} with host and path), and {@code float}.
   *
   * @param notation an item, or a sequence of items, or nothing
   * @param options which notation is read
   * @return the encoded items, in preferred serialization where the notation does not say otherwise
   * @throws DecodeException if the text is not acceptable: {@link Reason#SYNTAX}, {@link
   *     Reason#DUPLICATE_KEY}, {@link Reason#INVALID_UTF8}, or a limit; its offset counts the
   *     characters ({@code char}) before the place
   */
  public static Bytes parse(String notation, EdnParseOptions options) throws DecodeException {
    return new EdnParser(notation, options).parse();
  }
}
