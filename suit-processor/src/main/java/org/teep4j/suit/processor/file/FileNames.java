package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * The paths of components. Authors of manifests choose identifiers, so every identifier gets a path
 * of its own, on file systems that ignore case as well, and no path leaves the folder.
 *
 * <pre>{@code
 * path    = *( segment "+" "/" ) segment       ; a folder's name ends in "+", that of a file does not
 * segment = text [ "!" capitals ] / text "~" sha-256
 * text    = *( letter / digit / "-" / "_" / "." / "%" 2hex )
 * }</pre>
 *
 * <p>{@code capitals} has a bit for each byte of the segment, set for a capital letter, in base 36.
 * A segment whose name would be long ends with its digest. An empty segment is {@code %}, an
 * identifier without segments {@code %%}. Escaped as {@code %xx} are all other bytes, a dot or
 * hyphen at the beginning, a dot at the end, and the first letter of names that Windows reserves.
 */
final class FileNames {

  /** File systems that encrypt names have room for 143 bytes. */
  private static final int LONGEST_NAME = 140;

  private static final int KEPT_OF_LONG_NAME = 60;
  private static final int LONGEST_PATH = 2000;
  private static final char FOLDER = '+';
  private static final char CAPITALS = '!';
  private static final char DIGEST = '~';
  private static final String NO_BYTES = "%";
  private static final String NO_SEGMENTS = "%%";
  private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");
  private static final Set<String> PORTS = Set.of("com", "lpt");
  private static final HexFormat HEX = HexFormat.of();

  private FileNames() {}

  /**
   * The path below the folder of components.
   *
   * @return names of folders, and of the file at the end
   */
  static List<String> names(SuitComponentIdentifier component) {
    List<String> names = new ArrayList<>();
    for (Bytes segment : component.segments()) {
      names.add(name(segment) + FOLDER);
    }
    if (names.isEmpty()) {
      return List.of(NO_SEGMENTS);
    }
    int last = names.size() - 1;
    names.set(last, names.get(last).substring(0, names.get(last).length() - 1));
    return names;
  }

  /** Whether the path is short enough for an operating system. */
  static boolean fits(SuitComponentIdentifier component) {
    return component.segments().size() < LONGEST_PATH
        && String.join("/", names(component)).length() <= LONGEST_PATH;
  }

  static Path below(Path folder, SuitComponentIdentifier component) {
    Path path = folder;
    for (String name : names(component)) {
      path = path.resolve(name);
    }
    return path;
  }

  private static String name(Bytes segment) {
    if (segment.isEmpty()) {
      return NO_BYTES;
    }
    if (segment.length() > LONGEST_NAME) {
      return shortened(segment);
    }
    boolean reserved = isReserved(segment);
    StringBuilder text = new StringBuilder();
    BigInteger capitals = BigInteger.ZERO;
    for (int i = 0; i < segment.length(); i++) {
      int b = segment.unsignedByteAt(i);
      boolean edge = i == 0 || i == segment.length() - 1;
      if (!isPlain(b) || (b == '.' && edge) || (b == '-' && i == 0) || (reserved && i == 0)) {
        text.append('%').append(HEX.toHexDigits((byte) b));
      } else {
        text.append((char) b);
        capitals = isCapital(b) ? capitals.setBit(i) : capitals;
      }
    }
    if (capitals.signum() != 0) {
      text.append(CAPITALS).append(capitals.toString(Character.MAX_RADIX));
    }
    return text.length() <= LONGEST_NAME ? text.toString() : shortened(segment);
  }

  private static String shortened(Bytes segment) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < KEPT_OF_LONG_NAME && i < segment.length(); i++) {
      int b = segment.unsignedByteAt(i);
      text.append(isPlain(b) && b != '.' && b != '-' ? (char) b : '_');
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(segment.toByteArray());
      return text.append(DIGEST).append(HEX.formatHex(digest.digest())).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static boolean isPlain(int b) {
    return isCapital(b)
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_'
        || b == '.';
  }

  private static boolean isCapital(int b) {
    return b >= 'A' && b <= 'Z';
  }

  /** Whether Windows takes a name for a device, with any extension behind it. */
  private static boolean isReserved(Bytes segment) {
    String name =
        new String(segment.toByteArray(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    return base.length() == 4 && PORTS.contains(base.substring(0, 3)) || DEVICES.contains(base);
  }

  /**
   * The component at a path.
   *
   * @param names as {@link #names} makes them
   * @throws IOException if the path belongs to no component, or to one whose name was shortened
   */
  static SuitComponentIdentifier component(List<String> names) throws IOException {
    List<Bytes> segments = new ArrayList<>();
    if (!names.equals(List.of(NO_SEGMENTS))) {
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        if (i < names.size() - 1) {
          if (name.isEmpty() || name.charAt(name.length() - 1) != FOLDER) {
            throw new IOException("no folder of components: " + name);
          }
          name = name.substring(0, name.length() - 1);
        }
        segments.add(segment(name));
      }
    }
    SuitComponentIdentifier component = new SuitComponentIdentifier(segments);
    if (!names(component).equals(names)) {
      throw new IOException("no path of a component: " + names);
    }
    return component;
  }

  private static Bytes segment(String name) throws IOException {
    if (name.equals(NO_BYTES)) {
      return Bytes.empty();
    }
    int mark = name.indexOf(CAPITALS);
    String text = mark < 0 ? name : name.substring(0, mark);
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%' && text.length() >= i + 3) {
        hex.append(text, i + 1, i + 3);
        i += 2;
      } else {
        hex.append(HEX.toHexDigits((byte) text.charAt(i)));
      }
    }
    try {
      return Bytes.fromHex(hex.toString());
    } catch (IllegalArgumentException e) {
      throw new IOException("no name of a component: " + name, e);
    }
  }
}
