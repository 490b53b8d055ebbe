/** The replay of vectors: their expectations are checked through the public API. */
@NullMarked
package org.teep4j.vectors.replay;

import org.jspecify.annotations.NullMarked;
