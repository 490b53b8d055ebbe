package org.teep4j.suit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.suit.internal.Items;

/**
 * {@code SUIT_Component_Identifier} (draft-ietf-suit-manifest, Section 8.4.5.1): the path of a
 * component, as byte strings from the outermost part to the innermost.
 *
 * <pre>{@code
 * SUIT_Component_Identifier = [* bstr]
 * }</pre>
 *
 * @param segments the parts of the path, any number of bytes each; views of the decoded input
 */
public record SuitComponentIdentifier(List<Bytes> segments)
    implements CborEncodable, Comparable<SuitComponentIdentifier> {

  private static final Bytes[] NO_SEGMENTS = {};
  private static final SuitComponentIdentifier EMPTY = new SuitComponentIdentifier(List.of());

  /** Copies the list, not the bytes. */
  public SuitComponentIdentifier {
    segments = List.copyOf(segments);
  }

  /**
   * An identifier of the given segments.
   *
   * @param segments the parts of the path
   * @return the identifier
   */
  public static SuitComponentIdentifier of(Bytes... segments) {
    return new SuitComponentIdentifier(Arrays.asList(segments));
  }

  /**
   * An identifier whose segments are text in UTF-8.
   *
   * @param segments the parts of the path
   * @return the identifier
   */
  public static SuitComponentIdentifier ofText(String... segments) {
    List<Bytes> encoded = new ArrayList<>(segments.length);
    for (String segment : segments) {
      encoded.add(Bytes.wrap(segment.getBytes(StandardCharsets.UTF_8)));
    }
    return new SuitComponentIdentifier(encoded);
  }

  /**
   * Decodes one identifier.
   *
   * @param input exactly one encoded identifier, referenced by the result
   * @return the identifier
   * @throws DecodeException if the input is anything else
   */
  public static SuitComponentIdentifier decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one identifier.
   *
   * @param input exactly one encoded identifier, referenced by the result
   * @param options limits and strictness
   * @return the identifier
   * @throws DecodeException if the input is anything else
   */
  public static SuitComponentIdentifier decode(Bytes input, DecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(input, options);
    SuitComponentIdentifier identifier = read(reader);
    reader.expectEnd();
    return identifier;
  }

  /**
   * Reads one identifier at the position of a reader, for structures of other documents that
   * contain one.
   *
   * @param reader positioned at the identifier; afterwards positioned after it
   * @return the identifier
   * @throws DecodeException if the next item is not an identifier
   */
  public static SuitComponentIdentifier read(CborReader reader) throws DecodeException {
    int count = reader.enterArray();
    Bytes[] segments = count == 0 ? NO_SEGMENTS : new Bytes[Items.room(count)];
    int size = 0;
    while (reader.hasNext()) {
      segments = Items.withRoom(segments, size);
      segments[size++] = reader.readBytes();
    }
    reader.exitArray();
    return size == 0 ? EMPTY : new SuitComponentIdentifier(Items.list(segments, size));
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray();
    for (Bytes segment : segments) {
      writer.writeBytes(segment);
    }
    writer.endArray();
  }

  /** Orders by segments, each compared bytewise; a prefix comes first. */
  @Override
  public int compareTo(SuitComponentIdentifier other) {
    int common = Math.min(segments.size(), other.segments.size());
    for (int i = 0; i < common; i++) {
      int order = segments.get(i).compareTo(other.segments.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(segments.size(), other.segments.size());
  }

  /** The segments separated by slashes, as text where they are printable ASCII, else as hex. */
  @Override
  public String toString() {
    StringBuilder path = new StringBuilder();
    for (Bytes segment : segments) {
      path.append('/').append(printable(segment) ? ascii(segment) : "h'" + segment.toHex() + "'");
    }
    return path.length() == 0 ? "/" : path.toString();
  }

  private static boolean printable(Bytes segment) {
    for (int i = 0; i < segment.length(); i++) {
      int b = segment.unsignedByteAt(i);
      if (b <= ' ' || b > '~' || b == '/') {
        return false;
      }
    }
    return !segment.isEmpty();
  }

  private static String ascii(Bytes segment) {
    return new String(segment.toByteArray(), StandardCharsets.US_ASCII);
  }
}
