package org.teep4j.vectors.internal.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifyOptions;
import org.teep4j.vectors.CoseExample;

/** Replays an example of the COSE working group. */
final class CoseExampleReplay {
  /** The algorithm names of the examples that are not those of the registry. */
  private static final Map<String, String> NAMES =
      Map.of("RSA-PSS-256", "PS256", "RSA-PSS-384", "PS384", "RSA-PSS-512", "PS512");

  /** The label that example C.1.4 of RFC 8152 puts into crit. */
  private static final CoseLabel RESERVED = CoseLabel.of("reserved");

  private final CoseExample example;
  private final Bytes bytes;

  private CoseExampleReplay(CoseExample example) {
    this.example = example;
    this.bytes = CborChecks.bytes(example.cbor());
  }

  static Run run(CoseExample example, String id) {
    Run run = new Run(id);
    new CoseExampleReplay(example).checks(run);
    return run;
  }

  private void checks(Run run) {
    switch (example.structure()) {
      case SIGN, SIGN1 -> {
        if (example.mustFail()) {
          run.check("refuse", this::refuse);
          return;
        }
        run.check(Run.DECODE, this::decode);
        List<JsonNode> signers = signers();
        for (int i = 0; i < signers.size(); i++) {
          int index = i;
          run.check(name("to-be-signed", i), () -> toBeSigned(index));
          run.check(Run.VERIFY, () -> verify(signers.get(index)));
        }
        run.check("encode", this::encode);
        run.check("notation", this::notation);
        countersignatures(run);
      }
      case MAC, MAC0 ->
          run.check(Run.VERIFY, () -> notDone("COSE_Mac0 and COSE_Mac are not verified yet"));
      case ENCRYPT, ENCRYPT0 ->
          run.check(Run.DECODE, () -> notDone("COSE_Encrypt0 and COSE_Encrypt are not read yet"));
    }
  }

  private String decode() throws DecodeException {
    return message() instanceof CoseSign ? "decoded as COSE_Sign" : "decoded as COSE_Sign1";
  }

  private static String notDone(String reason) throws NotDone {
    throw new NotDone(reason);
  }

  private String name(String check, int index) {
    return signers().size() == 1 ? check : check + "[" + index + "]";
  }

  private void countersignatures(Run run) {
    boolean any = example.body().has("countersign") || example.body().has("countersign0");
    for (JsonNode signer : signers()) {
      any |= signer.has("countersign") || signer.has("countersign0");
    }
    if (any) {
      run.check("countersignature", () -> notDone("countersignatures are not verified yet"));
    }
  }

  private List<JsonNode> signers() {
    return example.structure() == CoseExample.Structure.SIGN1
        ? List.of(example.body())
        : example.body().path("signers").valueStream().toList();
  }

  private static Bytes external(JsonNode signer) {
    return Bytes.fromHex(signer.path("external").asText(""));
  }

  private CoseSignedMessage message() throws DecodeException {
    return CoseSignedMessage.decode(bytes);
  }

