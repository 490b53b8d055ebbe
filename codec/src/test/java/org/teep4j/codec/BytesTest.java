package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.Channels;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class BytesTest {

  /** A view with other bytes around it, which nothing may show. */
  private static Bytes guarded(String hex) {
    byte[] inner = Bytes.fromHex(hex).toByteArray();
    byte[] outer = new byte[inner.length + 4];
    Arrays.fill(outer, (byte) 0xee);
    System.arraycopy(inner, 0, outer, 2, inner.length);
    return Bytes.wrap(outer, 2, inner.length);
  }

  @Test
  void wrappingSharesAndCopyingDoesNot() {
    byte[] array = {1, 2};
    Bytes shared = Bytes.wrap(array);
    Bytes copied = Bytes.copyOf(array);
    array[0] = 9;
    assertEquals("0902", shared.toHex());
    assertEquals("0102", copied.toHex());
    byte[] out = copied.toByteArray();
    out[0] = 7;
    assertEquals("0102", copied.toHex());
  }

  @Test
  void readsNumbersBigEndianAndUnsigned() {
    Bytes bytes = guarded("ff80000000000001fe");
    assertEquals(9, bytes.length());
    assertEquals(0xff, bytes.unsignedByteAt(0));
    assertEquals(0x80, bytes.unsignedByteAt(1));
    assertEquals(0xff80_0000_0000_0001L, bytes.longAt(0));
    assertEquals(0x8000_0000_0000_01feL, bytes.longAt(1));
  }

  @Test
  void nothingOutsideTheViewCanBeRead() {
    Bytes bytes = guarded("0102030405060708");
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.unsignedByteAt(8));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.unsignedByteAt(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.longAt(1));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(0, 9));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(5, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(9));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.copyTo(new byte[8], 1));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(new byte[2], 1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(new byte[2], -1, 1));
    assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex("123"));
    assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex("zz"));
    assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex("1\uff11"));
  }

  @Test
  void hexadecimalDigitsAreThoseOfTheJdk() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String digits = HexFormat.of().formatHex(all);
    assertEquals(digits, Bytes.wrap(all).toHex());
    assertEquals(Bytes.wrap(all), Bytes.fromHex(digits));
    assertEquals(Bytes.wrap(all), Bytes.fromHex(digits.toUpperCase(Locale.ROOT)));
    for (char c = 0; c < 0x3000; c++) {
      if (!HexFormat.isHexDigit(c)) {
        String wrong = "0" + c;
        assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex(wrong), wrong);
      }
    }
  }

  @Test
  void slicesShareAndKnowTheirPlace() {
    Bytes bytes = guarded("0102030405");
    Bytes slice = bytes.slice(1, 4);
    assertEquals("020304", slice.toHex());
    assertEquals("0304", slice.slice(1).toHex());
    assertEquals(1, bytes.indexOfSlice(slice));
    assertEquals(2, bytes.indexOfSlice(slice.slice(1)));
    assertEquals(0, bytes.indexOfSlice(bytes));
    assertEquals(-1, slice.indexOfSlice(bytes));
    assertEquals(-1, bytes.slice(0, 3).indexOfSlice(slice));
    assertEquals(-1, bytes.indexOfSlice(Bytes.fromHex("0203")));
    assertEquals(5, bytes.indexOfSlice(bytes.slice(5)));
  }

  @Test
  void sinksGetTheViewAndNothingElse() throws Exception {
    Bytes bytes = guarded("010203");
    byte[] plain = {1, 2, 3};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bytes.writeTo(out);
    assertArrayEquals(plain, out.toByteArray());
    assertArrayEquals(plain, bytes.asInputStream().readAllBytes());
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    bytes.update(digest);
    assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(plain), digest.digest());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    bytes.update(mac);
    byte[] first = mac.doFinal();
    assertArrayEquals(mac.doFinal(plain), first);
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    bytes.update(signature);
    byte[] signed = signature.sign();
    signature.initVerify(pair.getPublic());
    bytes.update(signature);
    assertTrue(signature.verify(signed));
  }

  @Test
  void buffersOfTheViewAreReadOnly() {
    ByteBuffer buffer = guarded("0102").asReadOnlyBuffer();
    assertEquals(2, buffer.remaining());
    assertEquals(0, buffer.position());
    assertThrows(ReadOnlyBufferException.class, () -> buffer.put((byte) 0));
    assertThrows(ReadOnlyBufferException.class, buffer::array);
  }

  @Test
  void equalsByContent() {
    Bytes one = guarded("0102");
    Bytes other = Bytes.fromHex("0102");
    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
    assertTrue(one.constantTimeEquals(other));
    assertFalse(one.constantTimeEquals(Bytes.fromHex("0103")));
    assertFalse(one.constantTimeEquals(Bytes.fromHex("010200")));
    assertNotEquals(one, Bytes.fromHex("010200"));
    assertNotEquals(one, "0102");
    assertEquals(Bytes.empty(), guarded(""));
    assertTrue(Bytes.empty().isEmpty());
    assertFalse(one.isEmpty());
  }

  @Test
  void hashesEveryByte() {
    assertEquals(Arrays.hashCode(new byte[] {1, -2, 3}), guarded("01fe03").hashCode());
  }

  @Test
  void ordersByUnsignedBytes() {
    List<Bytes> sorted =
        List.of(
            guarded(""),
            guarded("00"),
            guarded("0001"),
            guarded("7f"),
            guarded("80"),
            guarded("ff"));
    for (int i = 0; i < sorted.size(); i++) {
      for (int j = 0; j < sorted.size(); j++) {
        assertEquals(Integer.signum(i - j), Integer.signum(sorted.get(i).compareTo(sorted.get(j))));
      }
    }
  }

  @Test
  void showsAllOrTheBeginning() {
    assertEquals("h'0102'", guarded("0102").toString());
    assertEquals("h'" + "00".repeat(32) + "'", Bytes.wrap(new byte[32]).toString());
    assertEquals("h'" + "00".repeat(32) + "…' (33 bytes)", Bytes.wrap(new byte[33]).toString());
  }

  @Test
  void segmentsAreOneRunToEverySink() throws Exception {
    Segments segments = Segments.of(guarded("01"), Bytes.empty(), guarded("0203"));
    assertEquals(3, segments.length());
    assertEquals("010203", segments.toBytes().toHex());
    assertArrayEquals(new byte[] {1, 2, 3}, segments.toByteArray());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    segments.writeTo(out);
    segments.writeTo(Channels.newChannel(out));
    assertArrayEquals(new byte[] {1, 2, 3, 1, 2, 3}, out.toByteArray());
  }

  @Test
  void segmentsTooLongForAnArrayAreRefused() {
    Bytes large = Bytes.wrap(new byte[1 << 20]);
    Segments segments = new Segments(Collections.nCopies(2048, large));
    assertEquals(1L << 31, segments.length());
    assertThrows(ArithmeticException.class, segments::toByteArray);
  }

  @Test
  void refusalsSayWhereInWhichElementAndWhy() {
    DecodeException refusal =
        new DecodeException(Reason.MISSING_ELEMENT, 3, "no digest")
            .in("manifest")
            .in("Update")
            .shifted(10);
    assertEquals(13, refusal.offset());
    assertEquals("Update/manifest", refusal.path());
    assertEquals(Reason.MISSING_ELEMENT, refusal.reason());
    assertEquals("no digest", refusal.detail());
    assertEquals(
        "MISSING_ELEMENT at offset 13 in Update/manifest: no digest", refusal.getMessage());
    assertEquals("SYNTAX at offset 0: x", new DecodeException(Reason.SYNTAX, 0, "x").getMessage());
  }
}
