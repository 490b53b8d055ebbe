package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.Ec2Key;
import org.teep4j.cose.OkpKey;
import org.teep4j.cose.SymmetricKey;

class KeygenCommandTest {
  @TempDir private Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private CoseKey made(String... args) throws Exception {
    Run run = Run.of(args);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertEquals("", run.out, "text among the bytes");
    return CoseKey.decode(Bytes.wrap(run.data));
  }

  @Test
  void aKeyAndItsPublicKeyAreWritten() throws Exception {
    String secret = file("author.cbor");
    String open = file("author.pub");
    Run run =
        Run.of("keygen", "--alg", "ESP256", "--kid", "author-1", "-o", secret, "--public", open);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    CoseKey key = CoseKey.decode(Bytes.wrap(Files.readAllBytes(Path.of(secret))));
    assertTrue(key.isPrivate());
    assertEquals(CoseAlgorithm.ESP256.label(), key.algorithmId().orElseThrow());
    assertEquals(Bytes.ofUtf8("author-1"), key.keyId().orElseThrow());
    assertEquals(key.toPublic(), CoseKey.decode(Bytes.wrap(Files.readAllBytes(Path.of(open)))));
    assertTrue(run.out.startsWith(secret + ": generated\n"), run.out);
    assertTrue(run.out.contains("  what       private key on P-256 for ESP256\n"), run.out);
    assertTrue(run.out.contains(key.thumbprint().toHex()), run.out);
    assertEquals("", run.err);
  }

  @Test
  void theOwnerAloneReadsASecretKey() throws Exception {
    Run.of("keygen", "--alg", "Ed25519", "-o", file("k"), "--public", file("p"));
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertEquals("rw-------", permissions("k"));
      assertNotEquals("rw-------", permissions("p"));
    }
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "something was left behind");
    }
  }

  private String permissions(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  @Test
  void namesNumbersAndCurvesAreUnderstood() throws Exception {
    assertEquals(
        CoseAlgorithm.HMAC_256.label(),
        made("keygen", "--alg", "hmac-256/256").algorithmId().orElseThrow());
    assertEquals(
        CoseAlgorithm.ES256K.label(), made("keygen", "--alg", "-47").algorithmId().orElseThrow());
    OkpKey edwards = (OkpKey) made("keygen", "--alg", "EdDSA", "--curve", "ed448");
    assertEquals("Ed448", edwards.curve().ianaName());
    CoseKey unbound = made("keygen", "--curve", "P384");
    assertEquals("P-384", ((Ec2Key) unbound).curve().ianaName());
    assertTrue(unbound.algorithmId().isEmpty());
    SymmetricKey wrapping = (SymmetricKey) made("keygen", "--alg", "A192KW", "--kid", "h'0102'");
    assertEquals(24, wrapping.k().length());
    assertEquals(Bytes.fromHex("0102"), wrapping.keyId().orElseThrow());
  }

  @Test
  void everyNameIsThatOfOneAlgorithm() {
    for (CoseAlgorithm one : CoseAlgorithm.values()) {
      assertEquals(one, new AlgorithmName().convert(one.ianaName()));
      assertEquals(one, new AlgorithmName().convert(one.name()));
      assertEquals(one, new AlgorithmName().convert(Long.toString(one.id())));
    }
  }

  @Test
  void everyFormCanBeWritten() throws Exception {
    for (String form : new String[] {"cbor", "diag", "jwk", "pem"}) {
      String key = file("key." + form);
      Run run = Run.of("keygen", "--alg", "ES384", "-o", key);
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      Run read = Run.of("key", "thumbprint", key);
      assertTrue(run.out.contains(read.lastLine()), run.out);
    }
    assertTrue(Files.readString(folder.resolve("key.diag")).contains("/ d / -4: h'"));
    assertTrue(Files.readString(folder.resolve("key.jwk")).startsWith("{\"kty\":\"EC\""));
    assertTrue(Files.readString(folder.resolve("key.pem")).startsWith("-----BEGIN PRIVATE KEY"));
    Run pem = Run.of("keygen", "--alg", "ES256", "--to", "pem");
    assertEquals("teep4j: note: pem has no place for alg\n", pem.err);
  }

  @Test
  void aFileIsReplacedWithForceAlone() throws Exception {
    String key = Samples.write(folder, "key", "mine");
    Run refused = Run.of("keygen", "--alg", "ES256", "-o", key);
    assertEquals(ExitCode.USAGE, refused.code);
    assertEquals("teep4j: " + key + ": exists already; --force replaces it\n", refused.err);
    assertEquals("mine", Files.readString(Path.of(key)));
    assertEquals(ExitCode.GOOD, Run.of("keygen", "--alg", "ES256", "-o", key, "--force").code);
    assertFalse(Files.readAllBytes(Path.of(key)).length == 4);
  }

  /** Both files or none. */
  @Test
  void noSecretKeyWithoutItsPublicKey() throws Exception {
    String taken = Samples.write(folder, "taken", "mine");
    Run refused = Run.of("keygen", "--alg", "ES256", "-o", file("key"), "--public", taken);
    assertEquals(ExitCode.USAGE, refused.code);
    assertFalse(Files.exists(folder.resolve("key")));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "something was left behind");
    }
  }

  @Test
  void aSecretIsNotShownOnAScreenUnasked() {
    Terminal screen = new Terminal(80, false, true, false);
    Run refused = Run.of(new byte[0], screen, "keygen", "--alg", "ES256");
    assertEquals(ExitCode.USAGE, refused.code);
    assertArrayEquals(new byte[0], refused.data);
    assertTrue(refused.err.contains("give --out FILE or --hex"), refused.err);
  }

  @Test
  void wrongUsageSaysWhatToDo() {
    usage("--alg or --curve is needed");
    usage("no algorithm has the name or number 'ES257'", "--alg", "ES257");
    usage("no curve has the name 'P-1'", "--curve", "P-1");
    usage("the key does not fit ES256", "--alg", "ES256", "--curve", "P-384");
    usage("A128GCM takes no curve", "--alg", "A128GCM", "--curve", "P-256");
    usage("for key agreement add --curve", "--alg", "ECDH-ES + A128KW");
    usage("no part of a symmetric key is public", "--alg", "A128KW", "--public", file("p"));
    usage("has no form in PEM", "--alg", "A128KW", "--to", "pem");
    usage("not h'DIGITS'", "--alg", "ES256", "--kid", "h'0'");
    usage("no such folder", "--alg", "ES256", "-o", file("missing/key"));
    usage("is a folder", "--alg", "ES256", "-o", folder.toString());
  }

  private static void usage(String reason, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "keygen";
    System.arraycopy(args, 0, all, 1, args.length);
    Run run = Run.of(all);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.startsWith("teep4j: ") && run.err.contains(reason), run.err);
    assertEquals("", run.out);
    assertEquals(0, run.data.length);
  }
}
