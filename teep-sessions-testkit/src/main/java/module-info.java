/** Tests that an implementation of a store of a TAM has to pass. */
module org.teep4j.teep.sessions.testkit {
  requires static transitive org.jspecify;
  requires transitive org.junit.jupiter.api;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.cose;
  requires transitive org.teep4j.suit;
  requires transitive org.teep4j.teep;
  requires transitive org.teep4j.teep.sessions;

  exports org.teep4j.teep.sessions.testkit;

  opens org.teep4j.teep.sessions.testkit; // JUnit calls the test methods
}
