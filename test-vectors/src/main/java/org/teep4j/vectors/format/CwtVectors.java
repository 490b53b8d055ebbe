package org.teep4j.vectors.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.Erratum;
import org.teep4j.vectors.Erratum.Severity;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.Provenance;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.format.CwtExamples.Token;

/** Converts the examples of RFC 8392. */
public final class CwtVectors {
  private static final int CWT_TAG = 61;
  private static final int KEY_ALGORITHM = 3;

  private static final Erratum WRONG_ALGORITHM =
      new Erratum(
          "W1",
          Severity.NON_CONFORMING,
          "The key says that it is for AES-CCM-16-64-128, and the token uses it for HMAC 256/64.",
          Optional.empty());
  private static final Erratum CWT_TAGS =
      new Erratum(
          "W2",
          Severity.TRAP,
          "Of the tokens, one alone has the tag of a CWT around that of the COSE structure.",
          Optional.empty());

  private final CwtExamples examples;
  private final KeyRing keys;

  private CwtVectors(CwtExamples examples, KeyRing keys) {
    this.examples = examples;
    this.keys = keys;
  }

  /**
   * Converts the examples.
   *
   * @param source their source
   * @param keys receives the keys
   * @return the vectors
   * @throws IllegalArgumentException if the structure of a token is unknown
   */
  public static List<TestVector> of(CwtExamples examples, Provenance source, KeyRing keys) {
    CwtVectors maker = new CwtVectors(examples, keys);
    List<TestVector> vectors = new ArrayList<>();
    for (Token token : examples.tokens()) {
      vectors.add(token.keys().isEmpty() ? claims(token, source) : maker.message(token, source));
    }
    return vectors;
  }

  private static TestVector claims(Token token, Provenance source) {
    return vector(token, "A claims set", source, List.of(new Expectation.Decode()), List.of());
  }

  private TestVector message(Token token, Provenance source) {
    List<Expectation> expectations = new ArrayList<>();
    List<Erratum> errata = new ArrayList<>();
    expectations.add(new Expectation.Decode());
    String name = token.keys().get(0);
    Bytes key = key(name);
    if (EncodedItems.integer(key, "{3}") == algorithm(token)) {
      expectations.add(opening(token, name, key).holds());
    } else {
      Optional<String> erratum = Optional.of(WRONG_ALGORITHM.id());
      expectations.add(opening(token, name, key).fails("KEY", erratum));
      Bytes free = Bytes.fromHex(EncodedItems.without(key, KEY_ALGORITHM).toHex());
      expectations.add(opening(token, name + " without alg", free).holds());
      errata.add(WRONG_ALGORITHM);
    }
    errata.add(CWT_TAGS);
    return vector(token, "A token", source, expectations, errata);
  }

  private Opening opening(Token token, String name, Bytes key) {
    Opening opening =
        new Opening(add(name, key), algorithm(token))
            .at(isTagged(token) ? "()" : "", kind(token.tags().get(token.tags().size() - 1)));
    if (token.keys().size() == 1) {
      return opening.content(examples.claims());
    }
    String inner = token.keys().get(1);
    Bytes innerKey = key(inner);
    return opening.then(
        new Opening(add(inner, innerKey), EncodedItems.integer(innerKey, "{3}"))
            .at("", VectorKind.COSE_SIGN1)
            .content(examples.claims())
            .holds());
  }

  private Bytes key(String section) {
    return Objects.requireNonNull(examples.keys().get(section), section);
  }

  private String add(String name, Bytes key) {
    int type = EncodedItems.integer(key, "{1}");
    return keys.add(type == 2 ? "EC2" : "Symmetric", key, name, "examples of RFC 8392");
  }

  private static boolean isTagged(Token token) {
    return token.tags().get(0) == CWT_TAG;
  }

  private static int algorithm(Token token) {
    return EncodedItems.integer(token.token(), (isTagged(token) ? "()" : "") + "()[0]<<>>{1}");
  }

  private static VectorKind kind(int tag) {
    return switch (tag) {
      case 16 -> VectorKind.COSE_ENCRYPT0;
      case 17 -> VectorKind.COSE_MAC0;
      case 18 -> VectorKind.COSE_SIGN1;
      default -> throw new UnknownNameException("no token has the tag " + tag);
    };
  }

  private static TestVector vector(
      Token token,
      String title,
      Provenance source,
      List<Expectation> expectations,
      List<Erratum> errata) {
    return new TestVector(
        token.section(),
        title,
        source,
        VectorKind.CBOR_ITEM,
        Optional.empty(),
        Optional.of(token.token()),
        expectations,
        errata);
  }
}
