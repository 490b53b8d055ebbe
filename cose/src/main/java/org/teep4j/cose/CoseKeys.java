package org.teep4j.cose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * Generates keys, and converts them from and to other forms than COSE_Key: keys of the Java
 * Cryptography Architecture (JCA), PEM, DER and JWK. {@link CoseKey} itself reads and writes
 * COSE_Key.
 */
public final class CoseKeys {

  private CoseKeys() {}

  // Generation.

  /**
   * Generates a key for an algorithm, with the secure random numbers of the Java runtime. The
   * algorithm determines the curve or the length; RSA keys have 3072 bits.
   *
   * @param algorithm a signature algorithm, MAC, content encryption, key wrap, direct key with
   *     HKDF, RSAES-OAEP or HPKE; {@link CoseAlgorithm#EDDSA} generates a key on Ed25519
   * @return a private or symmetric key, bound to the algorithm
   * @throws GeneralSecurityException if no provider can make such keys
   * @throws IllegalArgumentException if the algorithm does not determine a key, for example {@code
   *     direct}, HSS-LMS, key agreement on any curve (see {@link #generate(CoseCurve)}), or a hash
   *     function
   */
  public static CoseKey generate(CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyGeneration.generate(algorithm);
  }

  /**
   * Generates a key for an algorithm, as {@link #generate(CoseAlgorithm)} does, of the type that
   * the algorithm needs.
   *
   * <pre>{@code
   * SymmetricKey key = CoseKeys.generate(CoseAlgorithm.A128KW, SymmetricKey.class);
   * }</pre>
   *
   * @param algorithm the algorithm
   * @param type the type of its keys
   * @return a private or symmetric key, bound to the algorithm
   * @throws GeneralSecurityException if no provider can make such keys
   * @throws IllegalArgumentException if keys of the algorithm have another type, or the algorithm
   *     does not determine a key
   */
  public static <K extends CoseKey> K generate(CoseAlgorithm algorithm, Class<K> type)
      throws GeneralSecurityException {
    return typed(generate(algorithm), type, algorithm.ianaName());
  }

  /**
   * Generates a private key on a curve, with the secure random numbers of the Java runtime.
   *
   * @param curve any curve
   * @return a private key, not bound to an algorithm
   * @throws GeneralSecurityException if no provider has the curve
   */
  public static CoseKey generate(CoseCurve curve) throws GeneralSecurityException {
    return KeyGeneration.generate(curve);
  }

  /**
   * Generates a private key on a curve, as {@link #generate(CoseCurve)} does, of the type that the
   * curve has.
   *
   * @param curve any curve
   * @param type {@link Ec2Key} or {@link OkpKey}
   * @return a private key, not bound to an algorithm
   * @throws GeneralSecurityException if no provider has the curve
   * @throws IllegalArgumentException if keys on the curve have another type
   */
  public static <K extends CoseKey> K generate(CoseCurve curve, Class<K> type)
      throws GeneralSecurityException {
    return typed(generate(curve), type, curve.ianaName());
  }

  private static <K extends CoseKey> K typed(CoseKey key, Class<K> type, String use) {
    if (!type.isInstance(key)) {
      throw new IllegalArgumentException(
          "a key for " + use + " is no " + type.getSimpleName() + ", but " + key.describe());
    }
    return type.cast(key);
  }

  // JCA.

  /**
   * Converts a public key of the Java Cryptography Architecture.
   *
   * @param key an EC, EdDSA, XDH, RSA or ML-DSA key whose numbers can be read
   * @return the key, without identifier and restrictions
   * @throws InvalidKeyException if the key is of another type, on an unknown curve, or no key that
   *     this library accepts
   */
  public static CoseKey of(PublicKey key) throws InvalidKeyException {
    return JcaKeys.fromJca(key, null);
  }

