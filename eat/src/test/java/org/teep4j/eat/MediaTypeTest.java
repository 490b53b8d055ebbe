package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Reason;

/** Media types, and what they say of a payload. */
class MediaTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/eat+cwt; eat_profile=\"urn:ietf:rfc:rfcXXXX\"",
        "application/eat+cwt; eat_profile=urn:ietf:rfc:rfcXXXX",
        "Application/EAT+CWT;EAT_PROFILE=\"urn:ietf:rfc:rfcXXXX\"",
        " application/eat+cwt ; eat_profile=\"urn:ietf:rfc:rfc\\XXXX\" ;",
        "application/eat+cwt;; x=y; eat_profile=\"tag:ietf.org,2026:rats/ear#03\"",
        "application/eat+jwt; eat_profile=\"tag:github.com,2023:veraison/ear\"",
      })
  void tellsResults(String text) throws Exception {
    assertTrue(MediaType.parse(text).isAttestationResult());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/eat+cwt",
        "application/eat+cwt; eat_profile=\"urn:ietf:rfc:rfc9711\"",
        "application/eat+cwt; eat_profile=\"URN:ietf:rfc:rfcXXXX\"",
        "application/psa-attestation-token",
        "application/vnd.example; eat_profile=\"urn:ietf:rfc:rfcXXXX\"",
      })
  void tellsEvidence(String text) throws Exception {
    assertFalse(MediaType.parse(text).isAttestationResult());
  }

  @Test
  void writesWhatItReads() throws Exception {
    assertEquals(
        "application/eat+cwt; eat_profile=\"urn:ietf:rfc:rfcXXXX\"",
        MediaType.TEEP_RESULT.toString());
    MediaType quoted = new MediaType("text", "plain", Map.of("a", "x\"\\;y", "b", ""));
    assertEquals(quoted, MediaType.parse(quoted.toString()));
    assertTrue(MediaType.parse("APPLICATION/eat+CWT").isKindOf(MediaType.EAT_CWT));
    assertEquals(Optional.of("X"), MediaType.parse("text/plain; Charset=X").parameter("CHARSET"));
    assertThrows(IllegalArgumentException.class, () -> new MediaType("Text", "plain", Map.of()));
    assertThrows(IllegalArgumentException.class, () -> new MediaType("", "plain", Map.of()));
  }

  @Test
  void includesAllParametersOrJustItsOwn() throws Exception {
    MediaType result = MediaType.parse("application/EAT+cwt; Eat_Profile=urn:ietf:rfc:rfcXXXX");
    assertTrue(MediaType.EAT_CWT.includes(result));
    assertTrue(MediaType.TEEP_RESULT.includes(result));
    assertFalse(MediaType.TEEP_RESULT.includes(MediaType.EAT_CWT));
    assertFalse(MediaType.EAT_JWT.includes(result));
    assertFalse(MediaType.EAT_CWT.withProfile(EatProfile.EAR).includes(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|SYNTAX",
        "application|SYNTAX",
        "application/|SYNTAX",
        "/eat+cwt|SYNTAX",
        "a/b c|SYNTAX",
        "a/b; c|SYNTAX",
        "a/b; c=|SYNTAX",
        "a/b; c=\"x|SYNTAX",
        "a/b; c=\"x\\|SYNTAX",
        "a/b; =x|SYNTAX",
        "a/b; c=x; C=y|DUPLICATE_KEY",
      })
  void refusesWhatIsNoMediaType(String text, String reason) {
    Refused.with(Reason.valueOf(reason), "", () -> MediaType.parse(text));
  }

  @Test
  void limitsTheSize() {
    Refused.with(Reason.FIXED_LIMIT, "", () -> MediaType.parse("a/b;".repeat(2000)));
  }
}
