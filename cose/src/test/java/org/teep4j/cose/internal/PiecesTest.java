package org.teep4j.cose.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A cipher of the JDK gets content from where it lies, and never much of it in one call. */
class PiecesTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final SecretKey KEY = new SecretKeySpec(new byte[16], "AES");
  private static final byte[] NONCE = new byte[12];
  private static final byte[] AAD = {1, 2, 3};
  private static final byte[] CONTENT = content(MEBIBYTE + 5);

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31 + (i >>> 9));
    }
    return content;
  }

  @Test
  void piecesAreShortAtFirstAndThenLong() {
    Pieces pieces = Pieces.shortAtFirst();
    assertEquals(1, pieces.next(1));
    for (int i = 1; i < Pieces.SHORTEST_CALLS; i++) {
      assertEquals(Pieces.SHORTEST, pieces.next(MEBIBYTE));
    }
    for (int i = 0; i < Pieces.SHORT_CALLS; i++) {
      assertEquals(Pieces.SHORT, pieces.next(MEBIBYTE));
    }
    assertEquals(Message.CHUNK, pieces.next(MEBIBYTE));
    assertEquals(7, pieces.next(7));
    assertEquals(Message.CHUNK, Pieces.LONG.next(MEBIBYTE));
    assertEquals(MEBIBYTE, Pieces.WHOLE.next(MEBIBYTE));
  }

  @Test
  void theLastPieceIsNeverEmptyNorTooLong() {
    assertEquals(0, Pieces.LONG.beforeLast(0));
    assertEquals(0, Pieces.LONG.beforeLast(1));
    assertEquals(0, Pieces.LONG.beforeLast(Message.CHUNK));
    assertEquals(Message.CHUNK, Pieces.LONG.beforeLast(Message.CHUNK + 1));
    assertEquals(0, Pieces.WHOLE.beforeLast(MEBIBYTE));
  }

  @Test
  void aCipherOfTheJdkGetsPiecesOfTheContentItself() throws Exception {
    for (boolean isOfJdk : new boolean[] {true, false}) {
      Provider provider = new RecordingProvider(isOfJdk ? "SunJCE" : "Other");
      RecordingCipher.inputs.clear();
      RecordingCipher.lengths.clear();
      RawCipher.Run run = JcaCiphers.ctr(KEY, provider).start(true, new byte[16], new byte[0]);
      byte[] output = new byte[CONTENT.length];
      assertEquals(CONTENT.length, run.finish(CONTENT, 0, CONTENT.length, output, 0));
      Cipher expected = Cipher.getInstance("AES/CTR/NoPadding");
      expected.init(Cipher.ENCRYPT_MODE, KEY, new IvParameterSpec(new byte[16]));
      assertArrayEquals(expected.doFinal(CONTENT), output);
      RecordingCipher.inputs.forEach(input -> assertSame(CONTENT, input));
      int sum = 0;
      for (int length : RecordingCipher.lengths) {
        assertTrue(!isOfJdk || length <= Message.CHUNK, length + " bytes");
        sum += length;
      }
      assertEquals(CONTENT.length, sum);
      assertEquals(isOfJdk, RecordingCipher.lengths.size() > 64);
    }
  }

  @Test
  void whoeverHasTakenTheKeyIsAskedAgain() throws Exception {
    Security.insertProviderAt(new RecordingProvider("Refusing"), 1);
    RecordingCipher.refuses = true;
    try {
      RawCipher cipher = JcaCiphers.ctr(KEY, null);
      RecordingCipher.refusals = 0;
      for (int i = 0; i < 3; i++) {
        cipher.start(true, new byte[16], new byte[0]).finish(AAD, 0, AAD.length, new byte[3], 0);
        assertEquals(1, RecordingCipher.refusals);
      }
    } finally {
      RecordingCipher.refuses = false;
      Security.removeProvider("Refusing");
    }
  }

  private static RawCipher.Run gcmDecryption() throws GeneralSecurityException {
    return JcaCiphers.gcmDecryption(128, KEY).orElseThrow().start(false, NONCE, AAD);
  }

  private static byte[] encrypted(byte[] content) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, KEY, new GCMParameterSpec(128, NONCE));
    cipher.updateAAD(AAD);
    return cipher.doFinal(content);
  }

  @Test
  void gcmIsDecryptedInPiecesOfAnyLength() throws Exception {
    for (int length : new int[] {0, 1, 15, 16, 17, 100, 1000}) {
      byte[] content = Arrays.copyOf(CONTENT, length);
      byte[] ciphertext = encrypted(content);
      for (int piece = 1; piece <= 40; piece++) {
        assertArrayEquals(content, decrypted(ciphertext, piece));
      }
    }
    assertArrayEquals(CONTENT, decrypted(encrypted(CONTENT), Message.CHUNK));
    assertArrayEquals(CONTENT, decrypted(encrypted(CONTENT), 2 * MEBIBYTE));
  }

  private static byte[] decrypted(byte[] ciphertext, int piece) throws GeneralSecurityException {
    RawCipher.Run run = gcmDecryption();
    assertTrue(run.takesPieces());
    byte[] output = new byte[ciphertext.length - 16];
    int written = 0;
    int at = 0;
    for (; ciphertext.length - at > piece; at += piece) {
      int room = run.outputSize(piece);
      int more = run.update(ciphertext, at, piece, output, written);
      assertEquals(room, more);
      written += more;
    }
    written += run.finish(ciphertext, at, ciphertext.length - at, output, written);
    assertEquals(output.length, written);
    return output;
  }

  @Test
  void aTagThatIsNotThatOfTheCiphertextIsRefused() throws Exception {
    byte[] ciphertext = encrypted(Arrays.copyOf(CONTENT, 100));
    for (int i = 0; i < ciphertext.length; i++) {
      byte[] changed = ciphertext.clone();
      changed[i] ^= 0x40;
      assertThrows(AEADBadTagException.class, () -> decrypted(changed, 33));
    }
    for (int length = 16; length < ciphertext.length; length++) {
      byte[] cut = Arrays.copyOf(ciphertext, length);
      assertThrows(AEADBadTagException.class, () -> decrypted(cut, 33));
    }
    byte[] less = Arrays.copyOf(ciphertext, 15);
    RawCipher.Run run = gcmDecryption();
    assertThrows(AEADBadTagException.class, () -> run.finish(less, 0, 15, new byte[15], 0));
    RawCipher.Run otherAad =
        JcaCiphers.gcmDecryption(128, KEY).orElseThrow().start(false, NONCE, new byte[3]);
    byte[] output = new byte[ciphertext.length];
    assertThrows(
        AEADBadTagException.class,
        () -> otherAad.finish(ciphertext, 0, ciphertext.length, output, 0));
  }

  @Test
  void aKeyThatIsNotReadableIsLeftToItsProvider() throws Exception {
    SecretKey unreadable =
        new SecretKey() {
          @Override
          public String getAlgorithm() {
            return "AES";
          }

          @Override
          @SuppressWarnings("NullAway") // as JCA says
          public String getFormat() {
            return null;
          }

          @Override
          @SuppressWarnings("NullAway") // as JCA says
          public byte[] getEncoded() {
            return null;
          }
        };
    assertFalse(JcaCiphers.gcmDecryption(128, unreadable).isPresent());
  }

  /** Has AES-CTR, which it leaves to the JDK. */
  private static final class RecordingProvider extends Provider {

    private static final long serialVersionUID = 1;

    RecordingProvider(String name) {
      super(name, "1", "records what is done with it");
      put("Cipher.AES/CTR/NoPadding", RecordingCipher.class.getName());
    }
  }

  /** Writes down what it gets. */
  public static final class RecordingCipher extends CipherSpi {

    static final List<byte[]> inputs = new ArrayList<>();
    static final List<Integer> lengths = new ArrayList<>();
    static boolean refuses;
    static int refusals;

    private final Cipher cipher;

    /** For JCA. */
    public RecordingCipher() throws GeneralSecurityException {
      cipher = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
    }

    @Override
    protected void engineSetMode(String mode) {}

    @Override
    protected void engineSetPadding(String padding) {}

    @Override
    protected int engineGetBlockSize() {
      return cipher.getBlockSize();
    }

    @Override
    protected int engineGetOutputSize(int length) {
      return cipher.getOutputSize(length);
    }

    @Override
    protected byte[] engineGetIV() {
      return cipher.getIV();
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      return cipher.getParameters();
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
        throws InvalidKeyException {
      if (refuses) {
        refusals++;
        throw new InvalidKeyException();
      }
      try {
        cipher.init(mode, key, parameters);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineUpdate(byte[] input, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected int engineUpdate(
        byte[] input, int offset, int length, byte[] output, int outputOffset) {
      inputs.add(input);
      lengths.add(length);
      try {
        return cipher.update(input, offset, length, output, outputOffset);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected byte[] engineDoFinal(byte[] input, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected int engineDoFinal(
        byte[] input, int offset, int length, byte[] output, int outputOffset) {
      inputs.add(input);
      lengths.add(length);
      try {
        return cipher.doFinal(input, offset, length, output, outputOffset);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
