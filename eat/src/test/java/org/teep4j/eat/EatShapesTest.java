package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;
import org.teep4j.cose.CoseShapes;

/** The names that claims have in diagnostic notation. */
class EatShapesTest {

  private static String print(Shape shape, String notation) throws Exception {
    return Edn.print(Edn.parse(notation), shape, EdnPrintOptions.compact());
  }

  @Test
  void registeredClaimsHaveNames() throws Exception {
    String text = print(EatShapes.claims(), "{1: \"i\", -260: {1: {}}, 282: \"u\", 312: {}}");
    assertEquals(
        "{/ iss / 1: \"i\", / hcert / -260: {1: {}}, / geohash / 282: \"u\", / catu / 312: {}}",
        text);
  }

  /** A claim with a type has its name from that, and stands in no other table. */
  @Test
  void noClaimStandsInTwoTables() throws Exception {
    Map<Long, String> typed = new TreeMap<>(PsaToken.names());
    for (EatClaim<?> claim : EatClaim.all()) {
      typed.put(claim.label(), claim.name());
    }
    for (EarClaim claim : EarClaim.values()) {
      typed.put(claim.number(), claim.jsonName());
    }
    for (Map.Entry<Long, String> claim : typed.entrySet()) {
      String notation = "{" + claim.getKey() + ": h''}";
      assertEquals(notation, print(CoseShapes.claims(Map.of()), notation));
      String named = print(EatShapes.claims(), notation);
      assertTrue(named.contains("/ " + claim.getValue() + " / " + claim.getKey()), named);
    }
  }
}
