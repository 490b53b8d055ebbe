/** SUIT envelopes, manifests and reports. */
module org.teep4j.suit {
  requires static transitive org.jspecify;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.cose;
  // Without BouncyCastle only the SHAKE digests are missing.
  requires static org.bouncycastle.provider;

  exports org.teep4j.suit;
}
