package org.teep4j.cose.internal;

import java.lang.reflect.Method;

/**
 * The parts of BouncyCastle that this library uses. Each part is used in a class whose name begins
 * with Bc. Load such a class only if its part is present: BouncyCastle may be absent, and older
 * releases have only some of the parts.
 *
 * <p>A part is present if the newest class or method that it uses is present. That class or method
 * was determined by looking for every member in every release. Builders of native images do not see
 * these names; {@code reflect-config.json} repeats them.
 */
public enum BouncyCastle {
  /** Elliptic curves, {@link BcSignatures}. */
  CURVES("1.73", "org.bouncycastle.math.ec.rfc8032.Ed25519$PublicPoint", ""),
  /** {@link BcCiphers}. */
  CIPHERS("1.72", "org.bouncycastle.crypto.modes.CCMBlockCipher", "newInstance"),
  /** {@link BcHpke}. */
  HPKE("1.78", "org.bouncycastle.crypto.hpke.HPKE", "getEncSize"),
  /** {@link BcMlDsa}. */
  ML_DSA("1.84", "org.bouncycastle.crypto.signers.MLDSASigner", ""),
  /** {@link BcHssLms}. */
  HSS_LMS("1.87", "org.bouncycastle.crypto.params.LMSParameters", "create"),
  /** {@link BcShake}. */
  SHAKE("1.71", "org.bouncycastle.crypto.digests.SHAKEDigest", "");

  private final String release;
  private final String className;
  private final String method;

  /**
   * Whether the part is present, determined at the first call: loading a class from a signed
   * archive takes time.
   */
  @SuppressWarnings("ImmutableEnumChecker") // a cache of a constant
  private volatile int state;

  private static final int ABSENT = 1;
  private static final int PRESENT = 2;

  BouncyCastle(String release, String className, String method) {
    this.release = release;
    this.className = className;
    this.method = method;
  }

  /**
   * Whether this part can be used.
   *
   * @return false if BouncyCastle is not on the class path or module path, or its release is too
   *     old
   */
  public boolean isPresent() {
    if (state == 0) {
      state = isLoadable() ? PRESENT : ABSENT;
    }
    return state == PRESENT;
  }

  String className() {
    return className;
  }

  String method() {
    return method;
  }

  private boolean isLoadable() {
    try {
      Class<?> type = Class.forName(className, false, BouncyCastle.class.getClassLoader());
      if (method.isEmpty()) {
        return true;
      }
      for (Method each : type.getMethods()) {
        if (each.getName().equals(method)) {
          return true;
        }
      }
      return false;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** The artifact to add if this part is absent. */
  @Override
  public String toString() {
    return "BouncyCastle " + release + " or later";
  }
}
