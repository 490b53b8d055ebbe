package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.teep4j.suit.Refused.refused;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.encryption.SuitCoseProfile;

class SuitCoseProfileTest {

  /** The encodings of the profiles of draft-ietf-suit-mti (2025-07-12), in its order. */
  private static final List<String> ENCODED =
      List.of(
          "842f052239fffd",
          "842f28381c39fffd",
          "842f32381c39fffd",
          "842f28381c01",
          "842f32381c1818",
          "842f382d2439fffb");

  @Test
  void definedProfilesHaveThePublishedEncoding() throws DecodeException {
    assertEquals(ENCODED.size(), SuitCoseProfile.defined().size());
    for (int i = 0; i < ENCODED.size(); i++) {
      SuitCoseProfile profile = SuitCoseProfile.defined().get(i);
      assertEquals(ENCODED.get(i), profile.encode().toBytes().toHex());
      assertEquals(profile, SuitCoseProfile.decode(Bytes.fromHex(ENCODED.get(i))));
    }
  }

  @Test
  void otherProfilesHaveNoName() throws DecodeException {
    assertEquals(
        Optional.of("suit-sha256-esp256-ecdh-a128gcm"),
        SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM.cddlName());
    assertEquals(Optional.empty(), new SuitCoseProfile(-16, -7, -29, 1).cddlName());
    refused(SuitCoseProfile::decode, "[-16, -7]", Reason.WRONG_LENGTH, "");
  }
}
