package org.teep4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.load.BuiltInVectors;

/** What is measured is what the descriptions say, and contestants that differ are found out. */
@Tag("once")
class InputsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"query_request", "query_response", "update", "teep_success", "teep_error"})
  void everyPublishedMessageCanBeMeasured(String message) throws Exception {
    TeepDecode decode = new TeepDecode();
    decode.message = message;
    decode.setup();
    for (String by : contestants(TeepEncode.class)) {
      TeepEncode encode = new TeepEncode();
      encode.message = message;
      encode.by = by;
      encode.setup();
    }
  }

  /** The values of the parameter {@code by}. */
  private static String[] contestants(Class<?> benchmark) throws NoSuchFieldException {
    return benchmark.getField("by").getAnnotation(Param.class).value();
  }

  static List<String> envelopes() {
    return BuiltInVectors.all().stream()
        .filter(set -> !set.name().equals("teep-25"))
        .flatMap(
            set ->
                set.vectors().stream()
                    .filter(vector -> vector.kind() == VectorKind.SUIT_ENVELOPE)
                    .map(vector -> set.name() + "/" + vector.id()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void everyPublishedEnvelopeCanBeMeasured(String envelope) throws Exception {
    SuitDecode decode = new SuitDecode();
    decode.envelope = envelope;
    decode.setup();
    for (String by : contestants(SuitEncode.class)) {
      SuitEncode encode = new SuitEncode();
      encode.envelope = envelope;
      encode.by = by;
      encode.setup();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update/TRUNCATED/count,length",
        "update/DUPLICATE_KEY/duplicate",
        "update/UNEXPECTED_TYPE/type",
        "update/TRAILING_BYTES/trailing",
        "update/INVALID_UTF8/utf8",
        "envelope/TRUNCATED/count,length",
        "envelope/DUPLICATE_KEY/duplicate",
        "envelope/UNEXPECTED_TYPE/type",
        "envelope/TRAILING_BYTES/trailing",
        "envelope/INVALID_UTF8/utf8",
        "document/TRUNCATED/count,length",
        "document/DUPLICATE_KEY/duplicate",
        "document/UNEXPECTED_TYPE/type",
        "document/TRAILING_BYTES/trailing",
        "document/INVALID_UTF8/utf8",
        "keys/DUPLICATE_KEY/duplicate",
        "keys/TOO_DEEP/nesting"
      })
  void hostileInputsAreRefusedForWhatIsWrongWithThem(String line) {
    String[] parts = line.split("/", -1);
    for (String attack : parts[2].split(",", -1)) {
      Rejected rejected = new Rejected();
      rejected.input = parts[0] + "/" + attack;
      rejected.setup();
      DecodeException refusal = assertInstanceOf(DecodeException.class, rejected.decode());
      assertEquals(parts[1], refusal.reason().name(), rejected.input);
    }
  }

  @Test
  void thereAreTwentyEnvelopes() {
    assertEquals(20, envelopes().size());
  }

  @Test
  void documentHasItsSizeAndIsTheSameInEveryRun() {
    byte[] document = new Document().writeTeep4j();
    assertEquals(628_480, document.length);
    assertEquals(-870_680_037, Arrays.hashCode(document));
  }

  @Test
  void layersAreThoseOfTheManifest() throws DecodeException {
    byte[][] layers = Layers.of(Inputs.published("suit-manifest", "example0-signed"));
    assertEquals(11, layers.length);
  }

  @Test
  void aDifferentValueChangesTheSum() throws DecodeException {
    assertEquals(sum("a301182a20f503626869"), sum("a301182a20f503626869"));
    for (String other :
        List.of("a301182b20f503626869", "a301182a20f403626869", "a301182a20f503626868")) {
      assertThrows(
          IllegalStateException.class,
          () -> Check.sameValues("other", sum("a301182a20f503626869"), sum(other)));
    }
  }

  private static long sum(String hex) throws DecodeException {
    return Teep4jWalk.sum(Bytes.fromHex(hex));
  }

  @Test
  void aDifferentByteIsNamed() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> Check.sameBytes("other", new byte[] {1, 2}, new byte[] {1, 3, 4}));
    assertEquals(
        "other does not encode to the same bytes: they differ at byte 1"
            + " (02 expected, 03 written; 2 and 3 bytes in all)",
        e.getMessage());
  }
}
