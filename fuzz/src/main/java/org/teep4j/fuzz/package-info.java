/**
 * Every public door of the library that takes bytes or text, and what tries them: the vectors,
 * deterministic mutations of them, a search for input that costs much, and Jazzer.
 */
@NullMarked
package org.teep4j.fuzz;

import org.jspecify.annotations.NullMarked;
