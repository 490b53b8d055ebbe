/** COSE structures, keys, algorithms and signatures (RFC 9052, RFC 9053). */
@NullMarked
package org.teep4j.cose;

import org.jspecify.annotations.NullMarked;
