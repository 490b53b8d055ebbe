package org.teep4j.cose.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;

/** The parameters of PBES2 (RFC 8018, Appendix A). */
class PasswordEncryptionTest {

  private static final char[] PASSWORD = "Gruenkohl 7".toCharArray();
  private static final byte[] SALT = "salt".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PLAINTEXT = "plaintext".getBytes(StandardCharsets.UTF_8);

  private static final String EMPTY_SALT = "the salt of PBKDF2 is empty";
  private static final String TOO_OFTEN =
      "the file wants its passphrase hashed too often: at most 4000000 times in all";

  private static final String PBKDF2 = "2a864886f70d01050c";
  private static final String AES_192 = "608648016503040116";
  private static final String AES_128 = "608648016503040102";
  private static final String HMAC_SHA_256 = "2a864886f70d0209";

  /** An AlgorithmIdentifier of PBES2, with AES-128-CBC. */
  private static DerReader pbes2(Consumer<DerWriter> parametersOfPbkdf2) throws DerException {
    return pbes2(PBKDF2, parametersOfPbkdf2, AES_128);
  }

  private static DerReader pbes2(String kdf, Consumer<DerWriter> parameters, String cipher)
      throws DerException {
    byte[] encoded =
        new DerWriter()
            .sequence(
                all ->
                    all.objectIdentifier("2a864886f70d01050d")
                        .sequence(
                            both ->
                                both.sequence(one -> one.objectIdentifier(kdf).sequence(parameters))
                                    .sequence(
                                        two ->
                                            two.objectIdentifier(cipher)
                                                .octetString(new byte[16]))))
            .toByteArray();
    return new DerReader(Bytes.wrap(encoded)).readSequence();
  }

  private static DerWriter start(DerWriter parameters, int iterations) {
    return parameters.octetString(SALT).integer(BigInteger.valueOf(iterations));
  }

  /** A function that is named, and what follows its name. */
  private static Consumer<DerWriter> function(Consumer<DerWriter> rest) {
    return parameters ->
        start(parameters, 2).sequence(each -> rest.accept(each.objectIdentifier(HMAC_SHA_256)));
  }

  private static Bytes encrypted(String hash) throws Exception {
    byte[] key =
        SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
            .generateSecret(new PBEKeySpec(PASSWORD, SALT, 2, 128))
            .getEncoded();
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    return Bytes.wrap(cipher.doFinal(PLAINTEXT));
  }

  private static byte[] decrypt(DerReader algorithm, String hash) throws Exception {
    return new PasswordEncryption(PASSWORD).decrypt(algorithm, encrypted(hash));
  }

  private static void refused(String message, DerReader algorithm) {
    assertEquals(
        message,
        assertThrows(InvalidKeyException.class, () -> decrypt(algorithm, "SHA256")).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "2a864886f70d0207, SHA1",
    "2a864886f70d0208, SHA224",
    "2a864886f70d0209, SHA256",
    "2a864886f70d020a, SHA384",
    "2a864886f70d020b, SHA512"
  })
  void functions(String identifier, String hash) throws Exception {
    Consumer<DerWriter> parameters =
        writer ->
            start(writer, 2)
                .integer(BigInteger.valueOf(16))
                .sequence(each -> each.objectIdentifier(identifier).element(0x05, new byte[0]));
    assertArrayEquals(PLAINTEXT, decrypt(pbes2(parameters), hash));
  }

  @Test
  void lengthAndFunctionMayBeAbsent() throws Exception {
    assertArrayEquals(PLAINTEXT, decrypt(pbes2(writer -> start(writer, 2)), "SHA1"));
    assertArrayEquals(PLAINTEXT, decrypt(pbes2(function(each -> {})), "SHA256"));
  }

  @Test
  void nothingFollowsAFunction() throws Exception {
    DerReader inside =
        pbes2(function(each -> each.element(0x05, new byte[0]).integer(BigInteger.ONE)));
    DerException refusal = assertThrows(DerException.class, () -> decrypt(inside, "SHA256"));
    assertEquals("bytes follow the last element", refusal.getMessage());
    DerReader behind = pbes2(function(each -> {}).andThen(after -> after.integer(BigInteger.ONE)));
    refusal = assertThrows(DerException.class, () -> decrypt(behind, "SHA256"));
    assertEquals("bytes follow the last element", refusal.getMessage());
  }

  @Test
  void whatIsNotSupportedIsNamed() throws Exception {
    refused(
        "the length of the derived key does not fit the cipher",
        pbes2(writer -> start(writer, 2).integer(BigInteger.valueOf(32))));
    refused(
        "the salt of PBKDF2 is not in the file",
        pbes2(writer -> writer.sequence(salt -> {}).integer(BigInteger.TWO)));
    refused(
        "PBKDF2 has a function that is not supported",
        pbes2(writer -> start(writer, 2).sequence(each -> each.objectIdentifier("2a03"))));
    Consumer<DerWriter> parameters = writer -> start(writer, 2);
    refused(
        "the key is encrypted with scrypt: write it anew, as with openssl pkcs8 -topk8",
        pbes2("2b06010401da47040b", parameters, AES_128));
    refused(
        "the key is encrypted with another key derivation than PBKDF2: write it anew, as with"
            + " openssl pkcs8 -topk8",
        pbes2("2a03", parameters, AES_128));
    refused(
        "the key is encrypted with another cipher than AES-CBC and DES-EDE3-CBC",
        pbes2(PBKDF2, parameters, "2a03"));
  }

  /** An empty salt is refused when the iterations have been counted, and before they are made. */
  private static void countedWithoutSalt(
      String message, PasswordEncryption password, String cipher, int iterations)
      throws DerException {
    DerReader algorithm =
        pbes2(
            PBKDF2,
            writer -> writer.octetString(new byte[0]).integer(BigInteger.valueOf(iterations)),
            cipher);
    assertEquals(
        message,
        assertThrows(InvalidKeyException.class, () -> password.decrypt(algorithm, Bytes.empty()))
            .getMessage());
  }

  @Test
  void allIterationsOfAFileAreCounted() throws Exception {
    PasswordEncryption one = new PasswordEncryption(PASSWORD);
    countedWithoutSalt(EMPTY_SALT, one, AES_128, PasswordEncryption.MOST_ITERATIONS);
    countedWithoutSalt(TOO_OFTEN, one, AES_128, 1);
    PasswordEncryption another = new PasswordEncryption(PASSWORD);
    countedWithoutSalt(TOO_OFTEN, another, AES_128, PasswordEncryption.MOST_ITERATIONS + 1);
    countedWithoutSalt(TOO_OFTEN, another, AES_128, 0);
  }

  /** A key of 24 bytes takes two values of SHA-1, so that each iteration counts twice. */
  @Test
  void aLongKeyTakesSeveralValues() throws Exception {
    int half = PasswordEncryption.MOST_ITERATIONS / 2;
    countedWithoutSalt(EMPTY_SALT, new PasswordEncryption(PASSWORD), AES_192, half);
    countedWithoutSalt(TOO_OFTEN, new PasswordEncryption(PASSWORD), AES_192, half + 1);
  }
}
