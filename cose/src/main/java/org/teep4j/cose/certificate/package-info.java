/**
 * Trust in signers by their certificates (RFC 9360, RFC 5280).
 *
 * <p>{@link org.teep4j.cose.certificate.CertificateTrust} is a {@link
 * org.teep4j.cose.CoseKeyResolver} like the others. It finds the signer's certificate by the
 * headers of a signature, and accepts it if a path leads to one of the caller's trust anchors.
 *
 * <pre>{@code
 * CertificateTrust trust = CertificateTrust.builder(root).revocationLists(lists).build();
 * VerifiedPayload verified =
 *     CoseSign1.decode(signedMessage).verify(trust, VerifyOptions.defaults());
 * }</pre>
 *
 * <p>The application decides whether the verified subject may sign: {@link
 * org.teep4j.cose.VerifiedPayload#verifier()} has a {@linkplain
 * org.teep4j.cose.CoseVerifier#certificatePath() path} then, with the signer's certificate first.
 */
@NullMarked
package org.teep4j.cose.certificate;

import org.jspecify.annotations.NullMarked;
