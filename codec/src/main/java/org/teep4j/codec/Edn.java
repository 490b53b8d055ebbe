package org.teep4j.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extended diagnostic notation, the text form of CBOR (draft-ietf-cbor-edn-literals-24, which
 * replaces RFC 8949, Section 8 and RFC 8610, Appendix G). JSON is a subset of it.
 *
 * <p>Printing and parsing preserve the encoding. If bytes are not in preferred serialization, the
 * notation has encoding indicators, so that printed notation parses to the same bytes.
 */
public final class Edn {

  private Edn() {}

  /**
   * Whether printed notation contains a character itself instead of an escape with its number.
   * Control, format and private-use characters, surrogates, and line and paragraph separators are
   * escaped: a terminal may interpret them, or they reorder or hide the surrounding text.
   *
   * @param codePoint the character
   * @return false if text for people should contain its number instead
   */
  public static boolean isPrintable(int codePoint) {
    return EdnText.isPrintable(codePoint);
  }

  /**
   * Prints CBOR in one line.
   *
   * @param cbor an item, or a sequence of items
   * @return the notation, which parses to the same bytes
   * @throws DecodeException if the bytes are not well-formed, are nested deeper than {@value
   *     EdnParseOptions#LARGEST_MAX_DEPTH}, or have more than {@value
   *     EdnPrintOptions#DEFAULT_MAX_ITEMS} items
   */
  public static String print(Bytes cbor) throws DecodeException {
    return print(cbor, Shape.any(), EdnPrintOptions.compact());
  }

  /**
   * Prints CBOR.
   *
   * @param cbor an item, or a sequence of items; must be well-formed, but need not be valid
   * @param shape the structure of each item, as far as it is known
   * @param options the layout
   * @return the notation, which parses to the same bytes unless the options cut byte strings or
   *     hide secrets; if the CBOR is not valid, parsing needs {@link
   *     EdnParseOptions#withInvalidAdmitted}
   * @throws DecodeException if the bytes are not well-formed, are nested deeper than {@value
   *     EdnParseOptions#LARGEST_MAX_DEPTH}, or have more items than the options admit
   */
  public static String print(Bytes cbor, Shape shape, EdnPrintOptions options)
      throws DecodeException {
    return print(cbor, shape, options, null);
  }

  /** Prints CBOR, and adds the items of the top level to a list if there is one. */
  static String print(
      Bytes cbor, Shape shape, EdnPrintOptions options, @Nullable List<EdnItem> items)
      throws DecodeException {
    List<EdnNode> nodes = EdnPrinter.nodes(cbor, shape, options, items != null);
    StringBuilder out = new StringBuilder(nodes.isEmpty() ? 0 : nodes.get(0).width());
    String separator = options.lineWidth == 0 ? ", " : "\n";
    for (EdnNode node : nodes) {
      if (out.length() > 0) {
        out.append(separator);
      }
      if (items == null) {
        node.print(out, options);
      } else {
        items.add(node.list(out, options, nodes.size() == 1 ? -1 : items.size()));
      }
    }
    return out.toString();
  }

  /**
   * Parses notation with the default options.
   *
   * @param notation an item, or a sequence of items
   * @return the encoded items, in preferred serialization except where encoding indicators demand
   *     otherwise
   * @throws DecodeException as for {@link #parse(String, EdnParseOptions)}
   */
  public static Bytes parse(String notation) throws DecodeException {
    return parse(notation, EdnParseOptions.defaults());
  }

  /**
   * Parses the notation of the EDN draft. It may contain the application-oriented literals {@code
   * h}, {@code b64}, {@code dt}, {@code ip}, {@code hash} (SHA-256, SHA-384, SHA-512), {@code cri}
   * ({@code https} with host and path), and {@code float}.
   *
   * @param notation an item, a sequence of items, or the empty string
   * @param options variants of the notation, and limits
   * @return the encoded items, in preferred serialization except where encoding indicators demand
   *     otherwise
   * @throws DecodeException if the text is not acceptable: {@link Reason#SYNTAX}, {@link
   *     Reason#DUPLICATE_KEY}, {@link Reason#INVALID_UTF8}, or a limit; the exception's offset
   *     counts characters ({@code char})
   */
  public static Bytes parse(String notation, EdnParseOptions options) throws DecodeException {
    return new EdnParser(notation, options).parse();
  }
}
