package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Security;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/** RSA signatures: forgeries by bad padding, other parameters and small keys. */
class RsaSignatureTest {

  private static final Bytes MESSAGE = Bytes.ofUtf8("message");
  private static final RsaKey KEY = (RsaKey) Keys.RSA;
  private static final int SIZE = KEY.size();

  /** DigestInfo (RFC 8017, Section 9.2) up to the hash, by hash function. */
  private static final String SHA256_INFO = "3031300d060960864801650304020105000420";

  private static final String SHA384_INFO = "3041300d060960864801650304020205000430";
  private static final String SHA512_INFO = "3051300d060960864801650304020305000440";

  private static String hash(String name) throws GeneralSecurityException {
    return Bytes.wrap(MessageDigest.getInstance(name).digest(MESSAGE.toByteArray())).toHex();
  }

  /** What RSA makes of an encoded message: whatever the padding is, the arithmetic is right. */
  private static byte[] sign(String encoded) {
    BigInteger d = KEY.secrets().orElseThrow().d();
    BigInteger signature = new BigInteger(encoded, 16).modPow(d, KEY.n());
    byte[] bytes = RsaKey.toUnsigned(signature).toByteArray();
    byte[] fixed = new byte[SIZE];
    System.arraycopy(bytes, 0, fixed, SIZE - bytes.length, bytes.length);
    return fixed;
  }

  /** 00 01 ff … ff 00 and the rest, as long as the modulus. */
  private static String padded(String start, String rest) {
    int ones = SIZE - (start.length() + rest.length()) / 2 - 1;
    return start + "ff".repeat(ones) + "00" + rest;
  }

  private static void verify(CoseAlgorithm algorithm, byte[] signature)
      throws GeneralSecurityException {
    CoseVerifier.of(KEY.toPublic(), algorithm).verify(Segments.of(MESSAGE), Bytes.wrap(signature));
  }

