/** Access to cryptographic implementations: BouncyCastle, JCA, and checks of curve points. */
@NullMarked
package org.teep4j.cose.internal;

import org.jspecify.annotations.NullMarked;