  /**
   * Converts a key pair of the Java Cryptography Architecture.
   *
   * @param pair EC, EdDSA, XDH, RSA or ML-DSA keys whose numbers can be read
   * @return the private key, without identifier and restrictions
   * @throws InvalidKeyException if the keys are of another type, on an unknown curve, do not belong
   *     together, or are no keys that this library accepts
   */
  public static CoseKey of(KeyPair pair) throws InvalidKeyException {
    return JcaKeys.fromJca(pair.getPublic(), pair.getPrivate());
  }

  /**
   * Converts a public key to the Java Cryptography Architecture.
   *
   * @param key a key; of a private key, its public part is converted
   * @return a new key from a registered provider
   * @throws GeneralSecurityException if no provider has keys of this type
   */
  public static PublicKey toPublicKey(CoseKey key) throws GeneralSecurityException {
    return JcaKeys.toPublic(key, null);
  }

  /**
   * Converts a private key to the Java Cryptography Architecture. An ML-DSA key is made from its
   * seed. If the provider reads no seeds, the key is made from the expanded form, which
   * BouncyCastle computes; the seed cannot be recovered from such a key.
   *
   * @param key a private key
   * @return a new key from a registered provider
   * @throws GeneralSecurityException if the key is public, or no provider has keys of this type
   */
  public static PrivateKey toPrivateKey(CoseKey key) throws GeneralSecurityException {
    return JcaKeys.toPrivate(key, null);
  }

  // PEM.

  /**
   * Reads the key of a PEM text (RFC 7468): SubjectPublicKeyInfo, PKCS #8, the SEC 1 form of EC
   * private keys, the PKCS #1 form of RSA keys, or a certificate. Of a certificate only the public
   * key is read.
   *
   * <p>Blocks that are no keys, and text around blocks, are ignored. The text may hold a private
   * key together with its public key, and with certificates if one of them certifies it. It must
   * hold no other key. For a text with several keys, for example a chain of certificates, see
   * {@link #allFromPem(Bytes)}.
   *
   * @param pem the text, in any encoding that is compatible with ASCII; not kept
   * @return the key, without identifier; restricted to RSASSA-PSS if the text says so
   * @throws DecodeException if there is no such key, it is encrypted, or with {@link
   *     org.teep4j.codec.Reason#UNEXPECTED_ELEMENT} if there are several; offsets count bytes
   */
  public static CoseKey fromPem(Bytes pem) throws DecodeException {
    return PemKeys.read(pem, null);
  }

