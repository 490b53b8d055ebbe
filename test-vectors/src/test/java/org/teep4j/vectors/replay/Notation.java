package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;

/**
 * Diagnostic notation of commands and parameters. Unlike builders, it also writes what no author
 * should.
 */
final class Notation {
  static final String VENDOR = "bcc169656f3a53389d83d8b565c63bc7";
  static final String CLASS = "7bdac13f50e355bd957ec5420e1c7d4e";
  static final String DEVICE = "5f3518540d565381992e069c085804f8";

  // Conditions and directives, with the reporting policy of the published examples.
  static final String CHECK_VENDOR = "1, 15";
  static final String CHECK_CLASS = "2, 15";
  static final String MATCH = "3, 15";
  static final String USE_BEFORE = "4, 15";
  static final String CHECK_SLOT = "5, 15";
  static final String CHECK_CONTENT = "6, 15";
  static final String INTEGRITY = "7, 15";
  static final String IS_DEPENDENCY = "8, 15";
  static final String ABORT = "14, 15";
  static final String CHECK_DEVICE = "24, 15";
  static final String NOT_MATCH = "25, 15";
  static final String BATTERY = "26, 15";
  static final String AUTHORIZED = "27, 15";
  static final String CHECK_VERSION = "28, 15";
  static final String PROCESS = "11, 15";
  static final String WRITE = "18, 15";
  static final String FETCH = "21, 15";
  static final String COPY = "22, 15";
  static final String INVOKE = "23, 15";
  static final String WAIT = "29, 15";
  static final String SWAP = "31, 15";
  static final String UNLINK = "33, 15";

  private Notation() {}

  // Commands.

  static String index(long index) {
    return "12, " + index;
  }

  static String indexes(long... indexes) {
    return "12, " + Arrays.toString(indexes);
  }

  static String all() {
    return "12, true";
  }

  static String override(String... parameters) {
    return "20, " + map(parameters);
  }

  static String set(String... parameters) {
    return "19, " + map(parameters);
  }

  /** The argument of each component, in the order given. */
  static String overrideMultiple(String... indexAndParameters) {
    StringBuilder map = new StringBuilder("34, {");
    for (int i = 0; i < indexAndParameters.length; i += 2) {
      map.append(i == 0 ? "" : ", ")
          .append(indexAndParameters[i])
          .append(": ")
          .append(map(indexAndParameters[i + 1]));
    }
    return map.append('}').toString();
  }

  static String copyParameters(long from, long... labels) {
    return "35, {" + from + ": " + Arrays.toString(labels) + "}";
  }

  static String tryEach(String... sequences) {
    return "15, ["
        + Arrays.stream(sequences)
            .map(each -> each.equals("null") ? each : "<<" + each + ">>")
            .collect(Collectors.joining(", "))
        + "]";
  }

  static String run(String... commands) {
    return "32, <<" + sequence(commands) + ">>";
  }

  static String sequence(String... commands) {
    return "[" + String.join(", ", commands) + "]";
  }

  // Parameters.

  /** A map in the order of its labels. */
  private static String map(String... parameters) {
    return Arrays.stream(parameters)
        .flatMap(each -> Arrays.stream(each.split(" & ", -1)))
        .sorted((a, b) -> Long.compare(label(a), label(b)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The place in the deterministic order: negative labels behind the others. */
  private static long label(String parameter) {
    long label = Long.parseLong(parameter.substring(0, parameter.indexOf(':')));
    return label < 0 ? 1000 - label : label;
  }

  static String vendor(String digits) {
    return "1: " + hex(digits);
  }

  static String pen(String digits) {
    return "1: 112(" + hex(digits) + ")";
  }

  static String classId(String digits) {
    return "2: " + hex(digits);
  }

  static String device(String digits) {
    return "24: " + hex(digits);
  }

  static String digest(Bytes content) {
    return digest(SuitDigestAlgorithm.SHA_256, content);
  }

  static String digest(SuitDigestAlgorithm algorithm, Bytes content) {
    return "3: " + digestValue(algorithm, content);
  }

  static String digestOf(Manifest dependency) {
    return "3: <<[-16, " + hex(dependency.digest().toHex()) + "]>>";
  }

  private static String digestValue(SuitDigestAlgorithm algorithm, Bytes content) {
    try {
      SuitDigest digest = SuitDigest.compute(algorithm, Segments.of(content));
      return "<<[" + digest.algorithmId() + ", " + hex(digest.bytes().toHex()) + "]>>";
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Digest and size of what a component must contain. */
  static String image(Bytes content) {
    return digest(content) + " & " + size(content.length());
  }

  static String size(long size) {
    return "14: " + size;
  }

  static String useBefore(String seconds) {
    return "4: " + seconds;
  }

  static String slot(long slot) {
    return "5: " + slot;
  }

  static String strict(boolean value) {
    return "12: " + value;
  }

  static String soft(boolean value) {
    return "13: " + value;
  }

  static String content(Bytes content) {
    return "18: " + hex(content.toHex());
  }

  static String content(String text) {
    return content(Bytes.ofUtf8(text));
  }

  static String encryption(String info) {
    return "19: <<" + info + ">>";
  }

  static String uri(String uri) {
    return "21: \"" + uri + "\"";
  }

  static String source(long index) {
    return "22: " + index;
  }

  static String arguments(String text) {
    return "23: '" + text + "'";
  }

  static String battery(long least) {
    return "26: " + least;
  }

  static String priority(long priority) {
    return "27: " + priority;
  }

  /** Type 1 to 5: greater, greater or equal, equal, lesser or equal, lesser. */
  static String version(int type, long... numbers) {
    return "28: <<[" + type + ", " + Arrays.toString(numbers) + "]>>";
  }

  static String events(String map) {
    return "29: <<" + map + ">>";
  }

  static String metadata(String map) {
    return "30: <<" + map + ">>";
  }

  static String hex(String digits) {
    return "h'" + digits + "'";
  }

  /** A component identifier from its segments in UTF-8, with slashes between them. */
  static String id(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(each -> hex(segment(each)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The digits of a segment: those behind 0x, or those of its UTF-8. */
  static String segment(String text) {
    return text.startsWith("0x") ? text.substring(2) : Bytes.ofUtf8(text).toHex();
  }
}
