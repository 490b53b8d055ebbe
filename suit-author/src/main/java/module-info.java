/** Makes SUIT manifests from templates, and warns of faults in manifests. */
module org.teep4j.suit.author {
  requires static transitive org.jspecify;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.cose;
  requires transitive org.teep4j.suit;

  exports org.teep4j.suit.author;
}
