/** SUIT envelopes, manifests and reports. */
@NullMarked
package org.teep4j.suit;

import org.jspecify.annotations.NullMarked;
