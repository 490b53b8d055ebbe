/**
 * COSE (RFC 9052, RFC 9053): signed, MACed and encrypted messages, and their keys, algorithms and
 * header parameters.
 *
 * <h2>Where to start</h2>
 *
 * <p>A {@link org.teep4j.cose.CoseKey} is read from a COSE_Key, PEM or JWK, or generated. Each
 * message type has a {@code decode} method and a builder. A {@link org.teep4j.cose.CoseVerifier}, a
 * {@link org.teep4j.cose.CoseSigner} and a {@link org.teep4j.cose.ContentKeyRecipient} are each
 * bound to one key, and normally to one algorithm, so that a message cannot choose how it is
 * verified. A message gives out its payload only after verification, as a {@link
 * org.teep4j.cose.VerifiedPayload}, {@link org.teep4j.cose.AuthenticatedPayload} or {@link
 * org.teep4j.cose.DecryptedPayload}.
 *
 * <pre>{@code
 * // Verify a COSE_Sign1. Throws VerificationException if the trusted key did not sign it.
 * CoseVerifier verifier = CoseVerifier.of(trustedKey);
 * VerifiedPayload verified = CoseSign1.decode(signedMessage).verify(verifier);
 * Bytes payload = verified.bytes();
 *
 * // Sign.
 * CoseSigner signer = CoseSigner.of(privateKey);
 * byte[] encoded = CoseSign1.sign(payload, signer).toByteArray();
 *
 * // Decrypt for a recipient. The recipient's key states its algorithm in alg.
 * ContentKeyRecipient recipient = ContentKeyRecipient.of(recipientKey);
 * DecryptedPayload decrypted = CoseEncrypt.decode(encryptedMessage).decrypt(recipient);
 * }</pre>
 *
 * <p>{@link org.teep4j.cose.CoseMessage} decodes a tagged message of any type, and {@link
 * org.teep4j.cose.CoseSignedMessage}, {@link org.teep4j.cose.CoseMacedMessage} and {@link
 * org.teep4j.cose.CoseEncryptedMessage} one of their family. A {@code verify} method of a signed
 * message takes a {@link org.teep4j.cose.CoseKeyResolver}: a {@link org.teep4j.cose.CoseVerifier}
 * is one with a single key, and {@link org.teep4j.cose.certificate.CertificateTrust} one with
 * certificates. {@link org.teep4j.cose.VerifyOptions} and {@link org.teep4j.cose.DecryptOptions}
 * take external data and critical header parameters.
 *
 * <h2>Unsafe methods</h2>
 *
 * <p>The names of these methods state the risk:
 *
 * <ul>
 *   <li>{@code unverified…}, such as {@link org.teep4j.cose.CoseSignedMessage#unverifiedPayload()},
 *       and {@code decodeUnverified} return data that anyone could have forged.
 *   <li>{@code decryptReleasingUnverifiedPlaintext} of COSE_Encrypt0 and COSE_Encrypt writes
 *       plaintext before it is authenticated. The caller must discard all of it if the method
 *       throws.
 *   <li>{@code withUnauthenticatedEncryption} of {@link org.teep4j.cose.DecryptOptions} and of the
 *       builders permits AES-CTR and AES-CBC, which do not detect changes.
 * </ul>
 *
 * <h2>Implementations</h2>
 *
 * <p>Signatures on elliptic curves use BouncyCastle if it is present. RSA uses the JDK. A provider
 * that the caller passes is always used. An application on the module path adds BouncyCastle with
 * {@code --add-modules org.bouncycastle.provider}. Without BouncyCastle, signatures on elliptic
 * curves use the JDK, which is several times slower and lacks secp256k1 and the brainpool curves.
 */
@NullMarked
package org.teep4j.cose;

import org.jspecify.annotations.NullMarked;
