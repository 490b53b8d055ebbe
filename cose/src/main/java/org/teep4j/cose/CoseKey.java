package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.internal.DerReader;

/**
 * A key with its restrictions (RFC 9052, Section 7). Immutable.
 *
 * <pre>{@code
 * COSE_Key = {
 *   1 => tstr / int,          ; kty
 *   ? 2 => bstr,              ; kid
 *   ? 3 => tstr / int,        ; alg
 *   ? 4 => [+ (tstr / int)],  ; key_ops
 *   ? 5 => bstr,              ; Base IV
 *   * label => values
 * }
 * }</pre>
 *
 * <p>Points, scalars and moduli are checked when a key is made, so every existing key can be used.
 * A key of a type or on a curve that this library does not know is an {@link OtherKey}. A key
 * copies its input, so the caller may clear the input afterwards. The encoding of a private key
 * contains its secrets; {@link #toPublic()} has none, and {@link #toString()} shows none.
 */
public abstract sealed class CoseKey implements CborEncodable
    permits Ec2Key, OkpKey, RsaKey, SymmetricKey, AkpKey, HssLmsKey, OtherKey {

  /** The largest number of parameters of a key: many times the number that any key type has. */
  public static final int MOST_PARAMETERS = 64;

  /**
   * The largest number of operations in {@code key_ops}: several times the number of registered
   * ones.
   */
  public static final int MOST_OPERATIONS = 64;

  final KeyAttributes attributes;

  CoseKey(KeyAttributes attributes) {
    this.attributes = attributes;
  }

  // CBOR.

  /**
   * Decodes a key.
   *
   * @param input one encoded COSE_Key; the key does not reference it
   * @return the key
   * @throws DecodeException if the input is no COSE_Key, or with {@link
   *     org.teep4j.codec.Reason#INVALID_KEY} if its numbers do not form a valid key
   */
  public static CoseKey decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a key. A key has at most {@value #MOST_PARAMETERS} parameters and {@value
   * #MOST_OPERATIONS} operations. The sizes of its numbers are checked against the key type before
   * any computation.
   *
   * @param input one encoded COSE_Key; the key does not reference it
   * @param options limits and strictness
   * @return the key
   * @throws DecodeException if the input is no COSE_Key, or with {@link
   *     org.teep4j.codec.Reason#INVALID_KEY} if its numbers do not form a valid key
   */
  public static CoseKey decode(Bytes input, DecodeOptions options) throws DecodeException {
    try {
      CborReader reader = new CborReader(input, options);
      CoseKey key = read(reader, options);
      reader.expectEnd();
      return key;
    } catch (DecodeException e) {
      String other = otherForm(input);
      throw other == null
          ? e
          : new DecodeException(Reason.UNEXPECTED_TYPE, 0, other).in("COSE_Key");
    }
  }

  /** Names the form of a key that is not CBOR; null if the bytes are no key in another form. */
  private static @Nullable String otherForm(Bytes input) {
    if (isPem(input)) {
      return "this is a PEM text, not CBOR";
    }
    int first = input.isEmpty() ? 0 : input.unsignedByteAt(0);
    if (first == '{') {
      return "this is a JSON text, not CBOR";
    }
    return first == 0x30 && DerReader.isOneElement(input)
        ? "this is DER, not CBOR: write it as PEM first, as with openssl pkey -inform DER"
        : null;
  }

  /** Copies the bytes into a new array, so that no caller can clear it. */
  static Bytes copy(Bytes bytes) {
    return Bytes.wrap(bytes.toByteArray());
  }

  /**
   * Whether bytes look like a key, so that code that displays them can hide secrets. A key looks
   * like a map with {@code kty} and at least one parameter of a key type, or like a JWK that is
   * encoded in CBOR. The key need not be valid, and truncated bytes can look like a key too.
   *
   * @param input any bytes; only the first item is examined
   * @return whether they look like a key
   */
  public static boolean resembles(Bytes input) {
    return KeyShapes.Labels.of(input).isKey();
  }

  static CoseKey read(CborReader reader, DecodeOptions options) throws DecodeException {
    try {
      KeyEntries entries = KeyEntries.read(reader, options);
      CoseLabel kty = entries.require(KeyAttributes.KTY, "kty", CoseLabel::read);
      KeyAttributes attributes = KeyAttributes.take(entries);
      CoseKeyType type = kty.isText() ? null : CoseKeyType.fromId(kty.number()).orElse(null);
      CoseCurve curve =
          type == CoseKeyType.EC2 || type == CoseKeyType.OKP ? entries.curve(type) : null;
      if (type == CoseKeyType.RSA) {
        return RsaKey.read(entries, attributes);
      }
      if (type == CoseKeyType.SYMMETRIC) {
        return SymmetricKey.read(entries, attributes);
      }
      if (type == CoseKeyType.HSS_LMS) {
        return HssLmsKey.read(entries, attributes);
      }
      if (type == CoseKeyType.AKP) {
        return AkpKey.read(entries, attributes);
      }
      if (curve == null) {
        return new OtherKey(kty, attributes.withOthers(entries.rest()));
      }
      return type == CoseKeyType.EC2
          ? Ec2Key.read(curve, entries, attributes)
          : OkpKey.read(curve, entries, attributes);
    } catch (DecodeException e) {
      throw e.in("COSE_Key");
    }
  }

  /**
   * Writes this key in deterministic encoding. The encoding of a private key contains its secrets.
   *
   * @param writer the destination
   */
  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap().writeLong(KeyAttributes.KTY).write(keyType());
    attributes.encodeTo(writer);
    encodeParameters(writer);
    writer.endMap();
  }

  /**
   * Encodes this key into a new array. The encoding of a private key contains its secrets; no other
   * copy of the encoding remains.
   *
   * @return the encoded key; belongs to the caller
   */
  @Override
  public final byte[] toByteArray() {
    return new CborWriter().write(this).toByteArray();
  }

  /** Writes the parameters of the key type. */
  abstract void encodeParameters(CborWriter writer);

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
   * Converts the public key to the Java Cryptography Architecture.
   *
   * @return a new key from a registered provider
   * @throws GeneralSecurityException if no provider has keys of this type
   */
  public PublicKey toPublicKey() throws GeneralSecurityException {
    return JcaKeys.toPublic(this, null);
  }

  /**
   * Converts the private key to the Java Cryptography Architecture. An ML-DSA key is made from its
   * seed. If the provider reads no seeds, the key is made from the expanded form, which
   * BouncyCastle computes; the seed cannot be recovered from such a key.
   *
   * @return a new key from a registered provider
   * @throws GeneralSecurityException if this is a public key, or no provider has keys of this type
   */
  public PrivateKey toPrivateKey() throws GeneralSecurityException {
    return JcaKeys.toPrivate(this, null);
  }

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
   * Generates a private key on a curve, with the secure random numbers of the Java runtime.
   *
   * @param curve any curve
   * @return a private key, not bound to an algorithm
   * @throws GeneralSecurityException if no provider has the curve
   */
  public static CoseKey generate(CoseCurve curve) throws GeneralSecurityException {
    return KeyGeneration.generate(curve);
  }

  // PEM and JWK.

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
    return PemKeys.read(pem);
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
      return PemKeys.read(Bytes.wrap(text));
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
    return PemKeys.readAll(pem);
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
   * Writes this key as PEM: a private key with its secrets as PKCS #8, a public key as
   * SubjectPublicKeyInfo. PEM cannot hold the identifier and the restrictions.
   *
   * @return the text, with line feeds
   * @throws IllegalStateException if the key type has no PEM form here: Symmetric, HSS-LMS and
   *     unknown types
   */
  public String toPem() {
    return PemKeys.write(this);
  }

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
   *     the input counts characters
   * @return the key
   * @throws DecodeException if the input is no JWK; offsets of errors in JSON count characters, all
   *     others are 0
   */
  public static CoseKey fromJwk(String jwk, DecodeOptions options) throws DecodeException {
    return Jwk.read(jwk, options);
  }

  /**
   * Writes this key as JSON Web Key. The JWK of a private key contains its secrets. A {@code kid}
   * that is not UTF-8 is written in base64url. Parameters without a JWK member are left out. {@code
   * alg} is left out if JOSE has no such algorithm, for example ESP256; the written key is then not
   * bound to an algorithm. No written member changes its meaning when it is read again.
   *
   * @return one JSON object in one line
   * @throws IllegalStateException if the key type has no JWK form, as HSS-LMS and unknown types; or
   *     if {@code key_ops} lists no operation that has a JWK name
   */
  public String toJwk() {
    return Jwk.write(this);
  }

  // Parameters.

  /**
   * The value of {@code kty}.
   *
   * @return a number or text
   */
  public abstract CoseLabel keyType();

  /**
   * The value of {@code kid}.
   *
   * @return the identifier, or empty if it is absent
   */
  public Optional<Bytes> keyId() {
    return Optional.ofNullable(attributes.keyId());
  }

  /**
   * The value of {@code alg}: the only algorithm that this key may be used with.
   *
   * @return a number or text, or empty if it is absent
   */
  public Optional<CoseLabel> algorithmId() {
    return Optional.ofNullable(attributes.algorithm());
  }

  /**
   * The value of {@code key_ops}: the permitted operations of this key.
   *
   * @return numbers of {@link KeyOperation} and others; empty if {@code key_ops} is absent or
   *     empty, which {@link #isRestricted()} distinguishes
   */
  public List<CoseLabel> operations() {
    List<CoseLabel> operations = attributes.operations();
    return operations == null ? List.of() : operations;
  }

  /**
   * Whether {@code key_ops} is present. If it is present and empty, the key may only be the other
   * side's public key in a key agreement (RFC 9053, Section 6.3.1) or HPKE.
   *
   * @return false if everything is permitted
   */
  public boolean isRestricted() {
    return attributes.operations() != null;
  }

  /**
   * The value of {@code Base IV}.
   *
   * @return the base of nonces, or empty if it is absent
   */
  public Optional<Bytes> baseIv() {
    return Optional.ofNullable(attributes.baseIv());
  }

  /**
   * The parameters that this library has no name for.
   *
   * @return labels and encoded values in their original order; cannot be changed
   */
  public Map<CoseLabel, Bytes> otherParameters() {
    return attributes.others();
  }

  /**
   * Whether the private part is present.
   *
   * @return false for a public key
   */
  public abstract boolean isPrivate();

  /** The curve, or null for RSA and for unknown keys. */
  @Nullable CoseCurve curveOrNull() {
    return null;
  }

  // Changed copies.

  /**
   * Returns the public key: the public parameters of the key type, {@code kid}, {@code alg} and
   * {@code key_ops}. In {@code key_ops}, sign becomes verify, decrypt becomes encrypt and unwrap
   * becomes wrap. Deriving is no operation of public keys, so a key for deriving alone gets an
   * empty list. Parameters without a name here are left out, because they may be secret.
   *
   * @return the public key
   * @throws IllegalStateException if the key is an {@link OtherKey}
   */
  public abstract CoseKey toPublic();

  /**
   * Returns this key with an identifier.
   *
   * @param keyId the value of {@code kid}
   * @return the changed key
   */
  public CoseKey withKeyId(Bytes keyId) {
    return with(attributes.withKeyId(copy(keyId)));
  }

  /**
   * Returns this key, bound to an algorithm.
   *
   * @param algorithm the value of {@code alg}
   * @return the changed key
   * @throws IllegalArgumentException if the key is an {@link AkpKey} of another algorithm
   */
  public CoseKey withAlgorithm(CoseAlgorithm algorithm) {
    return with(attributes.withAlgorithm(algorithm.label()));
  }

  /**
   * Returns this key, restricted to certain operations.
   *
   * @param operations the value of {@code key_ops}; none to permit everything
   * @return the changed key
   */
  public CoseKey withOperations(KeyOperation... operations) {
    return with(
        attributes.withOperations(
            operations.length == 0
                ? null
                : Stream.of(operations).map(KeyOperation::label).toList()));
  }

  abstract CoseKey with(KeyAttributes changed);

  // Thumbprint.

  /**
   * The SHA-256 thumbprint of the public key (RFC 9679). A private key and its public key have the
   * same thumbprint.
   *
   * @return 32 bytes
   * @throws IllegalStateException if the key is an {@link OtherKey}
   */
  public Bytes thumbprint() {
    try {
      return thumbprint(MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has SHA-256
    }
  }

  /**
   * The thumbprint of the public key (RFC 9679) with a hash function of the caller's choice.
   *
   * @param digest the hash function, in its initial state
   * @return the hash of the required parameters in deterministic encoding
   * @throws IllegalStateException if the key is an {@link OtherKey}
   */
  public Bytes thumbprint(MessageDigest digest) {
    requiredParameters().update(digest);
    return Bytes.wrap(digest.digest());
  }

  /** The encoded map of RFC 9679, Section 4. */
  abstract Bytes requiredParameters();

  /** Equal if the encodings are, secrets included. The time does not depend on the secrets. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseKey other
        && encode().toBytes().constantTimeEquals(other.encode().toBytes());
  }

  @Override
  public int hashCode() {
    return keyType().hashCode() + 31 * keyId().hashCode();
  }

  /** Type, curve or size, identifier and algorithm; never a secret. */
  @Override
  public String toString() {
    return describe()
        + "["
        + (isPrivate() ? "private" : "public")
        + keyId().map(id -> ", kid=" + id).orElse("")
        + algorithmId().map(id -> ", alg=" + id).orElse("")
        + "]";
  }

  abstract String describe();

  /** The public part of the attributes. */
  static KeyAttributes publicAttributes(KeyAttributes attributes) {
    List<CoseLabel> operations = attributes.operations();
    return new KeyAttributes(
        attributes.keyId(),
        attributes.algorithm(),
        operations == null ? null : publicOperations(operations),
        null,
        Map.of());
  }

  static List<CoseLabel> publicOperations(List<CoseLabel> operations) {
    return operations.stream().flatMap(each -> publicOperation(each).stream()).distinct().toList();
  }

  /**
   * The operation of the public key that corresponds to an operation of the private key; empty for
   * key agreement (RFC 9053, Section 6.3.1).
   */
  private static Optional<CoseLabel> publicOperation(CoseLabel operation) {
    Optional<KeyOperation> known =
        operation.isText() ? Optional.empty() : KeyOperation.fromId(operation.number());
    if (known.isEmpty()) {
      return Optional.of(operation);
    }
    return switch (known.get()) {
      case SIGN -> Optional.of(KeyOperation.VERIFY.label());
      case DECRYPT -> Optional.of(KeyOperation.ENCRYPT.label());
      case UNWRAP_KEY -> Optional.of(KeyOperation.WRAP_KEY.label());
      case DERIVE_KEY, DERIVE_BITS -> Optional.empty();
      default -> Optional.of(operation);
    };
  }
}
