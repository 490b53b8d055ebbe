package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.internal.BcHssLms;
import org.teep4j.cose.internal.BouncyCastle;
import org.teep4j.cose.internal.KeyIdText;
import org.teep4j.cose.internal.Message;
import org.teep4j.cose.internal.RawSigner;

/**
 * Signs with HSS/LMS (RFC 8554, RFC 8778). Such a key makes a limited number of signatures, each
 * with its own one-time key. Before the signer computes a signature, it passes the state without
 * that one-time key to a {@link HssLmsStateStore}. A crash or a failing store may therefore waste a
 * one-time key, but no one-time key is used twice.
 *
 * <p>Thread-safe; signatures are made one at a time. There must be no second signer of the same
 * key, in this process or elsewhere. Never restore a state from a backup.
 */
public final class HssLmsSigner implements CoseSigner {

  private static final int MOST_LEVELS = 8;

  private final BcHssLms.PrivateKey key;
  private final HssLmsKey publicKey;
  private final HssLmsStateStore store;

  /**
   * One level of the hierarchy of trees, with SHA-256 and hashes of 32 bytes (RFC 8554, Sections
   * 4.1 and 5.1).
   *
   * @param height the height of the tree: 5, 10, 15, 20 or 25; the tree has 2^height one-time keys,
   *     which are all computed when the tree is made
   * @param width the width of the Winternitz coefficients in bits: 1, 2, 4 or 8; wider coefficients
   *     make signatures shorter and signing slower
   */
  public record Level(int height, int width) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if height or width is not one of the permitted values
     */
    public Level {
      if (height < 5 || height > 25 || height % 5 != 0) {
        throw new IllegalArgumentException("trees have a height of 5, 10, 15, 20 or 25");
      }
      if (width < 1 || width > 8 || Integer.bitCount(width) != 1) {
        throw new IllegalArgumentException("coefficients have a width of 1, 2, 4 or 8");
      }
    }
  }

  private HssLmsSigner(BcHssLms.PrivateKey key, Optional<Bytes> keyId, HssLmsStateStore store)
      throws InvalidKeyException {
    this.key = key;
    this.store = store;
    KeyAttributes bound = KeyAttributes.NONE.withAlgorithm(CoseAlgorithm.HSS_LMS.label());
    this.publicKey = HssLmsKey.of(key.publicKey()).with(keyId.map(bound::withKeyId).orElse(bound));
  }

  /**
   * Makes a new key, and stores its first state.
   *
   * @param levels one to eight levels, from the top
   * @param store stores the state
   * @return the signer, which has no key identifier
   * @throws GeneralSecurityException if BouncyCastle is absent, or the state could not be stored
   * @throws IllegalArgumentException if there are no levels, or more than eight
   */
  public static HssLmsSigner generate(List<Level> levels, HssLmsStateStore store)
      throws GeneralSecurityException {
    return generate(levels, Optional.empty(), store);
  }

  /**
   * Makes a new key with an identifier, and stores its first state.
   *
   * @param levels one to eight levels, from the top
   * @param keyId the key identifier that signatures name
   * @param store stores the state
   * @return the signer
   * @throws GeneralSecurityException if BouncyCastle is absent, or the state could not be stored
   * @throws IllegalArgumentException if there are no levels, or more than eight
   */
  public static HssLmsSigner generate(List<Level> levels, Bytes keyId, HssLmsStateStore store)
      throws GeneralSecurityException {
    return generate(levels, Optional.of(keyId), store);
  }

  private static HssLmsSigner generate(
      List<Level> levels, Optional<Bytes> keyId, HssLmsStateStore store)
      throws GeneralSecurityException {
    if (levels.isEmpty() || levels.size() > MOST_LEVELS) {
      throw new IllegalArgumentException("an HSS key has one to eight levels");
    }
    requireBouncyCastle();
    int[] heights = levels.stream().mapToInt(Level::height).toArray();
    int[] widths = levels.stream().mapToInt(Level::width).toArray();
    HssLmsSigner signer =
        new HssLmsSigner(BcHssLms.PrivateKey.generate(heights, widths), keyId, store);
    signer.storeState();
    return signer;
  }

  /**
   * Restores a signer from a stored state.
   *
   * @param state the newest state that was passed to the store: a secret
   * @param store stores the state
   * @return the signer, which has no key identifier
   * @throws GeneralSecurityException if BouncyCastle is absent, or the bytes are no state
   */
  public static HssLmsSigner restore(Bytes state, HssLmsStateStore store)
      throws GeneralSecurityException {
    return restore(state, Optional.empty(), store);
  }

  /**
   * Restores a signer with a key identifier, which the state does not have, from a stored state.
   *
   * @param state the newest state that was passed to the store: a secret
   * @param keyId the key identifier that signatures name
   * @param store stores the state
   * @return the signer
   * @throws GeneralSecurityException if BouncyCastle is absent, or the bytes are no state
   */
  public static HssLmsSigner restore(Bytes state, Bytes keyId, HssLmsStateStore store)
      throws GeneralSecurityException {
    return restore(state, Optional.of(keyId), store);
  }

  private static HssLmsSigner restore(Bytes state, Optional<Bytes> keyId, HssLmsStateStore store)
      throws GeneralSecurityException {
    requireBouncyCastle();
    return new HssLmsSigner(BcHssLms.PrivateKey.restore(state), keyId, store);
  }

  private static void requireBouncyCastle() throws NoSuchAlgorithmException {
    if (!BouncyCastle.HSS_LMS.isPresent()) {
      throw new NoSuchAlgorithmException("HSS-LMS needs " + BouncyCastle.HSS_LMS);
    }
  }

  /**
   * The public key.
   *
   * @return the key, bound to HSS-LMS, with the identifier
   */
  public HssLmsKey publicKey() {
    return publicKey;
  }

  /**
   * The number of signatures that can still be made.
   *
   * @return 0 if the key is exhausted
   */
  public synchronized long remaining() {
    return key.remaining();
  }

  @Override
  public CoseAlgorithm algorithm() {
    return CoseAlgorithm.HSS_LMS;
  }

  @Override
  public Optional<Bytes> thumbprint() {
    return Optional.of(publicKey.thumbprint());
  }

  @Override
  public Optional<Bytes> keyId() {
    return publicKey.keyId();
  }

  /**
   * Makes a signature, after the state without its one-time key has been stored.
   *
   * @param toBeSigned the encoded Sig_structure
   * @return the signature
   * @throws SignatureException if the key is exhausted, or the state could not be stored; in the
   *     latter case the one-time key is lost
   */
  @Override
  public byte[] sign(Segments toBeSigned) throws GeneralSecurityException {
    try {
      return sign(Message.of(toBeSigned));
    } catch (IOException e) {
      throw new IllegalStateException(e); // cannot happen: the message is in memory
    }
  }

  @Override
  public byte[] sign(ContentSource toBeSigned) throws GeneralSecurityException, IOException {
    return sign(new SourceMessage(toBeSigned));
  }

  private synchronized byte[] sign(Message toBeSigned)
      throws GeneralSecurityException, IOException {
    RawSigner oneTimeKey =
        key.takeOneTimeKey()
            .orElseThrow(
                () -> new SignatureException("the key is exhausted: it has made all signatures"));
    storeState();
    return oneTimeKey.sign(toBeSigned);
  }

  private void storeState() throws SignatureException {
    byte[] state = key.state();
    try {
      store.store(key.used(), state);
    } catch (IOException e) {
      throw new SignatureException("the state of the key was not stored", e);
    } finally {
      Arrays.fill(state, (byte) 0);
    }
  }

  /** The algorithm and the key identifier. The state is never shown. */
  @Override
  public String toString() {
    return "HssLmsSigner[" + algorithm() + KeyIdText.of(keyId()) + "]";
  }
}
