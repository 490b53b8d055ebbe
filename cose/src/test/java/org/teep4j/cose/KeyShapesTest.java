package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;

class KeyShapesTest {
  private static final String D = "h'decafbad'";

  private static String hidden(Bytes cbor, Shape shape) throws Exception {
    return Edn.print(cbor, shape, EdnPrintOptions.compact().hidingSecrets());
  }

  private static String hidden(String notation) throws Exception {
    return hidden(Edn.parse(notation), CoseShapes.key());
  }

  private static List<CoseKey> privateKeys() throws Exception {
    List<CoseKey> keys = new ArrayList<>();
    for (CoseCurve curve : CoseCurve.values()) {
      keys.add(CoseKeys.generate(curve));
    }
    keys.add(CoseKeys.generate(CoseAlgorithm.PS256));
    keys.add(CoseKeys.generate(CoseAlgorithm.HMAC_256));
    keys.add(CoseKeys.generate(CoseAlgorithm.ML_DSA_44));
    return keys;
  }

  /** What differs from the public key is what is hidden, whatever the type of the key. */
  @Test
  void ofEachKeyThatIsMadeHereTheSecretsAreHiddenAndNothingElse() throws Exception {
    for (CoseKey key : privateKeys()) {
      String shown = hidden(key.encode().toBytes(), CoseShapes.key());
      assertTrue(shown.contains("... / hidden: "), shown);
      if (key instanceof SymmetricKey symmetric) {
        assertFalse(shown.contains(symmetric.k().toHex()), shown);
        continue;
      }
      Bytes open = key.toPublic().encode().toBytes();
      String whole = hidden(open, CoseShapes.key());
      assertEquals(Edn.print(open, CoseShapes.key(), EdnPrintOptions.compact()), whole);
      String left = shown.replaceAll(", / \\w+ / -\\d+: \\.\\.\\. / hidden: \\d+ bytes /", "");
      assertEquals(whole, left);
    }
  }

  @Test
  void withoutTheOptionAllIsPrinted() throws Exception {
    for (CoseKey key : privateKeys()) {
      Bytes encoded = key.encode().toBytes();
      String shown = Edn.print(encoded, CoseShapes.key(), EdnPrintOptions.compact());
      assertEquals(encoded, Edn.parse(shown));
    }
  }

  @Test
  void unknownLabelsOfAKeyWithSecretsAreHiddenToo() throws Exception {
    for (String key :
        List.of(
            "{1: 2, -1: 1, -4: 1, -70000: D}",
            "{1: 2, -70000: D, -4: 1}",
            "{-70000: D, -4: h'', 1: 2}",
            "{1: 3, -1: h'00', -5: D}",
            "{1: 3, -1: h'00', -9: [{-10: D}]}",
            "{1: 4, -1: D}",
            "{1: 4, -1: [D], \"x\": D}",
            "{1: 7, 3: -48, -2: D}",
            "{1: 7, -2: (_ D, D)}",
            "{1: 99, -1: D, -2: D}",
            "{1: \"mine\", -1: D}",
            "{1: 99, -65536: D, 2: h'00', 5: h'', 4: [1]}",
            "{3: -7, [2]: 1, 1: 99, \"x\": 1, -1: D}",
            "{\"x\": {1: 2}, \"kty\": \"EC\", \"d\": D}",
            "{1: 18446744073709551615, -1: D}",
            "{-1: D}",
            "{1: 2, [1]: D, 18446744073709551615: D, -4: 1}",
            "{\"kty\": \"EC\", \"d\": D, \"mine\": D}",
            "{\"kty\": \"oct\", \"k\": D}",
            "{\"kty\": \"RSA\", \"qi\": D, \"oth\": [D]}",
            "{\"kty\": \"mine\", \"anything\": D}",
            "{\"kty\": \"EC\", -4: D}")) {
      String shown = hidden(key.replace("D", D));
      assertFalse(shown.contains("decafbad"), shown);
      assertTrue(shown.contains("..."), shown);
    }
    assertEquals("{/ kty / 1: 2 / EC2 /, -5: h'00'}", hidden("{1: 2, -5: h'00'}"));
    assertEquals(
        "{\"kty\": \"EC\", \"x\": \"AA\", \"ext\": true}",
        hidden("{\"kty\": \"EC\", \"x\": \"AA\", \"ext\": true}"));
  }

