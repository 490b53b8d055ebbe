/** Gets payloads by HTTP and from files. */
@NullMarked
package org.teep4j.suit.processor.fetch;

import org.jspecify.annotations.NullMarked;
