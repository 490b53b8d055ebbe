package org.teep4j.vectors.internal.replay;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.Ec2Key;
import org.teep4j.vectors.VectorKey;
import org.teep4j.vectors.VectorSet;

/** Makes keys of the library from the keys of a vector set. */
final class VectorKeys {
  private VectorKeys() {}

  static CoseKey of(VectorSet set, String name) throws CheckFailure, GeneralSecurityException {
    VectorKey key = set.keys().get(name);
    if (key == null || !key.keyType().equals("EC2")) {
      throw new CheckFailure("the set has no key pair " + name);
    }
    Bytes x = CborChecks.bytes(key.x().orElseThrow());
    Bytes y = CborChecks.bytes(key.y().orElseThrow());
    return Ec2Key.of(curve(key.curve().orElse("")), x, y);
  }

  static CoseCurve curve(String name) throws CheckFailure {
    return Arrays.stream(CoseCurve.values())
        .filter(curve -> curve.ianaName().equals(name))
        .findFirst()
        .orElseThrow(() -> new CheckFailure("no curve has the name " + name));
  }
}
