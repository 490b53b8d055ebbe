package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BuiltInVectorsTest {
  /** Vectors and expectations per set, so that none is lost unnoticed. */
  private static final Map<String, String> COUNTS = new LinkedHashMap<>();

  static {
    COUNTS.put("teep-26", "9 vectors, 116 expectations");
    COUNTS.put("teep-25", "9 vectors, 116 expectations");
    COUNTS.put("suit-manifest", "11 vectors, 131 expectations");
    COUNTS.put("suit-trust-domains", "3 vectors, 60 expectations");
    COUNTS.put("suit-update-management", "10 vectors, 43 expectations");
    COUNTS.put("suit-firmware-encryption", "7 vectors, 82 expectations");
    COUNTS.put("suit-report", "4 vectors, 13 expectations");
    COUNTS.put("suit-mti", "6 vectors, 18 expectations");
    COUNTS.put("cbor-appendix-a", "66 vectors, 261 expectations");
    COUNTS.put("cbor-appendix-f", "75 vectors, 75 expectations");
    COUNTS.put("edn", "87 vectors, 249 expectations");
  }

  @Test
  void everySetHasItsVectorsAndExpectations() {
    Map<String, String> found = new LinkedHashMap<>();
    for (VectorSet set : BuiltInVectors.all()) {
      int expectations = set.vectors().stream().mapToInt(v -> v.expectations().size()).sum();
      found.put(set.name(), set.vectors().size() + " vectors, " + expectations + " expectations");
    }
    assertEquals(COUNTS, found);
    assertEquals(BuiltInVectors.names(), List.copyOf(found.keySet()));
  }

  @Test
  void anUnknownSetIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> BuiltInVectors.load("teep-99"));
    assertEquals("no built-in set teep-99", refused.getMessage());
  }

  @Test
  void setsAndTheirListsAreImmutable() {
    VectorSet set = BuiltInVectors.load("teep-26");
    assertThrows(UnsupportedOperationException.class, () -> set.vectors().clear());
    assertThrows(UnsupportedOperationException.class, () -> set.keys().clear());
    TestVector vector = set.vectors().get(0);
    assertThrows(UnsupportedOperationException.class, () -> vector.expectations().clear());
    vector.bytes()[0] ^= 1;
    assertEquals(vector.hex().orElseThrow(), Hex.of(vector.bytes()));
  }

  @Test
  void theErrataOfTheVectorsThatAreCarriedAreAllThere() {
    Set<String> ids = new TreeSet<>();
    for (VectorSet set : BuiltInVectors.all()) {
      for (TestVector vector : set.vectors()) {
        vector.errata().forEach(erratum -> ids.add(erratum.id()));
      }
    }
    // T9 to T13 are about an EAT, T18 is two fragments; C, H, E, G and W are about other documents.
    Set<String> listed =
        Set.of(
            "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T14", "T15", "T16", "T17", "T18",
            "T19", "T20", "X1", "S1", "S2", "S3", "S4", "D1", "D2", "D3", "D4", "D5", "D6", "D7",
            "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "B1");
    assertEquals(new TreeSet<>(listed), ids);
  }

  @Test
  void bothNumberingsHaveTheSameMessagesAndManifests() {
    VectorSet rfc = BuiltInVectors.load("teep-26");
    VectorSet old = BuiltInVectors.load("teep-25");
    for (TestVector vector : rfc.vectors()) {
      TestVector twin = old.vector(vector.id()).orElseThrow();
      boolean message = vector.kind() == VectorKind.TEEP_MESSAGE;
      assertEquals(message, !vector.hex().equals(twin.hex()), vector.id());
      assertEquals(message ? Optional.of("RFC") : Optional.empty(), vector.dialect());
      assertEquals(message ? Optional.of("DRAFT_25") : Optional.empty(), twin.dialect());
    }
  }

  @Test
  void contentIsAsLongAndHasTheDigestThatItSays() throws Exception {
    int checked = 0;
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (VectorSet set : BuiltInVectors.all()) {
      for (TestVector vector : set.vectors()) {
        for (Expectation expectation : vector.expectations()) {
          if (expectation instanceof Expectation.Content content) {
            assertEquals(content.size(), vector.bytes().length);
            assertEquals(content.sha256(), Hex.of(sha256.digest(vector.bytes())));
            checked++;
          }
          if (expectation instanceof Expectation.Image image
              && image.over() == Expectation.Coverage.PAYLOAD
              && image.digest().isPresent()) {
            assertEquals(image.digest().get(), Hex.of(sha256.digest(image.content().bytes())));
            checked++;
          }
        }
      }
    }
    assertEquals(11, checked);
  }

  @Test
  void publicKeysLieOnTheirCurve() {
    BigInteger p =
        new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    BigInteger b =
        new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    Set<String> names = new HashSet<>();
    for (VectorSet set : BuiltInVectors.all()) {
      for (VectorKey key : set.keys().values()) {
        names.add(key.name());
        if (key.keyType().equals("EC2")) {
          assertEquals(Optional.of("P-256"), key.curve());
          BigInteger x = new BigInteger(key.x().orElseThrow().digits(), 16);
          BigInteger y = new BigInteger(key.y().orElseThrow().digits(), 16);
          BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b).mod(p);
          assertEquals(right, y.pow(2).mod(p), key.name());
        } else {
          assertTrue(key.k().isPresent(), key.name());
        }
      }
    }
    assertEquals(Set.of("author", "dependent-author", "recipient", "kek", "manifest-mac"), names);
  }

  @Test
  void whatIsKnownToBeWrongSaysSo() {
    VectorSet teep = BuiltInVectors.load("teep-26");
    assertTrue(teep.vector("query_request").orElseThrow().isKnownToBeWrong());
    assertTrue(teep.vector("suit_personalization").orElseThrow().isKnownToBeWrong());
    assertFalse(teep.vector("suit_uri").orElseThrow().isKnownToBeWrong());
    assertEquals(Optional.empty(), teep.vector("nothing"));
  }

  @Test
  void aVectorWithoutBytesHasNone() {
    TestVector outline = BuiltInVectors.load("suit-report").vector("F.2-outline").orElseThrow();
    assertEquals(VectorKind.EDN, outline.kind());
    assertThrows(IllegalStateException.class, outline::bytes);
  }
}
