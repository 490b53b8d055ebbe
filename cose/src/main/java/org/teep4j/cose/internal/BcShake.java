package org.teep4j.cose.internal;

import java.security.MessageDigest;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/** SHAKE with an output of fixed size. Use this class only if BouncyCastle is present. */
public final class BcShake extends MessageDigest {

  private final SHAKEDigest function;
  private final int size;

  /**
   * Starts a digest.
   *
   * @param strength 128 or 256
   * @param size the length of the output in bytes
   */
  public BcShake(int strength, int size) {
    super("SHAKE" + strength + "-" + 8 * size);
    this.function = new SHAKEDigest(strength);
    this.size = size;
  }

  @Override
  protected int engineGetDigestLength() {
    return size;
  }

  @Override
  protected void engineUpdate(byte input) {
    function.update(input);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    function.update(input, offset, length);
  }

  @Override
  protected byte[] engineDigest() {
    byte[] digest = new byte[size];
    function.doFinal(digest, 0, size); // this also resets the function
    return digest;
  }

  @Override
  protected void engineReset() {
    function.reset();
  }
}
