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
 * A key with its restrictions: {@code COSE_Key} (RFC 9052, Section 7). Immutable.
 *
 * <p>Points, scalars and moduli have been checked: a key that exists can be used. Keys of types and
 * on curves that this library does not know are an {@link OtherKey}. A key holds copies of its own,
 * so that it stays what it is when what it was made from is cleared. Encodings contain the secrets
 * of a private key; {@link #toPublic()} has none, and {@link #toString()} shows none.
 */
public abstract sealed class CoseKey implements CborEncodable
    permits Ec2Key, OkpKey, RsaKey, SymmetricKey, AkpKey, HssLmsKey, OtherKey {

  /** How many parameters a key may have: many times as many as any key type has. */
  public static final int MOST_PARAMETERS = 64;

  /** How many operations {@code key_ops} may list: several times as many as are registered. */
  public static final int MOST_OPERATIONS = 64;

  final KeyAttributes attributes;

  CoseKey(KeyAttributes attributes) {
    this.attributes = attributes;
  }

  // CBOR.

  /**
   * Decodes a key.
   *
   * @param input one encoded COSE_Key, of which nothing is referenced
   * @return the key
   * @throws DecodeException if it is none, or with {@link org.teep4j.codec.Reason#INVALID_KEY} if
   *     its numbers are no key
   */
  public static CoseKey decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a key. A key has at most {@value #MOST_PARAMETERS} parameters and {@value
   * #MOST_OPERATIONS} operations; its numbers have the sizes of their type, which are looked at
   * before anything is computed.
   *
   * @param input one encoded COSE_Key, of which nothing is referenced
   * @param options limits and strictness
   * @return the key
   * @throws DecodeException if it is none, or with {@link org.teep4j.codec.Reason#INVALID_KEY} if
   *     its numbers are no key
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

  /** What bytes are that are no CBOR, if they are a key in another form; null if they are not. */
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

  /** The bytes in an array that nobody else can clear. */
  static Bytes copy(Bytes bytes) {
    return Bytes.wrap(bytes.toByteArray());
  }

  /**
   * Whether bytes look like a key, so that whoever shows them to people takes care of secrets: a
   * map with {@code kty} and at least one parameter of a key type, or a JWK that is encoded in
   * CBOR. Says nothing about whether the key is well made; what is cut off can look like a key too.
   *
   * @param input any bytes, of which the first item counts
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
   * Writes this key in deterministic encoding. That of a private key contains its secrets.
   *
   * @param writer where to write to
   */
  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap().writeLong(KeyAttributes.KTY).write(keyType());
    attributes.encodeTo(writer);
    encodeParameters(writer);
    writer.endMap();
  }

  /**
   * This key's encoding in a new array. That of a private key contains its secrets, and nothing
   * else keeps them.
   *
   * @return the encoded key; belongs to the caller
   */
  @Override
  public final byte[] toByteArray() {
    return new CborWriter().write(this).toByteArray();
  }

  /** Writes the entries of the key type. */
  abstract void encodeParameters(CborWriter writer);

  // JCA.

  /**
   * Takes over a public key of the Java Cryptography Architecture.
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
   * Takes over both keys of a pair of the Java Cryptography Architecture.
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
   * The public key for the Java Cryptography Architecture.
   *
   * @return a new key of the registered providers
   * @throws GeneralSecurityException if no provider has keys of this type
   */
  public PublicKey toPublicKey() throws GeneralSecurityException {
    return JcaKeys.toPublic(this, null);
  }

  /**
   * The private key for the Java Cryptography Architecture. One of ML-DSA is made from its seed, or
   * from its expanded form, computed by BouncyCastle, if the provider reads no seeds; the seed
   * cannot be had from that any more.
   *
   * @return a new key of the registered providers
   * @throws GeneralSecurityException if this is a public key, or no provider has keys of this type
   */
  public PrivateKey toPrivateKey() throws GeneralSecurityException {
    return JcaKeys.toPrivate(this, null);
  }

  // Generation.

  /**
   * Makes a key for an algorithm, with the secure random numbers of the Java runtime: on the curve
   * of the algorithm, of the length that it demands, or an RSA key of 3072 bits.
   *
   * @param algorithm a signature algorithm, MAC, content encryption, key wrap, direct key with
   *     HKDF, RSAES-OAEP or HPKE; {@link CoseAlgorithm#EDDSA} makes a key on Ed25519
   * @return a private or symmetric key, bound to the algorithm
   * @throws GeneralSecurityException if no provider can make such keys
   * @throws IllegalArgumentException if the algorithm does not say what its key is like, as {@code
   *     direct}, HSS-LMS, key agreement on any curve (see {@link #generate(CoseCurve)}), or a hash
   *     function
   */
  public static CoseKey generate(CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyGeneration.generate(algorithm);
  }

  /**
   * Makes a private key on a curve, with the secure random numbers of the Java runtime.
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
   * private keys, the PKCS #1 form of RSA keys, or the public key in a certificate, of which
   * nothing else is looked at.
   *
   * <p>Blocks that are no keys are passed over, as is what stands around blocks. A private key may
   * stand beside its public key, and beside certificates if one of them is for it. No other key may
   * be there: see {@link #allFromPem(Bytes)} for a text with several, as a chain of certificates.
   *
   * @param pem the text, in any encoding that agrees with ASCII; nothing of it is kept
   * @return the key, without identifier; for RSASSA-PSS alone if the text says so
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
   * @throws DecodeException as there; offsets count characters
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
   * Reads all keys of a PEM text: of each block what {@link #fromPem(Bytes)} reads of one. What a
   * key is for is the caller's to know: among the certificates of a chain, one is the signer's.
   *
   * @param pem the text, in any encoding that agrees with ASCII; nothing of it is kept
   * @return one key or more in the order of their blocks; cannot be changed
   * @throws DecodeException if there is none, one cannot be read, or there are more than {@value
   *     CoseKeySet#MOST_KEYS} blocks; offsets count bytes
   */
  public static List<CoseKey> allFromPem(Bytes pem) throws DecodeException {
    return PemKeys.readAll(pem);
  }

  /**
   * Whether bytes are a PEM text: whether the start of a block stands anywhere in them.
   *
   * @param input any bytes
   * @return true if {@link #fromPem(Bytes)} is the method to read them with
   */
  public static boolean isPem(Bytes input) {
    return PemBlock.isIn(input);
  }

  /**
   * Writes this key as PEM: a private key with its secrets as PKCS #8, a public key as
   * SubjectPublicKeyInfo. Identifier and restrictions have no place there.
   *
   * @return the text, with line feeds
   * @throws IllegalStateException if the key type has no PEM form here: Symmetric, HSS-LMS and
   *     those that are not known
   */
  public String toPem() {
    return PemKeys.write(this);
  }

  /**
   * Reads a JSON Web Key (RFC 7517, RFC 7518, RFC 8037, RFC 8812, RFC 9964) of type EC, OKP, RSA,
   * AKP or oct. {@code kid} becomes its UTF-8 bytes; {@code alg} becomes the COSE algorithm that
   * does the same, so that {@code ES256} permits ES256 and not ESP256, and a text if there is none.
   * {@code use} becomes {@code key_ops} if there are none: what this key of the pair does for
   * signatures, or for encryption, where the public key of an agreement lists nothing. The primes
   * of an RSA key with {@code d} alone are recomputed. Other members are ignored.
   *
   * @param jwk one JSON object, of at most 262144 characters
   * @return the key
   * @throws DecodeException if it is none, or {@code use} is neither {@code sig} nor {@code enc} or
   *     contradicts {@code key_ops}; offsets of errors in JSON count characters, all others are 0
   */
  public static CoseKey fromJwk(String jwk) throws DecodeException {
    return fromJwk(jwk, DecodeOptions.defaults());
  }

  /**
   * Reads a JSON Web Key as {@link #fromJwk(String)} does.
   *
   * @param jwk one JSON object
   * @param options limits, which count what the JSON is in CBOR; the size of the input is counted
   *     in characters
   * @return the key
   * @throws DecodeException if it is none; offsets of errors in JSON count characters, all others
   *     are 0
   */
  public static CoseKey fromJwk(String jwk, DecodeOptions options) throws DecodeException {
    return Jwk.read(jwk, options);
  }

  /**
   * Writes this key as JSON Web Key; that of a private key contains its secrets. A {@code kid} that
   * is not UTF-8 is written in base64url. What JWK has no member for is left out, and {@code alg}
   * if JOSE has no such algorithm, as ESP256: the key is not bound to it any more. Nothing that is
   * written means something else when it is read again.
   *
   * @return one JSON object in one line
   * @throws IllegalStateException if the key type has no JWK form: HSS-LMS and those that are not
   *     known; or {@code key_ops} lists nothing that JWK has a name for
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
   * The value of {@code key_ops}: what this key may be used for.
   *
   * @return numbers of {@link KeyOperation} and others; empty if {@code key_ops} is absent or
   *     empty, which {@link #isRestricted()} tells apart
   */
  public List<CoseLabel> operations() {
    List<CoseLabel> operations = attributes.operations();
    return operations == null ? List.of() : operations;
  }

  /**
   * Whether {@code key_ops} is there. If it is and lists nothing, the key may be the other side's
   * public key in a key agreement (RFC 9053, Section 6.3.1) or HPKE, and nothing else.
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
   * @return labels and encoded values in the order they came in; cannot be changed
   */
  public Map<CoseLabel, Bytes> otherParameters() {
    return attributes.others();
  }

  /**
   * Whether the private part is there.
   *
   * @return false for a public key
   */
  public abstract boolean isPrivate();

  /** The curve, or null for RSA and for keys that are not understood. */
  @Nullable CoseCurve curveOrNull() {
    return null;
  }

  // Changed copies.

  /**
   * This key with what is known to be public: the public parameters of its type, {@code kid},
   * {@code alg} and {@code key_ops}. There, sign becomes verify, decrypt becomes encrypt and unwrap
   * becomes wrap; deriving is not an operation of public keys, so that a key for it alone has an
   * empty list. Parameters without a name here are left out, for they may be secret.
   *
   * @return the public key
   * @throws IllegalStateException if the key is an {@link OtherKey}
   */
  public abstract CoseKey toPublic();

  /**
   * This key with an identifier.
   *
   * @param keyId the value of {@code kid}
   * @return the changed key
   */
  public CoseKey withKeyId(Bytes keyId) {
    return with(attributes.withKeyId(copy(keyId)));
  }

  /**
   * This key, bound to an algorithm.
   *
   * @param algorithm the value of {@code alg}
   * @return the changed key
   * @throws IllegalArgumentException if the key is an {@link AkpKey} of another algorithm
   */
  public CoseKey withAlgorithm(CoseAlgorithm algorithm) {
    return with(attributes.withAlgorithm(algorithm.label()));
  }

  /**
   * This key, bound to certain uses.
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
   * The SHA-256 thumbprint of the public key (RFC 9679). That of a private key is the same as that
   * of its public key.
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
   * @param digest the hash function, reset
   * @return the hash of the required parameters in deterministic encoding
   * @throws IllegalStateException if the key is an {@link OtherKey}
   */
  public Bytes thumbprint(MessageDigest digest) {
    requiredParameters().update(digest);
    return Bytes.wrap(digest.digest());
  }

  /** The map of RFC 9679, Section 4, encoded. */
  abstract Bytes requiredParameters();

  /** Equal if the encodings are, secrets included; takes time that does not depend on them. */
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

  /** What is public of the attributes. */
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
   * What the holder of the public key does; nothing for key agreement (RFC 9053, Section 6.3.1).
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
