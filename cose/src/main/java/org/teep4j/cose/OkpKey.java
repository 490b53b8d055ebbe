package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.internal.BcSignatures;
import org.teep4j.cose.internal.BouncyCastle;
import org.teep4j.cose.internal.EdwardsCurve;
import org.teep4j.cose.internal.MontgomeryCurve;

/**
 * An octet key pair: {@code COSE_Key} with kty OKP (RFC 9053, Section 7.2), on Ed25519, Ed448,
 * X25519 or X448. The point of a signature key has been checked to lie on the curve and not to have
 * a small order, and a private key to belong to the point. A point of small order on X25519 or
 * X448, such as all zeros, is refused when a message is encrypted to it.
 *
 * <pre>{@code
 * {
 *   1 => 1,              ; kty: OKP
 *   -1 => int / tstr,    ; crv
 *   ? -2 => bstr,        ; x, required in a public key
 *   ? -4 => bstr         ; d
 * }
 * }</pre>
 *
 * <p>Public keys of X25519 and X448 are brought to their canonical form: the top bit of X25519 is
 * cleared, and the number is reduced modulo the prime (RFC 7748, Section 5). A key therefore has
 * one thumbprint and one encoding, regardless of the form of its input.
 */
public final class OkpKey extends CoseKey {

  private static final int CRV = -1;
  private static final int X = -2;
  private static final int D = -4;

  private final CoseCurve curve;
  private final Bytes x;
  private final @Nullable Bytes d;

  private OkpKey(CoseCurve curve, Bytes x, @Nullable Bytes d, KeyAttributes attributes) {
    super(attributes);
    this.curve = curve;
    this.x = x;
    this.d = d;
  }

  /**
   * A public key.
   *
   * @param curve Ed25519, Ed448, X25519 or X448
   * @param x the public key, {@link CoseCurve#size()} bytes
   * @return the key
   * @throws InvalidKeyException if the bytes are no public key on this curve
   */
  public static OkpKey of(CoseCurve curve, Bytes x) throws InvalidKeyException {
    return checked(curve, KeyEntries.copy(x), null, KeyAttributes.NONE);
  }

  /**
   * A private key.
   *
   * @param curve Ed25519, Ed448, X25519 or X448
   * @param x the public key, {@link CoseCurve#size()} bytes
   * @param d the private key, {@link CoseCurve#size()} bytes
   * @return the key
   * @throws InvalidKeyException if the keys do not belong together
   */
  public static OkpKey of(CoseCurve curve, Bytes x, Bytes d) throws InvalidKeyException {
    return checked(curve, KeyEntries.copy(x), KeyEntries.copy(d), KeyAttributes.NONE);
  }

  /**
   * A private key: the seed of Ed25519 or Ed448 (RFC 8032, Sections 5.1.5 and 5.2.5), or the scalar
   * of X25519 or X448 (RFC 7748, Section 5). The public key is computed, which needs BouncyCastle
   * for Ed25519 and Ed448.
   *
   * @param curve Ed25519, Ed448, X25519 or X448
   * @param d the private key, {@link CoseCurve#size()} bytes; copied
   * @return the key
   * @throws InvalidKeyException if {@code d} has another length, or nothing computes on the curve
   */
  public static OkpKey ofPrivate(CoseCurve curve, Bytes d) throws InvalidKeyException {
    return ofSeed(curve, KeyEntries.copy(d), KeyAttributes.NONE);
  }

  /** A private key. The public key is computed. */
  static OkpKey ofSeed(CoseCurve curve, Bytes d, KeyAttributes attributes)
      throws InvalidKeyException {
    checkCurve(curve);
    checkSize(curve, d);
    Bytes x = publicKey(curve, d);
    if (x == null) {
      throw new InvalidKeyException("x of " + curve.ianaName() + " is absent and not computed");
    }
    return new OkpKey(curve, x, d, attributes);
  }

  /** Computes {@code x}; null if no implementation is present. */
  private static @Nullable Bytes publicKey(CoseCurve curve, Bytes d) {
    EdwardsCurve edwards = edwards(curve);
    if (edwards != null) {
      return BouncyCastle.CURVES.isPresent()
          ? Bytes.wrap(BcSignatures.publicKey(edwards, d))
          : null;
    }
    try {
      return Bytes.wrap(MontgomeryCurve.valueOf(curve.jcaName()).publicKey(d));
    } catch (GeneralSecurityException e) {
      return null; // a Java runtime without the curve
    }
  }

