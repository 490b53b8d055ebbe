package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deepest nesting that is admitted fits a small stack, however it comes about. */
class DeepNotationTest {

  private static final int DEEPEST = EdnParseOptions.LARGEST_MAX_DEPTH;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[ | ]", "{1: | }", "1( | )", "<< | >>", "[_ | ]", "{_ {}: | }"})
  void theDeepestNotationFitsASmallStack(String open, String close) throws Exception {
    String notation = (open + " ").repeat(DEEPEST - 1) + "[]" + close.repeat(DEEPEST - 1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(null, () -> roundTrip(notation), "small stack", 512 * 1024);
    thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
    thread.start();
    thread.join();
    assertNull(thrown.get());
  }

  private static void roundTrip(String notation) {
    EdnParseOptions options =
        EdnParseOptions.defaults().withLimits(DecodeOptions.defaults().withMaxDepth(DEEPEST));
    Shape[] endless = new Shape[1];
    Shape again = Shape.reference(() -> endless[0]);
    endless[0] =
        Shape.wrapped(again)
            .or(Shape.arrayOf(again))
            .or(Shape.map(Map.of()).withOthers(again, again));
    try {
      Bytes parsed = Edn.parse(notation, options);
      EdnPrintOptions pretty = EdnPrintOptions.pretty();
      assertEquals(parsed, Edn.parse(Edn.print(parsed, endless[0], pretty), options));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }
}
