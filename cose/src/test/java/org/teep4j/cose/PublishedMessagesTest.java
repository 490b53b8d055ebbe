package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/** The published signed messages of cose-wg/Examples and gluecose. */
class PublishedMessagesTest {

  private static final int PUBLISHED = 56;
  private static final int SIGNATURES = 57;

  private record Vector(
      String name, Bytes message, Bytes payload, Bytes aad, List<Signer> signers) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Signer(CoseAlgorithm algorithm, CoseKey key, String toBeSigned, String outcome) {}

  static List<Vector> vectors() throws IOException, DecodeException {
    String text;
    try (InputStream in = PublishedMessagesTest.class.getResourceAsStream("signed-messages.txt")) {
      assertNotNull(in);
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Vector> vectors = new ArrayList<>();
    for (String block : text.split("\n\n", -1)) {
      if (!block.startsWith("#")) {
        vectors.add(vector(block));
      }
    }
    return vectors;
  }

  private static Vector vector(String block) throws DecodeException {
    Map<String, String> fields = new HashMap<>();
    List<Signer> signers = new ArrayList<>();
    for (String line : block.strip().split("\n", -1)) {
      String[] field = line.split(": ", 2);
      if (field[0].equals("signer")) {
        String[] parts = field[1].split(" ", -1);
        signers.add(
            new Signer(
                CoseAlgorithm.valueOf(parts[0]),
                CoseKey.decode(Bytes.fromHex(parts[1])),
                parts[2],
                parts[3]));
      } else {
        fields.put(field[0], field[1]);
      }
    }
    return new Vector(
        fields.getOrDefault("name", ""),
        Bytes.fromHex(fields.getOrDefault("message", "")),
        Bytes.fromHex(fields.getOrDefault("payload", "")),
        Bytes.fromHex(fields.getOrDefault("aad", "")),
        signers);
  }

  static Stream<Vector> each() throws Exception {
    return vectors().stream();
  }

  @Test
  void areAllThere() throws Exception {
    assertEquals(PUBLISHED, vectors().size());
    assertEquals(SIGNATURES, vectors().stream().mapToInt(v -> v.signers().size()).sum());
  }

  @ParameterizedTest
  @MethodSource("each")
  void comeOutAsTheyMust(Vector vector) throws Exception {
    for (Signer signer : vector.signers()) {
      assertEquals(signer.outcome(), outcome(vector, signer, VerifyOptions.defaults()));
    }
  }

  private static String outcome(Vector vector, Signer signer, VerifyOptions options)
      throws Exception {
    try {
      CoseSignedMessage message = CoseSignedMessage.decode(vector.message());
      assertEquals(vector.message(), Bytes.wrap(message.toByteArray()));
      CoseVerifier verifier =
          signer.outcome().equals("ANY_CURVE")
              ? CoseVerifier.ofAnyCurve(signer.key(), signer.algorithm())
              : CoseVerifier.of(signer.key(), signer.algorithm());
      VerifyOptions all = options.withExternalAad(vector.aad());
      VerifiedPayload verified =
          vector.payload().isEmpty()
              ? message.verify(verifier, all)
              : message.verifyDetached(vector.payload(), verifier, all);
      checkToBeSigned(vector, signer, message, verified);
      return signer.outcome().equals("ANY_CURVE") ? "ANY_CURVE" : "VERIFIED";
    } catch (DecodeException e) {
      return e.reason().name();
    } catch (VerificationException e) {
      return e.failure().name();
    }
  }

  private static void checkToBeSigned(
      Vector vector, Signer signer, CoseSignedMessage message, VerifiedPayload verified) {
    if (!signer.toBeSigned().equals("-")) {
      CoseHeaders signature = message instanceof CoseSign ? verified.signatureHeaders() : null;
      assertEquals(
          signer.toBeSigned(),
          SigStructure.toBeSigned(
                  message.unverifiedHeaders(),
                  signature,
                  vector.aad(),
                  Segments.of(verified.bytes()))
              .toBytes()
              .toHex());
    }
  }

  private static Vector named(String name) throws Exception {
    return each().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void anotherCurveThanSuggestedTakesAVerifierThatPermitsIt() throws Exception {
    for (String name : List.of("ecdsa-examples/ecdsa-04", "ecdsa-examples/ecdsa-sig-04")) {
      Signer signer = named(name).signers().get(0);
      InvalidKeyException refusal =
          assertThrows(
              InvalidKeyException.class, () -> CoseVerifier.of(signer.key(), signer.algorithm()));
      assertEquals(
          "the key does not fit ES512: it is a key on P-256, for signatures or key agreement, and"
              + " ES512 signs with a key on P-521",
          refusal.getMessage());
    }
  }

  @Test
  void anUnprotectedAlgorithmTakesAnOptionThatPermitsIt() throws Exception {
    Vector vector = named("sign1-tests/sign-pass-01");
    Signer signer = vector.signers().get(0);
    VerifyOptions options = VerifyOptions.defaults().withUnprotectedAlgorithm();
    assertEquals("VERIFIED", outcome(vector, signer, options));
  }

  @Test
  void aCriticalParameterTakesAnApplicationThatUnderstandsIt() throws Exception {
    Vector vector = named("RFC8152/Appendix_C_1_4");
    Signer signer = vector.signers().get(0);
    VerifyOptions other = VerifyOptions.defaults().withUnderstood(CoseLabel.of("other"));
    assertEquals(Failure.CRITICAL_HEADER.name(), outcome(vector, signer, other));
    VerifyOptions options = VerifyOptions.defaults().withUnderstood(CoseLabel.of("reserved"));
    assertEquals("VERIFIED", outcome(vector, signer, options));
  }
}
