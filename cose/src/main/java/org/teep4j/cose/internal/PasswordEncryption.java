package org.teep4j.cose.internal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.interfaces.PBEKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;

/**
 * Decryption with a password: PBES2 with PBKDF2 (RFC 8018, Section 6.2) and the algorithms of PKCS
 * #12 (RFC 7292, Appendices B and C). For one file: its author chooses the numbers of iterations,
 * which are limited for the whole file. Not thread-safe.
 */
public final class PasswordEncryption {

  /**
   * The largest number of iterations for one file, each one call of a hash function. It takes some
   * seconds.
   */
  public static final int MOST_ITERATIONS = 4_000_000;

  private static final int OCTET_STRING = 0x04;
  private static final int INTEGER = 0x02;
  private static final int NULL = 0x05;

  // Content octets of object identifiers.
  private static final String PBES2 = "2a864886f70d01050d"; // 1.2.840.113549.1.5.13
  private static final String PBKDF2 = "2a864886f70d01050c"; // 1.2.840.113549.1.5.12
  private static final String SCRYPT = "2b06010401da47040b"; // 1.3.6.1.4.1.11591.4.11
  private static final String HMAC_SHA_1 = "2a864886f70d0207"; // 1.2.840.113549.2.7

  /** A hash function: its name in JCA, and the size of its values in bytes. */
  private record Hash(String name, int size) {}

  /** Pseudorandom functions of PBKDF2 (RFC 8018, Appendix B.1). */
  private static final Map<String, Hash> FUNCTIONS =
      Map.of(
          HMAC_SHA_1,
          new Hash("SHA1", 20),
          "2a864886f70d0208",
          new Hash("SHA224", 28), // 1.2.840.113549.2.8
          "2a864886f70d0209",
          new Hash("SHA256", 32), // 1.2.840.113549.2.9
          "2a864886f70d020a",
          new Hash("SHA384", 48), // 1.2.840.113549.2.10
          "2a864886f70d020b",
          new Hash("SHA512", 64)); // 1.2.840.113549.2.11

  /** A block cipher in CBC mode. */
  private record Scheme(String cipher, int keySize) {}

  /** Encryption schemes of PBES2 (RFC 8018, Appendix B.2). */
  private static final Map<String, Scheme> SCHEMES =
      Map.of(
          "608648016503040102", new Scheme("AES", 16), // 2.16.840.1.101.3.4.1.2
          "608648016503040116", new Scheme("AES", 24), // 2.16.840.1.101.3.4.1.22
          "60864801650304012a", new Scheme("AES", 32), // 2.16.840.1.101.3.4.1.42
          "2a864886f70d0307", new Scheme("DESede", 24)); // 1.2.840.113549.3.7

  /** Encryption of PKCS #12 (RFC 7292, Appendix C): 1.2.840.113549.1.12.1.n. */
  private static final Map<String, String> PKCS12_CIPHERS =
      Map.of(
          "2a864886f70d010c0103", "PBEWithSHA1AndDESede",
          "2a864886f70d010c0105", "PBEWithSHA1AndRC2_128",
          "2a864886f70d010c0106", "PBEWithSHA1AndRC2_40");

  /** Hash functions of the MAC of PKCS #12. */
  private static final Map<String, String> PKCS12_MACS =
      Map.of(
          "2b0e03021a", "HmacPBESHA1", // 1.3.14.3.2.26
          "608648016503040201", "HmacPBESHA256", // 2.16.840.1.101.3.4.2.1
          "608648016503040202", "HmacPBESHA384", // 2.16.840.1.101.3.4.2.2
          "608648016503040203", "HmacPBESHA512"); // 2.16.840.1.101.3.4.2.3

  /** Hash values that a key and an initialization vector of PKCS #12 take together. */
  private static final int PKCS12_BLOCKS = 3;

  private final char[] password;
  private long iterationsLeft = MOST_ITERATIONS;

  /**
   * Starts to read one file.
   *
   * @param password the password of the whole file; referenced
   */
  public PasswordEncryption(char[] password) {
    this.password = password;
  }

  /**
   * Decrypts.
   *
   * @param algorithm the elements of an {@code AlgorithmIdentifier}
   * @param encrypted the ciphertext
   * @return the plaintext, in a new array that belongs to the caller
   * @throws DerException if the parameters are malformed
   * @throws InvalidKeyException if the password is wrong, or the algorithm is not known or takes
   *     too many iterations
   */
  public byte[] decrypt(DerReader algorithm, Bytes encrypted)
      throws DerException, InvalidKeyException {
    String name = algorithm.readObjectIdentifier();
    DerReader parameters = algorithm.readSequence();
    try {
      Cipher cipher = name.equals(PBES2) ? pbes2(parameters) : pkcs12(name, parameters);
      return cipher.doFinal(encrypted.toByteArray());
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      throw wrong();
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException("the key cannot be decrypted: " + e.getMessage(), e);
    }
  }

  private static InvalidKeyException wrong() {
    return new InvalidKeyException("the passphrase is wrong, or the file is damaged");
  }

