/**
 * A Trusted Application Manager: what it asks, what it believes, and what it sends.
 *
 * <pre>{@code
 * // What Agents can get: the newest manifest of each component. Verify them first.
 * ManifestCatalogue catalogue = new ManifestCatalogue();
 * catalogue.add(manifest);
 *
 * // Who gets it. Write a policy of your own for groups, roll-outs or a database.
 * TamPolicy policy =
 *     NewestManifestPolicy.builder(catalogue, (agent, offered) -> agent.isAttested())
 *         .query(TamQuery.trustedComponents(AttestationModel.BACKGROUND_CHECK))
 *         .attestationRequired(true)
 *         .build();
 *
 * // A TAM has a key for each cipher suite that it must support.
 * Tam tam =
 *     Tam.builder(new MemoryTamStore(), policy)
 *         .key(esp256Key)
 *         .key(ed25519Key)
 *         .trustedAgents(CoseKeyResolver.of(agents))
 *         .build();
 *
 * // A transport calls it. Empty means: send no data, the session is over.
 * Optional<Bytes> queryRequest = tam.processConnect();
 * Optional<Bytes> update = tam.processTeepMessage(queryResponse);
 * }</pre>
 *
 * <p>A {@link org.teep4j.teep.tam.Tam} answers the messages of TEEP Agents. It has no I/O, threads
 * or clock of its own. What it remembers is in a {@link org.teep4j.teep.tam.TamStore}, which
 * several instances may share; which Agents get what is a {@link org.teep4j.teep.tam.TamPolicy}.
 * Whether an Agent is in a trustworthy state is said by a {@link org.teep4j.teep.session.Verifier}.
 * A {@link org.teep4j.teep.session.SessionListener} is told every decision, and why a message was
 * dropped.
 *
 * <p>The section numbers are those of draft-ietf-teep-protocol-26.
 */
@NullMarked
package org.teep4j.teep.tam;

import org.jspecify.annotations.NullMarked;
