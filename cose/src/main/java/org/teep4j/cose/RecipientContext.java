package org.teep4j.cose;

import org.teep4j.cose.AlgorithmTraits.Distributing;

/**
 * The context that sender and recipient share besides keys and message.
 *
 * @param kdf the context for algorithms with COSE_KDF_Context
 * @param hpke the context for HPKE
 */
record RecipientContext(KdfContext kdf, HpkeContext hpke) {

  static final RecipientContext EMPTY =
      new RecipientContext(KdfContext.empty(), HpkeContext.empty());

  static RecipientContext kdf(CoseAlgorithm algorithm, KdfContext kdf) {
    boolean derives =
        algorithm.traits() instanceof Distributing traits
            && traits.scheme().protectsHeader()
            && traits.suite() == null;
    if (!derives) {
      throw new IllegalStateException(algorithm.ianaName() + " has no COSE_KDF_Context");
    }
    return new RecipientContext(kdf, HpkeContext.empty());
  }

  static RecipientContext hpke(CoseAlgorithm algorithm, HpkeContext hpke) {
    if (!(algorithm.traits() instanceof Distributing traits && traits.suite() != null)) {
      throw new IllegalStateException(algorithm.ianaName() + " is not HPKE");
    }
    return new RecipientContext(KdfContext.empty(), hpke);
  }
}
