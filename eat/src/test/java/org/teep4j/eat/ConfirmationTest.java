package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseLabel;

/** Which key a token names. */
class ConfirmationTest {

  private static final CoseKey KEY = TestKeys.AGENT.toPublic();

  private static Confirmation roundTrip(Confirmation confirmation) throws DecodeException {
    EatClaims claims = EatClaims.builder().confirmation(confirmation).build();
    EatClaims again = EatClaims.decodeUnverified(Bytes.wrap(claims.toByteArray()));
    return again.confirmation().get();
  }

  @Test
  void namesAKeyInThreeWays() throws Exception {
    List<Confirmation> ways =
        List.of(
            Confirmation.ofKey(TestKeys.AGENT),
            Confirmation.ofKeyId(TestKeys.AGENT),
            Confirmation.ofThumbprint(TestKeys.AGENT));
    for (Confirmation way : ways) {
      Confirmation read = roundTrip(way);
      assertEquals(way, read);
      assertTrue(read.confirms(KEY));
      assertTrue(read.confirms(KEY.withKeyId(Bytes.ofUtf8("other"))));
      assertFalse(read.confirms(TestKeys.ISSUER));
    }
    assertEquals(KEY, ways.get(0).key().get());
    assertEquals(KEY.thumbprint(), ways.get(1).keyId().get());
    assertEquals(KEY.thumbprint(), ways.get(2).thumbprint().get());
  }

  @Test
  void everyMethodMustNameTheKey() {
    Confirmation.Key key = new Confirmation.Key(KEY);
    Confirmation.Thumbprint own = new Confirmation.Thumbprint(KEY.thumbprint());
    Confirmation.Thumbprint foreign = new Confirmation.Thumbprint(TestKeys.ISSUER.thumbprint());
    assertTrue(new Confirmation(List.of(key, own)).confirms(KEY));
    assertFalse(new Confirmation(List.of(key, foreign)).confirms(KEY));
    assertFalse(new Confirmation(List.of(key, foreign)).confirms(TestKeys.ISSUER));
    Confirmation.KeyId name = new Confirmation.KeyId(Bytes.ofUtf8("name"));
    assertTrue(new Confirmation(List.of(key, name)).confirms(KEY), "a kid may be any name");
    assertFalse(new Confirmation(List.of(name)).confirms(KEY));
  }

  @Test
  void whatIsEncryptedOrUnknownNamesNoKey() throws Exception {
    Confirmation.EncryptedKey encrypted =
        new Confirmation.EncryptedKey(Edn.parse("[h'', {}, h'']"));
    Confirmation.Other other = new Confirmation.Other(CoseLabel.of(4), Bytes.fromHex("01"));
    Confirmation confirmation = roundTrip(new Confirmation(List.of(encrypted, other)));
    assertEquals(List.of(encrypted, other), confirmation.methods());
    assertFalse(confirmation.confirms(KEY));
  }

  @Test
  void refusesSecretsAndContradictions() throws Exception {
    assertThrows(IllegalArgumentException.class, () -> new Confirmation.Key(TestKeys.AGENT));
    Confirmation.Key key = new Confirmation.Key(KEY);
    Confirmation.EncryptedKey encrypted =
        new Confirmation.EncryptedKey(Edn.parse("[h'', {}, h'']"));
    assertThrows(IllegalArgumentException.class, () -> new Confirmation(List.of(key, encrypted)));
    assertThrows(IllegalArgumentException.class, () -> new Confirmation(List.of(key, key)));
    assertThrows(IllegalArgumentException.class, () -> new Confirmation(List.of()));

    String secret = Bytes.wrap(TestKeys.AGENT.toByteArray()).toHex();
    Refused.with(
        Reason.INVALID_KEY,
        "cnf/COSE_Key",
        () -> EatClaims.decodeUnverified(Bytes.fromHex("a108a101" + secret)));
    String open = Bytes.wrap(KEY.toByteArray()).toHex();
    Refused.with(
        Reason.UNEXPECTED_ELEMENT,
        "cnf",
        () -> EatClaims.decodeUnverified(Bytes.fromHex("a108a201" + open + "028340a040")));
  }

  @Test
  void readsTheFormsOfJson() throws Exception {
    EatClaims claims = EatClaims.builder().confirmation(Confirmation.ofKey(KEY)).build();
    assertTrue(claims.toJson().contains("\"jwk\""), claims.toJson());
    assertTrue(EatClaims.decodeJsonUnverified(claims.toJson()).confirmation().get().confirms(KEY));
    EatClaims byId = EatClaims.builder().confirmation(Confirmation.ofKeyId(KEY)).build();
    assertEquals(byId, EatClaims.decodeJsonUnverified(byId.toJson()));
    assertTrue(EatClaims.decodeJsonUnverified(byId.toJson()).confirmation().get().confirms(KEY));
    EatClaims named = EatClaims.decodeJsonUnverified("{\"cnf\": {\"kid\": \"my key\"}}");
    assertEquals(Bytes.ofUtf8("my key"), named.confirmation().get().keyId().get());
  }
}
