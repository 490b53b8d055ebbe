package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCountersignature;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.Ec2Key;
import org.teep4j.suit.SuitEnvelope;

class VerifyCommandTest {
  @TempDir private Path folder;

  private String author;
  private String other;

  @BeforeEach
  void writeKeys() throws Exception {
    author = Samples.write(folder, "author.jwk", Samples.jwk(Samples.author()));
    other = Samples.write(folder, "other.jwk", Samples.jwk(Samples.other()));
  }

  @Test
  void anEnvelopeIsVerifiedWithItsSeveredMembers() throws Exception {
    String file =
        Samples.write(folder, "e.suit", Samples.vector("suit-manifest", "example2-signed"));
    Run run = Run.of("verify", "--key", author, file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.out.startsWith(file + ": verified\n"), run.out);
    assertTrue(run.out.contains("sequence number 2"), run.out);
    assertTrue(run.out.contains("key        " + author.substring(0, 20)), run.out);
    assertTrue(run.out.contains("kid        'author-1'"), run.out);
    assertTrue(run.out.contains(Samples.author().thumbprint().toHex()), run.out);
    assertTrue(run.out.contains("algorithm  ES256\n"), run.out);
    assertTrue(run.out.contains("suit-install: digest right\n"), run.out);

    String severed =
        Samples.write(folder, "s.suit", Samples.vector("suit-manifest", "example2-severed-signed"));
    Run without = Run.of("verify", "--key", author, severed);
    assertEquals(ExitCode.GOOD, without.code, without::toString);
    assertTrue(without.out.contains("suit-install: not in the envelope\n"), without.out);
  }

  @Test
  void aSignedMessageIsVerifiedInItsDialect() throws Exception {
    byte[] signed = Samples.signed(Samples.vector("teep-25", "teep_success"));
    String file = Samples.write(folder, "m.hex", HexFormat.of().formatHex(signed));
    Run run = Run.of("verify", "--key", author, "--dialect", "DRAFT_25", file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.out.contains("TEEP Success (dialect DRAFT_25) in COSE_Sign1"), run.out);

    Run wrong = Run.of("verify", "--key", author, file);
    assertEquals(ExitCode.REJECTED, wrong.code, wrong::toString);
    assertTrue(wrong.out.contains("NOT VERIFIED"), wrong.out);
    assertTrue(wrong.out.contains("Error/supported-freshness-mechanisms"), wrong.out);
    assertFalse(wrong.out.contains("thumbprint"), wrong.out);
  }

  @Test
  void keysComeInAllForms() throws Exception {
    byte[] signed = Samples.signed("content".getBytes(StandardCharsets.UTF_8));
    String file = Samples.write(folder, "c.cbor", signed);
    byte[] coseKey = Samples.author().toPublic().toByteArray();
    String[] keys = {
      Samples.write(folder, "k.pem", Samples.pem(Samples.author())),
      Samples.write(folder, "k.cbor", coseKey),
      Samples.write(folder, "k.hex", HexFormat.of().formatHex(coseKey) + "\n"),
      Samples.write(folder, "private.cbor", Samples.author().toByteArray()),
      author
    };
    for (String key : keys) {
      Run run = Run.of("verify", "--key", key, file);
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertTrue(run.out.contains("COSE_Sign1, payload of 7 bytes"), run.out);
    }
  }

  @Test
  void oneKeyOfSeveralIsEnough() throws Exception {
    String file = Samples.write(folder, "c.cbor", Samples.signed(new byte[] {1}));
    Run run = Run.of("verify", "--key", other, "--key", author, file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.out.contains("author.jwk"), run.out);
    assertFalse(run.out.contains("other.jwk"), run.out);

    // What stands behind an option is to be verified, and no key that is trusted.
    Run together = Run.of("verify", "--key", other, author, file);
    assertEquals(ExitCode.REJECTED, together.code, together::toString);
    assertTrue(together.out.contains("NOT VERIFIED  " + file), together.out);
    assertTrue(together.out.contains("NOT_CBOR: a JSON Web Key"), together.out);
  }

  @Test
  void whatIsNotVerifiedExitsWithOneAndTheReason() throws Exception {
    byte[] signed = Samples.signed(new byte[] {1});
    signed[signed.length - 1] ^= 1;
    String damaged = Samples.write(folder, "damaged", signed);
    reject("the signature does not verify", "verify", "--key", author, damaged);

    String whole = Samples.write(folder, "whole", Samples.signed(new byte[] {1}));
    reject("the signature does not verify", "verify", "--key", other, whole);

    String bare = Samples.write(folder, "bare", Samples.vector("teep-26", "update"));
    reject("no signature is there to be verified", "verify", "--key", author, bare);

    String unsigned =
        Samples.write(folder, "unsigned", Samples.vector("suit-manifest", "example0-unsigned"));
    reject("no signature is there to be verified", "verify", "--key", author, unsigned);

    String cut = Samples.write(folder, "cut", "d284");
    reject("TRUNCATED at offset 1", "verify", "--key", author, cut);

    String item = Samples.write(folder, "item", "a10102");
    reject("UNEXPECTED_TYPE at offset 0", "verify", "--key", author, item);
  }

