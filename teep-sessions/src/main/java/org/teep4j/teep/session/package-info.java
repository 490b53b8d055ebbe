/**
 * What a TAM and a TEEP Agent have in common, and what a transport needs to know of them.
 *
 * <p>{@link TamApi} and {@link TeepAgentApi} are the conceptual APIs of RFC 9397, Section 6.2.1. A
 * transport such as HTTP hands bytes to them and sends the bytes that come back; it knows nothing
 * of their content. {@link PeerOptions} say in what other implementations differ from the
 * specification.
 */
@NullMarked
package org.teep4j.teep.session;

import org.jspecify.annotations.NullMarked;
