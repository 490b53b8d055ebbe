package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;

/** Values are equal if all their parts are. */
class ValuesTest {

  private static final CoseKey OTHER = Keys.generate(CoseCurve.P256);

  /** Each value twice; each differs from the others of its list in one part alone. */
  private interface Values {
    List<Object> make() throws Exception;
  }

  private static void differ(Values values) throws Exception {
    List<Object> once = values.make();
    List<Object> again = values.make();
    for (int i = 0; i < once.size(); i++) {
      Object value = once.get(i);
      assertEquals(value, again.get(i));
      assertEquals(value.hashCode(), again.get(i).hashCode(), value::toString);
      assertNotEquals(value, new Object());
      for (Object other : again.subList(i + 1, again.size())) {
        assertNotEquals(value, other);
        assertNotEquals(other, value);
      }
    }
  }

  /** Hash codes that are all the same would make maps of values slow. */
  private static void differInHash(Values values) throws Exception {
    differ(values);
    List<Object> made = values.make();
    assertEquals(made.size(), made.stream().map(Object::hashCode).distinct().count());
  }

  private static CoseSignature signature(String edn) throws Exception {
    return CoseSign.decode(Edn.parse("98([h'', {}, h'', [" + edn + "]])")).signatures().get(0);
  }

  /** The example key with another last byte. */
  private static CoseKey hssLms(String last) throws Exception {
    String key = HssLmsTest.EXAMPLE_KEY;
    return HssLmsKey.of(Bytes.fromHex(key.substring(0, key.length() - 2) + last));
  }

  @Test
  void partsOfMessages() throws Exception {
    differInHash(
        () ->
            List.of(
                Recipients.parse("[h'', {}, h'']"),
                Recipients.parse("[h'', {4: h'01'}, h'']"),
                Recipients.parse("[h'', {}, h'02']"),
                Recipients.parse("[h'', {}, null]"),
                Recipients.parse("[h'', {}, h'', [[h'', {}, h'']]]")));
    differInHash(
        () ->
            List.of(
                signature("[h'', {}, h'01']"),
                signature("[<<{1: -7}>>, {}, h'01']"),
                signature("[h'', {}, h'02']")));
    differInHash(
        () ->
            List.of(
                CoseHeaders.empty(),
                CoseHeaders.builder().keyId(Bytes.fromHex("01")).build(),
                CoseHeaders.builder().algorithm(CoseAlgorithm.ES256).build()));
    differInHash(
        () ->
            List.of(
                CoseCountersignature.decode(Edn.parse("[h'', {}, h'01']")),
                CoseCountersignature.decode(Edn.parse("[h'', {}, h'02']")),
                CoseCountersignature.decode(Edn.parse("[h'', {4: h'01'}, h'01']"))));
  }

  @Test
  void messages() throws Exception {
    differ(
        () ->
            List.of(
                CoseSign1.decode(Edn.parse("18([h'', {}, h'', h'00'])")),
                CoseMac0.decode(Edn.parse("17([h'', {}, h'', h'00'])")),
                CoseSign1.decode(Edn.parse("[h'', {}, h'', h'00']"))));
    differInHash(
        () ->
            List.of(
                CoseSign1.decode(Edn.parse("18([h'', {}, h'', h'00'])")),
                CoseSign1.decode(Edn.parse("18([h'', {}, null, h'00'])")),
                CoseSign1.decode(Edn.parse("18([h'', {4: h'01'}, h'', h'00'])")),
                CoseSign1.decode(Edn.parse("18([h'', {}, h'', h'01'])"))));
    differInHash(
        () ->
            List.of(
                CwtClaims.decodeUnverified(Edn.parse("{1: \"a\"}")),
                CwtClaims.decodeUnverified(Edn.parse("{1: \"b\"}")),
                CwtClaims.decodeUnverified(Edn.parse("{2: \"a\"}"))));
  }

  @Test
  void keys() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    differ(
        () ->
            List.of(
                key,
                key.toPublic(),
                key.withAlgorithm(CoseAlgorithm.ES256),
                CoseKey.decode(Edn.parse("{1: 99, -1: h'00'}")),
                CoseKey.decode(Edn.parse("{1: 99, -1: h'01'}"))));
    differInHash(
        () ->
            List.of(
                key,
                key.withKeyId(Bytes.fromHex("01")),
                OTHER,
                Keys.on(CoseCurve.ED25519),
                Keys.on(CoseCurve.X25519),
                Keys.forAlgorithm(CoseAlgorithm.ML_DSA_44),
                Keys.forAlgorithm(CoseAlgorithm.ML_DSA_65),
                Keys.RSA,
                hssLms("8e"),
                hssLms("8f"),
                Recipients.symmetric(16, 1),
                Recipients.symmetric(32, 1),
                CoseKey.decode(Edn.parse("{1: 99, -1: h'00'}")),
                CoseKey.decode(Edn.parse("{1: 99, -2: h'00'}")),
                CoseKey.decode(Edn.parse("{1: 98, -1: h'00'}"))));
    differ(() -> List.of(CoseKeySet.of(key), CoseKeySet.of(key.toPublic())));
    differInHash(() -> List.of(CoseLabel.of(1), CoseLabel.of(-1), CoseLabel.of("1")));
  }
}
