/** SUIT envelopes, manifests and reports. */
module org.teep4j.suit {
  requires static transitive org.jspecify;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.cose;

  exports org.teep4j.suit;
  exports org.teep4j.suit.encryption;
  exports org.teep4j.suit.report;
}
