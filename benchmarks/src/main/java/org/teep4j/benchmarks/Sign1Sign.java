package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.teep4j.cose.CoseSign1;

/** Making a COSE_Sign1, not yet encoded. */
public class Sign1Sign extends Sign1 {

  /** With this library. */
  @Benchmark
  public CoseSign1 teep4j() throws GeneralSecurityException {
    return CoseSign1.sign(payload, signer);
  }

  /** The bare calls, over To-Be-Signed bytes that are there already. */
  @Benchmark
  public byte[] jca() throws GeneralSecurityException {
    return jca.sign(toBeSigned);
  }
}