  private Cipher pbes2(DerReader parameters) throws DerException, GeneralSecurityException {
    DerReader derivation = parameters.readSequence();
    DerReader encryption = parameters.readSequence();
    parameters.expectEnd();
    Scheme scheme = SCHEMES.get(encryption.readObjectIdentifier());
    if (scheme == null) {
      throw new InvalidKeyException(
          "the key is encrypted with another cipher than AES-CBC and DES-EDE3-CBC");
    }
    Bytes iv = encryption.readOctetString();
    byte[] key = pbkdf2(derivation, scheme.keySize());
    try {
      Cipher cipher = Cipher.getInstance(scheme.cipher() + "/CBC/PKCS5Padding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, scheme.cipher()),
          new IvParameterSpec(iv.toByteArray()));
      return cipher;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] pbkdf2(DerReader derivation, int keySize)
      throws DerException, GeneralSecurityException {
    String name = derivation.readObjectIdentifier();
    if (!name.equals(PBKDF2)) {
      throw new InvalidKeyException(
          "the key is encrypted with "
              + (name.equals(SCRYPT) ? "scrypt" : "another key derivation than PBKDF2")
              + ": write it anew, as with openssl pkcs8 -topk8");
    }
    DerReader parameters = derivation.readSequence();
    if (!parameters.nextIs(OCTET_STRING)) {
      throw new InvalidKeyException("the salt of PBKDF2 is not in the file");
    }
    byte[] salt = parameters.readOctetString().toByteArray();
    BigInteger iterations = parameters.readInteger();
    if (parameters.nextIs(INTEGER)
        && !parameters.readInteger().equals(BigInteger.valueOf(keySize))) {
      throw new InvalidKeyException("the length of the derived key does not fit the cipher");
    }
    Hash hash = FUNCTIONS.get(parameters.hasNext() ? function(parameters) : HMAC_SHA_1);
    if (hash == null) {
      throw new InvalidKeyException("PBKDF2 has a function that is not supported");
    }
    int rounds = spend(iterations, (keySize + hash.size() - 1) / hash.size());
    if (salt.length == 0) {
      throw new InvalidKeyException("the salt of PBKDF2 is empty"); // which JCA does not take
    }
    PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, 8 * keySize);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash.name())
          .generateSecret(spec)
          .getEncoded();
    } finally {
      spec.clearPassword();
    }
  }

  private static String function(DerReader parameters) throws DerException {
    DerReader algorithm = parameters.readSequence();
    String name = algorithm.readObjectIdentifier();
    if (algorithm.nextIs(NULL)) {
      algorithm.skip();
    }
    algorithm.expectEnd();
    parameters.expectEnd();
    return name;
  }

  private Cipher pkcs12(String name, DerReader parameters)
      throws DerException, GeneralSecurityException {
    String algorithm = PKCS12_CIPHERS.get(name);
    if (algorithm == null) {
      throw new InvalidKeyException(
          "the key is encrypted with an algorithm that is not supported: write it anew, as with"
              + " openssl pkcs8 -topk8");
    }
    PBEParameterSpec salted = salted(parameters, PKCS12_BLOCKS);
    parameters.expectEnd();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.DECRYPT_MODE, new PasswordKey(password), salted);
    return cipher;
  }

  private PBEParameterSpec salted(DerReader parameters, int blocks)
      throws DerException, InvalidKeyException {
    byte[] salt = parameters.readOctetString().toByteArray();
    BigInteger iterations = parameters.hasNext() ? parameters.readInteger() : BigInteger.ONE;
    return new PBEParameterSpec(salt, spend(iterations, blocks));
  }

  /**
   * Checks the MAC of a PKCS #12 file (RFC 7292, Section 4).
   *
   * @param macData the elements of a {@code MacData}
   * @param content the bytes under the MAC
   * @throws DerException if the parameters are malformed
   * @throws InvalidKeyException if the password is wrong, or the algorithm is not known or takes
   *     too many iterations
   */
  public void checkMac(DerReader macData, Bytes content) throws DerException, InvalidKeyException {
    DerReader digest = macData.readSequence();
    String name = digest.readSequence().readObjectIdentifier();
    Bytes stated = digest.readOctetString();
    String algorithm = PKCS12_MACS.get(name);
    if (algorithm == null) {
      throw new InvalidKeyException("the MAC of the PKCS #12 file is of an unknown kind");
    }
    PBEParameterSpec salted = salted(macData, 1);
    macData.expectEnd();
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new PasswordKey(password), salted);
      if (!Bytes.wrap(mac.doFinal(content.toByteArray())).constantTimeEquals(stated)) {
        throw wrong();
      }
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException("the MAC cannot be checked: " + e.getMessage(), e);
    }
  }

  /** Takes iterations from those that the file may use. */
  private int spend(BigInteger iterations, int blocks) throws InvalidKeyException {
    BigInteger work = iterations.multiply(BigInteger.valueOf(blocks));
    if (iterations.signum() == 0 || work.compareTo(BigInteger.valueOf(iterationsLeft)) > 0) {
      throw new InvalidKeyException(
          "the file wants its passphrase hashed too often: at most "
              + MOST_ITERATIONS
              + " times in all");
    }
    iterationsLeft -= work.longValue();
    return iterations.intValue();
  }

  /**
   * A password, which the ciphers of PKCS #12 take as UTF-16. JCA's own class takes ASCII alone.
   */
  private static final class PasswordKey implements PBEKey {

    private static final long serialVersionUID = 1L;

    private final char[] password;

    PasswordKey(char[] password) {
      this.password = password;
    }

    @Override
    public char[] getPassword() {
      return password.clone();
    }

    @Override
    public byte @Nullable [] getSalt() {
      return null;
    }

    @Override
    public int getIterationCount() {
      return 0;
    }

    @Override
    public String getAlgorithm() {
      return "PBE";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }
}
