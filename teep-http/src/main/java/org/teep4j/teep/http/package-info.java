/**
 * TEEP over HTTP (draft-ietf-teep-otrp-over-http-15): a TAM is an HTTP server, the TEEP Broker of a
 * device an HTTP client. Messages are bytes here, which nothing in this package reads.
 *
 * <p>The server is a {@link org.teep4j.teep.http.TeepHttpHandler}, which knows the rules of the
 * draft and no HTTP server. {@link org.teep4j.teep.http.TeepHttpServer} runs it in the server of
 * the JDK, {@link org.teep4j.teep.http.TeepServlet} in any servlet container. The device has a
 * {@link org.teep4j.teep.http.TeepBroker}, whose {@link org.teep4j.teep.http.TeepHttpClient}
 * carries messages between the Agent of a TEE and its TAMs.
 *
 * <pre>{@code
 * try (TeepHttpServer server =
 *     TeepHttpServer.builder(new InetSocketAddress(8443))
 *         .sslContext(sslContext)
 *         .handle("/tam", TeepHttpHandler.builder(tam).maxMessageSize(64 * 1024).build())
 *         .start()) {
 *   System.out.println("TAM at " + server.address());
 *   stopped.await();
 * }
 *
 * TeepBroker broker =
 *     TeepBroker.builder(TeepHttpClient.builder().build()).tee("optee", agent).build();
 * broker.resume("optee"); // what the last power failure left
 * Optional<SessionResult> session = broker.requestTa("optee", component, null);
 * for (SessionResult result : broker.requestPolicyCheck("optee")) {
 *   if (!result.isComplete()) {
 *     System.out.println(result.tam() + ": " + result.reason());
 *     Duration pause = BackOff.DEFAULT.after(1, result, random); // then check again
 *   }
 * }
 * }</pre>
 */
@NullMarked
package org.teep4j.teep.http;

import org.jspecify.annotations.NullMarked;
