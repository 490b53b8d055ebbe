/** What a TAM and a TEEP Agent do with messages: sessions without I/O, threads or clock. */
module org.teep4j.teep.sessions {
  requires static transitive org.jspecify;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.cose;
  requires transitive org.teep4j.eat;
  requires transitive org.teep4j.suit;
  requires transitive org.teep4j.suit.processor;
  requires transitive org.teep4j.teep;

  exports org.teep4j.teep.agent;
  exports org.teep4j.teep.session;
  exports org.teep4j.teep.tam;
}
