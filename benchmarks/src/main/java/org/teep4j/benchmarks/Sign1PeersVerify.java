package org.teep4j.benchmarks;

import COSE.CoseException;
import com.authlete.cose.COSEException;
import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.teep4j.cose.VerifiedPayload;

/** Verifying a COSE_Sign1 that has been decoded, by this library and by others. */
public class Sign1PeersVerify extends Sign1Peers {

  /** With this library. */
  @Benchmark
  public VerifiedPayload teep4j() throws GeneralSecurityException {
    return message.verify(verifier);
  }

  /** With cose-java. */
  @Benchmark
  public boolean coseJava() throws CoseException {
    return coseJava.verify(coseJavaMessage);
  }

  /** With authlete. */
  @Benchmark
  public boolean authlete() throws COSEException {
    return authlete.verify(authleteMessage);
  }
}
