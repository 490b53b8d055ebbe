package org.teep4j.vectors.internal.replay;

import java.security.GeneralSecurityException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifyOptions;
import org.teep4j.vectors.GluecoseExample;

/** Replays a gluecose test case. */
final class GluecoseReplay {
  private final GluecoseExample example;

  private GluecoseReplay(GluecoseExample example) {
    this.example = example;
  }

  static Run run(GluecoseExample example, String id) {
    Run run = new Run(id);
    GluecoseReplay replay = new GluecoseReplay(example);
    if (example.operation() instanceof GluecoseExample.Sign1Sign sign) {
      run.check("to-be-signed", () -> replay.toBeSigned(sign));
      run.check(Run.VERIFY, () -> replay.verifyOutput(sign));
      run.check("fixed-output", () -> replay.fixedOutput(sign));
    } else if (example.operation() instanceof GluecoseExample.Sign1Verify verify) {
      run.check(Run.VERIFY, () -> replay.verify(verify));
    }
    return run;
  }

  private CoseVerifier verifier() throws CheckFailure, NotDone, GeneralSecurityException {
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.ianaName().equals(example.algorithm())) {
        return CoseVerifier.of(JsonKeys.publicKey(example.key()), algorithm);
      }
    }
    throw new NotDone(example.algorithm() + " is not supported yet");
  }

  private String toBeSigned(GluecoseExample.Sign1Sign sign) throws CheckFailure, DecodeException {
    CoseSign1 message = CoseSign1.decode(CborChecks.bytes(sign.output()));
    CheckFailure.requireEqual(
        CborChecks.bytes(sign.protectedHeader()),
        message.headers().protectedBytes(),
        "the protected header");
    Bytes made =
        CoseSign1.builder()
            .headers(message.headers())
            .payload(CborChecks.bytes(sign.payload()))
            .externalAad(CborChecks.bytes(sign.external()))
            .toBeSigned()
            .toBytes();
    CheckFailure.requireEqual(CborChecks.bytes(sign.toBeSigned()), made, "To-Be-Signed");
    return "To-Be-Signed";
  }

  private String verifyOutput(GluecoseExample.Sign1Sign sign)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CoseVerifier verifier = verifier();
    CoseSign1 message = CoseSign1.decode(CborChecks.bytes(sign.output()));
    Bytes payload = CborChecks.bytes(sign.payload());
    VerifyOptions options =
        VerifyOptions.defaults().withExternalAad(CborChecks.bytes(sign.external()));
    Bytes verified =
        sign.detached()
            ? message.verifyDetached(payload, verifier, options).bytes()
            : message.verify(verifier, options).bytes();
    CheckFailure.requireEqual(payload, verified, "the payload");
    return verifier.algorithm().ianaName() + " signature";
  }

  /** The object up to its signature, made from the parts, as far as any signer makes it so. */
  private String fixedOutput(GluecoseExample.Sign1Sign sign) throws CheckFailure {
    CborWriter writer = new CborWriter();
    writer.writeTag(CoseSign1.TAG).beginArray();
    writer.writeBytes(CborChecks.bytes(sign.protectedHeader()));
    writer.writeEncodedItem(CborChecks.bytes(sign.unprotectedHeader()));
    if (sign.detached()) {
      writer.writeNull();
    } else {
      writer.writeBytes(CborChecks.bytes(sign.payload()));
    }
    Bytes whole = CborChecks.bytes(sign.output());
    Bytes made = writer.writeBytes(Bytes.empty()).endArray().toBytes();
    int fixed = Math.min(sign.fixedLength(), made.length() - 1);
    CheckFailure.requireEqual(whole.slice(0, fixed), made.slice(0, fixed), "the first bytes");
    return "first " + fixed + " bytes";
  }

  private String verify(GluecoseExample.Sign1Verify check)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CoseVerifier verifier = verifier();
    CoseSign1 message = CoseSign1.decode(CborChecks.bytes(check.sign1()));
    VerifyOptions options =
        VerifyOptions.defaults().withExternalAad(CborChecks.bytes(check.external()));
    try {
      if (message.isDetached()) {
        Bytes payload =
            CborChecks.bytes(
                check.detachedPayload().orElseThrow(() -> new CheckFailure("no payload is given")));
        message.verifyDetached(payload, verifier, options);
      } else {
        message.verify(verifier, options);
      }
    } catch (VerificationException refused) {
      if (check.shouldVerify()) {
        throw refused;
      }
      return "refused: " + refused.getMessage();
    }
    CheckFailure.require(check.shouldVerify(), "a wrong signature was verified");
    return verifier.algorithm().ianaName() + " signature";
  }
}
