package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;

/** What is read although it is not written, and numbers of all sizes. */
class LenientReadingTest {

  private static TeepMessage decode(String hex, Dialect dialect) throws DecodeException {
    return TeepMessage.decodeUnverified(Bytes.fromHex(hex), dialect);
  }

  /** An Agent that has nothing to list may say so by a list without elements. */
  @ParameterizedTest
  @CsvSource({
    "8202a10780, RFC",
    "8202a10880, DRAFT_25",
    "8202a10880, RFC",
    "8202a10980, DRAFT_25",
    "8202a20780089fff, RFC",
    "8202a11280, RFC",
    "8204a11280, RFC",
  })
  void answersWithoutElementsAreAbsent(String hex, Dialect dialect) throws DecodeException {
    TeepMessage message = decode(hex, dialect);
    TeepMessage plain =
        message instanceof Success ? Success.builder().build() : QueryResponse.builder().build();
    assertEquals(plain, message);
    assertEquals(plain.toBytes(dialect), message.toBytes(dialect));
  }

  /** Nobody asks for these, so that an empty list answers nothing. */
  @ParameterizedTest
  @CsvSource({"8202a10d80", "8202a10e80", "8203a10e80", "8203a10980", "8305a1038001"})
  void otherListsHaveElements(String hex) {
    DecodeException e = assertThrows(DecodeException.class, () -> decode(hex, Dialect.RFC));
    assertEquals(Reason.WRONG_LENGTH, e.reason());
  }

  @Test
  void sequenceNumbersKeepAllBits() throws DecodeException {
    String hex = "8202a10d81a20f80101bffffffffffffffff";
    TeepMessage message = decode(hex, Dialect.RFC);
    List<RequestedTcInfo> requested = ((QueryResponse) message).requestedTcList();
    assertEquals(Optional.of(Uint.MAX_VALUE), requested.get(0).tcManifestSequenceNumber());
    assertEquals(Bytes.fromHex(hex), message.toBytes(Dialect.RFC));
  }
}
