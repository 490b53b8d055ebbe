package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.Message;
import org.teep4j.cose.internal.RawCipher;

/** Encrypts and decrypts content with one key and one algorithm. */
final class ContentCipher {

  private static final int AES_BLOCK = 16;

  private final Encrypting traits;
  private final RawCipher raw;

  private ContentCipher(Encrypting traits, RawCipher raw) {
    this.traits = traits;
    this.raw = raw;
  }

  static ContentCipher of(SecretKey key, CoseAlgorithm algorithm, @Nullable Provider provider)
      throws GeneralSecurityException {
    return new ContentCipher(
        SymmetricUse.encrypting(algorithm), SymmetricUse.cipher(key, algorithm, provider));
  }

  private int tagBytes() {
    return traits.tagBits() / 8;
  }

  /** The length of the ciphertext, tag and padding included. */
  private long ciphertextLength(long plaintextLength) {
    return traits.scheme() == ContentScheme.AES_CBC
        ? (plaintextLength / AES_BLOCK + 1) * AES_BLOCK
        : plaintextLength + tagBytes();
  }

  byte[] encrypt(Bytes iv, Bytes aad, Segments plaintext) throws GeneralSecurityException {
    RawCipher.Run run = raw.start(true, iv.toByteArray(), aad.toByteArray());
    byte[] ciphertext = new byte[Math.toIntExact(ciphertextLength(plaintext.length()))];
    byte[] piece = run.takesPieces() ? new byte[Message.CHUNK] : new byte[(int) plaintext.length()];
    try (InputStream in = Message.of(plaintext).open()) {
      int written = throughPieces(run, in, piece, ciphertext);
      return written == ciphertext.length ? ciphertext : Arrays.copyOf(ciphertext, written);
    } catch (IOException e) {
      throw new IllegalStateException(e); // nothing is read
    } finally {
      Arrays.fill(piece, (byte) 0);
    }
  }

  /** Decrypts, or throws with a reason that does not tell what was wrong. */
  Bytes decrypt(Bytes iv, Bytes aad, Bytes ciphertext) throws VerificationException {
    if (ciphertext.length() < tagBytes()) {
      throw new VerificationException(Failure.DECRYPTION);
    }
    // In place where the cipher takes it all at once: that is the only copy of the ciphertext.
    byte[] plaintext = new byte[ciphertext.length()];
    boolean good = false;
    try {
      RawCipher.Run run = raw.start(false, iv.toByteArray(), aad.toByteArray());
      int length;
      if (run.takesPieces()) {
        length = throughPieces(run, ciphertext.asInputStream(), new byte[Message.CHUNK], plaintext);
      } else {
        ciphertext.copyTo(plaintext, 0);
        length = run.finish(plaintext, plaintext.length, plaintext, 0);
      }
      good = true;
      return Bytes.wrap(plaintext, 0, length);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw refusal(e);
    } finally {
      if (!good) {
        Arrays.fill(plaintext, (byte) 0);
      }
    }
  }

  /** Wrong tag, wrong padding and wrong length are one and the same to whoever sent them. */
  private static VerificationException refusal(Exception e) {
    return e instanceof BadPaddingException || e instanceof IllegalBlockSizeException
        ? new VerificationException(Failure.DECRYPTION)
        : new VerificationException(Failure.PROVIDER, e);
  }

  private static int throughPieces(RawCipher.Run run, InputStream in, byte[] piece, byte[] output)
      throws GeneralSecurityException, IOException {
    int written = 0;
    int length = in.readNBytes(piece, 0, piece.length);
    while (run.takesPieces() && length == piece.length) {
      written += run.update(piece, length, output, written);
      length = in.readNBytes(piece, 0, piece.length);
    }
    return written + run.finish(piece, length, output, written);
  }
}
