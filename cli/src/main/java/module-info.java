/** The {@code teep4j} command. */
module org.teep4j.cli {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires info.picocli;
  requires org.teep4j.suit.author;
  requires org.teep4j.suit.processor;
  requires org.teep4j.teep.http;
  requires org.teep4j.teep.sessions;
  requires org.teep4j.vectors;

  // Picocli sets the annotated fields.
  opens org.teep4j.cli to
      info.picocli;
}
