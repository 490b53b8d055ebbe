package org.teep4j.teep;

import java.util.List;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.encryption.SuitCoseProfile;

/**
 * {@code $suit-cose-profile}: four algorithms. Drafts 13 to 17 define two profiles, which name only
 * the signature and the content encryption. Peers of that time (libteep) demand four numbers all
 * the same, so every other profile has four.
 */
final class CoseProfileItem {

  private static final long SHA_256 = -16;
  private static final long ECDH_ES_A128KW = -29;

  /** {@code suit-sha256-es256-ecdh-a128gcm} and {@code suit-sha256-eddsa-ecdh-a128gcm}. */
  static final List<SuitCoseProfile> OF_DRAFT_16 =
      List.of(withTwoNumbers(-7, 1), withTwoNumbers(-8, 1));

  private CoseProfileItem() {}

  private static SuitCoseProfile withTwoNumbers(long authentication, long encryption) {
    return new SuitCoseProfile(SHA_256, authentication, ECDH_ES_A128KW, encryption);
  }

  static SuitCoseProfile read(CborReader reader, Dialect dialect) throws DecodeException {
    if (dialect != Dialect.DRAFT_16) {
      return SuitCoseProfile.read(reader);
    }
    long start = reader.offset();
    reader.enterArray();
    long[] numbers = new long[4];
    int count = 0;
    for (; reader.hasNext() && count < numbers.length; count++) {
      numbers[count] = reader.readLong();
    }
    if (count != 2 && count != numbers.length) {
      throw new DecodeException(Reason.WRONG_LENGTH, start, "a profile has two or four algorithms");
    }
    reader.exitArray();
    return count == 2
        ? withTwoNumbers(numbers[0], numbers[1])
        : new SuitCoseProfile(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  static void write(CborWriter writer, SuitCoseProfile profile, Dialect dialect) {
    if (dialect == Dialect.DRAFT_16 && OF_DRAFT_16.contains(profile)) {
      writer.beginArray();
      writer.writeLong(profile.authentication()).writeLong(profile.encryption()).endArray();
    } else {
      writer.write(profile);
    }
  }
}
