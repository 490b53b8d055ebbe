package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.VerificationException.Failure;

/** Recipients as such, and the methods with a shared key. */
class RecipientTest {

  private static final VerifyOptions DEFAULTS = VerifyOptions.defaults();

  static SymmetricKey symmetric(int bytes) throws InvalidKeyException {
    byte[] key = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      key[i] = (byte) (i + bytes);
    }
    return SymmetricKey.of(Bytes.wrap(key));
  }

  static ContentKeyUse use(CoseAlgorithm algorithm) throws GeneralSecurityException {
    return ContentKeyUse.of(algorithm);
  }

  /** Through their encoding, as in a message. */
  static List<CoseRecipient> sent(List<CoseRecipient> recipients) throws DecodeException {
    CborWriter writer = new CborWriter();
    CoseRecipient.encodeList(writer, recipients);
    CborReader reader = new CborReader(writer.toBytes());
    List<CoseRecipient> read = CoseRecipient.readList(reader, DecodeOptions.defaults());
    reader.expectEnd();
    assertEquals(recipients, read);
    return read;
  }

  static void assertFailure(Failure failure, Refused refused) {
    assertEquals(failure, assertThrows(VerificationException.class, refused::run).failure());
  }

  /** What ought to be refused. */
  interface Refused {
    void run() throws GeneralSecurityException;
  }

  @Test
  void wrappedKeysComeBack() throws Exception {
    for (int bytes : new int[] {16, 24, 32}) {
      SymmetricKey kek = symmetric(bytes);
      ContentKeySender sender = ContentKeySender.keyWrap(kek);
      ContentKeyUse use = use(CoseAlgorithm.A192GCM);
      ContentKey key = ContentKeySender.send(List.of(sender), use, null);
      assertEquals(24, key.key().length);
      byte[] received =
          ContentKeyRecipient.of(kek, sender.algorithm())
              .contentKey(sent(key.recipients()), use, DEFAULTS);
      assertArrayEquals(key.key(), received);
    }
  }

  @Test
  void directKeysAreTheContentKey() throws Exception {
    SymmetricKey shared = symmetric(16);
    ContentKeyUse use = use(CoseAlgorithm.A128GCM);
    ContentKey key = ContentKeySender.send(List.of(ContentKeySender.direct(shared)), use, null);
    List<CoseRecipient> recipients = new ArrayList<>(sent(key.recipients()));
    assertEquals(Optional.of(Bytes.empty()), recipients.get(0).ciphertext());
    ContentKeyRecipient recipient = ContentKeyRecipient.of(shared, CoseAlgorithm.DIRECT);
    assertArrayEquals(shared.k().toByteArray(), recipient.contentKey(recipients, use, DEFAULTS));

    recipients.add(recipients.get(0));
    assertFailure(Failure.DIRECT_RECIPIENT, () -> recipient.contentKey(recipients, use, DEFAULTS));
  }
}
