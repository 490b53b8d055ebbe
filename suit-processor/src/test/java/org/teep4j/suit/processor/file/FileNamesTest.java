package org.teep4j.suit.processor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;

class FileNamesTest {

  private static final Path ROOT = Path.of("/store/components");

  private static SuitComponentIdentifier id(String... segments) {
    return SuitComponentIdentifier.ofText(segments);
  }

  @Provide
  Arbitrary<SuitComponentIdentifier> identifiers() {
    Arbitrary<Bytes> hostile =
        Arbitraries.of(
                "",
                ".",
                "..",
                "/",
                "\\",
                "a",
                "A",
                "ab",
                "aB",
                "Ab",
                "a/b",
                "a+",
                "+",
                "a.",
                ".a",
                "-",
                "%",
                "%%",
                "%41",
                "!",
                "a!1",
                "~",
                "con",
                "CON",
                "nul.txt",
                "com1",
                "COM",
                " ",
                "a ",
                "\u0000",
                "a\u0000b",
                "\n",
                "\u00e9",
                "e\u0301",
                "\uD83D\uDE00",
                "lock",
                ":",
                "C:",
                "*",
                "?",
                "|",
                "<",
                "\"",
                "components",
                "plan",
                "a".repeat(140),
                "a".repeat(141),
                "A".repeat(120),
                "a".repeat(300),
                "a".repeat(299) + "A")
            .map(Bytes::ofUtf8);
    Arbitrary<Bytes> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Bytes::wrap);
    Arbitrary<Bytes> few =
        Arbitraries.of((byte) 'a', (byte) 'A', (byte) '.', (byte) '%', (byte) '1', (byte) 0xff)
            .array(byte[].class)
            .ofMaxSize(4)
            .map(Bytes::wrap);
    return Arbitraries.oneOf(hostile, any, few)
        .list()
        .ofMaxSize(5)
        .map(SuitComponentIdentifier::new);
  }

  private static String folded(SuitComponentIdentifier id) {
    return String.join("/", FileNames.names(id)).toLowerCase(Locale.ROOT);
  }

  @Property(tries = 3000)
  void differentComponentsHaveDifferentPaths(
      @ForAll("identifiers") SuitComponentIdentifier one,
      @ForAll("identifiers") SuitComponentIdentifier other) {
    if (!one.equals(other)) {
      assertNotEquals(folded(one), folded(other));
      // Nor is one a folder of the other.
      assertFalse(folded(other).startsWith(folded(one) + "/"));
    }
  }

  @Property(tries = 3000)
  void pathsStayInTheFolder(@ForAll("identifiers") SuitComponentIdentifier id) {
    List<String> names = FileNames.names(id);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      assertTrue(name.matches("[A-Za-z0-9._%!~-]+\\+?"), name);
      assertTrue(name.length() <= 143, name);
      assertFalse(name.startsWith(".") || name.startsWith("-") || name.endsWith("."), name);
      assertEquals(i < names.size() - 1, name.endsWith("+"), name);
    }
    Path path = FileNames.below(ROOT, id);
    assertEquals(path, path.normalize());
    assertTrue(path.startsWith(ROOT) && !path.equals(ROOT));
  }

  @Property(tries = 3000)
  void pathsLeadBack(@ForAll("identifiers") SuitComponentIdentifier id) throws IOException {
    List<String> names = FileNames.names(id);
    if (String.join("", names).contains("~")) {
      assertThrows(IOException.class, () -> FileNames.component(names));
    } else {
      assertEquals(id, FileNames.component(names));
    }
  }

  @Property(tries = 1000)
  void otherPathsLeadNowhere(@ForAll String name) {
    try {
      assertEquals(List.of(name), FileNames.names(FileNames.component(List.of(name))));
    } catch (IOException e) {
      // No component has this path.
    }
  }

  @Test
  void namesCanBeRead() {
    assertEquals(List.of("boot+", "kernel.img"), FileNames.names(id("boot", "kernel.img")));
    assertEquals(List.of("TEEP-Device!1b+", "a%2fb"), FileNames.names(id("TEEP-Device", "a/b")));
    assertEquals(List.of("%2e%2e+", "%2e%2e"), FileNames.names(id("..", "..")).subList(0, 2));
    assertEquals(List.of("%63om1.txt"), FileNames.names(id("com1.txt")));
    assertEquals(List.of("common"), FileNames.names(id("common")));
    assertEquals(List.of("%"), FileNames.names(id("")));
    assertEquals(List.of("%%"), FileNames.names(id()));
    assertEquals(List.of("%ff"), FileNames.names(SuitComponentIdentifier.of(Bytes.fromHex("ff"))));
  }

  @Test
  void longNamesAreShortened() {
    String name = FileNames.names(id("firmware/" + "x".repeat(5000))).get(0);
    assertTrue(name.matches("firmware_x{51}~[0-9a-f]{64}"), name);
    Set<String> names = new HashSet<>();
    for (int length = 1; length < 400; length++) {
      assertTrue(names.add(FileNames.names(id("y".repeat(length))).get(0)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CON", "prn", "Aux", "NUL", "com1", "LPT9", "nul.tar.gz"})
  void namesThatWindowsReservesAreEscaped(String name) {
    String escaped = FileNames.names(id(name)).get(0);
    assertEquals('%', escaped.charAt(0), escaped);
  }

  @Test
  void pathsThatAreTooLongAreRefused() {
    List<Bytes> segments = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      segments.add(Bytes.wrap("a".getBytes(StandardCharsets.US_ASCII)));
    }
    assertFalse(FileNames.fits(new SuitComponentIdentifier(segments)));
    assertTrue(FileNames.fits(new SuitComponentIdentifier(segments.subList(0, 600))));
  }
}
