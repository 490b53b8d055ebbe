package org.teep4j.benchmarks;

import COSE.CoseException;
import COSE.Encrypt0Message;
import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.DecryptedPayload;
import org.teep4j.cose.SymmetricKey;

/** A COSE_Encrypt0 by this library and by cose-java, which has AES-GCM of these. */
public class Encrypt0Peers extends Defaults {

  /** What encrypts, see {@link CipherKind}. */
  @Param("A128GCM")
  public String peersCipher = "A128GCM";

  /** Size of the plaintext. */
  @Param({"300", "1048576"})
  public int plaintextBytes = 300;

  private byte[] array;
  private Bytes plaintext;
  private CoseEncryptor encryptor;
  private CoseDecryptor decryptor;
  private SymmetricPeer coseJava;
  private CoseEncrypt0 message;
  private Encrypt0Message theirs;

  /** Checks that each decrypts what the other has encrypted. */
  @Setup
  public void setup() throws GeneralSecurityException, CoseException, DecodeException {
    CipherKind kind = CipherKind.of(peersCipher);
    CoseKey key = CoseKeys.generate(kind.algorithm());
    encryptor = CoseEncryptor.of(key);
    decryptor = CoseDecryptor.of(key);
    coseJava = new SymmetricPeer(((SymmetricKey) key).k().toByteArray(), kind.algorithm());
    array = Encrypt0.plaintext(plaintextBytes);
    plaintext = Bytes.wrap(array);
    message = teep4jEncrypt();
    theirs = SymmetricPeer.encrypted(message.toByteArray());
    Check.sameBytes("cose-java", array, coseJavaDecrypt());
    CoseEncrypt0 read = CoseEncrypt0.decode(Bytes.wrap(coseJavaEncrypt().EncodeToBytes()));
    Check.sameBytes("teep4j", array, read.decrypt(decryptor).bytes().toByteArray());
  }

  /** With this library. */
  @Benchmark
  public CoseEncrypt0 teep4jEncrypt() throws GeneralSecurityException {
    return CoseEncrypt0.encrypt(plaintext, encryptor);
  }

  /** With cose-java. */
  @Benchmark
  public Encrypt0Message coseJavaEncrypt() throws CoseException {
    return coseJava.encrypt(array);
  }

  /** With this library. */
  @Benchmark
  public DecryptedPayload teep4jDecrypt() throws GeneralSecurityException {
    return message.decrypt(decryptor);
  }

  /** With cose-java. */
  @Benchmark
  public byte[] coseJavaDecrypt() throws CoseException {
    return coseJava.decrypt(theirs);
  }
}