  /**
   * Reads the key of a PEM text, as {@link #fromPem(Bytes)} does.
   *
   * @param pem the text
   * @return the key
   * @throws DecodeException as {@link #fromPem(Bytes)}; offsets count characters
   */
  public static CoseKey fromPem(String pem) throws DecodeException {
    byte[] text = new byte[pem.length()];
    for (int i = 0; i < text.length; i++) {
      char c = pem.charAt(i);
      text[i] = (byte) (c < 0x80 ? c : 0xff);
    }
    try {
      return PemKeys.read(Bytes.wrap(text), null);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /**
   * Reads all keys of a PEM text, each block as {@link #fromPem(Bytes)} reads it. The caller must
   * know the purpose of each key: in a chain of certificates, for example, only one is the
   * signer's.
   *
   * @param pem the text, in any encoding that is compatible with ASCII; not kept
   * @return one key or more in the order of their blocks; cannot be changed
   * @throws DecodeException if there is no key, a key cannot be read, or there are more than
   *     {@value CoseKeySet#MOST_KEYS} blocks; offsets count bytes
   */
  public static List<CoseKey> allFromPem(Bytes pem) throws DecodeException {
    return PemKeys.readAll(pem, null);
  }

  /**
   * Reads the key of a PEM text as {@link #fromPem(Bytes)} does, also if it is encrypted.
   *
   * <p>Encryption is that of {@code ENCRYPTED PRIVATE KEY}: PBES2 with PBKDF2 and AES-CBC or
   * DES-EDE3-CBC (RFC 8018), or an algorithm of PKCS #12. All keys of the text together may take
   * about four million calls of a hash function.
   *
   * @param pem the text; not kept
   * @param passphrase the passphrase of every encrypted key in the text; neither kept nor cleared
   * @return the key
   * @throws DecodeException as {@link #fromPem(Bytes)}; also with {@link
   *     org.teep4j.codec.Reason#INVALID_KEY} if the passphrase is wrong, or the key is encrypted in
   *     another way
   */
  public static CoseKey fromPem(Bytes pem, char[] passphrase) throws DecodeException {
    return PemKeys.read(pem, passphrase);
  }

  /**
   * Reads all keys of a PEM text as {@link #allFromPem(Bytes)} does, also those that are encrypted.
   *
   * @param pem the text; not kept
   * @param passphrase the passphrase of every encrypted key in the text; neither kept nor cleared
   * @return one key or more in the order of their blocks; cannot be changed
   * @throws DecodeException as {@link #allFromPem(Bytes)} and {@link #fromPem(Bytes, char[])}
   */
  public static List<CoseKey> allFromPem(Bytes pem, char[] passphrase) throws DecodeException {
    return PemKeys.readAll(pem, passphrase);
  }

  /**
   * Whether bytes are a PEM text, that is, whether they contain the start of a PEM block.
   *
   * @param input any bytes
   * @return true if {@link #fromPem(Bytes)} should read them
   */
  public static boolean isPem(Bytes input) {
    return PemBlock.isIn(input);
  }

  /**
   * Writes a key as PEM: a private key with its secrets as PKCS #8, a public key as
   * SubjectPublicKeyInfo. PEM cannot hold the identifier and the restrictions.
   *
   * @return the text, with line feeds
   * @throws IllegalStateException if the key type has no PEM form here: Symmetric, HSS-LMS and
   *     unknown types
   */
  public static String toPem(CoseKey key) {
    return PemKeys.write(key);
  }

  // DER.

  /**
   * Reads the key of a file in DER. The content decides what it is: SubjectPublicKeyInfo, PKCS #8,
   * the SEC 1 form of EC private keys, the PKCS #1 forms of RSA keys, or a certificate, of which
   * only the public key is read.
   *
   * @param der all bytes of the file; not kept
   * @return the key, without identifier; restricted to RSASSA-PSS if the file says so
   * @throws DecodeException if there is no such key, or it is encrypted; offsets count bytes
   */
  public static CoseKey fromDer(Bytes der) throws DecodeException {
    return DerKeys.readFile(der, null);
  }

  /**
   * Reads the key of a file in DER as {@link #fromDer(Bytes)} does, also from an encrypted PKCS #8
   * key (see {@link #fromPem(Bytes, char[])}) or a PKCS #12 file (RFC 7292). Of a PKCS #12 file the
   * MAC is checked if there is one. Its one private key is read, also with certificates if one of
   * them certifies it; or the key of its one certificate.
   *
   * @param der all bytes of the file; not kept
   * @param passphrase the passphrase of the file; neither kept nor cleared
   * @return the key
   * @throws DecodeException as {@link #fromDer(Bytes)}; also if the passphrase is wrong, the
   *     encryption is not supported, or with {@link org.teep4j.codec.Reason#UNEXPECTED_ELEMENT} if
   *     a PKCS #12 file has several keys
   */
  public static CoseKey fromDer(Bytes der, char[] passphrase) throws DecodeException {
    return DerKeys.readFile(der, passphrase);
  }

  /**
   * Reads all keys of a file in DER: of a PKCS #12 file its private keys and those of its
   * certificates, of any other file the one that {@link #fromDer(Bytes, char[])} reads.
   *
   * @param der all bytes of the file; not kept
   * @param passphrase the passphrase of the file; neither kept nor cleared
   * @return one key or more in the order of the file; cannot be changed
   * @throws DecodeException as {@link #fromDer(Bytes, char[])}, or if a key cannot be read
   */
  public static List<CoseKey> allFromDer(Bytes der, char[] passphrase) throws DecodeException {
    return DerKeys.readAll(der, passphrase);
  }

  /**
   * Whether bytes have the outer form of a key, a certificate or a PKCS #12 file in DER.
   *
   * @param input any bytes
   * @return true if {@link #fromDer(Bytes)} should read them
   */
  public static boolean isDer(Bytes input) {
    return DerStructure.resembling(input) != null;
  }

  /**
   * Whether a passphrase is needed to read a file.
   *
   * @param input PEM, DER, or any other bytes
   * @return true for a PEM text with an encrypted key, an encrypted PKCS #8 key in DER, and a PKCS
   *     #12 file
   */
  public static boolean isEncrypted(Bytes input) {
    DerStructure structure = DerStructure.resembling(input);
    return structure == DerStructure.ENCRYPTED_PRIVATE_KEY
        || structure == DerStructure.PKCS12
        || structure == null && PemKeys.isEncrypted(input);
  }

  // JWK.

  /**
   * Reads a JSON Web Key (RFC 7517, RFC 7518, RFC 8037, RFC 8812, RFC 9964) of type EC, OKP, RSA,
   * AKP or oct.
   *
   * <ul>
   *   <li>{@code kid} becomes its UTF-8 bytes.
   *   <li>{@code alg} becomes the equivalent COSE algorithm, or a text if there is none. {@code
   *       ES256} permits ES256 and not ESP256.
   *   <li>{@code use} becomes {@code key_ops} if the JWK has no {@code key_ops}: the operations of
   *       this key of the pair for signatures or for encryption. The list is empty for the public
   *       key of a key agreement.
   *   <li>The primes of an RSA key that has only {@code d} are recomputed.
   *   <li>Other members are ignored.
   * </ul>
   *
   * @param jwk one JSON object, of at most 262144 characters
   * @return the key
   * @throws DecodeException if the input is no JWK, or {@code use} is neither {@code sig} nor
   *     {@code enc} or contradicts {@code key_ops}; offsets of errors in JSON count characters, all
   *     others are 0
   */
  public static CoseKey fromJwk(String jwk) throws DecodeException {
    return fromJwk(jwk, DecodeOptions.defaults());
  }

  /**
   * Reads a JSON Web Key as {@link #fromJwk(String)} does.
   *
   * @param jwk one JSON object
   * @param options limits; they apply to the CBOR equivalent of the JSON, except that the size of
   *     the input counts characters. {@linkplain DecodeOptions#withRemarks Lenient} options accept
   *     {@code x}, {@code y} and {@code d} of type EC without their leading zero bytes, which RFC
   *     7518, Section 6.2.1.2 demands
   * @return the key
   * @throws DecodeException if the input is no JWK; offsets of errors in JSON count characters, all
   *     others are 0
   */
  public static CoseKey fromJwk(String jwk, DecodeOptions options) throws DecodeException {
    return Jwk.read(jwk, options);
  }

  /**
   * Writes a key as JSON Web Key. The JWK of a private key contains its secrets. A {@code kid} that
   * is not UTF-8 is written in base64url. Parameters without a JWK member are left out. {@code alg}
   * is left out if JOSE has no such algorithm, for example ESP256; the written key is then not
   * bound to an algorithm. No written member changes its meaning when it is read again.
   *
   * @return one JSON object in one line
   * @throws IllegalStateException if the key has no JWK form, as HSS-LMS, unknown types and curves
   *     without {@link CoseCurve#joseName()}; or if {@code key_ops} lists no operation that has a
   *     JWK name
   */
  public static String toJwk(CoseKey key) {
    return Jwk.write(key);
  }

  /**
   * The SHA-256 thumbprint of the public key as JSON Web Key (RFC 7638). It differs from {@link
   * CoseKey#thumbprint()}. A private key and its public key have the same one.
   *
   * @return 32 bytes, which JOSE writes in base64url without padding
   * @throws IllegalStateException if the key has no JWK form, as HSS-LMS, unknown types and curves
   *     without {@link CoseCurve#joseName()}
   */
  public static Bytes jwkThumbprint(CoseKey key) {
    try {
      byte[] members = Jwk.required(key).getBytes(StandardCharsets.UTF_8);
      return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(members));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has SHA-256
    }
  }
}
