/** Cryptographic plumbing: curves, BouncyCastle and the Java Cryptography Architecture. */
@NullMarked
package org.teep4j.cose.internal;

import org.jspecify.annotations.NullMarked;
