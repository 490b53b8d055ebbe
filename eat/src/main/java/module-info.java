/** CBOR Web Tokens, Entity Attestation Tokens and Attestation Results. */
module org.teep4j.eat {
  requires static transitive org.jspecify;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.cose;

  exports org.teep4j.eat;
}
