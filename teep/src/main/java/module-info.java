/** The five TEEP messages, signed and verified. */
module org.teep4j.teep {
  requires static transitive org.jspecify;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.cose;
  requires transitive org.teep4j.eat;
  requires transitive org.teep4j.suit;

  exports org.teep4j.teep;
}
