/**
 * What the packages of this module share and do not export: access to BouncyCastle and JCA, checks
 * of curve points, DER, and the text of key identifiers.
 */
@NullMarked
package org.teep4j.cose.internal;

import org.jspecify.annotations.NullMarked;
