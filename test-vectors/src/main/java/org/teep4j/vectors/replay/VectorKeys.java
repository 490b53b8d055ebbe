package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.Ec2Key;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.vectors.VectorKey;
import org.teep4j.vectors.VectorSet;

/** Makes keys of the library from the keys of a vector set. */
final class VectorKeys {
  private VectorKeys() {}

  static CoseKey of(VectorSet set, String name) throws CheckFailure, GeneralSecurityException {
    VectorKey key = set.keys().get(name);
    if (key == null) {
      throw new CheckFailure("the set has no key " + name);
    }
    CoseKey made = make(key);
    return key.keyId().isPresent() ? made.withKeyId(key.keyId().get()) : made;
  }

  private static CoseKey make(VectorKey key) throws CheckFailure, GeneralSecurityException {
    if (key.encoded().isPresent()) {
      return decode(key.encoded().get());
    }
    if (key.k().isPresent()) {
      return SymmetricKey.of(key.k().get());
    }
    CoseCurve curve = curve(key.curve().orElse(""));
    Bytes x = key.x().orElseThrow();
    Bytes y = key.y().orElseThrow();
    return key.d().isPresent() ? Ec2Key.of(curve, x, y, key.d().get()) : Ec2Key.of(curve, x, y);
  }

  /** A malformed key counts as an unusable key. */
  static CoseKey decode(Bytes encoded) throws InvalidKeyException {
    try {
      return CoseKey.decode(encoded);
    } catch (DecodeException damaged) {
      throw new InvalidKeyException(damaged);
    }
  }

  static CoseCurve curve(String name) throws CheckFailure {
    return Arrays.stream(CoseCurve.values())
        .filter(curve -> curve.ianaName().equals(name))
        .findFirst()
        .orElseThrow(() -> new CheckFailure("no curve has the name " + name));
  }
}
