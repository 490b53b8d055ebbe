package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

/** Files of another kind where a key or a certificate is asked for: told what they are. */
class ForeignKeyTest {
  /** A certification request of an Ed25519 key, as far as its structure goes. */
  private static final String REQUEST =
      "301930100201003000" + "3007300306012a0300" + "a000300306012a0300";

  @TempDir private Path folder;

  private String content;

  @BeforeEach
  void write() throws Exception {
    content = Samples.write(folder, "content", "content");
  }

  private String file(byte[] bytes) throws Exception {
    return Samples.write(folder, "file", bytes);
  }

  private static byte[] der(String pem) {
    String body = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    return Base64.getDecoder().decode(body);
  }

  private static String resource(String name) throws Exception {
    return Files.readString(
        Path.of(CertificateTest.class.getResource(name).toURI()), StandardCharsets.ISO_8859_1);
  }

  /** Every option that reads a key says the same of the file. */
  private void noKey(String what, byte[] bytes) throws Exception {
    String file = file(bytes);
    String key = new KeyFolder(folder).keygen("good", "--alg", "ESP256");
    String[][] commands = {
      {"verify", "--key", file, content},
      {"decrypt", "--key", file, content},
      {"sign", "--key", file, content},
      {"verify", "--key", key, "--countersigner", file, content},
      {"mac", "--key", file, content},
      {"encrypt", "--recipient", file, content},
      {"encrypt", "--recipient", key, "--sender", file, content},
      {"decrypt", "--key", key, "--psk", file, content},
      {"key", "convert", file},
      {"key", "thumbprint", file}
    };
    for (String[] command : commands) {
      Run run = Run.of(command);
      assertEquals(ExitCode.USAGE, run.code, run::toString);
      assertTrue(run.err.contains("file: not a key: " + what), run.err);
      assertFalse(run.err.contains("expected map"), run.err);
    }
  }

  @Test
  void whatIsNoKeyIsNamed() throws Exception {
    noKey("a certificate signing request in DER: ", HexFormat.of().parseHex(REQUEST));
    noKey("a zip archive: ", new byte[] {'P', 'K', 3, 4, 20, 0, (byte) 0x80, 0, 0});
  }

  private void noCertificate(String what, byte[] bytes) throws Exception {
    String file = file(bytes);
    String key = new KeyFolder(folder).keygen("good", "--alg", "ESP256");
    String root = Samples.write(folder, "root", resource("root.pem"));
    String[][] commands = {
      {"verify", "--trust-anchor", file, content},
      {"verify", "--trust-anchor", root, "--crl", file, content},
      {"sign", "--key", key, "--x5chain", file, content}
    };
    for (String[] command : commands) {
      Run run = Run.of(command);
      assertEquals(ExitCode.USAGE, run.code, run::toString);
      String said =
          command[1].equals("--key") || command.length == 4 ? "certificate" : "revocation list";
      assertTrue(run.err.contains("file: not a " + said + ": " + what), run.err);
    }
  }

  @Test
  void whatIsNoCertificateIsNamed() throws Exception {
    CoseKey key = CoseKeys.generate(CoseCurve.P256);
    noCertificate("a private key in DER: ", der(CoseKeys.toPem(key)));
    noCertificate(
        "PEM: public key: ", CoseKeys.toPem(key.toPublic()).getBytes(StandardCharsets.US_ASCII));
    noCertificate("a JSON Web Key: ", CoseKeys.toJwk(key).getBytes(StandardCharsets.UTF_8));
    noCertificate("a COSE_Key: ", key.toByteArray());
  }

  @Test
  void aCertificateThatIsDamagedIsNotCalledNone() throws Exception {
    byte[] der = der(resource("root.pem"));
    String cut = file(Arrays.copyOf(der, der.length - 20));
    Run run = Run.of("verify", "--trust-anchor", cut, content);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertFalse(run.err.contains("an X.509 certificate in DER"), run.err);
  }
}
