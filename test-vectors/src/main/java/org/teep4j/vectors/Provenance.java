package org.teep4j.vectors;

import java.util.Optional;

/**
 * Where one vector stands.
 *
 * @param document the document
 * @param section the section in the document, as the document names it
 * @param file the path of the file in the repository, if the bytes stand in a file of their own
 * @param derived true if the document prints notation or numbers only, and the bytes were computed
 *     from these
 */
public record Provenance(
    SourceDocument document, String section, Optional<String> file, boolean derived) {}
