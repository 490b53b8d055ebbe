/** Published vectors with their provenance, loaders for upstream formats, and their replay. */
@NullMarked
package org.teep4j.vectors;

import org.jspecify.annotations.NullMarked;
