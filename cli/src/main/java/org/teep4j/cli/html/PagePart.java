package org.teep4j.cli.html;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.EdnListing;

/**
 * One input on a page.
 *
 * @param name what to call it
 * @param title what it is
 * @param bytes the input
 * @param listing its notation; empty if there is none, because the input is malformed
 * @param notes what there is to say about it
 * @param excerpt lines of text in place of a notation; may be empty
 */
public record PagePart(
    String name,
    String title,
    Bytes bytes,
    Optional<EdnListing> listing,
    List<PageNote> notes,
    String excerpt) {}
