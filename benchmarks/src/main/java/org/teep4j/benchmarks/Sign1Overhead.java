package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerifiedPayload;

/**
 * What this library adds to a signature, whoever makes it: the provider does nothing. Beside real
 * signatures the difference is lost in their spread.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Sign1Overhead extends Defaults {

  /** What does not sign, see {@link SignatureKind}. */
  @Param({"ES256", "Ed25519"})
  public String signature = "ES256";

  private Bytes payload;
  private CoseSigner signer;
  private CoseVerifier verifier;
  private CoseSign1 message;
  private JcaSignature jca;
  private byte[] toBeSigned;
  private byte[] jcaSigned;

  /** Makes a message that only this provider takes for signed. */
  @Setup
  public void setup() throws GeneralSecurityException {
    SignatureKind kind = SignatureKind.of(signature);
    CoseAlgorithm algorithm = kind.algorithm();
    jca = new JcaSignature(kind, new NoSignature(), CoseKeys.generate(algorithm));
    payload = Sign1.payload(300);
    signer = CoseSigner.of(jca.privateKey(), algorithm, jca.provider());
    verifier = CoseVerifier.of(jca.publicKey(), algorithm, jca.provider());
    message = CoseSign1.sign(payload, signer);
    toBeSigned = Sign1.unsigned(algorithm, payload).toBeSigned().toByteArray();
    jcaSigned = jca.sign(toBeSigned);
  }

  /** With this library. */
  @Benchmark
  public CoseSign1 teep4jSign() throws GeneralSecurityException {
    return CoseSign1.sign(payload, signer);
  }

  /** The bare calls. */
  @Benchmark
  public byte[] jcaSign() throws GeneralSecurityException {
    return jca.sign(toBeSigned);
  }

  /** With this library. */
  @Benchmark
  public VerifiedPayload teep4jVerify() throws GeneralSecurityException {
    return message.verify(verifier);
  }

  /** The bare calls. */
  @Benchmark
  public boolean jcaVerify() throws GeneralSecurityException {
    return jca.verify(toBeSigned, jcaSigned);
  }
}
