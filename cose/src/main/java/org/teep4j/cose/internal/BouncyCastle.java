package org.teep4j.cose.internal;

/**
 * Whether BouncyCastle is there. The classes whose names begin with Bc may be touched only then.
 */
public final class BouncyCastle {

  private static final boolean PRESENT = isLoadable();

  private BouncyCastle() {}

  private static boolean isLoadable() {
    try {
      Class.forName(
          "org.bouncycastle.crypto.signers.ECDSASigner",
          false,
          BouncyCastle.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Whether BouncyCastle can be used.
   *
   * @return false if it is not on the class path or module path
   */
  public static boolean isPresent() {
    return PRESENT;
  }
}
