package org.teep4j.cose;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.internal.BcSignatures;
import org.teep4j.cose.internal.BouncyCastle;
import org.teep4j.cose.internal.WeierstrassCurve;

/**
 * An elliptic curve key with two coordinates: {@code COSE_Key} with kty EC2 (RFC 9053, Section
 * 7.1.1). The point has been checked to lie on the curve, and a private key to belong to the point.
 *
 * <pre>{@code
 * {
 *   1 => 2,              ; kty: EC2
 *   -1 => int / tstr,    ; crv
 *   ? -2 => bstr,        ; x, required in a public key
 *   ? -3 => bstr / bool, ; y, or whether y is odd; required in a public key
 *   ? -4 => bstr         ; d
 * }
 * }</pre>
 */
public final class Ec2Key extends CoseKey {

  private static final int CRV = -1;
  private static final int X = -2;
  private static final int Y = -3;
  private static final int D = -4;

  private final CoseCurve curve;
  private final Bytes x;
  private final Bytes y;
  private final boolean compressed;
  private final @Nullable Bytes d;

  private Ec2Key(
      CoseCurve curve,
      Bytes x,
      Bytes y,
      boolean compressed,
      @Nullable Bytes d,
      KeyAttributes attributes) {
    super(attributes);
    this.curve = curve;
    this.x = x;
    this.y = y;
    this.compressed = compressed;
    this.d = d;
  }

  /**
   * A public key.
   *
   * @param curve a curve of type EC2
   * @param x the x coordinate, {@link CoseCurve#size()} bytes
   * @param y the y coordinate, {@link CoseCurve#size()} bytes
   * @return the key
   * @throws InvalidKeyException if the point is not on the curve
   */
  public static Ec2Key of(CoseCurve curve, Bytes x, Bytes y) throws InvalidKeyException {
    return checked(curve, KeyEntries.copy(x), KeyEntries.copy(y), null, KeyAttributes.NONE);
  }

  /**
   * A private key.
   *
   * @param curve a curve of type EC2
   * @param x the x coordinate of the public key, {@link CoseCurve#size()} bytes
   * @param y the y coordinate of the public key, {@link CoseCurve#size()} bytes
   * @param d the private key, {@link CoseCurve#size()} bytes
   * @return the key
   * @throws InvalidKeyException if the point is not on the curve, or {@code d} does not belong to
   *     it
   */
  public static Ec2Key of(CoseCurve curve, Bytes x, Bytes y, Bytes d) throws InvalidKeyException {
    return checked(
        curve, KeyEntries.copy(x), KeyEntries.copy(y), KeyEntries.copy(d), KeyAttributes.NONE);
  }

  /**
   * A private key. The point is computed, which needs BouncyCastle.
   *
   * @param curve a curve of type EC2
   * @param d the private key, {@link CoseCurve#size()} bytes, big-endian; copied
   * @return the key
   * @throws InvalidKeyException if {@code d} is not from 1 to the order less 1, or BouncyCastle is
   *     not present
   */
  public static Ec2Key ofPrivate(CoseCurve curve, Bytes d) throws InvalidKeyException {
    if (curve.keyType() != CoseKeyType.EC2) {
      throw new InvalidKeyException(curve.ianaName() + " is no curve of EC2");
    }
    return ofScalar(curve, KeyEntries.copy(d), KeyAttributes.NONE);
  }

  /** A private key. The point is computed. */
  static Ec2Key ofScalar(CoseCurve curve, Bytes d, KeyAttributes attributes)
      throws InvalidKeyException {
    checkSize(curve, d);
    BigInteger scalar = WeierstrassCurve.toNumber(d);
    WeierstrassCurve.of(curve.jcaName()).checkScalar(scalar);
    if (!BouncyCastle.CURVES.isPresent()) {
      throw new InvalidKeyException("a key without x and y needs " + BouncyCastle.CURVES);
    }
    BigInteger[] point = BcSignatures.publicPoint(curve.jcaName(), scalar);
    Bytes x = Bytes.wrap(WeierstrassCurve.toBytes(point[0], curve.size()));
    Bytes y = Bytes.wrap(WeierstrassCurve.toBytes(point[1], curve.size()));
    return new Ec2Key(curve, x, y, false, d, attributes);
  }

  /** A public key. The y coordinate is computed. */
  static Ec2Key ofCompressed(CoseCurve curve, Bytes x, boolean odd) throws InvalidKeyException {
    return checked(curve, KeyEntries.copy(x), decompress(curve, x, odd), null, KeyAttributes.NONE);
  }

  private static Bytes decompress(CoseCurve curve, Bytes x, boolean odd)
      throws InvalidKeyException {
    checkSize(curve, x);
    BigInteger y =
        WeierstrassCurve.of(curve.jcaName()).decompress(WeierstrassCurve.toNumber(x), odd);
    return Bytes.wrap(WeierstrassCurve.toBytes(y, curve.size()));
  }

  private static void checkSize(CoseCurve curve, Bytes value) throws InvalidKeyException {
    if (value.length() != curve.size()) {
      throw new InvalidKeyException(
          "x, y and d of " + curve.ianaName() + " take " + curve.size() + " bytes");
    }
  }

  /** Checks the values and makes a key. The key takes ownership of the bytes. */
  static Ec2Key checked(
      CoseCurve curve, Bytes x, Bytes y, @Nullable Bytes d, KeyAttributes attributes)
      throws InvalidKeyException {
    if (curve.keyType() != CoseKeyType.EC2) {
      throw new InvalidKeyException(curve.ianaName() + " is no curve of EC2");
    }
    checkSize(curve, x);
    checkSize(curve, y);
    WeierstrassCurve.of(curve.jcaName())
        .checkPoint(WeierstrassCurve.toNumber(x), WeierstrassCurve.toNumber(y));
    Ec2Key key = new Ec2Key(curve, x, y, false, d, attributes);
    key.checkScalar();
    return key;
  }

