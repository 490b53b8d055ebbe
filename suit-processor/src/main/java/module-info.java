/** Runs SUIT manifests on a device. */
module org.teep4j.suit.processor {
  requires static transitive org.jspecify;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.cose;
  requires transitive org.teep4j.suit;
  requires java.net.http;

  exports org.teep4j.suit.processor;
  exports org.teep4j.suit.processor.fetch;
  exports org.teep4j.suit.processor.file;
  exports org.teep4j.suit.processor.memory;
}
