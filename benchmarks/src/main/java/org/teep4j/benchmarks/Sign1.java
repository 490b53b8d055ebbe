package org.teep4j.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSign1Builder;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;

/**
 * A COSE_Sign1 by each provider, and beside it the bare calls of JCA with the same key over the
 * same To-Be-Signed bytes. Curves in pure Java need thousands of calls before they are compiled.
 */
@Warmup(iterations = 4, time = 1500, timeUnit = TimeUnit.MILLISECONDS)
public abstract class Sign1 extends Defaults {

  /** What signs, see {@link SignatureKind}. */
  @Param({"ES256", "Ed25519", "ML-DSA-65"})
  public String signature = "ES256";

  /** Size of the payload. */
  @Param({"300", "1048576"})
  public int signedBytes = 300;

  /**
   * What does the work. With "default" this library chooses, and beside it stands what JCA would
   * choose, or BouncyCastle where the JDK does not have the algorithm.
   */
  @Param({"default", "JDK", "BouncyCastle", "Corretto", "Conscrypt"})
  public String signatureProvider = "default";

  Bytes payload;
  CoseSigner signer;
  CoseVerifier verifier;
  CoseSign1 message;
  JcaSignature jca;
  byte[] toBeSigned;
  byte[] jcaSigned;

  /** Checks that each verifies what the other has signed. */
  @Setup
  public final void setup() throws GeneralSecurityException, IOException {
    SignatureKind kind = SignatureKind.of(signature);
    CoseAlgorithm algorithm = kind.algorithm();
    CoseKey key = CoseKeys.generate(algorithm);
    jca = new JcaSignature(kind, provider(kind), key);
    boolean isDefault = signatureProvider.equals("default");
    CoseVerifier byDefault = CoseVerifier.of(key.toPublic(), algorithm);
    signer =
        isDefault
            ? CoseSigner.of(key, algorithm)
            : CoseSigner.of(jca.privateKey(), algorithm, jca.provider());
    verifier = isDefault ? byDefault : CoseVerifier.of(jca.publicKey(), algorithm, jca.provider());

    payload = payload(signedBytes);
    message = CoseSign1.sign(payload, signer);
    message.verify(verifier);
    message.verify(byDefault);
    CoseSign1Builder unsigned = unsigned(algorithm, payload);
    toBeSigned = unsigned.toBeSigned().toByteArray();
    jcaSigned = jca.sign(toBeSigned);
    unsigned.build(Bytes.wrap(jca.toCose(jcaSigned))).verify(verifier);
    byte[] ours = jca.fromCose(message.signature().toByteArray());
    Check.verified("the bare call", "teep4j", jca.verify(toBeSigned, ours));
  }

  private Provider provider(SignatureKind kind) {
    if (!signatureProvider.equals("default")) {
      return Providers.having(signatureProvider, "Signature", kind.jcaName());
    }
    Provider chosen = Providers.ofJdk("Signature", kind.jcaName());
    return chosen == null ? new BouncyCastleProvider() : chosen;
  }

  static CoseSign1Builder unsigned(CoseAlgorithm algorithm, Bytes payload) {
    CoseHeaders headers = CoseHeaders.builder().algorithm(algorithm).build();
    return CoseSign1.builder().headers(headers).payload(payload);
  }

  static Bytes payload(int size) {
    byte[] payload = new byte[size];
    for (int i = 0; i < size; i++) {
      payload[i] = (byte) (i * 7 + (i >>> 12));
    }
    return Bytes.wrap(payload);
  }
}
