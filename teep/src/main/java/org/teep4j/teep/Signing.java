package org.teep4j.teep;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignBuilder;
import org.teep4j.cose.CoseSigner;

/** Signs messages. Signatures name their key by its thumbprint. */
final class Signing {

  private Signing() {}

  static CoseSign1 sign1(Segments payload, CoseSigner signer) throws GeneralSecurityException {
    return CoseSign1.builder().payload(payload).headers(naming(signer.thumbprint())).sign(signer);
  }

  static CompletableFuture<CoseSign1> sign1Async(Segments payload, CoseAsyncSigner signer) {
    return CoseSign1.builder()
        .payload(payload)
        .headers(naming(signer.thumbprint()))
        .signAsync(signer);
  }

  static CoseSign sign(Segments payload, List<? extends CoseSigner> signers)
      throws GeneralSecurityException {
    requireSigner(signers);
    CoseSignBuilder builder = CoseSign.builder().payload(payload);
    for (CoseSigner signer : signers) {
      builder.sign(signer, naming(signer.thumbprint()));
    }
    return builder.build();
  }

  static CompletableFuture<CoseSign> signAsync(
      Segments payload, List<? extends CoseAsyncSigner> signers) {
    requireSigner(signers);
    CoseSignBuilder builder = CoseSign.builder().payload(payload);
    for (CoseAsyncSigner signer : signers) {
      builder.signAsync(signer, naming(signer.thumbprint()));
    }
    return builder.buildAsync();
  }

  /** Why a signer of another algorithm is refused. */
  static InvalidKeyException unfit() {
    return new InvalidKeyException("the signer does not fit the cipher suite");
  }

  private static void requireSigner(List<?> signers) {
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("a message must have a signature");
    }
  }

  /** Headers with the thumbprint of a signer's key; empty if the signer does not know it. */
  private static CoseHeaders naming(Optional<Bytes> thumbprint) {
    return thumbprint
        .map(known -> CoseHeaders.builder().keyId(known).build())
        .orElse(CoseHeaders.empty());
  }
}
