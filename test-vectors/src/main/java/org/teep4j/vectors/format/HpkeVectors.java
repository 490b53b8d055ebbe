package org.teep4j.vectors.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.vectors.CoseExpectation;
import org.teep4j.vectors.Erratum;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.Provenance;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;

/** Converts the test vectors of COSE-HPKE. */
public final class HpkeVectors {
  /** The nonce of the content has a length that COSE does not permit for AES-GCM. */
  private static final Erratum NONCE =
      new Erratum(
          "H1",
          Erratum.Severity.NON_CONFORMING,
          "The content is encrypted with AES-GCM and a nonce of another length than the 96 bits that"
              + " RFC 9053 fixes.",
          Optional.empty());

  private HpkeVectors() {}

  /**
   * Converts the test vectors.
   *
   * @param examples the test vectors
   * @param source their source
   * @param keys receives the keys
   * @return the vectors
   * @throws IllegalArgumentException if they use a name that is unknown
   */
  public static List<TestVector> of(HpkeExamples examples, Provenance source, KeyRing keys) {
    List<TestVector> vectors = new ArrayList<>();
    for (HpkeExamples.Group group : examples.groups()) {
      String name = group.suite() + (group.psk() ? "-PSK" : "");
      String key = keys.add(keyType(group.key()), group.key(), name, "recipient");
      for (HpkeExamples.Message message : group.messages()) {
        CoseExpectation.Recipient recipient =
            recipient(
                optional(message.info()),
                optional(message.aad()),
                Optional.of(examples.psk()).filter(psk -> group.psk()),
                Optional.of(examples.pskId()).filter(pskId -> group.psk()));
        String id = name + parts(message);
        vectors.add(
            of(id, source, group.isIntegrated(), message, key, examples.plaintext(), recipient));
      }
    }
    return vectors;
  }

  /**
   * Converts an example of the document.
   *
   * @param id the name of the vector
   * @param source its source
   * @param key the recipient's private key, a COSE_Key
   * @param keys receives the key
   * @return the vector
   */
  public static TestVector example(
      String id,
      Provenance source,
      HpkeExamples.Message message,
      Bytes key,
      Bytes plaintext,
      KeyRing keys) {
    String name = keys.add(keyType(key), key, "key of " + id, "recipient");
    boolean integrated = message.message().toHex().startsWith("d0");
    CoseExpectation.Recipient recipient =
        recipient(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    return of(id, source, integrated, message, name, plaintext, recipient);
  }

  /** A message for one key. */
  private static TestVector of(
      String id,
      Provenance source,
      boolean integrated,
      HpkeExamples.Message message,
      String key,
      Bytes plaintext,
      CoseExpectation.Recipient recipient) {
    boolean wrong = !integrated && hasWrongNonce(message.message());
    String algorithmAt = integrated ? "()[0]<<>>{1}" : "()[3][0][0]<<>>{1}";
    int algorithm = EncodedItems.integer(message.message(), algorithmAt);
    Opening opening =
        new Opening(key, algorithm)
            .content(plaintext)
            .external(message.external())
            .recipient(recipient);
    Expectation open = wrong ? opening.fails("IV", Optional.of(NONCE.id())) : opening.holds();
    return new TestVector(
        id,
        (integrated ? "COSE_Encrypt0" : "COSE_Encrypt")
            + " with "
            + AlgorithmNames.name(algorithm)
            + (recipient.psk().isPresent() ? " and a pre-shared key" : ""),
        source,
        integrated ? VectorKind.COSE_ENCRYPT0 : VectorKind.COSE_ENCRYPT,
        Optional.empty(),
        Optional.of(message.message()),
        List.of(new Expectation.Decode(), open, new Expectation.Encode(Optional.empty())),
        wrong ? List.of(NONCE) : List.of());
  }

  private static CoseExpectation.Recipient recipient(
      Optional<Bytes> info, Optional<Bytes> aad, Optional<Bytes> psk, Optional<Bytes> pskId) {
    return new CoseExpectation.Recipient(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        info,
        aad,
        psk,
        pskId);
  }

  private static boolean hasWrongNonce(Bytes message) {
    Optional<CoseAlgorithm> content =
        CoseAlgorithm.fromId(EncodedItems.integer(message, "()[0]<<>>{1}"));
    int length = EncodedItems.string(message, "()[1]{5}").length();
    return content
        .map(CoseAlgorithm::ivBytes)
        .filter(iv -> iv.orElse(length) != length)
        .isPresent();
  }

  private static String parts(HpkeExamples.Message message) {
    return (message.external().length() > 0 ? "+external" : "")
        + (message.info().length() > 0 ? "+info" : "")
        + (message.aad().length() > 0 ? "+aad" : "");
  }

  private static String keyType(Bytes key) {
    return EncodedItems.integer(key, "{1}") == 2 ? "EC2" : "OKP";
  }

  private static Optional<Bytes> optional(Bytes hex) {
    return Optional.of(hex).filter(some -> some.length() > 0);
  }
}