  /** The verifier that the example means, of which the object itself is not asked. */
  private static CoseVerifier verifier(JsonNode signer)
      throws CheckFailure, NotDone, GeneralSecurityException {
    String stated = algorithmName(signer);
    String name = NAMES.getOrDefault(stated, stated);
    CoseKey key = JsonKeys.publicKey(signer.path("key"));
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.ianaName().equals(name)) {
        boolean ecdsa = name.equals("ES256") || name.equals("ES384") || name.equals("ES512");
        return ecdsa ? CoseVerifier.ofAnyCurve(key, algorithm) : CoseVerifier.of(key, algorithm);
      }
    }
    throw new NotDone(name + " is not supported yet");
  }

  private static String algorithmName(JsonNode signer) {
    for (String bucket : List.of("protected", "unprotected")) {
      if (signer.path(bucket).has("alg")) {
        return signer.path(bucket).path("alg").asText();
      }
    }
    return signer.path("alg").asText();
  }

  private static VerifyOptions options(JsonNode signer) {
    VerifyOptions options = VerifyOptions.defaults().withExternalAad(external(signer));
    boolean unprotected = signer.path("unprotected").has("alg");
    return unprotected ? options.withUnprotectedAlgorithm() : options;
  }

  private String verify(JsonNode signer)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CoseVerifier verifier = verifier(signer);
    CoseSignedMessage message = message();
    VerifyOptions options = options(signer);
    String remark = "";
    try {
      verify(message, verifier, options);
    } catch (VerificationException refused) {
      // Right for a private label in crit; an application that knows it goes on.
      if (refused.failure() != VerificationException.Failure.CRITICAL_HEADER) {
        throw refused;
      }
      verify(message, verifier, options.withUnderstood(RESERVED));
      remark = "; refused where crit is not understood";
    }
    String kid = signer.path("key").path("kid").asText(signer.path("key").path("kid_hex").asText());
    return verifier.algorithm().ianaName() + " signature, key " + kid + remark;
  }

  private void verify(CoseSignedMessage message, CoseVerifier verifier, VerifyOptions options)
      throws CheckFailure, VerificationException {
    Bytes payload = CborChecks.bytes(example.plaintext());
    Bytes verified =
        message.isDetached()
            ? message.verifyDetached(payload, verifier, options).bytes()
            : message.verify(verifier, options).bytes();
    CheckFailure.requireEqual(payload, verified, "the payload");
  }

  private String refuse() throws CheckFailure, NotDone, GeneralSecurityException {
    for (JsonNode signer : signers()) {
      CoseVerifier verifier = verifier(signer);
      try {
        verify(message(), verifier, options(signer));
      } catch (DecodeException refused) {
        return "refused: " + refused.reason();
      } catch (VerificationException refused) {
        return "refused: " + refused.getMessage();
      }
    }
    throw new CheckFailure("a damaged object was verified");
  }

  private String toBeSigned(int index) throws CheckFailure, NotDone, DecodeException {
    JsonNode intermediates = example.intermediates();
    JsonNode stated =
        example.structure() == CoseExample.Structure.SIGN1
            ? intermediates.path("ToBeSign_hex")
            : intermediates.path("signers").path(index).path("ToBeSign_hex");
    if (!stated.isTextual()) {
      return "no To-Be-Signed is given";
    }
    CoseSignedMessage message = message();
    Bytes payload = CborChecks.bytes(example.plaintext());
    Bytes external = external(signers().get(index));
    Bytes made;
    if (message instanceof CoseSign sign) {
      CoseHeaders headers = sign.signatures().get(index).headers();
      made =
          CoseSign.builder()
              .headers(sign.headers())
              .payload(payload)
              .externalAad(external)
              .toBeSigned(headers)
              .toBytes();
    } else {
      made =
          CoseSign1.builder()
              .headers(message.headers())
              .payload(payload)
              .externalAad(external)
              .toBeSigned()
              .toBytes();
    }
    CheckFailure.requireEqual(Bytes.fromHex(stated.asText()), made, "To-Be-Signed");
    return "To-Be-Signed";
  }

  private String encode() throws CheckFailure, DecodeException {
    Bytes again = Bytes.wrap(message().toByteArray());
    CheckFailure.requireEqual(message(), CoseSignedMessage.decode(again), "the message again");
    return again.equals(bytes) ? "encoded again to the same bytes" : "encoded again";
  }

  private String notation() throws CheckFailure, DecodeException {
    Optional<String> diagnostic = example.diagnostic();
    if (diagnostic.isEmpty()) {
      return "no notation is given";
    }
    Bytes parsed =
        Edn.parse(diagnostic.get(), EdnParseOptions.defaults().withImplicitConcatenation(true));
    CheckFailure.requireEqual(bytes, parsed, "the notation");
    return "notation";
  }
}
