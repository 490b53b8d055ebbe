package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of RFC 8949, Appendix F: encodings that are not well-formed, with the reason. Two of
 * them ({@code a1ff} and {@code a20000ff}), which Appendix F lists for the break inside a map, are
 * refused before that for claiming more items than bytes remain.
 */
class AppendixFTest {

  private static final Map<Reason, String> EXAMPLES =
      Map.of(
          Reason.TRUNCATED,
          """
          18 19 1a 1b 1901 1a0102 1b01020304050607 38 58 78 98 9a01ff00 b8 d8 f8 f900
          fa0000 fb000000 41 61
          5affffffff00 5bffffffffffffffff010203 7affffffff00 7b7fffffffffffffff010203 81
          818181818181818181 8200 a1 a20102 a100 a2000000 c0 5f4100 7f6100 9f 9f0102 bf
          bf01020102 819f 9f8000
          9f9f9f9f9fffffffff 9f819f819f9fffffff
          a1ff a20000ff
          """,
          Reason.RESERVED_ADDITIONAL_INFORMATION,
          """
          1c 1d 1e 3c 3d 3e 5c 5d 5e 7c 7d 7e 9c 9d 9e bc bd be dc dd de fc fd fe
          1f 3f df
          """,
          Reason.INVALID_SIMPLE_VALUE,
          """
          f800 f801 f818 f81f
          """,
          Reason.INVALID_CHUNK,
          """
          5f00ff 5f21ff 5f6100ff 5f80ff 5fa0ff 5fc000ff 5fe0ff 7f4100ff
          5f5f4100ffff 7f7f6100ffff
          """,
          Reason.UNEXPECTED_BREAK,
          """
          ff 81ff 8200ff a1ff00 a100ff 9f81ff 9f829f819f9fffffffff
          bf00ff bf000000ff
          """);

  private static final Set<String> EQUAL_KEYS = Set.of("bf000000ff", "bf01020102");

  record Example(String hex, Reason reason) {}

  static Stream<Example> examples() {
    return EXAMPLES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            entry ->
                Stream.of(entry.getValue().strip().split("\\s+"))
                    .map(hex -> new Example(hex, entry.getKey())));
  }

  @Test
  void noneIsMissing() {
    assertEquals(94, examples().count());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isRefusedBySkipping(Example example) {
    assertEquals(firstReason(example), refusal(example, CborReader::skip));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isRefusedByReading(Example example) {
    assertEquals(firstReason(example), refusal(example, Item::read));
  }

  /** In two examples, two keys are equal before the map ends too early. */
  private static Reason firstReason(Example example) {
    return EQUAL_KEYS.contains(example.hex()) ? Reason.DUPLICATE_KEY : example.reason();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isRefusedByPrinting(Example example) {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> Edn.print(Bytes.fromHex(example.hex())));
    assertEquals(example.reason(), refusal.reason());
  }

  private interface Walk {
    void apply(CborReader reader) throws DecodeException;
  }

  private static Reason refusal(Example example, Walk walk) {
    Bytes input = Bytes.fromHex(example.hex());
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> walk.apply(new CborReader(input)));
    assertEquals(true, refusal.offset() >= 0 && refusal.offset() <= input.length());
    return Objects.requireNonNull(refusal.reason());
  }
}
