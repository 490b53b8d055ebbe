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

  /** The JDK's limit for AES-GCM with one nonce, in bytes: its counter is an int. */
  private static final long LONGEST_GCM_OF_JDK = Integer.MAX_VALUE - 1024;

  private final SecretKey key;
  private final CoseAlgorithm algorithm;
  private final Encrypting traits;
  private final RawCipher raw;

  /**
   * Decrypts in pieces, where {@link #raw} decrypts as a whole. Equal to {@link #raw} if there is
   * no such implementation.
   */
  private final RawCipher large;

  /** Whether the caller has chosen the provider, so that no other may be used. */
  private final boolean bound;

  private ContentCipher(
      SecretKey key, CoseAlgorithm algorithm, RawCipher raw, RawCipher large, boolean bound)
      throws GeneralSecurityException {
    this.key = key;
    this.algorithm = algorithm;
    this.traits = SymmetricUse.encrypting(algorithm);
    this.raw = raw;
    this.large = large;
    this.bound = bound;
  }

  static ContentCipher of(SecretKey key, CoseAlgorithm algorithm, @Nullable Provider provider)
      throws GeneralSecurityException {
    RawCipher raw = SymmetricUse.cipher(key, algorithm, provider);
    boolean bound = provider != null;
    RawCipher large = bound ? raw : SymmetricUse.decryptionInPieces(key, algorithm).orElse(raw);
    return new ContentCipher(key, algorithm, raw, large, bound);
  }

  /**
   * Returns the cipher for long ciphertexts. Callers can pass nonces of other lengths; only {@link
   * #raw} handles those.
   */
  private RawCipher decryptingLarge(Bytes iv) {
    return iv.length() == traits.nonceBytes() ? large : raw;
  }

  /**
   * Returns a cipher that processes content in pieces, for content that is too long for the others,
   * if there is one. It is created only when needed: loading the first BouncyCastle class takes as
   * long as processing many messages.
   */
  private RawCipher unbounded() throws GeneralSecurityException {
    return bound ? raw : SymmetricUse.cipherWithoutBounds(key, algorithm).orElse(raw);
  }

  /**
   * The length of a ciphertext, with tag and padding. An empty plaintext has the shortest
   * ciphertext.
   */
  private long ciphertextLength(long plaintextLength) {
    return traits.scheme() == ContentScheme.AES_CBC
        ? (plaintextLength / AES_BLOCK + 1) * AES_BLOCK
        : plaintextLength + traits.tagBits() / 8;
  }

  byte[] encrypt(Bytes iv, Bytes aad, Segments plaintext) throws GeneralSecurityException {
    RawCipher.Run run = raw.start(true, iv.toByteArray(), aad.toByteArray());
    byte[] ciphertext = new byte[Math.toIntExact(ciphertextLength(plaintext.length()))];
    // A cipher that does not accept pieces gets the joined segments.
    Segments parts = run.takesPieces() ? plaintext : Segments.of(plaintext.toBytes());
    int written = CipherSink.feed(parts, run, ciphertext);
    return written == ciphertext.length ? ciphertext : Arrays.copyOf(ciphertext, written);
  }

  /** Decrypts, or throws with the same failure for wrong tag, padding and length. */
  Bytes decrypt(Bytes iv, Bytes aad, Bytes ciphertext) throws VerificationException {
    if (ciphertext.length() < ciphertextLength(0)) {
      throw new VerificationException(Failure.DECRYPTION);
    }
    byte[] plaintext = new byte[ciphertext.length()];
    boolean good = false;
    try {
      RawCipher cipher = ciphertext.length() > Message.CHUNK ? decryptingLarge(iv) : raw;
      RawCipher.Run run = cipher.start(false, iv.toByteArray(), aad.toByteArray());
      int length = CipherSink.feed(Segments.of(ciphertext), run, plaintext);
      good = true;
      return Bytes.wrap(plaintext, 0, length);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw refusal(e);
    } finally {
      if (!good) {
        Arrays.fill(plaintext, (byte) 0);
      }
    }
  }

  /**
   * Wrong tag, wrong padding and wrong length have the same failure, so that the sender of the
   * message cannot distinguish them.
   */
  private static VerificationException refusal(Exception e) {
    return e instanceof BadPaddingException || e instanceof IllegalBlockSizeException
        ? new VerificationException(Failure.DECRYPTION)
        : new VerificationException(Failure.PROVIDER, e);
  }

  /** Passes content to a cipher without copying it. */
  private static final class CipherSink extends OutputStream {

    private final RawCipher.Run run;
    private final byte[] output;
    private long left;
    private int written;

    private CipherSink(RawCipher.Run run, byte[] output, long left) {
      this.run = run;
      this.output = output;
      this.left = left;
    }

    /**
     * Passes content through a cipher, completes the cipher, and returns the number of output
     * bytes.
     */
    static int feed(Segments content, RawCipher.Run run, byte[] output)
        throws GeneralSecurityException {
      CipherSink sink = new CipherSink(run, output, content.length());
      try {
        if (sink.left == 0) {
          sink.take(new byte[0], 0, 0);
        }
        for (Bytes part : content.parts()) {
          if (!part.isEmpty()) {
            part.writeTo(sink);
          }
        }
        return sink.written;
      } catch (IOException e) {
        if (e.getCause() instanceof GeneralSecurityException cause) {
          throw cause;
        }
        throw new IllegalStateException(e); // nothing is read
      }
    }

    private void take(byte[] input, int offset, int length) throws GeneralSecurityException {
      left -= length;
      written +=
          left > 0
              ? run.update(input, offset, length, output, written)
              : run.finish(input, offset, length, output, written);
    }

    @Override
    public void write(byte[] input, int offset, int length) throws IOException {
      try {
        take(input, offset, length);
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }
  }

  // Content that is not in memory.

  private boolean isTooLongForJdk(ContentSource content) {
    return traits.scheme() == ContentScheme.AES_GCM && content.length() > LONGEST_GCM_OF_JDK;
  }

  /** Encrypts and writes in pieces. */
  void encrypt(Bytes iv, Bytes aad, ContentSource plaintext, OutputStream ciphertext)
      throws GeneralSecurityException, IOException {
    RawCipher cipher = isTooLongForJdk(plaintext) ? unbounded() : raw;
    pump(cipher.start(true, iv.toByteArray(), aad.toByteArray()), plaintext, ciphertext);
  }

  /**
   * Reads and writes in pieces. The ciphertext is read twice, so that a failed attempt writes
   * nothing, unless the caller wants unverified plaintext. With AES-CTR it is read once, because
   * AES-CTR decrypts any ciphertext without an error.
   */
  void decrypt(
      Bytes iv, Bytes aad, ContentSource ciphertext, OutputStream plaintext, boolean releasing)
      throws VerificationException, IOException {
    if (traits.scheme() != ContentScheme.AES_CTR && !releasing) {
      if (!ciphertext.isRepeatable()) {
        throw new IllegalArgumentException(
            "a source that can be read only once cannot be checked before it is decrypted");
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
      RawCipher inPieces = decryptingLarge(iv);
      RawCipher cipher = inPieces == raw || isTooLongForJdk(ciphertext) ? unbounded() : inPieces;
      RawCipher.Run run = cipher.start(false, iv.toByteArray(), aad.toByteArray());
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
            target.write(output, 0, run.update(piece, 0, length, output, 0));
          }
          output = withRoom(output, run.outputSize(length));
          target.write(output, 0, run.finish(piece, 0, length, output, 0));
        }
      } else {
        output = new byte[run.outputSize(piece.length)];
        target.write(output, 0, run.finish(piece, 0, piece.length, output, 0));
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
