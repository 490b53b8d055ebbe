package org.teep4j.vectors;

import java.util.Optional;

/**
 * The source of one vector.
 *
 * @param section the section in the document, as the document names it
 * @param file the path of the file in the repository, if the bytes have their own file
 * @param derived true if the document prints only notation or numbers, from which the bytes were
 *     computed
 */
public record Provenance(
    SourceDocument document, String section, Optional<String> file, boolean derived) {}
