package org.teep4j.teep.tam;

import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSigner;
import org.teep4j.teep.TeepCipherSuite;

/** A key that signs messages of the TAM, with the public key that attestation names. */
record TamKey(CoseSigner signer, CoseKey publicKey) {

  TeepCipherSuite suite() {
    return TeepCipherSuite.sign1(signer.algorithm());
  }
}