  private static void reject(String reason, String... args) {
    Run run = Run.of(args);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.out.contains(": NOT VERIFIED\n"), run.out);
    assertTrue(run.out.replaceAll("\\s+", " ").contains("reason " + reason), run.out);
    assertEquals("", run.err);
  }

  @Test
  void aChangedPayloadInsideAnEnvelopeIsRejected() throws Exception {
    byte[] envelope = Samples.vector("suit-manifest", "example2-signed");
    String hex = HexFormat.of().formatHex(envelope);
    // The last byte of the severed text.
    envelope[hex.length() / 2 - 1] ^= 1;
    String file = Samples.write(folder, "e.suit", envelope);
    reject("the digest does not match", "verify", "--key", author, file);
  }

  @Test
  void aMacOnAnEnvelopeIsVerified() throws Exception {
    CoseKey shared = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    byte[] vector = Samples.vector("suit-manifest", "example2-signed");
    SuitEnvelope envelope = SuitEnvelope.decode(Bytes.wrap(vector));
    String file = Samples.write(folder, "e", envelope.mac(CoseMacCreator.of(shared)).toByteArray());
    String key = Samples.write(folder, "shared", shared.toByteArray());
    Run run = Run.of("verify", "--all", "--key", author, "--key", key, file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.out.contains("  algorithm  ES256\n"), run.out);
    assertTrue(run.out.contains("  algorithm  HMAC 256/256\n"), run.out);
    CoseKey another = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    String wrong = Samples.write(folder, "wrong", another.toByteArray());
    reject("the MAC does not verify", "verify", "--key", wrong, file);
    reject(
        "not verified with " + wrong + ": the MAC does not verify",
        "verify",
        "--all",
        "--key",
        author,
        "--key",
        wrong,
        file);
  }

  @Test
  void countersignersAreDemandedByName() throws Exception {
    CoseSign1 message = CoseSign1.decode(Bytes.wrap(Samples.signed(new byte[] {1})));
    Ec2Key second = CoseKeys.generate(CoseCurve.P256, Ec2Key.class);
    CoseSigner signer = CoseSigner.of(second);
    CoseSign1 twice = message.withCountersignature(CoseCountersignature.sign(message, signer));
    String file = Samples.write(folder, "twice", twice.toByteArray());
    String witness = Samples.write(folder, "witness", second.toByteArray());
    Run run = Run.of("verify", "--key", author, "--countersigner", witness, file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.out.contains("  counter    countersignature 1 of 1\n"), run.out);
    assertTrue(run.out.contains(second.thumbprint().toHex()), run.out);
    String out = folder.resolve("out").toString();
    String[] args = {"verify", "--key", author, "--countersigner", other, "-o", out, file};
    Run refused = Run.of(args);
    assertEquals(ExitCode.REJECTED, refused.code, refused::toString);
    String said = refused.out.replaceAll("\\s+", " ");
    assertTrue(said.contains("other.jwk made none of the 1 countersignatures"), said);
    assertFalse(Files.exists(Path.of(out)));
    reject("the signature does not verify", "verify", "--key", other, file);
  }

  /** A certificate alone does not stand in an array (RFC 9360, Section 2), and nobody needs it. */
  @Test
  void whatNoKeyProtectsIsReadPastOnRequest() throws Exception {
    byte[] signed = Samples.signed(new byte[] {1});
    String hex = HexFormat.of().formatHex(signed);
    assertTrue(hex.startsWith("d28443a10128a0"), hex);
    String oneInArray = hex.replaceFirst("a0", "a11821814100");
    String file = Samples.write(folder, "m", oneInArray);
    reject("WRONG_LENGTH at offset", "verify", "--key", author, file);
    Run run = Run.of("verify", "--lenient", "--key", author, file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.err.startsWith("teep4j: note: read past in " + file + ": at offset "), run.err);
    assertEquals(1, run.err.lines().count(), run.err);
    String changed = Samples.write(folder, "c", oneInArray.replace("4101", "4102"));
    Run refused = Run.of("verify", "--lenient", "--key", author, changed);
    assertEquals(ExitCode.REJECTED, refused.code, refused::toString);
    String cut = Samples.write(folder, "cut", oneInArray.substring(0, oneInArray.length() - 2));
    assertEquals(ExitCode.REJECTED, Run.of("verify", "--lenient", "--key", author, cut).code);
  }

  @Test
  void wrongUsage() throws Exception {
    String file = Samples.write(folder, "c.cbor", Samples.signed(new byte[] {1}));
    assertEquals(ExitCode.USAGE, Run.of("verify", file).code);
    assertEquals(ExitCode.USAGE, Run.of("verify", "--key", author).code);
    String missing = folder.resolve("missing").toString();
    assertEquals(ExitCode.USAGE, Run.of("verify", "--key", missing, file).code);
    assertEquals(ExitCode.USAGE, Run.of("verify", "--key", author, missing).code);
    Run noKey = Run.of("verify", "--key", file, file);
    assertEquals(ExitCode.USAGE, noKey.code, noKey::toString);
    assertTrue(noKey.err.contains("not a key"), noKey.err);
  }
}
