package org.teep4j.cli;

/**
 * A place where two messages differ.
 *
 * @param path the path of the item
 * @param before its notation in the first; empty if only the second has it
 * @param after its notation in the second; empty if only the first has it
 * @param remark what the notation does not say; may be empty
 */
record Difference(String path, String before, String after, String remark) {}
