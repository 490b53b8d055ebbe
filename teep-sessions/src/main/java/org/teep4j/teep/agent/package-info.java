/**
 * A TEEP Agent: what it tells a TAM, and how it carries out what a TAM wants.
 *
 * <p>Start with {@link org.teep4j.teep.agent.TeepAgent}. It needs a store for what it must
 * remember, a device as its manifest processor sees it, a key, and the TAMs that it trusts. {@link
 * org.teep4j.teep.agent.TrustedTam} says what a TAM may do: which components it may see and change,
 * and whose manifests it may send.
 *
 * <p>An Agent of a device whose components lie in a folder:
 *
 * <pre>{@code
 * TrustedTam tam =
 *     TrustedTam.builder(URI.create("https://tam.example/tam"), CoseVerifier.of(tamKey))
 *         .author(SuitVerifier.of(CoseVerifier.of(authorKey)))
 *         .components(SuitComponentIdentifier.ofText("apps"))
 *         .build();
 *
 * try (FilePlatform files = FilePlatform.open(folder.resolve("device"))) {
 *   TeepAgent agent =
 *       TeepAgent.builder(new FileAgentStore(folder.resolve("agent")), files.builder(identity).build())
 *           .key(deviceKey)
 *           .tam(tam)
 *           .listener(event -> System.out.println(event.kind() + ": " + event.reason()))
 *           .build();
 *
 *   // What an interruption has left is sent first.
 *   Optional<TeepAgentApi.Outgoing> next = agent.resume();
 *
 *   // An application needs a component: begin a session with this TAM.
 *   next = agent.requestTa(SuitComponentIdentifier.ofText("apps", "hello"), null);
 *
 *   // A message of the TAM has come: send the answer, or end the session.
 *   Optional<Bytes> answer = agent.processTeepMessage(tam.uri(), message);
 * }
 * }</pre>
 *
 * <p>The transport is not part of it: a {@link org.teep4j.teep.session.TeepAgentApi} takes and
 * gives bytes. An Agent shows by {@link org.teep4j.teep.session.Attester} that its device is in a
 * trustworthy state, and demands the same of a TAM by {@link
 * org.teep4j.teep.agent.TrustedTam.Builder#attestation}.
 *
 * <p>What holds for every Agent:
 *
 * <ul>
 *   <li>Nothing about the device is in an answer to a message whose signature was not verified.
 *   <li>A manifest of one TAM cannot name the components of another one, neither can its
 *       dependencies. The keys for encrypted payloads belong to the device and serve all TAMs.
 *   <li>An Update is taken only as an answer within a session that the TAM has opened with a
 *       QueryRequest, and is carried out once. The text of the protocol leaves that open, and an
 *       Update that unlinks a manifest has no sequence number that would stop a replay.
 *   <li>A manifest that is unlinked runs its uninstall section. A component that this section does
 *       not unlink keeps its content, but is not installed any more.
 * </ul>
 */
@NullMarked
package org.teep4j.teep.agent;

import org.jspecify.annotations.NullMarked;
