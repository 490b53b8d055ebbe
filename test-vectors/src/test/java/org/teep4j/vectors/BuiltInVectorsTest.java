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
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.load.BuiltInVectors;

class BuiltInVectorsTest {
  /** Vectors and expectations per set, so that none is lost unnoticed. */
  private static final Map<String, String> COUNTS = new LinkedHashMap<>();

  /** Tests per file of Wycheproof. */
  static final Map<String, Integer> WYCHEPROOF = new LinkedHashMap<>();

  static {
    WYCHEPROOF.put("aes-ccm", 552);
    WYCHEPROOF.put("aes-gcm", 316);
    WYCHEPROOF.put("aes-wrap", 165);
    WYCHEPROOF.put("chacha20-poly1305", 325);
    WYCHEPROOF.put("ecdh-secp256r1", 612);
    WYCHEPROOF.put("ecdh-secp256r1-ecpoint", 355);
    WYCHEPROOF.put("ecdsa-secp256r1-sha256-p1363", 262);
    WYCHEPROOF.put("ecdsa-secp256r1-sha512-p1363", 332);
    WYCHEPROOF.put("ecdsa-secp384r1-sha384-p1363", 280);
    WYCHEPROOF.put("ecdsa-secp384r1-sha512-p1363", 318);
    WYCHEPROOF.put("ecdsa-secp521r1-sha512-p1363", 318);
    WYCHEPROOF.put("ed25519", 151);
    WYCHEPROOF.put("ed448", 87);
    WYCHEPROOF.put("hkdf-sha256", 86);
    WYCHEPROOF.put("hkdf-sha512", 83);
    WYCHEPROOF.put("hmac-sha256", 174);
    WYCHEPROOF.put("hmac-sha384", 174);
    WYCHEPROOF.put("hmac-sha512", 174);
    WYCHEPROOF.put("mldsa-44-verify", 180);
    WYCHEPROOF.put("rsa-pss-2048-sha256-mgf1-32", 108);
    WYCHEPROOF.put("rsa-pss-2048-sha384-mgf1-48", 141);
    WYCHEPROOF.put("rsa-pss-3072-sha256-mgf1-32", 108);
    WYCHEPROOF.put("rsa-pss-4096-sha256-mgf1-32", 108);
    WYCHEPROOF.put("rsa-pss-4096-sha384-mgf1-48", 141);
    WYCHEPROOF.put("rsa-pss-4096-sha512-mgf1-64", 179);
    WYCHEPROOF.put("x25519", 518);
    WYCHEPROOF.put("x448", 510);
    COUNTS.put("teep-26", "9 vectors, 116 expectations");
    COUNTS.put("teep-25", "9 vectors, 116 expectations");
    COUNTS.put("teep-16", "5 vectors, 67 expectations");
    COUNTS.put("teep-wasm-demo", "9 vectors, 112 expectations");
    COUNTS.put("libteep", "5 vectors, 47 expectations");
    COUNTS.put("suit-manifest", "11 vectors, 131 expectations");
    COUNTS.put("suit-trust-domains", "3 vectors, 60 expectations");
    COUNTS.put("suit-update-management", "10 vectors, 43 expectations");
    COUNTS.put("suit-firmware-encryption", "7 vectors, 82 expectations");
    COUNTS.put("suit-report", "4 vectors, 13 expectations");
    COUNTS.put("suit-mti", "6 vectors, 18 expectations");
    COUNTS.put("cbor-appendix-a", "66 vectors, 261 expectations");
    COUNTS.put("cbor-appendix-f", "75 vectors, 75 expectations");
    COUNTS.put("edn", "87 vectors, 249 expectations");
    COUNTS.put("cose-wg-examples", "245 vectors, 715 expectations");
    COUNTS.put("gluecose", "11 vectors, 39 expectations");
    COUNTS.put("cose-hpke", "199 vectors, 595 expectations");
    COUNTS.put("rfc8392", "5 vectors, 10 expectations");
    COUNTS.put("eat", "16 vectors, 41 expectations");
    COUNTS.put("ear", "9 vectors, 19 expectations");
    COUNTS.put("teep-wasm-demo-eat", "4 vectors, 17 expectations");
    // One test, one expectation.
    WYCHEPROOF.forEach(
        (name, tests) ->
            COUNTS.put("wycheproof-" + name, tests + " vectors, " + tests + " expectations"));
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
  void allOfWycheproofIsThere() {
    assertEquals(27, WYCHEPROOF.size());
    assertEquals(6757, WYCHEPROOF.values().stream().mapToInt(Integer::intValue).sum());
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
    assertEquals(vector.hex().orElseThrow(), Bytes.wrap(vector.bytes()));
  }

  @Test
  void theErrataOfTheVectorsThatAreCarriedAreAllThere() {
    Set<String> ids = new TreeSet<>();
    for (VectorSet set : BuiltInVectors.all()) {
      for (TestVector vector : set.vectors()) {
        vector.errata().forEach(erratum -> ids.add(erratum.id()));
      }
    }
    // T9 to T13 are about Evidence that nobody signed, E7, E9 and E10 about comments, JSON bundles
    // and a token inside; T18 is two fragments; C8, C10 and C11 are about files that are no
    // vectors.
    // K is a key that was computed.
    Set<String> listed =
        Set.of(
            "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T14", "T15", "T16", "T17", "T18",
            "T19", "T20", "X1", "S1", "S2", "S3", "S4", "D1", "D2", "D3", "D4", "D5", "D6", "D7",
            "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "B1", "C1", "C2", "C3", "C4", "C5",
            "C6", "C7", "C9", "G1", "H1", "H2", "H3", "W1", "W2", "WD1", "WD2", "WD3", "WD4", "WD5",
            "WD6", "WD7", "L1", "L2", "L3", "L4", "L5", "L6", "E1", "E2", "E3", "E4", "E5b", "E6",
            "E8", "K");
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
            assertEquals(content.sha256(), Bytes.wrap(sha256.digest(vector.bytes())));
            checked++;
          }
          if (expectation instanceof Expectation.Image image
              && image.over() == Expectation.Coverage.PAYLOAD
              && image.digest().isPresent()) {
            assertEquals(
                image.digest().get(), Bytes.wrap(sha256.digest(image.content().toByteArray())));
            checked++;
          }
        }
      }
    }
    assertEquals(12, checked);
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
        if (key.encoded().isPresent()) {
          continue; // the library decodes those, and looks at them itself
        }
        names.add(key.name());
        if (key.keyType().equals("EC2")) {
          assertEquals(Optional.of("P-256"), key.curve());
          BigInteger x = new BigInteger(key.x().orElseThrow().toHex(), 16);
          BigInteger y = new BigInteger(key.y().orElseThrow().toHex(), 16);
          BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b).mod(p);
          assertEquals(right, y.pow(2).mod(p), key.name());
        } else {
          assertTrue(key.k().isPresent(), key.name());
        }
      }
    }
    assertEquals(
        Set.of(
            "author",
            "dependent-author",
            "recipient",
            "kek",
            "manifest-mac",
            "tam",
            "agent",
            "old-agent",
            "recovered",
            "veraison",
            "attester"),
        names);
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
