package org.teep4j.teep.model;

import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;

/** Two TEEs, each with an Agent. */
@SuppressWarnings("ImmutableEnumChecker") // keys and identifiers are immutable
enum Tee {
  ONE,
  TWO;

  final CoseKey key = Keys.generate(CoseAlgorithm.ED25519);
  final CoseKey attestation = Keys.generate(CoseAlgorithm.ED25519);
}
