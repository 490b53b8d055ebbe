/** COSE structures, keys, algorithms and signatures (RFC 9052, RFC 9053). */
@SuppressWarnings("module") // org.teep4j.vectors is compiled later
module org.teep4j.cose {
  requires static transitive org.jspecify;
  requires transitive org.teep4j.codec;
  // Without BouncyCastle only the algorithms that it alone has are missing.
  requires static org.bouncycastle.provider;

  exports org.teep4j.cose;
  exports org.teep4j.cose.certificate;
  exports org.teep4j.cose.receipt;
  exports org.teep4j.cose.testvectors to
      org.teep4j.vectors;
}
