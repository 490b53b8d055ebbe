package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/** Handles as somebody else would write them: nothing but what their interfaces ask for. */
final class OtherHandles {

  private OtherHandles() {}

  record Verifier(CoseVerifier inside) implements CoseVerifier {
    @Override
    public CoseAlgorithm algorithm() {
      return inside.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return inside.keyId();
    }

    @Override
    public void verify(Segments toBeSigned, Bytes signature) throws VerificationException {
      inside.verify(toBeSigned, signature);
    }
  }

  record Creator(CoseMacCreator inside) implements CoseMacCreator {
    @Override
    public CoseAlgorithm algorithm() {
      return inside.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return inside.keyId();
    }

    @Override
    public byte[] mac(Segments toBeMaced) throws GeneralSecurityException {
      return inside.mac(toBeMaced);
    }
  }

  record MacVerifier(CoseMacVerifier inside) implements CoseMacVerifier {
    @Override
    public CoseAlgorithm algorithm() {
      return inside.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return inside.keyId();
    }

    @Override
    public void verify(Segments toBeMaced, Bytes tag) throws VerificationException {
      inside.verify(toBeMaced, tag);
    }
  }

  record Encryptor(CoseEncryptor inside) implements CoseEncryptor {
    @Override
    public CoseAlgorithm algorithm() {
      return inside.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return inside.keyId();
    }

    @Override
    public byte[] encrypt(Bytes iv, Bytes aad, Segments plaintext) throws GeneralSecurityException {
      return inside.encrypt(iv, aad, plaintext);
    }
  }

  record Decryptor(CoseDecryptor inside) implements CoseDecryptor {
    @Override
    public CoseAlgorithm algorithm() {
      return inside.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return inside.keyId();
    }

    @Override
    public Bytes decrypt(Bytes iv, Bytes aad, Bytes ciphertext) throws VerificationException {
      return inside.decrypt(iv, aad, ciphertext);
    }
  }
}
