package org.teep4j.benchmarks;

import COSE.CoseException;
import COSE.Sign1Message;
import com.authlete.cose.COSEException;
import com.authlete.cose.COSESign1;
import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.teep4j.cose.CoseSign1;

/** Making a COSE_Sign1, not yet encoded, by this library and by others. */
public class Sign1PeersSign extends Sign1Peers {

  /** With this library. */
  @Benchmark
  public CoseSign1 teep4j() throws GeneralSecurityException {
    return CoseSign1.sign(payload, signer);
  }

  /** With cose-java. */
  @Benchmark
  public Sign1Message coseJava() throws CoseException {
    return coseJava.sign(payloadArray);
  }

  /** With authlete. */
  @Benchmark
  public COSESign1 authlete() throws COSEException {
    return authlete.sign(payloadArray);
  }
}
