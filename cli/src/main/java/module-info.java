/** The {@code teep4j} command. */
module org.teep4j.cli {
  requires static transitive org.jspecify;
  requires org.teep4j.vectors;
  requires info.picocli;

  // Picocli sets the annotated fields.
  opens org.teep4j.cli to
      info.picocli;
}
