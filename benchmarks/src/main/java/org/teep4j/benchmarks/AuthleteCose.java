package org.teep4j.benchmarks;

import com.authlete.cbor.CBORTaggedItem;
import com.authlete.cose.COSEException;
import com.authlete.cose.COSEProtectedHeader;
import com.authlete.cose.COSEProtectedHeaderBuilder;
import com.authlete.cose.COSESign1;
import com.authlete.cose.COSESign1Builder;
import com.authlete.cose.COSESigner;
import com.authlete.cose.COSEVerifier;
import com.authlete.cose.SigStructure;
import com.authlete.cose.SigStructureBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

/** The COSE of com.authlete:cbor, which works with the providers that are registered. */
final class AuthleteCose {

  private final int algorithm;
  private final COSESigner signer;
  private final COSEVerifier verifier;

  AuthleteCose(SignatureKind kind, CoseKey key) throws GeneralSecurityException {
    algorithm = (int) kind.algorithmOfPeers().id();
    signer = new COSESigner(CoseKeys.toPrivateKey(key));
    verifier = new COSEVerifier(CoseKeys.toPublicKey(key));
  }

  COSESign1 decode(byte[] encoded) throws IOException {
    return (COSESign1) ((CBORTaggedItem) Authlete.tree(encoded)).getTagContent();
  }

  static byte[] encode(COSESign1 message) {
    return Authlete.encode(new CBORTaggedItem(message.getTagNumber(), message));
  }

  COSESign1 sign(byte[] payload) throws COSEException {
    COSEProtectedHeader header = new COSEProtectedHeaderBuilder().alg(algorithm).build();
    SigStructure structure =
        new SigStructureBuilder().signature1().bodyAttributes(header).payload(payload).build();
    return new COSESign1Builder()
        .protectedHeader(header)
        .payload(payload)
        .signature(signer.sign(structure, algorithm))
        .build();
  }

  boolean verify(COSESign1 message) throws COSEException {
    return verifier.verify(message);
  }
}
