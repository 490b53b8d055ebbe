package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/** Any exception and any text can be put into a message. */
class DiagnosticTextTest {

  private static final String LONG = "x".repeat(1_000);

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void exceptionsFitEachMessage() {
    DecodeException problem = new DecodeException(Reason.TRUNCATED, 7, LONG);
    assertTrue(String.valueOf(problem.getMessage()).length() > 128);
    String text = DiagnosticText.of(problem);
    assertEquals(128, utf8(text));
    assertTrue(text.startsWith("TRUNCATED at offset 7"), text);
    TeepError error = TeepError.builder(TeepErrorCode.ERR_PERMANENT_ERROR).errMsg(problem).build();
    assertEquals(text, error.errMsg().orElseThrow());
    assertEquals(text, Update.builder().errMsg(problem).build().errMsg().orElseThrow());
    assertEquals(text, Success.builder().msg(problem).build().msg().orElseThrow());
    assertEquals("IllegalStateException", DiagnosticText.of(new IllegalStateException()));
  }

  @Test
  void isCutBetweenCharacters() {
    // Two, three and four bytes a character.
    assertEquals("ä".repeat(64), TeepMessage.diagnostics("ä".repeat(100)));
    assertEquals("€".repeat(42), TeepMessage.diagnostics("€".repeat(100)));
    assertEquals("😀".repeat(32), TeepMessage.diagnostics("😀".repeat(100)));
    assertEquals("x" + "😀".repeat(31), TeepMessage.diagnostics("x" + "😀".repeat(100)));
    // A mark that does not fit takes its letter along.
    String decomposed = "e\u0301";
    assertEquals("x".repeat(127), TeepMessage.diagnostics("x".repeat(127) + decomposed));
    assertEquals(128, utf8(TeepMessage.diagnostics("x".repeat(125) + decomposed + "z")));
    assertTrue(utf8(TeepMessage.diagnostics("e" + "\u0301".repeat(500))) > 120);
  }

  @Test
  void nothingAndControlsBecomeSomething() {
    for (String text : List.of("", " ", "\n", "\ufeff")) {
      assertEquals("?", TeepMessage.diagnostics(text));
    }
    assertEquals("a b c?", TeepMessage.diagnostics("\ufeffa\rb\u0085c\ud800"));
  }

  @Property
  void anyTextFitsAndKeepsTheRules(@ForAll String text) {
    String fitting = TeepMessage.diagnostics(text);
    Update update = Update.builder().errMsg(fitting).build();
    assertTrue(
        update.violations().stream().noneMatch(v -> v.rule() == TeepRule.ERR_MSG_NOT_NET_UNICODE));
    assertTrue(utf8(fitting) <= 128 && !fitting.isEmpty());
  }
}
