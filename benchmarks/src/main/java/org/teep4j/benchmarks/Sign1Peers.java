package org.teep4j.benchmarks;

import COSE.CoseException;
import COSE.Sign1Message;
import com.authlete.cose.COSEException;
import com.authlete.cose.COSESign1;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;

/** A COSE_Sign1 with this library beside others, all with the settings that they come with. */
@Warmup(iterations = 4, time = 1500, timeUnit = TimeUnit.MILLISECONDS)
public abstract class Sign1Peers extends Defaults {

  /** What signs, see {@link SignatureKind}. No peer has ML-DSA. */
  @Param({"ES256", "Ed25519"})
  public String signature = "ES256";

  /** Size of the payload. */
  @Param({"300", "1048576"})
  public int signedBytes = 300;

  Bytes payload;
  byte[] payloadArray;
  CoseSigner signer;
  CoseVerifier verifier;
  CoseSign1 message;
  CoseJava coseJava;
  Sign1Message coseJavaMessage;
  AuthleteCose authlete;
  COSESign1 authleteMessage;

  /** Checks that all verify what each has signed. */
  @Setup
  public final void setup()
      throws GeneralSecurityException, DecodeException, IOException, CoseException, COSEException {
    SignatureKind kind = SignatureKind.of(signature);
    CoseAlgorithm algorithm = kind.algorithmOfPeers();
    CoseKey key = CoseKeys.generate(algorithm);
    payload = Sign1.payload(signedBytes);
    payloadArray = payload.toByteArray();
    signer = CoseSigner.of(key, algorithm);
    verifier = CoseVerifier.of(key.toPublic(), algorithm);
    coseJava = new CoseJava(kind, key);
    authlete = new AuthleteCose(kind, key);

    byte[] ours = CoseSign1.sign(payload, signer).toByteArray();
    allVerify("teep4j", ours);
    allVerify("cose-java", coseJava.sign(payloadArray).EncodeToBytes());
    allVerify("authlete", AuthleteCose.encode(authlete.sign(payloadArray)));
    message = CoseSign1.decode(Bytes.wrap(ours));
    coseJavaMessage = coseJava.decode(ours);
    authleteMessage = authlete.decode(ours);
  }

  private void allVerify(String signedBy, byte[] encoded)
      throws GeneralSecurityException, DecodeException, IOException, CoseException, COSEException {
    CoseSign1.decode(Bytes.wrap(encoded)).verify(verifier);
    Check.verified("cose-java", signedBy, coseJava.verify(coseJava.decode(encoded)));
    Check.verified("authlete", signedBy, authlete.verify(authlete.decode(encoded)));
  }
}
