package org.teep4j.cose;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/**
 * A key of a type or on a curve that this library does not support. Its specific parameters are
 * among the {@link #otherParameters()}.
 */
final class OtherKey extends CoseKey {

  private static final int CRV = -1;
  private static final int X = -2;
  private static final int Y = -3;

  private final CoseLabel keyType;

  OtherKey(CoseLabel keyType, KeyAttributes attributes) {
    super(attributes);
    this.keyType = keyType;
  }

  @Override
  public CoseLabel keyType() {
    return keyType;
  }

  /** Always true, because it is not known which parameters are secret. */
  @Override
  public boolean isPrivate() {
    return true;
  }

  @Override
  public CoseKey toPublic() {
    throw unknown();
  }

  @Override
  OtherKey with(KeyAttributes changed) {
    return new OtherKey(keyType, changed);
  }

  @Override
  void encodeParameters(CborWriter writer) {
    // All parameters are among the attributes.
  }

  /** The parameters that EC2 and OKP have on every curve (RFC 9679, Sections 4.1 and 4.2). */
  @Override
  Bytes requiredParameters() {
    boolean isEc2 = keyType.equals(CoseLabel.of(CoseKeyType.EC2.id()));
    if (!isEc2 && !keyType.equals(CoseLabel.of(CoseKeyType.OKP.id()))) {
      throw unknown();
    }
    try {
      CborWriter writer = new CborWriter();
      writer.beginMap().writeLong(KeyAttributes.KTY).write(keyType);
      writer.writeLong(CRV).write(CoseLabel.read(parameter(CRV)));
      writer.writeLong(X).writeBytes(parameter(X).readBytes());
      if (isEc2) {
        writer.writeLong(Y).writeBytes(parameter(Y).readBytes());
      }
      return writer.endMap().toBytes();
    } catch (DecodeException e) {
      throw new IllegalStateException(
          "the key does not have crv" + (isEc2 ? ", x and y" : " and x") + " in full", e);
    }
  }

  /** A parameter; at the end of the input if it is absent. */
  private CborReader parameter(long label) throws DecodeException {
    return new CborReader(otherParameters().getOrDefault(CoseLabel.of(label), Bytes.empty()));
  }

  private static IllegalStateException unknown() {
    return new IllegalStateException("the parameters of this key type are not known");
  }

  @Override
  int publicHash() {
    return otherParameters().keySet().hashCode();
  }

  @Override
  String describe() {
    return "kty " + keyType;
  }
}
