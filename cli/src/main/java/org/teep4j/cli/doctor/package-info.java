/** Finds out what a TAM speaks, and where it leaves the text. */
@NullMarked
package org.teep4j.cli.doctor;

import org.jspecify.annotations.NullMarked;