  /** Refuses a public key of small order, with which no secret can be agreed. */
  static void checkOrder(CoseKey peer) throws InvalidKeyException {
    if (peer instanceof OkpKey okp && edwards(okp.curve) == null) {
      MontgomeryCurve.valueOf(okp.curve.jcaName()).checkOrder(okp.x);
    }
  }

  static @Nullable EdwardsCurve edwards(CoseCurve curve) {
    return switch (curve) {
      case ED25519 -> EdwardsCurve.ED25519;
      case ED448 -> EdwardsCurve.ED448;
      default -> null;
    };
  }

  private static void checkCurve(CoseCurve curve) throws InvalidKeyException {
    if (curve.keyType() != CoseKeyType.OKP) {
      throw new InvalidKeyException(curve.ianaName() + " is no curve of OKP");
    }
  }

  private static void checkSize(CoseCurve curve, Bytes value) throws InvalidKeyException {
    if (value.length() != curve.size()) {
      throw new InvalidKeyException(
          "x and d of " + curve.ianaName() + " take " + curve.size() + " bytes");
    }
  }

  /** Checks the values and makes a key. The key takes ownership of the bytes. */
  static OkpKey checked(CoseCurve curve, Bytes given, @Nullable Bytes d, KeyAttributes attributes)
      throws InvalidKeyException {
    checkCurve(curve);
    checkSize(curve, given);
    EdwardsCurve edwards = edwards(curve);
    Bytes x = given;
    if (edwards != null) {
      edwards.checkPoint(given);
    } else {
      x = MontgomeryCurve.valueOf(curve.jcaName()).canonical(given);
    }
    if (d != null) {
      checkSize(curve, d);
      Bytes computed = publicKey(curve, d);
      if (computed != null && !computed.equals(x)) {
        throw new InvalidKeyException("the private key does not belong to the public key");
      }
    }
    return new OkpKey(curve, x, d, attributes);
  }

  static OkpKey read(CoseCurve curve, KeyEntries entries, KeyAttributes attributes)
      throws DecodeException {
    entries.take(CRV, "crv", CoseLabel::read);
    Bytes d = entries.take(D, "d", KeyEntries::readCopy);
    if (d != null && !entries.has(X)) {
      return entries.make(() -> ofSeed(curve, d, attributes.withOthers(entries.rest())));
    }
    Bytes x = entries.require(X, "x", KeyEntries::readCopy);
    return entries.make(() -> checked(curve, x, d, attributes.withOthers(entries.rest())));
  }

  @Override
  void encodeParameters(CborWriter writer) {
    writer.writeLong(CRV).writeLong(curve.id()).writeLong(X).writeBytes(x);
    if (d != null) {
      writer.writeLong(D).writeBytes(d);
    }
  }

  @Override
  public CoseLabel keyType() {
    return CoseLabel.of(CoseKeyType.OKP.id());
  }

  /**
   * The curve.
   *
   * @return Ed25519, Ed448, X25519 or X448
   */
  public CoseCurve curve() {
    return curve;
  }

  @Override
  CoseCurve curveOrNull() {
    return curve;
  }

  /**
   * The public key.
   *
   * @return a view of {@link CoseCurve#size()} bytes; reduced for X25519 and X448
   */
  public Bytes x() {
    return x;
  }

  /**
   * The private key: a secret.
   *
   * @return a view of {@link CoseCurve#size()} bytes; empty for a public key
   */
  public Optional<Bytes> d() {
    return Optional.ofNullable(d);
  }

  @Override
  public boolean isPrivate() {
    return d != null;
  }

  @Override
  public OkpKey toPublic() {
    return new OkpKey(curve, x, null, attributes.toPublic());
  }

  @Override
  public OkpKey withKeyId(Bytes keyId) {
    return (OkpKey) super.withKeyId(keyId);
  }

  @Override
  public OkpKey withAlgorithm(CoseAlgorithm algorithm) {
    return (OkpKey) super.withAlgorithm(algorithm);
  }

  @Override
  public OkpKey withOperations(KeyOperation... operations) {
    return (OkpKey) super.withOperations(operations);
  }

  @Override
  OkpKey with(KeyAttributes changed) {
    return new OkpKey(curve, x, d, changed);
  }

  @Override
  Bytes requiredParameters() {
    CborWriter writer = new CborWriter();
    writer.beginMap();
    writer.writeLong(KeyAttributes.KTY).write(keyType());
    writer.writeLong(CRV).writeLong(curve.id());
    return writer.writeLong(X).writeBytes(x).endMap().toBytes();
  }

  @Override
  int publicHash() {
    return x.hashCode();
  }

  @Override
  String describe() {
    return curve.ianaName();
  }
}
