/**
 * The five TEEP messages (draft-ietf-teep-protocol-26): read, verified, built, signed and written.
 *
 * <p>Start with {@link org.teep4j.teep.TeepMessage}. It is the type of every message and has the
 * methods that verify and sign. Its five subtypes are {@link org.teep4j.teep.QueryRequest}, {@link
 * org.teep4j.teep.QueryResponse}, {@link org.teep4j.teep.Update}, {@link org.teep4j.teep.Success}
 * and {@link org.teep4j.teep.TeepError}. Each has a builder. A {@link org.teep4j.teep.Dialect}
 * selects the numbering of the peer.
 *
 * <p>An Agent that verifies a message, answers it, and reports an error:
 *
 * <pre>{@code
 * CoseVerifier tam = CoseVerifier.of(tamPublicKey);
 * CoseSigner agent = CoseSigner.of(agentPrivateKey);
 *
 * // Verify: a VerificationException means a bad signature, a DecodeException means bad bytes.
 * TeepMessage received = TeepMessage.verify(Bytes.wrap(message), tam, Dialect.RFC);
 *
 * // Build and sign.
 * if (received instanceof QueryRequest request) {
 *   QueryResponse.Builder response = QueryResponse.builder().tcList(installed);
 *   request.token().ifPresent(response::token);
 *   byte[] answer = response.build().sign(agent, Dialect.RFC).toByteArray();
 * }
 *
 * // Report an exception to the TAM.
 * TeepError error = TeepError.builder(TeepErrorCode.ERR_PERMANENT_ERROR).errMsg(exception).build();
 * byte[] report = error.sign(agent, Dialect.RFC).toByteArray();
 * }</pre>
 *
 * <p>What the text demands beyond its CDDL is a {@link org.teep4j.teep.TeepRule}. Verifying does
 * not check the rules. A receiver asks for those that a message breaks beside what it knows, and
 * answers the first one that has an error code:
 *
 * <pre>{@code
 * List<RuleViolation> broken = response.violations(request.context());       // a TAM
 * List<RuleViolation> refused = request.violations(agentContext);            // an Agent
 * Optional<TeepErrorCode> answer =
 *     broken.stream().flatMap(each -> each.rule().errCode().stream()).findFirst();
 * }</pre>
 *
 * <p>{@code tam} is a {@link org.teep4j.cose.CoseVerifier} with one trusted key; for several
 * senders, or for certificates, use another {@link org.teep4j.cose.CoseKeyResolver}. A TAM reports
 * an error with {@link org.teep4j.teep.Update.Builder#errCode}.
 *
 * <p>A tool that is given any bytes finds the right decoder by {@link
 * org.teep4j.teep.ContentKind#of}.
 *
 * <p>These methods give no protection by themselves:
 *
 * <ul>
 *   <li>{@link org.teep4j.teep.TeepMessage#decodeUnverified(org.teep4j.codec.Bytes,
 *       org.teep4j.teep.Dialect)} reads a message without checking a signature.
 *   <li>{@link org.teep4j.teep.TeepMessage#encode}, {@link org.teep4j.teep.TeepMessage#toBytes} and
 *       {@link org.teep4j.teep.TeepMessage#toByteArray} write a message without a signature.
 *   <li>{@link org.teep4j.teep.Update#manifestList()} returns SUIT envelopes that are neither
 *       parsed nor verified. The signature of the TEEP message says nothing about their authors.
 *   <li>{@link org.teep4j.teep.AttestationDecryptor} does not verify the signature of the token.
 *       With an AES-CTR profile, the ciphertext itself is not authenticated either.
 * </ul>
 */
@NullMarked
package org.teep4j.teep;

import org.jspecify.annotations.NullMarked;
