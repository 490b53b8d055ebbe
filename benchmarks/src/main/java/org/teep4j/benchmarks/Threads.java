package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;

/**
 * How many messages one thread gets done in a millisecond, and several ({@code -t 1}, {@code -t
 * 2}). Inputs, messages, signers and verifiers are shared by the threads, because they are
 * immutable; a writer is not, and each thread has its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Threads extends Defaults {

  /** What one thread has for itself. */
  @State(Scope.Thread)
  public static class OfOneThread {
    private final CborWriter writer = new CborWriter();
  }

  private Bytes encodedUpdate;
  private Bytes encodedEnvelope;
  private Bytes signedUpdate;
  private TeepMessage update;
  private CoseSigner signer;
  private CoseVerifier verifier;

  /** Makes what is shared. */
  @Setup
  public void setup() throws DecodeException, GeneralSecurityException {
    encodedUpdate = Inputs.published("teep-26", "update");
    encodedEnvelope = Inputs.published("teep-26", "suit_integrated");
    update = decodeMessage();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    CoseKey key = CoseKeys.of(generator.generateKeyPair());
    signer = CoseSigner.of(key);
    verifier = CoseVerifier.of(key);
    signedUpdate = Bytes.wrap(signMessage());
    if (!update.equals(verifyMessage())) {
      throw new IllegalStateException("the signed message is another one");
    }
  }

  /** An Update from bytes. */
  @Benchmark
  public TeepMessage decodeMessage() throws DecodeException {
    return TeepMessage.decodeUnverified(encodedUpdate, Dialect.RFC);
  }

  /** An envelope and its manifest from bytes. */
  @Benchmark
  public SuitManifest decodeEnvelope() throws DecodeException {
    return SuitEnvelope.decode(encodedEnvelope).unverifiedManifest();
  }

  /** An Update to a new array. */
  @Benchmark
  public byte[] encodeMessage(OfOneThread own) {
    update.encodeTo(own.writer, Dialect.RFC);
    return own.writer.toByteArray();
  }

  /** An Update, signed with ES256. */
  @Benchmark
  public byte[] signMessage() throws GeneralSecurityException {
    return update.sign(signer, Dialect.RFC).toByteArray();
  }

  /** An Update from bytes whose ES256 signature is verified. */
  @Benchmark
  public TeepMessage verifyMessage() throws DecodeException, GeneralSecurityException {
    return TeepMessage.verify(signedUpdate, verifier, Dialect.RFC);
  }
}