  /** Checks that the private key belongs to the point, if an implementation is present. */
  private void checkScalar() throws InvalidKeyException {
    if (d == null) {
      return;
    }
    checkSize(curve, d);
    BigInteger scalar = WeierstrassCurve.toNumber(d);
    WeierstrassCurve.of(curve.jcaName()).checkScalar(scalar);
    if (BouncyCastle.CURVES.isPresent()) {
      BigInteger[] point = BcSignatures.publicPoint(curve.jcaName(), scalar);
      if (!point[0].equals(WeierstrassCurve.toNumber(x))
          || !point[1].equals(WeierstrassCurve.toNumber(y))) {
        throw new InvalidKeyException("the private key does not belong to the public key");
      }
    }
  }

  static Ec2Key read(CoseCurve curve, KeyEntries entries, KeyAttributes attributes)
      throws DecodeException {
    entries.take(CRV, "crv", CoseLabel::read);
    Bytes d = entries.take(D, "d", KeyEntries::readCopy);
    if (d != null && !(entries.has(X) && entries.has(Y))) {
      Bytes x = entries.take(X, "x", KeyEntries::readCopy);
      Object y = entries.take(Y, "y", Ec2Key::readY);
      KeyAttributes all = attributes.withOthers(entries.rest());
      return entries.make(() -> ofScalar(curve, d, all).requirePoint(x, y));
    }
    Bytes x = entries.require(X, "x", KeyEntries::readCopy);
    Object y = entries.require(Y, "y", Ec2Key::readY);
    KeyAttributes all = attributes.withOthers(entries.rest());
    return entries.make(
        () -> {
          if (y instanceof Boolean odd) {
            Ec2Key key = checked(curve, x, decompress(curve, x, odd), d, all);
            return new Ec2Key(curve, x, key.y, true, d, all);
          }
          return checked(curve, x, (Bytes) y, d, all);
        });
  }

  /** Reads the y coordinate, or a boolean that says whether it is odd. */
  private static Object readY(CborReader reader) throws DecodeException {
    return reader.peekType() == CborType.BOOLEAN
        ? (Object) reader.readBoolean()
        : KeyEntries.readCopy(reader);
  }

  /** Checks that the computed point has the coordinates that were given. */
  private Ec2Key requirePoint(@Nullable Bytes givenX, @Nullable Object givenY)
      throws InvalidKeyException {
    boolean fits =
        (givenX == null || givenX.equals(x))
            && (givenY == null || givenY.equals(givenY instanceof Boolean ? (Object) isOdd() : y));
    if (!fits) {
      throw new InvalidKeyException("the private key does not belong to the public key");
    }
    return this;
  }

  @Override
  void encodeParameters(CborWriter writer) {
    writer.writeLong(CRV).writeLong(curve.id());
    writer.writeLong(X).writeBytes(x).writeLong(Y);
    if (compressed) {
      writer.writeBoolean(isOdd());
    } else {
      writer.writeBytes(y);
    }
    if (d != null) {
      writer.writeLong(D).writeBytes(d);
    }
  }

  private boolean isOdd() {
    return (y.unsignedByteAt(y.length() - 1) & 1) != 0;
  }

  @Override
  public CoseLabel keyType() {
    return CoseLabel.of(CoseKeyType.EC2.id());
  }

  /**
   * The curve.
   *
   * @return a curve of type EC2
   */
  public CoseCurve curve() {
    return curve;
  }

  @Override
  CoseCurve curveOrNull() {
    return curve;
  }

  /**
   * The x coordinate.
   *
   * @return a view of as many bytes as {@link CoseCurve#size()}, big-endian
   */
  public Bytes x() {
    return x;
  }

  /**
   * The y coordinate. It has been computed if the encoded key had only its sign.
   *
   * @return a view of as many bytes as {@link CoseCurve#size()}, big-endian
   */
  public Bytes y() {
    return y;
  }

  /**
   * The private key: a secret.
   *
   * @return a view of as many bytes as {@link CoseCurve#size()}, big-endian; empty for a public key
   */
  public Optional<Bytes> d() {
    return Optional.ofNullable(d);
  }

  @Override
  public boolean isPrivate() {
    return d != null;
  }

  @Override
  public Ec2Key toPublic() {
    return new Ec2Key(curve, x, y, compressed, null, attributes.toPublic());
  }

  @Override
  public Ec2Key withKeyId(Bytes keyId) {
    return (Ec2Key) super.withKeyId(keyId);
  }

  @Override
  public Ec2Key withAlgorithm(CoseAlgorithm algorithm) {
    return (Ec2Key) super.withAlgorithm(algorithm);
  }

  @Override
  public Ec2Key withOperations(KeyOperation... operations) {
    return (Ec2Key) super.withOperations(operations);
  }

  @Override
  Ec2Key with(KeyAttributes changed) {
    return new Ec2Key(curve, x, y, compressed, d, changed);
  }

  @Override
  Bytes requiredParameters() {
    CborWriter writer = new CborWriter();
    writer.beginMap();
    writer.writeLong(KeyAttributes.KTY).write(keyType());
    writer.writeLong(CRV).writeLong(curve.id());
    // Always uncompressed, even if the key was encoded in compressed form (RFC 9679, Section 4.2).
    return writer.writeLong(X).writeBytes(x).writeLong(Y).writeBytes(y).endMap().toBytes();
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
