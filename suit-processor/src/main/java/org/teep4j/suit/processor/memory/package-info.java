/** A device in memory: for tests, for trying out manifests, and as a model for other platforms. */
@NullMarked
package org.teep4j.suit.processor.memory;

import org.jspecify.annotations.NullMarked;
