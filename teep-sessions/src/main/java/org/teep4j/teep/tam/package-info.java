/**
 * A Trusted Application Manager: what it asks, what it believes, and what it sends.
 *
 * <p>A {@link org.teep4j.teep.tam.Tam} answers the messages of TEEP Agents. What it remembers is in
 * a {@link org.teep4j.teep.tam.TamStore}; which Agents get what is a {@link
 * org.teep4j.teep.tam.TamPolicy}.
 */
@NullMarked
package org.teep4j.teep.tam;

import org.jspecify.annotations.NullMarked;
