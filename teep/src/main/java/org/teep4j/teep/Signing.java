package org.teep4j.teep;

import java.security.GeneralSecurityException;
import java.util.List;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignBuilder;
import org.teep4j.cose.CoseSigner;

/** Signs messages. Signatures name their key by its thumbprint. */
final class Signing {

  private Signing() {}

  static CoseSign1 sign1(Segments payload, CoseSigner signer) throws GeneralSecurityException {
    return CoseSign1.builder().payload(payload).headers(naming(signer)).sign(signer);
  }

  static CoseSign sign(Segments payload, List<? extends CoseSigner> signers)
      throws GeneralSecurityException {
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("a message must have a signature");
    }
    CoseSignBuilder builder = CoseSign.builder().payload(payload);
    for (CoseSigner signer : signers) {
      builder.sign(signer, naming(signer));
    }
    return builder.build();
  }

  /** Headers with the thumbprint of a signer's key; empty if the signer does not know it. */
  private static CoseHeaders naming(CoseSigner signer) {
    return signer
        .thumbprint()
        .map(thumbprint -> CoseHeaders.builder().keyId(thumbprint).build())
        .orElse(CoseHeaders.empty());
  }
}
