package org.teep4j.eat;

/** A value that is a number in CBOR and a name in JSON. */
interface Named {

  /** The value in CBOR. */
  long number();

  /** The value in JSON. */
  String jsonName();
}
