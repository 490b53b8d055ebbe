/** Published vectors with their provenance and expectations. */
@NullMarked
package org.teep4j.vectors;

import org.jspecify.annotations.NullMarked;
