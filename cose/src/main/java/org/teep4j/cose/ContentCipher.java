package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

  /** More than this the JDK does not encrypt with AES-GCM under one nonce: its count is an int. */
  private static final long LONGEST_GCM_OF_JDK = Integer.MAX_VALUE - 1024;

  private final Encrypting traits;
  private final RawCipher raw;
  private final RawCipher inPieces;

  private ContentCipher(Encrypting traits, RawCipher raw, RawCipher inPieces) {
    this.traits = traits;
    this.raw = raw;
    this.inPieces = inPieces;
  }

  static ContentCipher of(SecretKey key, CoseAlgorithm algorithm, @Nullable Provider provider)
      throws GeneralSecurityException {
    RawCipher raw = SymmetricUse.cipher(key, algorithm, provider);
    RawCipher inPieces =
        provider == null ? SymmetricUse.cipherInPieces(key, algorithm).orElse(raw) : raw;
    return new ContentCipher(SymmetricUse.encrypting(algorithm), raw, inPieces);
  }

  /** The length of a ciphertext, tag and padding included. That of nothing is the shortest. */
  private long ciphertextLength(long plaintextLength) {
    return traits.scheme() == ContentScheme.AES_CBC
        ? (plaintextLength / AES_BLOCK + 1) * AES_BLOCK
        : plaintextLength + traits.tagBits() / 8;
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
    if (ciphertext.length() < ciphertextLength(0)) {
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

  // Content that is not in memory.

  /** Reads and writes in pieces. */
  void encrypt(Bytes iv, Bytes aad, ContentSource plaintext, OutputStream ciphertext)
      throws GeneralSecurityException, IOException {
    boolean tooLong =
        traits.scheme() == ContentScheme.AES_GCM && plaintext.length() > LONGEST_GCM_OF_JDK;
    RawCipher cipher = tooLong ? inPieces : raw;
    pump(cipher.start(true, iv.toByteArray(), aad.toByteArray()), plaintext, ciphertext);
  }

  /**
   * Reads and writes in pieces. What is authenticated is read twice, so that nothing is written
   * before it has been, unless that is what the caller asks for.
   */
  void decrypt(
      Bytes iv, Bytes aad, ContentSource ciphertext, OutputStream plaintext, boolean releasing)
      throws VerificationException, IOException {
    if (traits.tagBits() > 0 && !releasing) {
      if (!ciphertext.isRepeatable()) {
        throw new IllegalArgumentException(
            "a source that can be read only once cannot be authenticated before it is decrypted");
      }
      decrypt(iv, aad, ciphertext, OutputStream.nullOutputStream());
    }
    decrypt(iv, aad, ciphertext, plaintext);
  }

  private void decrypt(Bytes iv, Bytes aad, ContentSource ciphertext, OutputStream plaintext)
      throws VerificationException, IOException {
    if (ciphertext.length() < ciphertextLength(0)) {
      throw new VerificationException(Failure.DECRYPTION);
    }
    try {
      RawCipher.Run run = inPieces.start(false, iv.toByteArray(), aad.toByteArray());
      pump(run, ciphertext, plaintext);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw refusal(e);
    }
  }

  private static void pump(RawCipher.Run run, ContentSource source, OutputStream target)
      throws GeneralSecurityException, IOException {
    byte[] piece = run.takesPieces() ? new byte[Message.CHUNK] : ExactStream.readAll(source);
    byte[] output = new byte[0];
    try {
      if (run.takesPieces()) {
        try (InputStream in = ExactStream.open(source)) {
          int length;
          while ((length = in.readNBytes(piece, 0, piece.length)) == piece.length) {
            output = withRoom(output, run.outputSize(length));
            target.write(output, 0, run.update(piece, length, output, 0));
          }
          output = withRoom(output, run.outputSize(length));
          target.write(output, 0, run.finish(piece, length, output, 0));
        }
      } else {
        output = new byte[run.outputSize(piece.length)];
        target.write(output, 0, run.finish(piece, piece.length, output, 0));
      }
    } finally {
      Arrays.fill(piece, (byte) 0);
      Arrays.fill(output, (byte) 0);
    }
  }

  private static byte[] withRoom(byte[] output, int size) {
    if (output.length >= size) {
      return output;
    }
    Arrays.fill(output, (byte) 0);
    return new byte[size];
  }
}
