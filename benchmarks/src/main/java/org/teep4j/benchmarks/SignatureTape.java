package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;

/** Remembers the signatures that are made and verified, so that they can be done by themselves. */
final class SignatureTape {

  private final List<Callable<Object>> operations = new ArrayList<>();

  /** A signer whose signatures are remembered. */
  CoseSigner recording(CoseSigner signer) {
    return new Signer(
        signer.algorithm(),
        signer.keyId(),
        toBeSigned -> {
          Segments bytes = copy(toBeSigned);
          operations.add(() -> signer.sign(bytes));
          return signer.sign(toBeSigned);
        });
  }

  /** A verifier whose calls are remembered. */
  CoseVerifier recording(CoseVerifier verifier) {
    return new Verifier(
        verifier.algorithm(),
        verifier.keyId(),
        verifier.publicKey(),
        (toBeSigned, signature) -> {
          Segments bytes = copy(toBeSigned);
          operations.add(
              () -> {
                verifier.verify(bytes, signature);
                return signature;
              });
          verifier.verify(toBeSigned, signature);
        });
  }

  private static Segments copy(Segments segments) {
    return Segments.of(Bytes.wrap(segments.toByteArray()));
  }

  /** The signatures made and verified so far. */
  int count() {
    return operations.size();
  }

  /** Does it all again. */
  Object replay() throws Exception {
    Object last = this;
    for (Callable<Object> operation : operations) {
      last = operation.call();
    }
    return last;
  }

  /** A signer whose signatures are zeros. */
  static CoseSigner zeros(CoseSigner signer) {
    return new Signer(signer.algorithm(), signer.keyId(), toBeSigned -> new byte[64]);
  }

  /** A verifier that takes any signature. */
  static CoseVerifier credulous(CoseVerifier verifier) {
    return new Verifier(
        verifier.algorithm(),
        verifier.keyId(),
        verifier.publicKey(),
        (toBeSigned, signature) -> {});
  }

  @FunctionalInterface
  private interface Signing {
    byte[] sign(Segments toBeSigned) throws GeneralSecurityException;
  }

  @FunctionalInterface
  private interface Verifying {
    void verify(Segments toBeSigned, Bytes signature) throws VerificationException;
  }

  private record Signer(CoseAlgorithm algorithm, Optional<Bytes> keyId, Signing signing)
      implements CoseSigner {
    @Override
    public byte[] sign(Segments toBeSigned) throws GeneralSecurityException {
      return signing.sign(toBeSigned);
    }
  }

  private record Verifier(
      CoseAlgorithm algorithm,
      Optional<Bytes> keyId,
      Optional<CoseKey> publicKey,
      Verifying verifying)
      implements CoseVerifier {
    @Override
    public void verify(Segments toBeSigned, Bytes signature) throws VerificationException {
      verifying.verify(toBeSigned, signature);
    }
  }
}
