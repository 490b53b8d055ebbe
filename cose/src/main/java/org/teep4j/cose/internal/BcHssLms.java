package org.teep4j.cose.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.ExhaustedPrivateKeyException;
import org.bouncycastle.crypto.params.HSSKeyGenerationParameters;
import org.bouncycastle.crypto.params.HSSPrivateKeyParameters;
import org.bouncycastle.crypto.params.HSSPublicKeyParameters;
import org.bouncycastle.crypto.params.LMOtsParameters;
import org.bouncycastle.crypto.params.LMSParameters;
import org.bouncycastle.crypto.params.LMSigParameters;
import org.bouncycastle.crypto.signers.lms.LMSContext;
import org.teep4j.codec.Bytes;

/** HSS/LMS (RFC 8554) by BouncyCastle. The message is read in place. */
public final class BcHssLms {

  private static final Map<Integer, LMSigParameters> HEIGHTS =
      Map.of(
          5, LMSigParameters.lms_sha256_n32_h5,
          10, LMSigParameters.lms_sha256_n32_h10,
          15, LMSigParameters.lms_sha256_n32_h15,
          20, LMSigParameters.lms_sha256_n32_h20,
          25, LMSigParameters.lms_sha256_n32_h25);

  private static final Map<Integer, LMOtsParameters> WIDTHS =
      Map.of(
          1, LMOtsParameters.sha256_n32_w1,
          2, LMOtsParameters.sha256_n32_w2,
          4, LMOtsParameters.sha256_n32_w4,
          8, LMOtsParameters.sha256_n32_w8);

  private BcHssLms() {}

  private static HSSPublicKeyParameters decode(Bytes encoded) throws InvalidKeyException {
    try {
      return HSSPublicKeyParameters.getInstance(encoded.toByteArray());
    } catch (IOException | RuntimeException e) {
      throw new InvalidKeyException("pub is no public key of HSS/LMS", e);
    }
  }

  /**
   * Checks a public key.
   *
   * @param encoded an hss_public_key (RFC 8554, Section 3.3)
   * @throws InvalidKeyException if the bytes are no hss_public_key
   */
  public static void checkPublicKey(Bytes encoded) throws InvalidKeyException {
    decode(encoded);
  }

  /**
   * Verifies HSS/LMS.
   *
   * @param encoded a public key
   * @throws InvalidKeyException if the bytes are no hss_public_key
   */
  public static RawVerifier verifier(Bytes encoded) throws InvalidKeyException {
    HSSPublicKeyParameters key = decode(encoded);
    return (message, signature) -> {
      LMSContext context;
      try {
        context = key.generateLMSContext(signature.toByteArray());
      } catch (RuntimeException e) {
        return false; // BouncyCastle's report of a malformed signature
      }
      message.feed(context::update);
      try {
        return key.verify(context);
      } catch (RuntimeException e) {
        return false; // the same, if the key has more than one level of trees
      }
    };
  }

  /** A private key, whose state changes with every signature. Not thread-safe. */
  public static final class PrivateKey {

    private final HSSPrivateKeyParameters key;

    private PrivateKey(HSSPrivateKeyParameters key) {
      this.key = key;
    }

    /**
     * Makes a key with SHA-256.
     *
     * @param heights the heights of the trees, from the top: 5, 10, 15, 20 or 25
     * @param widths the widths of the Winternitz coefficients at each level: 1, 2, 4 or 8
     * @return the key
     */
    public static PrivateKey generate(int[] heights, int[] widths) {
      LMSParameters[] levels = new LMSParameters[heights.length];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = LMSParameters.create(HEIGHTS.get(heights[i]), WIDTHS.get(widths[i]));
      }
      return new PrivateKey(
          HSSPrivateKeyParameters.generate(
              new HSSKeyGenerationParameters(levels, new SecureRandom())));
    }

    /**
     * Reads a key.
     *
     * @param state a state that {@link #state()} has returned
     * @return the key
     * @throws InvalidKeyException if the bytes are no state
     */
    public static PrivateKey restore(Bytes state) throws InvalidKeyException {
      byte[] copy = state.toByteArray();
      try {
        return new PrivateKey(HSSPrivateKeyParameters.getInstance(copy));
      } catch (IOException | RuntimeException e) {
        throw new InvalidKeyException("this is no state of an HSS/LMS key", e);
      } finally {
        Arrays.fill(copy, (byte) 0);
      }
    }

    /**
     * The public key.
     *
     * @return an hss_public_key (RFC 8554, Section 3.3)
     */
    public Bytes publicKey() {
      try {
        return Bytes.wrap(key.getPublicKey().getEncoded());
      } catch (IOException e) {
        throw new UncheckedIOException(e); // cannot happen: the output is in memory
      }
    }

    /**
     * The number of one-time keys that have been taken.
     *
     * @return the number of the next one-time key
     */
    public long used() {
      return key.getIndex();
    }

    /**
     * The number of signatures that can still be made.
     *
     * @return 0 if the key is exhausted
     */
    public long remaining() {
      return key.getUsagesRemaining();
    }

    /**
     * The state: a secret.
     *
     * @return an encoding that belongs to the caller
     */
    public byte[] state() {
      try {
        return key.getEncoded();
      } catch (IOException e) {
        throw new UncheckedIOException(e); // cannot happen: the output is in memory
      }
    }

    /**
     * Removes the next one-time key from the state, see {@link #state()}.
     *
     * @return a signer for one message; empty if the key is exhausted
     */
    public Optional<RawSigner> takeOneTimeKey() {
      try {
        LMSContext context = key.generateLMSContext();
        return Optional.of(message -> sign(context, message));
      } catch (ExhaustedPrivateKeyException e) {
        return Optional.empty();
      }
    }

    private byte[] sign(LMSContext context, Message message)
        throws GeneralSecurityException, IOException {
      message.feed(context::update);
      try {
        return key.generateSignature(context);
      } catch (RuntimeException e) {
        throw new SignatureException("HSS/LMS made no signature", e);
      }
    }
  }
}
