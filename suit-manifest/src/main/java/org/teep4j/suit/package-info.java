/**
 * SUIT envelopes and manifests.
 *
 * <p>Start with {@link SuitEnvelope}, which contains a signed manifest and its payloads.
 *
 * <p><b>Verify an envelope and read it.</b> {@link SuitEnvelope#decode(org.teep4j.codec.Bytes)}
 * decodes the envelope. {@link SuitEnvelope#verify(org.teep4j.cose.CoseKeyResolver)} checks the
 * signature and the digests, and returns a {@link VerifiedManifest}, which has all members of the
 * manifest. {@link VerifiedManifest#payload} returns an integrated payload after its digest has
 * been checked.
 *
 * <p><b>Build an envelope and sign it.</b> {@link SuitManifest#builder(long, SuitCommon)} starts a
 * manifest, {@link SuitEnvelope#builder} an envelope around it. {@link SuitEnvelope#violations()}
 * lists faults before the envelope is sent. For a key in a service, there are {@link
 * SuitEnvelopeBuilder#buildAsync} and {@link SuitEnvelope#signAsync}.
 *
 * <pre>{@code
 * // verifiers and signers are made from a CoseKey: CoseVerifier.of(key), CoseSigner.of(key)
 * SuitEnvelope envelope = SuitEnvelope.decode(Bytes.wrap(received));
 * VerifiedManifest verified = envelope.verify(author);
 * Optional<SuitCommandSequence> install = verified.install();
 * Optional<Bytes> payload = verified.payload("#tc");
 *
 * SuitEnvelope signed =
 *     SuitEnvelope.builder(manifest).integratedPayload("#tc", content).signer(signer).build();
 * byte[] encoded = signed.toByteArray();
 * }</pre>
 *
 * <p><b>Without verification.</b> The names of methods that skip a check say so. Their results are
 * for inspection, or for data that the caller has verified in another way:
 *
 * <ul>
 *   <li>the {@code unverified} accessors of {@link SuitEnvelope}, such as {@link
 *       SuitEnvelope#unverifiedManifest()};
 *   <li>the {@code decodeUnverified} methods, such as {@link
 *       SuitManifest#decodeUnverified(org.teep4j.codec.Bytes)}.
 * </ul>
 *
 * <p>Package {@code org.teep4j.suit.encryption} encrypts and decrypts payloads, and {@code
 * org.teep4j.suit.report} has the reports of manifest processors. Both use this package, and it
 * uses neither of them. The Javadoc of a type that mirrors a CDDL structure shows that structure.
 */
@NullMarked
package org.teep4j.suit;

import org.jspecify.annotations.NullMarked;
