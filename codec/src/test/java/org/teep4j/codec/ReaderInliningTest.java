package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.CompilationLog.Call;
import org.teep4j.codec.CompilationLog.Method;

/**
 * What the compiler of the virtual machine makes of the reader, by its own log of a walk through
 * all kinds of items. It compiles after certain numbers of calls, and the walk waits for it, so
 * that the log does not depend on how fast the machine is.
 */
class ReaderInliningTest {

  /** HotSpot's MaxInlineSize: methods up to this size are copied into their callers always. */
  private static final int ALWAYS_INLINED = 35;

  /** HotSpot's FreqInlineSize: methods above this size never are. */
  private static final int NEVER_INLINED = 325;

  private static final List<String> METHODS =
      List.of(
          "item",
          "walk",
          "hasNext",
          "peekType",
          "readUnsigned",
          "readLong",
          "readBytes",
          "readTextBytes",
          "enterArray",
          "exitArray",
          "enterMap",
          "exitMap",
          "enterWrapped",
          "exitWrapped",
          "readTag",
          "readBoolean",
          "readDouble",
          "tryReadNull",
          "readNull",
          "readSimple",
          "readEncodedItem",
          "skip",
          "skipHead",
          "skipChunks",
          "gatherChunks",
          "checkKey",
          "checkOtherKey",
          "endOfPlainKey",
          "content",
          "nextItem",
          "argument",
          "longArgument",
          "expectEnd",
          "firstInvalid");

  private static CompilationLog log;

  /** What runs in a virtual machine of its own. */
  static final class Walk {

    private static final int ROUNDS = 20_000;

    private static final String SCALARS =
        "17 1818 190100 1a00010000 1b0000000100000000 20 3818" // integers
            + "43010203 581800"
            + "00".repeat(23)
            + "6161 62c3a9" // strings
            + "f4 f5 f6 f7 f820 f93c00 fa7f7fffff fb3ff199999999999a" // simple values and numbers
            + "c101 d81220"; // tags
    private static final String ENTRIES =
        "0100 2000 182000 186400 1a0001000000 616100 616200 6361626301";
    private static final String DEFINITE = "9817" + SCALARS + "8101 a8" + ENTRIES;
    private static final String INDEFINITE =
        "9f" + SCALARS + "9f01ff bf" + ENTRIES + "ff 5f4101420203ff 7f61616162ff ff";

    private Walk() {}

    public static void main(String[] arguments) throws DecodeException {
      Bytes definite = bytes(DEFINITE);
      Bytes indefinite = bytes("00" + INDEFINITE + "00");
      indefinite = indefinite.slice(1, indefinite.length() - 1);
      Bytes wrapped = new CborWriter().writeBytes(definite).toBytes();
      CborReader reader = new CborReader(definite);
      for (int i = 0; i < ROUNDS; i++) {
        Bytes input = i % 2 == 0 ? definite : indefinite;
        reader.reset(input);
        walk(reader);
        reader.reset(input);
        reader.readEncodedItem();
        reader.expectEnd();
        reader.reset(wrapped);
        reader.enterWrapped();
        walk(reader);
        reader.exitWrapped();
      }
    }

    private static Bytes bytes(String spacedHex) {
      return Bytes.fromHex(spacedHex.replace(" ", ""));
    }

    private static void walk(CborReader reader) throws DecodeException {
      item(reader);
      if (reader.hasNext()) {
        throw new IllegalStateException("more than one item");
      }
    }

    private static long item(CborReader reader) throws DecodeException {
      return switch (reader.peekType()) {
        case UNSIGNED_INTEGER -> reader.readUnsigned();
        case NEGATIVE_INTEGER -> reader.readLong();
        case BYTE_STRING -> reader.readBytes().length();
        case TEXT_STRING -> reader.readTextBytes().length();
        case ARRAY -> {
          long sum = reader.enterArray();
          while (reader.hasNext()) {
            sum += item(reader);
          }
          reader.exitArray();
          yield sum;
        }
        case MAP -> {
          long sum = reader.enterMap();
          while (reader.hasNext()) {
            sum += item(reader);
            sum += reader.readLong();
          }
          reader.exitMap();
          yield sum;
        }
        case TAG -> reader.readTag() + item(reader);
        case BOOLEAN -> reader.readBoolean() ? 1 : 0;
        case FLOAT -> (long) reader.readDouble();
        default -> reader.tryReadNull() ? 0 : reader.readSimple();
      };
    }
  }

  @BeforeAll
  static void compile(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("compilations.xml");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xbatch",
                "-XX:+TieredCompilation",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+LogCompilation",
                "-XX:LogFile=" + file,
                "-cp",
                System.getProperty("java.class.path"),
                Walk.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    log = CompilationLog.read(file);
  }

  @Test
  void everyMethodOfTheWalkWasOptimized() {
    Set<String> names = new TreeSet<>();
    for (Method method : log.methods()) {
      if (isPart(method)) {
        names.add(method.name());
      }
    }
    for (String name : METHODS) {
      assertTrue(names.contains(name), () -> name + " is not among " + names);
    }
  }

  @Test
  void noCallOfTheWalkDependsOnTheTypeOfItsReceiver() {
    List<Call> calls = log.calls().stream().filter(call -> isPart(call.caller())).toList();
    assertTrue(calls.size() > 500, () -> calls.size() + " calls");
    assertEquals(List.of(), calls.stream().filter(Call::dispatched).toList());
  }

  private static boolean isPart(Method method) {
    return method.type().startsWith(CborReader.class.getPackageName() + ".");
  }

  @Test
  void whatMakesAViewIsSmallEnoughToBeInlinedAlways() {
    for (String name : List.of("content", "readBytes", "readTextBytes", "hasNext", "readLong")) {
      int size = sizeOf(CborReader.class, name);
      assertTrue(size <= ALWAYS_INLINED, () -> name + ": " + size + " bytes");
    }
  }

  @Test
  void comparingLongerKeysIsTooLargeToBeCopiedIntoEveryRead() {
    int size = sizeOf(MapKeys.class, "endOfPlainKey");
    assertTrue(size > NEVER_INLINED, () -> size + " bytes");
  }

  /** The size of the one with the fewest parameters of the methods that have a name. */
  private static int sizeOf(Class<?> type, String name) {
    return log.methods().stream()
        .filter(method -> method.type().equals(type.getName()) && method.name().equals(name))
        .min(Comparator.comparingInt(Method::parameters))
        .map(Method::size)
        .orElseThrow();
  }
}
