/** Tests that an implementation of a platform of the manifest processor has to pass. */
module org.teep4j.suit.processor.testkit {
  requires static transitive org.jspecify;
  requires transitive org.junit.jupiter.api;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.cose;
  requires transitive org.teep4j.suit;
  requires transitive org.teep4j.suit.processor;

  exports org.teep4j.suit.processor.testkit;

  opens org.teep4j.suit.processor.testkit; // JUnit calls the test methods
}
