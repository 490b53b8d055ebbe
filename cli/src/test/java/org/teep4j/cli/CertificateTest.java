package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures that certificates are trusted for: signer.pem, of Test Root, valid until 2036. */
class CertificateTest {
  private static final String VALID = "2030-01-01T00:00:00Z";

  @TempDir private Path folder;

  private String signed;

  private static String resource(String name) throws Exception {
    return Path.of(CertificateTest.class.getResource(name).toURI()).toString();
  }

  @BeforeEach
  void sign() throws Exception {
    signed = folder.resolve("m.cose").toString();
    sign("--key", resource("signer.key.pem"), "--x5chain", resource("signer.pem"));
  }

  private void sign(String... how) throws Exception {
    String content = Samples.write(folder, "content", "content");
    String[] all = {"sign", "--force", "-o", signed, content};
    Run run = Run.of(Samples.concat(all, how));
    assertEquals(ExitCode.GOOD, run.code, run::toString);
  }

  private Run verify(String... how) {
    return Run.of(Samples.concat(new String[] {"verify", signed}, how));
  }

  @Test
  void aCertificateOfAnAnchorIsTrusted() throws Exception {
    for (int form = 0; form < 2; form++) {
      Run run = verify("--trust-anchor", resource("root.pem"), "--time", VALID);
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertTrue(run.out.contains("  certificate CN=Test Signer\n"), run.out);
      assertTrue(run.out.contains("  issuer     CN=Test Root\n"), run.out);
      assertTrue(run.out.contains("  revocation not checked, there is no --crl\n"), run.out);
      assertTrue(run.out.contains("  algorithm  ESP256\n"), run.out);
      sign("--several", "--key", resource("signer.key.pem"), "--x5chain", resource("signer.pem"));
    }
  }

  @Test
  void revocationIsCheckedByLists() throws Exception {
    String root = resource("root.pem");
    Run good = verify("--trust-anchor", root, "--crl", resource("empty.crl.pem"), "--time", VALID);
    assertEquals(ExitCode.GOOD, good.code, good::toString);
    assertTrue(good.out.contains("  revocation checked\n"), good.out);
    Run revoked =
        verify("--trust-anchor", root, "--crl", resource("revoked.crl.pem"), "--time", VALID);
    reject("the certificate is not acceptable", revoked);
  }

  @Test
  void othersAreNot() throws Exception {
    String root = resource("root.pem");
    reject(
        "the certificate is not acceptable",
        verify("--trust-anchor", resource("other-root.pem"), "--time", VALID));
    reject(
        "a certificate is not valid at this time",
        verify("--trust-anchor", root, "--time", "2040-01-01T00:00:00Z"));
    sign("--key", resource("signer.key.pem"));
    reject("no trusted key could have made", verify("--trust-anchor", root, "--time", VALID));
  }

  private static void reject(String reason, Run run) {
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.out.contains("NOT VERIFIED\n  reason     "), run.out);
    assertTrue(run.out.contains(reason), run.out);
  }

  @Test
  void aKeyIsEnoughBesideAnchors() throws Exception {
    Run run = verify("--trust-anchor", resource("other-root.pem"), "--key", resource("signer.pem"));
    assertEquals(ExitCode.GOOD, run.code, run::toString);
  }

  @Test
  void wrongUsageSaysWhatToDo() throws Exception {
    usage("--key or --trust-anchor is needed");
    usage("add --trust-anchor", "--key", resource("signer.pem"), "--time", VALID);
    usage("not a certificate: ", "--trust-anchor", signed);
    usage("Invalid value for option '--time'", "--trust-anchor", signed, "--time", "noon");
    String empty = Samples.write(folder, "empty", "");
    usage("empty: not a certificate: nothing in it", "--trust-anchor", empty);
    String envelope =
        Samples.write(folder, "e.suit", Samples.vector("suit-manifest", "example2-signed"));
    Run suit = Run.of("verify", "--trust-anchor", resource("root.pem"), envelope);
    assertEquals(ExitCode.REJECTED, suit.code, suit::toString);
    String said = suit.out.replaceAll("\\s+", " ");
    assertTrue(said.contains("this is a SUIT envelope, and certificates and"), said);
  }

  private void usage(String reason, String... how) {
    Run run = verify(how);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.startsWith("teep4j: ") && run.err.contains(reason), run.err);
  }
}