  @Test
  void keysAreFoundAnywhereAndOtherMapsAreNot() throws Exception {
    String key = "{1: 2, -4: " + D + "}";
    EdnPrintOptions options =
        EdnPrintOptions.compact().hidingSecrets().withUnknown(CoseShapes.possibleKey());
    for (String around :
        List.of("KEY", "[KEY]", "{8: {1: KEY}}", "55799(KEY)", "[[[{KEY: 1}]]]", "[1, KEY, KEY]")) {
      Bytes cbor = Edn.parse(around.replace("KEY", key));
      String shown = Edn.print(cbor, Shape.any(), options);
      assertFalse(shown.contains("decafbad"), shown);
    }
    for (String other :
        List.of(
            "{1: \"iss\", 2: \"sub\", -1: 2}",
            "{1: 1, 2: 0, 3: h'00'}",
            "{1: \"iss\", -70000: 1}",
            "{2: h'00', -1: 1}",
            "{1: [], -1: 2}",
            "{1: 99, -65537: h'01'}",
            "{1: 99, 2: h'01'}",
            "{1: 99, -1: h'01', 2: 1}",
            "{1: 99, 5: \"a\", -1: h'01'}",
            "{4: 2, 1: 99, -1: h'01'}",
            "{1: 18446744073709551616, -1: 2}",
            "{\"kty\": [\"EC\"], \"d\": 2}",
            "{\"d\": \"kty\", \"kty\": 1}",
            "[{\"kty\": 1, \"d\": 2}]")) {
      assertEquals(other, Edn.print(Edn.parse(other), Shape.any(), options));
    }
  }

  /** A damaged key may look strange only because of the damage. */
  @Test
  void aTruncatedKeyIsAKey() throws Exception {
    Bytes strange = Edn.parse("{1: 99, -1: " + D + ", 2: 1, 3: [1, 2]}");
    assertFalse(CoseShapes.resemblesKey(strange));
    assertTrue(CoseShapes.resemblesKey(strange.slice(0, strange.length() - 1)));
    assertTrue(hidden(strange, CoseShapes.possibleKey()).contains("decafbad"));
  }

  /** Payloads, headers and claims of other documents are byte strings of which nothing is known. */
  @Test
  void stringsThatHoldSecretsAreHidden() throws Exception {
    EdnPrintOptions options =
        EdnPrintOptions.compact().hidingSecrets().withUnknown(CoseShapes.possibleKey());
    Ec2Key key = CoseKeys.generate(CoseCurve.P256, Ec2Key.class);
    String encoded = key.encode().toBytes().toHex();
    String chunks = "h'" + encoded.substring(0, 100) + "', h'" + encoded.substring(100) + "'";
    String d = key.d().orElseThrow().toHex();
    String json = CoseKeys.toJwk(key).replace("\"", "\\\"");
    String pem = CoseKeys.toPem(key).replace("\n", "\\n");
    for (String secret :
        List.of(
            "h'" + encoded + "'",
            "<<<<h'" + encoded + "'>>>>",
            "<<1, {8: {1: [" + "h'" + encoded + "']}}>>",
            "24(<<55799(h'" + encoded + "')>>)",
            "<<[{8: 1}, [], h'" + encoded + "']>>",
            "<<{8: 1}, [1], h'" + encoded + "'>>",
            "(_ " + chunks + ")",
            "h'" + encoded.substring(0, encoded.length() - 2) + "'",
            "\"" + json + "\"",
            "<<\"" + json + "\">>",
            "\"" + pem + "\"")) {
      for (Shape shape :
          List.of(
              Shape.any(),
              Shape.quoted(),
              CoseShapes.message(CoseMessageType.SIGN1, Shape.quoted()))) {
        Bytes cbor = Edn.parse("[h'', {4: S}, S, h'']".replace("S", secret));
        String shown = Edn.print(cbor, shape, options);
        assertFalse(shown.contains(d.substring(0, 40)), shown);
        assertFalse(shown.contains("kty") || shown.contains("PRIVATE"), shown);
        assertTrue(shown.contains("... / hidden: "), shown);
      }
    }
    String open = key.toPublic().encode().toBytes().toHex();
    for (String other :
        List.of(
            "h'" + open + "'",
            "h'a201010220'",
            nested(20, key.encode().toBytes()),
            "\"" + CoseKeys.toJwk(key.toPublic()).replace("\"", "\\\"") + "\"",
            "h'a10102'")) {
      assertEquals(other, Edn.print(Edn.parse(other), Shape.any(), options));
    }
  }

  /** Byte strings inside each other, deeper than the search goes. */
  private static String nested(int levels, Bytes innermost) {
    Bytes nested = innermost;
    for (int i = 0; i < levels; i++) {
      nested = new CborWriter().writeBytes(nested).toBytes();
    }
    return "h'" + nested.toHex() + "'";
  }

  @Test
  void whatIsSecretStandsInTheTable() {
    assertTrue(CoseKeyType.RSA.isSecret(-5));
    assertFalse(CoseKeyType.RSA.isSecret(-2));
    assertFalse(CoseKeyType.EC2.isSecret(4));
    assertTrue(CoseKeyType.AKP.isSecret(-2));
  }
}