  private static void refused(CoseAlgorithm algorithm, String what, byte[] signature) {
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> verify(algorithm, signature), what);
    assertEquals(Failure.SIGNATURE, refusal.failure(), what);
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, SHA-256, " + SHA256_INFO,
    "RS384, SHA-384, " + SHA384_INFO,
    "RS512, SHA-512, " + SHA512_INFO
  })
  void pkcs1IsThatOfTheRfc(CoseAlgorithm algorithm, String hashName, String info) throws Exception {
    byte[] byHand = sign(padded("0001", info + hash(hashName)));
    verify(algorithm, byHand);
    assertEquals(
        Bytes.wrap(byHand), Bytes.wrap(CoseSigner.of(KEY, algorithm).sign(Segments.of(MESSAGE))));
    for (CoseAlgorithm other :
        new CoseAlgorithm[] {CoseAlgorithm.RS256, CoseAlgorithm.RS384, CoseAlgorithm.RS512}) {
      if (other != algorithm) {
        refused(other, "another hash function", byHand);
      }
    }
    refused(CoseAlgorithm.PS256, "PKCS1 where PSS is expected", byHand);
  }

  @Test
  void wrongPaddingIsRefused() throws Exception {
    String hash = hash("SHA-256");
    String good = SHA256_INFO + hash;
    String[][] forgeries = {
      {"garbage behind the hash", "0001" + "ff".repeat(8) + "00" + good},
      {"type 0", padded("0000", good)},
      {"type 2", padded("0002", good)},
      {"padding with a hole", padded("0001ff00", good)},
      {"padding that is not ff", padded("0001fe", good)},
      {"no separator", "0001" + "ff".repeat(SIZE - 2 - good.length() / 2) + good},
      {"the hash alone", padded("0001", hash)},
      {"another hash function's name", padded("0001", SHA384_INFO + hash)},
      {"a longer length", padded("0001", "308131" + SHA256_INFO.substring(4) + hash)},
      {
        "other parameters", padded("0001", "3033300f060960864801650304020104020000" + "0420" + hash)
      },
      {"another hash", padded("0001", SHA256_INFO + hash("SHA-512").substring(0, 64))},
    };
    for (String[] forgery : forgeries) {
      String encoded = forgery[1];
      if (encoded.length() < 2 * SIZE) {
        encoded = encoded + "00".repeat(SIZE - encoded.length() / 2);
      }
      refused(CoseAlgorithm.RS256, forgery[0], sign(encoded));
    }
  }

  @Test
  void numbersThatAreNoSignatureAreRefused() throws Exception {
    byte[] good = sign(padded("0001", SHA256_INFO + hash("SHA-256")));
    BigInteger larger = new BigInteger(1, good).add(KEY.n());
    byte[] unreduced = RsaKey.toUnsigned(larger).toByteArray();
    for (CoseAlgorithm algorithm : new CoseAlgorithm[] {CoseAlgorithm.RS256, CoseAlgorithm.PS256}) {
      refused(algorithm, "zero", new byte[SIZE]);
      byte[] one = new byte[SIZE];
      one[SIZE - 1] = 1;
      refused(algorithm, "one", one);
      refused(algorithm, "with the modulus added", unreduced);
      refused(algorithm, "shorter", Arrays.copyOf(good, SIZE - 1));
      refused(algorithm, "longer", Arrays.copyOf(good, SIZE + 1));
      refused(algorithm, "nothing", new byte[0]);
      byte[] leadingZero = new byte[SIZE + 1];
      System.arraycopy(good, 0, leadingZero, 1, SIZE);
      refused(algorithm, "a leading zero", leadingZero);
    }
  }

  @Test
  void pssWithOtherParametersIsRefused() throws Exception {
    verify(CoseAlgorithm.PS256, pss("SHA-256", "SHA-256", 32));
    refused(CoseAlgorithm.PS256, "no salt", pss("SHA-256", "SHA-256", 0));
    refused(CoseAlgorithm.PS256, "a shorter salt", pss("SHA-256", "SHA-256", 20));
    refused(CoseAlgorithm.PS256, "a longer salt", pss("SHA-256", "SHA-256", 48));
    refused(CoseAlgorithm.PS256, "another mask", pss("SHA-256", "SHA-1", 32));
    refused(CoseAlgorithm.PS256, "another hash function", pss("SHA-384", "SHA-384", 48));
    refused(CoseAlgorithm.RS256, "PSS where PKCS1 is expected", pss("SHA-256", "SHA-256", 32));
  }

  private static byte[] pss(String hashName, String maskName, int salt) throws Exception {
    Signature signer = Signature.getInstance("RSASSA-PSS");
    signer.setParameter(
        new PSSParameterSpec(hashName, "MGF1", new MGF1ParameterSpec(maskName), salt, 1));
    signer.initSign(CoseKeys.toPrivateKey(KEY));
    signer.update(MESSAGE.toByteArray());
    return signer.sign();
  }

  @ParameterizedTest
  @CsvSource({"RS256, 1024", "RS256, 2040", "PS512, 2040"})
  void smallKeysAreRefusedWhereverTheyComeFrom(CoseAlgorithm algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    assertThrows(InvalidKeyException.class, () -> CoseKeys.of(pair));
    assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(pair.getPublic(), algorithm));
    InvalidKeyException refusal =
        assertThrows(InvalidKeyException.class, () -> CoseSigner.of(pair.getPrivate(), algorithm));
    assertEquals("the modulus has fewer than 2048 bits", refusal.getMessage());
    assertThrows(
        InvalidKeyException.class,
        () -> CoseVerifier.of(pair.getPublic(), algorithm, Security.getProvider("SunRsaSign")));
    assertThrows(
        InvalidKeyException.class,
        () -> CoseSigner.of(pair.getPrivate(), algorithm, Security.getProvider("SunRsaSign")));
  }
}
