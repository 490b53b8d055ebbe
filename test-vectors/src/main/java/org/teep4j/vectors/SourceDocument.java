package org.teep4j.vectors;

/**
 * A published document that vectors were taken from, at one commit.
 *
 * @param document the name of the document, with its version
 * @param repository owner and name of the repository that it was taken from
 * @param commit the commit, 40 hexadecimal digits
 * @param date the day of the commit, as {@code YYYY-MM-DD}
 */
public record SourceDocument(String document, String repository, String commit, String date) {}
