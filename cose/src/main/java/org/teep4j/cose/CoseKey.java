package org.teep4j.cose;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.teep4j.cose.internal.KeyIdText;

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
 * <p>{@link CoseKeys} generates keys and converts them from and to JCA, PEM and JWK.
 *
 * <p>Points, scalars and moduli are checked when a key is made, so every existing key can be used,
 * except one of a type or on a curve that this library does not {@linkplain #isSupported()
 * support}. A key copies its input, so the caller may clear the input afterwards. The encoding of a
 * private key contains its secrets; {@link #toPublic()} has none, and {@link #toString()} shows
 * none.
 */
public abstract sealed class CoseKey implements CborEncodable
    permits Ec2Key, OkpKey, RsaKey, SymmetricKey, AkpKey, HssLmsKey, OtherKey {

  /** The largest number of parameters of a key: many times the number that any key type has. */
  public static final int MOST_PARAMETERS = KeyEntries.MOST_PARAMETERS;

  /**
   * The largest number of operations in {@code key_ops}: several times the number of registered
   * ones.
   */
  public static final int MOST_OPERATIONS = KeyAttributes.MOST_OPERATIONS;

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
      CoseKey key = read(reader);
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
    if (PemBlock.isIn(input)) {
      return "this is a PEM text, not CBOR";
    }
    int first = input.isEmpty() ? 0 : input.unsignedByteAt(0);
    if (first == '{') {
      return "this is a JSON text, not CBOR";
    }
    return first == 0x30 && DerReader.isOneElement(input) ? "this is DER, not CBOR" : null;
  }

  /**
   * Reads one key at the position of a reader, for example one inside another structure.
   *
   * @param reader positioned at the key; positioned after it on return
   * @return the key, which does not reference the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseKey read(CborReader reader) throws DecodeException {
    try {
      KeyEntries entries = KeyEntries.read(reader);
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
   * Whether this library supports the key type and the curve or algorithm of the key.
   *
   * @return false if the key can only be stored and encoded again: its own parameters are among the
   *     {@link #otherParameters()}
   */
  public final boolean isSupported() {
    return !(this instanceof OtherKey);
  }

  /**
   * Whether the private part is present.
   *
   * @return false for a public key; true for a key that is not {@linkplain #isSupported()
   *     supported}, because it is not known which of its parameters are secret
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
   * @throws IllegalStateException if the key is not {@linkplain #isSupported() supported}
   */
  public abstract CoseKey toPublic();

  /**
   * Returns this key with an identifier.
   *
   * @param keyId the value of {@code kid}
   * @return the changed key
   */
  public CoseKey withKeyId(Bytes keyId) {
    return with(attributes.withKeyId(KeyEntries.copy(keyId)));
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
                : Stream.of(operations)
                    .map(KeyOperation::label)
                    .collect(Collectors.toUnmodifiableList())));
  }

  abstract CoseKey with(KeyAttributes changed);

  // Thumbprint.

  /**
   * The SHA-256 thumbprint of the public key (RFC 9679). A private key and its public key have the
   * same thumbprint. A key of type EC2 or OKP has one on every curve.
   *
   * @return 32 bytes
   * @throws IllegalStateException if the key is not {@linkplain #isSupported() supported} and of
   *     another type, or does not have what its type requires
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
   * @throws IllegalStateException as for {@link #thumbprint()}
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
    return keyType().hashCode() + 31 * (keyId().hashCode() + 31 * publicHash());
  }

  /** A hash code of parameters that are not secret. */
  abstract int publicHash();

  /** Type, curve or size, identifier and algorithm; never a secret. */
  @Override
  public String toString() {
    return describe()
        + "["
        + (isPrivate() ? "private" : "public")
        + KeyIdText.of(keyId())
        + algorithmId().map(id -> ", alg=" + id).orElse("")
        + "]";
  }

  abstract String describe();
}
