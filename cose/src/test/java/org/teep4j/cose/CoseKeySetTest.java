package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;

/** COSE_KeySet: good keys among bad ones, and how to find them. */
class CoseKeySetTest {

  private static final Bytes KID = Bytes.ofUtf8("k");

  @Test
  void keysAreFoundByIdentifierAndThumbprint() throws Exception {
    CoseKey first = Keys.on(CoseCurve.P256).withKeyId(KID);
    CoseKey second = Keys.on(CoseCurve.ED25519).toPublic().withKeyId(KID);
    CoseKey third = Keys.on(CoseCurve.X25519);
    CoseKeySet set = CoseKeySet.of(first, second, third);
    CoseKeySet decoded = CoseKeySet.decode(Bytes.wrap(set.toByteArray()));
    assertEquals(set, decoded);
    assertEquals(set.hashCode(), decoded.hashCode());
    assertEquals(List.of(first, second, third), decoded.keys());
    assertEquals(List.of(), decoded.ignored());
    assertEquals(List.of(first, second), decoded.find(KID));
    assertEquals(List.of(), decoded.find(Bytes.ofUtf8("other")));
    assertEquals(Optional.of(third), decoded.findByThumbprint(third.toPublic().thumbprint()));
    assertEquals(Optional.empty(), decoded.findByThumbprint(KID));
    String d = ((Ec2Key) first).d().orElseThrow().toHex();
    assertFalse(set.toString().contains(d.substring(0, 8)), set.toString());
  }

  @Test
  void oneBadElementDoesNotSpoilTheOthers() throws Exception {
    String good = Edn.print(Bytes.wrap(Keys.on(CoseCurve.P384).toPublic().toByteArray()));
    Bytes encoded =
        Edn.parse("[{2: 'k'}, 7, " + good + ", {1: 99}, {1: 2, -1: 99}, {1: 4, -1: h''}]");
    CoseKeySet set = CoseKeySet.decode(encoded);
    assertEquals(List.of(Keys.on(CoseCurve.P384).toPublic()), set.keys());
    List<DecodeException> ignored = set.ignored();
    assertEquals(
        List.of(0, 1, 3, 4, 5).stream().map(at -> "COSE_KeySet[" + at + "]/COSE_Key").toList(),
        ignored.stream().map(each -> each.path().replaceFirst("(/COSE_Key).*", "$1")).toList());
    assertTrue(ignored.get(0).detail().contains("the key has no kty"), set.toString());
    assertEquals("its type or curve is not known here", ignored.get(2).detail());
    assertEquals(Reason.INVALID_KEY, ignored.get(2).reason());
    int start = (int) ignored.get(2).offset();
    assertEquals(Edn.parse("{1: 99}"), encoded.slice(start, start + 4));
    assertEquals("its type or curve is not known here", ignored.get(3).detail());
    assertTrue(ignored.get(4).detail().contains("k is empty"), set.toString());
    assertEquals(CoseKeySet.of(set.keys()), CoseKeySet.decode(Bytes.wrap(set.toByteArray())));
  }

  @Test
  void allMayBeIgnored() throws Exception {
    CoseKeySet set = CoseKeySet.decode(Edn.parse("[{1: 99}]"));
    assertEquals(List.of(), set.keys());
    assertEquals(1, set.ignored().size());
  }

  @Test
  void whatIsIgnoredIsWrittenInItsPlace() throws Exception {
    String good = Edn.print(Bytes.wrap(Keys.on(CoseCurve.P384).toPublic().toByteArray()));
    String other = Edn.print(Bytes.wrap(Keys.on(CoseCurve.P256).toByteArray()));
    for (String elements :
        List.of(
            "{1: 99}",
            "{1: 99}, 7",
            "{1: 99}, " + good,
            good + ", {1: 99}",
            good + ", 7, 8, " + other,
            "7, " + good + ", 8, 9, " + other + ", {}")) {
      Bytes encoded = Edn.parse("[" + elements + "]");
      CoseKeySet set = CoseKeySet.decode(encoded);
      assertEquals(encoded, Bytes.wrap(set.toByteArray()));
      assertEquals(set, CoseKeySet.decode(Bytes.wrap(set.toByteArray())));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"WRONG_LENGTH | []", "UNEXPECTED_TYPE | {1: 99}"})
  void whatIsNoArrayOfItemsIsRefused(Reason reason, String notation) {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> CoseKeySet.decode(Edn.parse(notation)));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertEquals("COSE_KeySet", refusal.path());
  }

  @Test
  void damageAndExcessAreRefused() {
    refused(Reason.DUPLICATE_KEY, Bytes.fromHex("81a2011863011863"));
    refused(Reason.TRUNCATED, Bytes.fromHex("8200"));
    refused(Reason.TRAILING_BYTES, Bytes.fromHex("81a000"));
    CborWriter writer = new CborWriter();
    writer.beginArray();
    for (int i = 0; i <= CoseKeySet.MOST_KEYS; i++) {
      writer.writeLong(0);
    }
    refused(Reason.FIXED_LIMIT, writer.endArray().toBytes());
    assertThrows(IllegalArgumentException.class, () -> CoseKeySet.of(Collections.emptyList()));
  }

  private static void refused(Reason reason, Bytes encoded) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseKeySet.decode(encoded));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
  }
}
