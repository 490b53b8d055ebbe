package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Strictness;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.load.BuiltInVectors;

/** {@code teep4j edn}. */
class EdnCommandTest {
  private static final Terminal TERMINAL = new Terminal(80, false, false, false);

  @TempDir private Path folder;

  private static Run edn(byte[] in, String... args) {
    return Run.of(in, TERMINAL, Samples.concat(new String[] {"edn"}, args));
  }

  private static Run edn(String in, String... args) {
    return edn(in.getBytes(StandardCharsets.UTF_8), args);
  }

  private static String text(Run run) {
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    return new String(run.data, StandardCharsets.UTF_8).stripTrailing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cbor-appendix-a", "teep-26", "suit-manifest"})
  void vectorsComeBackFromNotation(String set) {
    for (TestVector vector : BuiltInVectors.load(set).vectors()) {
      byte[] cbor = vector.bytes();
      if (InputForm.isItem(Bytes.wrap(cbor))) {
        byte[] printed = edn(cbor, "--input", "binary").data;
        assertArrayEquals(cbor, edn(printed, "--input", "edn").data, vector.id());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        // RFC 8949, Section 6.1.
        "1 | 1",
        "-18446744073709551616 | -18446744073709551616",
        "h'00ff' | \"AP8\"",
        "\"a\\u0001\\\"\\\\b\" | \"a\\u0001\\\"\\\\b\"",
        "[1, [], {}] | [1,[],{}]",
        "{\"a\": 1} | {\"a\":1}",
        "{1: 2, -3: 4} | {\"1\":2,\"-3\":4}",
        "[false, true, null] | [false,true,null]",
        "[1.5, 1.0e300, -0.0] | [1.5,1.0e300,-0.0]",
        "[NaN, Infinity, -Infinity, undefined, simple(99)] | [null,null,null,null,null]",
        "18446744073709551616 | \"AQAAAAAAAAAA\"",
        "-18446744073709551617 | \"~AQAAAAAAAAAA\"",
        "[21(h'fbff'), 22(h'fbff'), 23(h'fbff')] | [\"-_8\",\"+/8=\",\"FBFF\"]",
        "22([h'fb', 23([h'fb']), {\"a\": h'fb'}]) | [\"+w==\",[\"FB\"],{\"a\":\"+w==\"}]",
        "32(\"http://a\") | \"http://a\"",
        "[_ (_ \"a\", \"b\"), (_ h'00', h'ff')] | [\"ab\",\"AP8\"]",
      })
  void cborBecomesJson(String notation, String json) throws Exception {
    assertEquals(json, text(edn(notation, "--input", "edn", "--to", "json", "--compact")));
    String pretty = text(edn(notation, "--input", "edn", "--to", "json"));
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(mapper.readTree(json), mapper.readTree(pretty));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{[1]: 2} | UNEXPECTED_TYPE",
        "{1: 2, \"1\": 2} | DUPLICATE_KEY",
      })
  void whatJsonCannotSayIsRefused(String notation, String reason) {
    Run run = edn(notation, "--to", "json");
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.err.contains(reason), run.err);
    assertEquals(0, run.data.length);
  }

  /** RFC 8949, Section 6.2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "0 | 00",
        "-1 | 20",
        "9007199254740991 | 1b001fffffffffffff",
        "1.5 | f93e00",
        "1.1 | fb3ff199999999999a",
        "\"\\u00e9\\/\" | 63c3a92f",
        "{\"b\": [true, false, null], \"a\": {}} | a2616283f5f4f66161a0",
      })
  void jsonBecomesCbor(String json, String hex) {
    assertEquals(hex, text(edn(json, "--input", "edn", "--hex")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\"b\": 1, 10: 2, \"a\": 3, -1: 4} | a40a022004616103616201",
        "[_ 1_0, 1.0_3, (_ \"a\", \"b\"), (_ h'01'), {_ 2: 1, 1: 2}] | 8501f93c006261624101a201020201",
        "[2(h'01'), 3(h'00ff'), 2(h'00010000000000000000')] | 830138ffc249010000000000000000",
      })
  void theDeterministicFormIsSortedAndShort(String notation, String expected) throws Exception {
    Run run = edn(notation, "--deterministic");
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    Bytes cbor = Bytes.wrap(run.data);
    assertEquals(expected, cbor.toHex());
    isDeterministic(cbor);
    assertArrayEquals(
        run.data, edn(run.data, "--input", "binary", "--to", "cbor", "--deterministic").data);
  }

  private static void isDeterministic(Bytes cbor) throws Exception {
    DecodeOptions strict = DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC);
    CborReader reader = new CborReader(cbor, strict);
    while (reader.hasNext()) {
      reader.skip();
    }
  }

  @Property(tries = 200)
  void anyNotationComesBackAndAnyOrderIsDeterministic(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    CborWriter writer = new CborWriter();
    item(writer, random, 4);
    Bytes sorted = writer.toBytes();
    byte[] printed = edn(sorted.toByteArray(), "--input", "binary", "--to", "edn").data;
    assertArrayEquals(sorted.toByteArray(), edn(printed, "--input", "edn").data);
    // The writer sorts; notation with the entries turned round is the same data.
    String loose =
        new String(printed, StandardCharsets.UTF_8).replace("{", "{_ ").replace("[", "[_ ");
    assertEquals(sorted, Deterministic.encode(Edn.parse(loose), DecodeOptions.defaults()), loose);
  }

  private static void item(CborWriter writer, Random random, int depth) {
    switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> writer.writeLong(random.nextLong() >> random.nextInt(64));
      case 1 -> writer.writeDouble(random.nextInt(1000) / 8.0);
      case 2 -> writer.writeText("t" + random.nextInt(100));
      case 3 -> writer.writeBytes(Bytes.wrap(new byte[random.nextInt(40)]));
      case 4 -> writer.writeBoolean(random.nextBoolean());
      case 5 -> {
        writer.beginArray();
        for (int i = random.nextInt(4); i > 0; i--) {
          item(writer, random, depth - 1);
        }
        writer.endArray();
      }
      case 6 -> {
        writer.beginMap();
        for (int i = random.nextInt(4); i > 0; i--) {
          writer.writeLong(random.nextBoolean() ? i : -1000L * i);
          item(writer, random, depth - 1);
        }
        writer.endMap();
      }
      default -> {
        writer.writeTag(100 + random.nextInt(1000));
        item(writer, random, depth - 1);
      }
    }
  }

  @Test
  void theFormOfAFileIsRecognized() throws Exception {
    assertEquals("8101", text(edn("[1]", "--hex")));
    assertEquals("01", text(edn("1\n", "--hex")));
    assertEquals("[1]", text(edn("8101 # digits\n")));
    assertEquals("[1]", text(edn(new byte[] {(byte) 0x81, 1})));
    assertEquals("\"hello\"", text(edn("ehello")));
    String file = Samples.write(folder, "x.edn", "{1: 2");
    Run broken = Run.of("edn", file);
    assertEquals(ExitCode.USAGE, broken.code, broken::toString);
    assertTrue(broken.err.contains("no diagnostic notation"), broken.err);
    assertEquals(ExitCode.REJECTED, edn(new byte[] {(byte) 0x82, 1, (byte) 0xff}).code);
    Run twice = edn("{1: 2, 1: 3}");
    assertEquals(ExitCode.USAGE, twice.code, twice::toString);
  }
}
