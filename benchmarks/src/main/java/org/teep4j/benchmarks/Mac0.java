package org.teep4j.benchmarks;

import COSE.CoseException;
import COSE.MAC0Message;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.AuthenticatedPayload;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.SymmetricKey;

/**
 * A COSE_Mac0 by this library and by cose-java, and beside them the bare calls of JCA over the same
 * MAC_structure, which is at hand.
 */
public class Mac0 extends Defaults {

  private static final int BLOCK = 16;

  /** HMAC with SHA-256, or the CBC-MAC of AES, 128 bits long. */
  @Param({"HMAC_256", "AES_MAC_128_128"})
  public String mac = "HMAC_256";

  /** Size of the payload. */
  @Param({"300", "1048576"})
  public int macedBytes = 300;

  private byte[] array;
  private Bytes payload;
  private CoseMacCreator creator;
  private CoseMacVerifier verifier;
  private SymmetricPeer coseJava;
  private SecretKey secret;
  private CoseMac0 message;
  private MAC0Message theirs;
  private byte[] structure;

  /** Checks that all make the same tag, and that each verifies what another has made. */
  @Setup
  public void setup() throws GeneralSecurityException, CoseException, DecodeException {
    CoseAlgorithm algorithm = CoseAlgorithm.valueOf(mac);
    CoseKey key = CoseKeys.generate(algorithm);
    byte[] k = ((SymmetricKey) key).k().toByteArray();
    creator = CoseMacCreator.of(key);
    verifier = CoseMacVerifier.of(key);
    coseJava = new SymmetricPeer(k, algorithm);
    secret = new SecretKeySpec(k, isHmac() ? "HmacSHA256" : "AES");
    array = Encrypt0.plaintext(macedBytes);
    payload = Bytes.wrap(array);
    message = teep4jCreate();
    // MAC_structure (RFC 9052, Section 6.3), the protected header holding alg and nothing else.
    CborWriter header = new CborWriter().beginMap().writeLong(1).writeLong(algorithm.id()).endMap();
    CborWriter writer =
        new CborWriter().beginArray().writeText("MAC0").writeBytes(header.toBytes());
    structure =
        writer.writeBytes(Bytes.empty()).writeBytes(payload).endArray().toBytes().toByteArray();
    Check.sameBytes("the bare calls", message.tag().toByteArray(), jcaWhole());
    Check.sameBytes("the bare calls", message.tag().toByteArray(), jcaBy16KiB());
    CoseMac0.decode(Bytes.wrap(coseJavaCreate().EncodeToBytes())).verify(verifier);
    theirs = SymmetricPeer.maced(message.toByteArray());
    if (!coseJavaVerify()) {
      throw new IllegalStateException("cose-java does not verify what teep4j has made");
    }
  }

  private boolean isHmac() {
    return mac.startsWith("HMAC");
  }

  /** With this library. */
  @Benchmark
  public CoseMac0 teep4jCreate() throws GeneralSecurityException {
    return CoseMac0.mac(payload, creator);
  }

  /** With this library. */
  @Benchmark
  public AuthenticatedPayload teep4jVerify() throws GeneralSecurityException {
    return message.verify(verifier);
  }

  /** The bare calls, all in one. */
  @Benchmark
  public byte[] jcaWhole() throws GeneralSecurityException {
    return isHmac() ? hmac(structure.length) : cbcMac(structure.length);
  }

  /** The bare calls, in chunks of 16 KiB. */
  @Benchmark
  public byte[] jcaBy16KiB() throws GeneralSecurityException {
    return isHmac() ? hmac(16 << 10) : cbcMac(16 << 10);
  }

  private byte[] hmac(int chunk) throws GeneralSecurityException {
    Mac function = Mac.getInstance("HmacSHA256");
    function.init(secret);
    for (int at = 0; at < structure.length; at += chunk) {
      function.update(structure, at, Math.min(chunk, structure.length - at));
    }
    return function.doFinal();
  }

  private byte[] cbcMac(int chunk) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(new byte[BLOCK]));
    byte[] padded = Arrays.copyOf(structure, (structure.length + BLOCK - 1) / BLOCK * BLOCK);
    byte[] output = new byte[Math.min(chunk, padded.length)];
    int length = 0;
    for (int at = 0; at < padded.length; at += chunk) {
      length = cipher.update(padded, at, Math.min(chunk, padded.length - at), output);
    }
    return Arrays.copyOfRange(output, length - BLOCK, length);
  }

  /** With cose-java. */
  @Benchmark
  public MAC0Message coseJavaCreate() throws CoseException {
    return coseJava.mac(array);
  }

  /** With cose-java. */
  @Benchmark
  public boolean coseJavaVerify() throws CoseException {
    return coseJava.verify(theirs);
  }
}
