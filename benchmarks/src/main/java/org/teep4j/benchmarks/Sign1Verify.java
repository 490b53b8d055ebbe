package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.teep4j.cose.VerifiedPayload;

/** Verifying a COSE_Sign1 that has been decoded. */
public class Sign1Verify extends Sign1 {

  /** With this library. */
  @Benchmark
  public VerifiedPayload teep4j() throws GeneralSecurityException {
    return message.verify(verifier);
  }

  /** The bare calls, over To-Be-Signed bytes that are there already. */
  @Benchmark
  public boolean jca() throws GeneralSecurityException {
    return jca.verify(toBeSigned, jcaSigned);
  }
}
