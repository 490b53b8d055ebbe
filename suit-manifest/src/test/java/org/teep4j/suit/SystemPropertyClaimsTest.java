package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.teep4j.suit.Refused.edn;
import static org.teep4j.suit.Refused.refused;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.suit.report.SystemPropertyClaims;

class SystemPropertyClaimsTest {

  @Test
  void readsComponentAndProperties() throws DecodeException {
    Bytes encoded = edn("{0: [h'00', 'b'], 3: << [-16, h'01'] >>, 14: 5, -300: 'x'}");
    SystemPropertyClaims claims = SystemPropertyClaims.decodeUnverified(encoded);
    assertEquals(
        SuitComponentIdentifier.of(Bytes.fromHex("00"), Bytes.ofUtf8("b")), claims.componentId());
    assertEquals(Optional.of(Uint.of(5)), claims.value(SuitParameter.IMAGE_SIZE));
    assertEquals(-16, claims.value(SuitParameter.IMAGE_DIGEST).orElseThrow().algorithmId());
    assertEquals(Optional.empty(), claims.value(SuitParameter.URI));
    assertEquals(edn("'x'"), claims.properties().others().get(-300L));
    assertEquals(encoded, claims.encode().toBytes());
  }

  @Test
  void needsComponentAndProperty() {
    refused(SystemPropertyClaims::decodeUnverified, "{14: 5}", Reason.MISSING_ELEMENT, "");
    refused(SystemPropertyClaims::decodeUnverified, "{0: ['a']}", Reason.MISSING_ELEMENT, "");
    refused(SystemPropertyClaims::decodeUnverified, "[0]", Reason.UNEXPECTED_TYPE, "");
    refused(
        SystemPropertyClaims::decodeUnverified,
        "{0: [1], 14: 5}",
        Reason.UNEXPECTED_TYPE,
        "system-component-id");
    refused(
        SystemPropertyClaims::decodeUnverified,
        "{0: [], 14: -1}",
        Reason.UNEXPECTED_TYPE,
        "parameter-image-size");
    assertThrows(
        IllegalArgumentException.class,
        () -> new SystemPropertyClaims(SuitComponentIdentifier.ofText("a"), SuitParameters.none()));
  }
}
