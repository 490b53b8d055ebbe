package org.teep4j.cose;

import org.teep4j.cose.AlgorithmTraits.Distributing;

/**
 * What both sides know besides keys and message, each part for the algorithms that take it.
 *
 * @param kdf for those with COSE_KDF_Context
 */
record RecipientContext(KdfContext kdf) {

  static final RecipientContext EMPTY = new RecipientContext(KdfContext.empty());

  static RecipientContext kdf(CoseAlgorithm algorithm, KdfContext kdf) {
    if (!(algorithm.traits() instanceof Distributing traits && traits.protectsHeader())) {
      throw new IllegalStateException(algorithm.ianaName() + " has no COSE_KDF_Context");
    }
    return new RecipientContext(kdf);
  }
}
