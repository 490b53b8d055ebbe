/**
 * COSE (RFC 9052, RFC 9053): signed messages that give out no payload until they have been
 * verified, keys, algorithms, and signers and verifiers that are bound to one key and one
 * algorithm.
 *
 * <p>Elliptic curves are computed by BouncyCastle if it is there, RSA by the JDK, and everything by
 * whatever provider is passed. An application on the module path has BouncyCastle resolved with
 * {@code --add-modules org.bouncycastle.provider}; without it the JDK's implementations are used,
 * which are several times slower, and secp256k1 is missing.
 */
@NullMarked
package org.teep4j.cose;

import org.jspecify.annotations.NullMarked;
