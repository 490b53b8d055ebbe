/** What several packages of this module share and no other module sees. */
@NullMarked
package org.teep4j.suit.internal;

import org.jspecify.annotations.NullMarked;
