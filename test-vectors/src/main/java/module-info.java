/** Published vectors with their provenance, loaders for upstream formats, and their replay. */
module org.teep4j.vectors {
  requires static transitive org.jspecify;
  requires transitive org.teep4j.teep;
  requires org.teep4j.suit.processor;
  requires org.teep4j.teep.sessions;
  requires org.teep4j.teep.http;
  requires com.fasterxml.jackson.databind;

  exports org.teep4j.vectors;
  exports org.teep4j.vectors.load;
  exports org.teep4j.vectors.replay;
}
