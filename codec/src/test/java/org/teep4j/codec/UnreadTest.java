package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a reader says is unread. */
class UnreadTest {

  @Test
  void isTheContentOfWrappedCborThenWhatIsLeftOfIt() throws DecodeException {
    CborReader reader = new CborReader(Bytes.fromHex("82" + "43010203" + "04"));
    assertEquals(Bytes.fromHex("824301020304"), reader.unread());
    reader.enterArray();
    reader.enterWrapped();
    assertEquals(Bytes.fromHex("010203"), reader.unread());
    reader.readLong();
    assertEquals(Bytes.fromHex("0203"), reader.unread());
    reader.readLong();
    reader.readLong();
    assertEquals(Bytes.empty(), reader.unread());
    reader.exitWrapped();
    assertEquals(Bytes.fromHex("04"), reader.unread());
  }

  @Test
  void isGatheredWhereTheByteStringCameInChunks() throws DecodeException {
    CborReader reader = new CborReader(Bytes.fromHex("5f" + "4101" + "420203" + "ff"));
    reader.enterWrapped();
    assertEquals(Bytes.fromHex("010203"), reader.unread());
  }
}
