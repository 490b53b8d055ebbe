package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.internal.Message;

/**
 * Signs, MACs, verifies, encrypts and decrypts content that is not in memory. The implementations
 * of this library take the content in pieces. Other implementations get it in memory, as their
 * interfaces require.
 */
final class Streaming {

  private Streaming() {}

  private static Segments inMemory(Message message) throws IOException {
    return Segments.of(Bytes.wrap(message.toByteArray()));
  }

  static byte[] sign(CoseSigner signer, Message toBeSigned)
      throws GeneralSecurityException, IOException {
    if (signer instanceof KeySigner key) {
      return key.sign(toBeSigned);
    }
    return signer instanceof HssLmsSigner stateful
        ? stateful.sign(toBeSigned)
        : signer.sign(inMemory(toBeSigned));
  }

  static void verify(CoseVerifier verifier, Message toBeSigned, Bytes signature)
      throws VerificationException, IOException {
    CoseVerifier worker = verifier.delegate();
    if (worker != verifier) {
      verify(worker, toBeSigned, signature);
    } else if (verifier instanceof KeyVerifier key) {
      key.verify(toBeSigned, signature);
    } else {
      verifier.verify(inMemory(toBeSigned), signature);
    }
  }

  static byte[] mac(CoseMacCreator creator, Message toBeMaced)
      throws GeneralSecurityException, IOException {
    return creator instanceof KeyMacCreator key
        ? key.mac(toBeMaced)
        : creator.mac(inMemory(toBeMaced));
  }

  static void verify(CoseMacVerifier verifier, Message toBeMaced, Bytes tag)
      throws VerificationException, IOException {
    if (verifier instanceof KeyMacVerifier key) {
      key.verify(toBeMaced, tag);
    } else {
      verifier.verify(inMemory(toBeMaced), tag);
    }
  }

  static void encrypt(
      CoseEncryptor encryptor,
      Bytes iv,
      Bytes aad,
      ContentSource plaintext,
      OutputStream ciphertext)
      throws GeneralSecurityException, IOException {
    if (encryptor instanceof KeyEncryptor key) {
      key.encrypt(iv, aad, plaintext, ciphertext);
    } else {
      Bytes all = Bytes.wrap(ExactStream.readAll(plaintext));
      ciphertext.write(encryptor.encrypt(iv, aad, Segments.of(all)));
    }
  }

  static void decrypt(
      CoseDecryptor decryptor,
      Bytes iv,
      Bytes aad,
      ContentSource ciphertext,
      OutputStream plaintext,
      boolean releasing)
      throws VerificationException, IOException {
    if (decryptor instanceof KeyDecryptor key) {
      key.decrypt(iv, aad, ciphertext, plaintext, releasing);
    } else {
      Bytes all = Bytes.wrap(ExactStream.readAll(ciphertext));
      decryptor.decrypt(iv, aad, all).writeTo(plaintext);
    }
  }
}
