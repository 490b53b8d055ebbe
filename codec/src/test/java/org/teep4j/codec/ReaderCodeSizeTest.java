package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What lets the compiler of the virtual machine do well with the reader and can be seen without
 * running it: the size of methods, and the kind of their calls.
 */
class ReaderCodeSizeTest {

  /** HotSpot's MaxInlineSize: methods up to this size are copied into their callers always. */
  private static final int ALWAYS_INLINED = 35;

  /** HotSpot's FreqInlineSize: methods above this size never are. */
  private static final int NEVER_INLINED = 325;

  private static final Pattern METHOD = Pattern.compile("  .*?(\\w+)\\(.*\\).*;");
  private static final Pattern INSTRUCTION = Pattern.compile(" +(\\d+): .*");

  @Test
  void whatMakesAViewIsSmallEnoughToBeInlinedAlways() throws Exception {
    Map<String, Integer> sizes = sizes(code(CborReader.class));
    for (String method :
        List.of("content(int)", "readBytes()", "readTextBytes()", "hasNext()", "readLong()")) {
      int size = sizes.get(method);
      assertTrue(size <= ALWAYS_INLINED, method + ": " + size + " bytes");
    }
  }

  @Test
  void comparingLongerKeysIsTooLargeToBeCopiedIntoEveryRead() throws Exception {
    Map<String, Integer> sizes = sizes(code(MapKeys.class));
    int size = sizes.get("endOfPlainKey(byte[], int, int)");
    assertTrue(size > NEVER_INLINED, size + " bytes");
  }

  @Test
  void theReaderMakesNoCallThatCouldHaveManyTargets() throws Exception {
    for (Class<?> type : List.of(CborReader.class, Heads.class, Utf8.class)) {
      assertFalse(code(type).contains("invokeinterface"), type.getName());
    }
  }

  /** The size of each method's code in bytes, but for the operands of its last instruction. */
  private static Map<String, Integer> sizes(String code) {
    Map<String, Integer> sizes = new TreeMap<>();
    String method = "";
    for (String line : code.lines().toList()) {
      Matcher header = METHOD.matcher(line);
      Matcher instruction = INSTRUCTION.matcher(line);
      if (header.matches()) {
        method = line.substring(header.start(1), line.indexOf(')') + 1);
      } else if (instruction.matches()) {
        sizes.put(method, Integer.parseInt(instruction.group(1)) + 1);
      }
    }
    return sizes;
  }

  private static String code(Class<?> type) throws IOException, InterruptedException {
    Path javap = Path.of(System.getProperty("java.home"), "bin", "javap");
    Path file = Path.of(type.getResource(type.getSimpleName() + ".class").getPath());
    Process process =
        new ProcessBuilder(javap.toString(), "-J-Xshare:auto", "-c", "-p", file.toString())
            .redirectErrorStream(true)
            .start();
    String code = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), code);
    return code;
  }
}
