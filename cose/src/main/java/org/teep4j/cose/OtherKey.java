package org.teep4j.cose;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/**
 * A key of a type or on a curve that this library does not support. Its specific parameters are
 * among the {@link #otherParameters()}.
 */
final class OtherKey extends CoseKey {

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

  @Override
  Bytes requiredParameters() {
    throw unknown();
  }

  private static IllegalStateException unknown() {
    return new IllegalStateException("the parameters of this key type are not known");
  }

  @Override
  String describe() {
    return "kty " + keyType;
  }
}
