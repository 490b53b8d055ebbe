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
import org.teep4j.cose.internal.Message;
import org.teep4j.cose.internal.RawSigner;

/**
 * Signs with HSS/LMS (RFC 8554, RFC 8778). Such a key makes a limited number of signatures, each
 * with a one-time key of its own. The state without the one-time key is handed to a {@link
 * HssLmsStateStore} before a signature is computed: a crash or a store that fails may waste a
 * one-time key, but none is used twice.
 *
 * <p>Safe for use by several threads, which wait for each other. There must be no second signer of
 * the same key, here or elsewhere; never restore a state from a backup.
 */
public final class HssLmsSigner implements CoseSigner {

  private static final int MOST_LEVELS = 8;

  private final BcHssLms.PrivateKey key;
  private final HssLmsKey publicKey;
  private final HssLmsStateStore store;

  /**
   * A level of the hierarchy, with SHA-256 and hashes of 32 bytes (RFC 8554, Sections 4.1 and 5.1).
   *
   * @param height of the tree: 5, 10, 15, 20 or 25; it holds 2 to the power of this one-time keys,
   *     all of which are computed when the tree is made
   * @param width of the Winternitz coefficients in bits: 1, 2, 4 or 8; wide ones make signatures
   *     short and signing slow
   */
  public record Level(int height, int width) {

    /**
     * Checks the values.
     *
     * @param height as the component
     * @param width as the component
     * @throws IllegalArgumentException if there is no such level
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
   * @param levels one to eight, from the top
   * @param keyId the identifier that signatures name, or empty
   * @param store keeps the state
   * @return the signer
   * @throws GeneralSecurityException if BouncyCastle is not there, or the state is not stored
   * @throws IllegalArgumentException if there are no levels or too many
   */
  public static HssLmsSigner generate(
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
   * Continues with a key.
   *
   * @param state the newest state that the store was given: a secret
   * @param keyId the identifier that signatures name, or empty
   * @param store keeps the state
   * @return the signer
   * @throws GeneralSecurityException if BouncyCastle is not there, or this is no state
   */
  public static HssLmsSigner restore(Bytes state, Optional<Bytes> keyId, HssLmsStateStore store)
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
   * How many signatures can still be made.
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
  public Optional<Bytes> keyId() {
    return publicKey.keyId();
  }

  /**
   * Makes a signature, after the state without its one-time key has been stored.
   *
   * @param toBeSigned the encoded Sig_structure
   * @return the signature
   * @throws SignatureException if the key is exhausted, or the state was not stored: that one-time
   *     key is lost then
   */
  @Override
  public byte[] sign(Segments toBeSigned) throws GeneralSecurityException {
    try {
      return sign(Message.of(toBeSigned));
    } catch (IOException e) {
      throw new IllegalStateException(e); // nothing is read
    }
  }

  synchronized byte[] sign(Message toBeSigned) throws GeneralSecurityException, IOException {
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

  /** Never the state. */
  @Override
  public String toString() {
    return "HssLmsSigner[kid=" + keyId() + "]";
  }
}
