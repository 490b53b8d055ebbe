package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What a refusal says beside its reason, with the numbers that a reader of the message needs. */
class RefusalDetailTest {

  private interface Reading {
    void of(CborReader reader) throws DecodeException;
  }

  private static void refused(Reason reason, long offset, String detail, String hex, Reading how)
      throws DecodeException {
    CborReader reader = new CborReader(Bytes.fromHex(hex.replace(" ", "")));
    DecodeException e = assertThrows(DecodeException.class, () -> how.of(reader));
    assertEquals(reason + " at " + offset, e.reason() + " at " + e.offset());
    assertEquals(detail, e.detail());
  }

  @Test
  void truncatedItemsSayWhatIsMissing() throws Exception {
    Reading third =
        reader -> {
          reader.enterArray();
          reader.skip();
          reader.skip();
        };
    refused(Reason.TRUNCATED, 2, "the string has 3 bytes, but only 1 remain", "82 00 63 61", third);
    refused(
        Reason.TRUNCATED,
        2,
        "the string has 18446744073709551615 bytes, but only 0 remain",
        "82 00 5bffffffffffffffff",
        third);
    refused(
        Reason.TRUNCATED,
        2,
        "the array has 4 elements, but only 3 bytes remain",
        "82 00 84 000000",
        third);
    refused(
        Reason.TRUNCATED,
        2,
        "the map has 2 entries, but only 3 bytes remain",
        "82 00 a2 000000",
        third);
    refused(
        Reason.TRUNCATED,
        2,
        "the head of the item has 5 bytes, but only 3 remain",
        "82 00 1a 0000",
        third);
    refused(Reason.TRUNCATED, 0, "the input ends where an item is expected", "", CborReader::skip);
  }

  @Test
  void containersThatAreTooShortOrTooLongSayWhich() throws Exception {
    Reading two =
        reader -> {
          reader.enterArray();
          reader.readLong();
          reader.readLong();
        };
    String fewer = "the array has fewer elements than expected";
    refused(Reason.WRONG_LENGTH, 2, fewer, "81 00 00", two);
    refused(Reason.WRONG_LENGTH, 2, fewer, "9f 00 ff", two);
    refused(
        Reason.WRONG_LENGTH,
        1,
        "the array has more elements than expected",
        "81 00",
        reader -> {
          reader.enterArray();
          reader.exitArray();
        });
    refused(
        Reason.WRONG_LENGTH,
        0,
        "the length is 1 elements, allowed: 2",
        "81 00",
        reader -> reader.enterArray(2));
    refused(
        Reason.WRONG_LENGTH,
        0,
        "the length is 1 bytes, allowed: 2 to 3",
        "61 61",
        reader -> reader.readText(2, 3));
    refused(
        Reason.WRONG_LENGTH,
        0,
        "the length is 1 bytes, allowed: 0",
        "61 61",
        reader -> reader.readText(0, 0));
  }

  @Test
  void bytesThatFollowAreCounted() throws Exception {
    refused(
        Reason.TRAILING_BYTES,
        1,
        "2 bytes follow the item",
        "00 0000",
        reader -> {
          reader.readLong();
          reader.expectEnd();
        });
    refused(
        Reason.TRAILING_BYTES,
        2,
        "2 bytes follow the wrapped item",
        "43 000000",
        reader -> {
          reader.enterWrapped();
          reader.readLong();
          reader.exitWrapped();
        });
  }

  @Test
  void breaksAndReservedBytesAreNotTakenForItemsOfAnotherType() throws Exception {
    String stray = "found a break where an item is expected";
    refused(Reason.UNEXPECTED_BREAK, 0, stray, "ff", CborReader::readLong);
    refused(
        Reason.UNEXPECTED_BREAK,
        2,
        stray,
        "bf 00 ff",
        reader -> {
          reader.enterMap();
          reader.readLong();
          reader.readLong();
        });
    for (String hex : new String[] {"1c", "1f", "3f", "5c", "7e", "9d", "bc", "dc", "df", "fc"}) {
      String detail = "initial byte 0x" + hex + " is reserved";
      refused(Reason.RESERVED_ADDITIONAL_INFORMATION, 0, detail, hex, CborReader::readBoolean);
    }
    String indefinite = "expected boolean, found ";
    refused(Reason.UNEXPECTED_TYPE, 0, indefinite + "text string", "7fff", CborReader::readBoolean);
    refused(Reason.UNEXPECTED_TYPE, 0, indefinite + "array", "9fff", CborReader::readBoolean);
    refused(
        Reason.UNEXPECTED_TYPE, 0, indefinite + "unsigned integer", "1b", CborReader::readBoolean);
    refused(
        Reason.UNEXPECTED_TYPE,
        0,
        "expected integer, found byte string",
        "40",
        CborReader::readLong);
  }
}
