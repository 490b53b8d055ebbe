/** Byte views, CBOR reader and writer, limits, and diagnostic notation. */
module org.teep4j.codec {
  requires static transitive org.jspecify;

  exports org.teep4j.codec;
}
