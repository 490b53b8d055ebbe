package org.teep4j.vectors.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.CoseExpectation;
import org.teep4j.vectors.Erratum;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.Provenance;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.format.GluecoseExample.Sign1Sign;
import org.teep4j.vectors.format.GluecoseExample.Sign1Verify;

/** Converts a gluecose test case. */
public final class GluecoseVectors {
  private static final Erratum LENGTH =
      new Erratum(
          "G1",
          Erratum.Severity.TRAP,
          "The length up to which any signer gives the same bytes includes the head of the signature"
              + " for RSASSA-PSS, and not for ECDSA.",
          Optional.empty());

  private static final Expectation ENCODE = new Expectation.Encode(Optional.empty());

  private GluecoseVectors() {}

  /**
   * Converts a test case.
   *
   * @param example the test case
   * @param id the name of the vector
   * @param source the source of the test case
   * @param keys receives the key
   * @return the vector
   * @throws IllegalArgumentException if the test case uses a name that is unknown
   */
  public static TestVector of(GluecoseExample example, String id, Provenance source, KeyRing keys) {
    int algorithm = AlgorithmNames.id(example.algorithm());
    String key =
        keys.add(
            JsonKey.type(example.key()),
            JsonKey.encode(example.key()),
            example.algorithm(),
            "signer");
    List<Expectation> expectations = new ArrayList<>();
    Bytes message;
    if (example.operation() instanceof Sign1Sign sign) {
      message = sign.output();
      expectations.add(new Expectation.Decode());
      expectations.add(
          new Opening(key, algorithm)
              .content(sign.payload())
              .external(sign.external())
              .structure(Optional.of(sign.toBeSigned()))
              .holds());
      expectations.add(
          new CoseExpectation.Sign(
              key, algorithm, sign.payload(), optional(sign.external()), sign.fixedLength()));
      expectations.add(ENCODE);
    } else {
      Sign1Verify verify = (Sign1Verify) example.operation();
      message = verify.sign1();
      expectations.addAll(verify(verify, new Opening(key, algorithm)));
    }
    return new TestVector(
        id,
        "COSE_Sign1 with " + example.algorithm(),
        source,
        VectorKind.COSE_SIGN1,
        Optional.empty(),
        Optional.of(message),
        expectations,
        example.operation() instanceof Sign1Sign ? List.of(LENGTH) : List.of());
  }

  /** A test case says whether its message verifies, but not which step fails. */
  private static List<Expectation> verify(Sign1Verify verify, Opening opening) {
    // Test cases for verification do not repeat a payload that is in the message.
    verify
        .detachedPayload()
        .or(() -> EncodedItems.find(verify.sign1(), "()[2]"))
        .ifPresent(opening::content);
    opening.external(verify.external());
    return verify.shouldVerify()
        ? List.of(new Expectation.Decode(), opening.holds(), ENCODE)
        : List.of(opening.fails(CoseExpectation.Open.ANY_STEP, Optional.empty()));
  }

  private static Optional<Bytes> optional(Bytes hex) {
    return Optional.of(hex).filter(some -> some.length() > 0);
  }
}
