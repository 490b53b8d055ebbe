package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.format.NotationPair;
import org.teep4j.vectors.format.NotationPair.Digits;
import org.teep4j.vectors.format.NotationPair.NotationText;
import org.teep4j.vectors.load.SkippedFile;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;

class NotationPairTest {
  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private NotationPair load(Path file) throws VectorFormatException {
    VectorFile loaded = new VectorLoader().loadFile(file);
    assertEquals(VectorFormat.HEX_AND_NOTATION, loaded.format());
    return assertInstanceOf(NotationPair.class, loaded);
  }

  @ParameterizedTest
  @CsvSource({
    "a.hex, a.diag, false",
    "a.hex.txt, a.diag.txt, false",
    "a.hex, a.diag.txt, false",
    "a.hex.signed, a.diag.signed, false",
    "a.derived.hex, a.diag, true",
    "a.derived.hex, a.diag.txt, true",
  })
  void filesOfOneNameAreOne(String digits, String notation, boolean derived) throws Exception {
    Path hex = write(digits, "01");
    Path diag = write(notation, "1");
    NotationPair pair =
        new NotationPair(
            hex,
            "a",
            Optional.of(new NotationText(diag, "1")),
            List.of(new Digits(hex, "", derived, Bytes.fromHex("01"))));
    assertEquals(pair, load(hex));
    assertEquals(pair, load(diag));
    assertTrue(pair.mustAgree());
    assertEquals(1, pair.count());
  }

  @Test
  void aFileMayStandAlone() throws Exception {
    Path hex = write("a.hex", "01");
    write("a.diag.signed", "1");
    write("b.diag", "1");
    write("ab.diag", "1");
    NotationPair pair = load(hex);
    assertEquals(Optional.empty(), pair.notation());
    assertFalse(pair.mustAgree());
    NotationPair notation = load(folder.resolve("b.diag"));
    assertEquals(List.of(), notation.digits());
    assertEquals(folder.resolve("b.diag"), notation.file());
    assertEquals(1, notation.count());
  }

  @Test
  void variantsGoWithANotationThatHasNoDigitsOfItsOwn() throws Exception {
    Path diag = write("a.diag", "1");
    Path signed = write("a.signed.hex", "01");
    Path severed = write("a.severed-signed.hex", "02");
    write("ab.hex", "03");
    NotationPair pair = load(signed);
    assertEquals("a", pair.name());
    assertEquals(
        List.of(
            new Digits(severed, "severed-signed", false, Bytes.fromHex("02")),
            new Digits(signed, "signed", false, Bytes.fromHex("01"))),
        pair.digits());
    assertEquals(pair, load(diag));
    assertFalse(pair.mustAgree());
    assertEquals(2, pair.count());

    Path own = write("a.hex", "04");
    assertEquals(List.of(new Digits(own, "", false, Bytes.fromHex("04"))), load(diag).digits());
    assertEquals(Optional.empty(), load(signed).notation());
  }

  @Test
  void theLongestNameHasTheVariant() throws Exception {
    write("a.diag", "1");
    write("a.b.diag", "2");
    Path hex = write("a.b.c.hex", "02");
    NotationPair pair = load(hex);
    assertEquals("a.b", pair.name());
    assertEquals(List.of(new Digits(hex, "c", false, Bytes.fromHex("02"))), pair.digits());
  }

  @Test
  void whiteSpaceAndCommentsDoNotCount() throws Exception {
    Path hex = write("a.hex.txt", "82 # array(2) beef\r\n  F\n5\t#\n00#0\n");
    assertEquals(Bytes.fromHex("82f500"), load(hex).digits().get(0).bytes());
  }

  @Test
  void badDigitsAreRefused() throws Exception {
    refused("82\n0g", "line 2: not a hexadecimal digit");
    refused("82 0 # 0", "an odd number of hexadecimal digits");
    refused("# 00", "no hexadecimal digits");
    refused("", "no hexadecimal digits");
  }

  private void refused(String content, String reason) throws IOException {
    Path file = write("bad.hex", content);
    VectorFormatException refused = assertThrows(VectorFormatException.class, () -> load(file));
    assertEquals(file + ": " + reason, refused.getMessage());
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws Exception {
    Path file = Files.write(folder.resolve("bad.diag"), new byte[] {'"', (byte) 0xff, '"'});
    VectorFormatException refused = assertThrows(VectorFormatException.class, () -> load(file));
    assertEquals("not UTF-8 text", refused.reason());
  }

  @Test
  void twoNotationsOfOneNameAreRefused() throws Exception {
    Path hex = write("a.hex", "01");
    write("a.diag", "1");
    Path second = write("a.diag.txt", "1");
    VectorFormatException refused = assertThrows(VectorFormatException.class, () -> load(hex));
    assertEquals(second + ": a second notation for a.diag", refused.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("a.hex");
    VectorFormatException refused = assertThrows(VectorFormatException.class, () -> load(missing));
    assertEquals(missing + ": no such file", refused.getMessage());
  }

  @Test
  void aNameIsMoreThanItsEnding() throws Exception {
    Path file = write(".hex", "01");
    VectorFormatException refused = assertThrows(VectorFormatException.class, () -> load(file));
    assertEquals(SkippedFile.Cause.UNKNOWN_FORMAT, refused.kind());
  }
}
