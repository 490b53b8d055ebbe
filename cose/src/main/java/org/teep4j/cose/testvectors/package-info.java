/**
 * What only test vectors may do. The module exports this package to {@code org.teep4j.vectors}
 * alone.
 */
@NullMarked
package org.teep4j.cose.testvectors;

import org.jspecify.annotations.NullMarked;
