package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeySet;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.Ec2Key;

/** Keys that somebody inspects, whose secrets end up in a terminal, a log or a report otherwise. */
class InspectKeysTest {
  @TempDir private Path folder;

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Eight bytes of the secret in a row, in any notation that is used here. */
  private static void assertHides(String secretHex, Run run) {
    String all = (run.out + run.err).toLowerCase(Locale.ROOT);
    String digits = all.replaceAll("[^0-9a-f]", "");
    for (int i = 0; i + 16 <= secretHex.length(); i += 2) {
      String part = secretHex.substring(i, i + 16);
      assertFalse(digits.contains(part), run::toString);
      byte[] bytes = HexFormat.of().parseHex(part);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes).substring(1, 9);
      assertFalse((run.out + run.err).contains(base64), run::toString);
    }
  }

  @Test
  void aPrivateKeyIsNamedAndItsSecretHidden() throws Exception {
    Ec2Key key = CoseKeys.generate(CoseAlgorithm.ESP256, Ec2Key.class);
    String d = key.d().orElseThrow().toHex();
    String file = Samples.write(folder, "key", key.toByteArray());
    Run run = Run.of("inspect", file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.out.contains(": COSE_Key, private key on P-256 for ESP256, "), run.out);
    assertTrue(run.out.contains("/ d / -4: ... / hidden: 32 bytes /"), run.out);
    assertTrue(run.out.contains("Secrets are hidden; --show-secrets shows them."), run.out);
    assertHides(d, run);
    assertHides(d, Run.of("inspect", "--json", file));
    for (String kind : List.of("cbor", "cose", "suit", "teep", "key")) {
      assertHides(d, Run.of("inspect", "--as", kind, file));
      assertHides(d, Run.of("inspect", "--json", "--as", kind, file));
    }
    assertEquals(ExitCode.GOOD, Run.of("inspect", "--as", "key", file).code);
    Run shown = Run.of("inspect", "--json", "--show-secrets", file);
    assertTrue(shown.out.contains(d), shown.out);
    Run open = Run.of("inspect", "--hex", hex(key.toPublic().toByteArray()));
    assertTrue(open.out.startsWith("--hex: COSE_Key, public key on P-256 for ESP256, "), open.out);
    assertFalse(open.out.contains("ecret"), open.out);
  }

  @Test
  void aDamagedKeyHidesItsSecretToo() throws Exception {
    Ec2Key key = Samples.author();
    String d = key.d().orElseThrow().toHex();
    byte[] whole = key.toByteArray();
    // What begins with another label than that of the type is no key.
    for (int i = 3; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x18;
      String digits = hex(changed).contains(d) ? d : "";
      assertHides(digits, Run.of("inspect", "--hex", hex(changed)));
      // So much of it that the type can be told.
      if (i > 3) {
        assertHides(d, Run.of("inspect", "--hex", hex(Arrays.copyOf(whole, i))));
      }
    }
    assertHides(d, Run.of("inspect", "--hex", hex(whole) + "00"));
  }

  @Test
  void keysInsideOtherDataAreHidden() throws Exception {
    Ec2Key key = CoseKeys.generate(CoseCurve.P256, Ec2Key.class);
    String d = key.d().orElseThrow().toHex();
    CoseKey open = CoseKeys.generate(CoseCurve.P256).toPublic();
    Run set = Run.of("inspect", "--hex", hex(CoseKeySet.of(open, key).toByteArray()));
    assertTrue(set.out.startsWith("--hex: COSE_KeySet of 2 keys, "), set.out);
    assertHides(d, set);
    for (String around : List.of("d9d9f7K", "83018101K", "a108a101K", "82a0K", "a1K01")) {
      String cbor = around.replace("K", hex(key.toByteArray()));
      Run run = Run.of("inspect", "--hex", cbor);
      assertHides(d, run);
    }
    for (String around : List.of("5f58SKff", "d28440a058SK40", "d28440a10458SK4040", "d81858SK")) {
      String size = Integer.toHexString(key.toByteArray().length);
      String cbor = around.replace("S", size).replace("K", hex(key.toByteArray()));
      assertHides(d, Run.of("inspect", "--hex", cbor));
    }
    Bytes header = new CborWriter().beginMap().writeLong(-1).write(key).endMap().toBytes();
    assertHides(d, Run.of("inspect", "--hex", "d818" + hex(header.toByteArray())));
  }

  @Test
  void keysInOtherFormsAreNamedAndNotShown() throws Exception {
    Ec2Key key = CoseKeys.generate(CoseCurve.P256, Ec2Key.class);
    String d = key.d().orElseThrow().toHex();
    byte[] pkcs8 = CoseKeys.toPrivateKey(key).getEncoded();
    byte[] spki = CoseKeys.toPublicKey(key).getEncoded();
    foreign("jwk", CoseKeys.toJwk(key), "a JSON Web Key", d);
    foreign("jwks", "{\"keys\": [" + CoseKeys.toJwk(key) + "]}", "a JSON Web Key Set", d);
    foreign("pem", CoseKeys.toPem(key), "PEM: private key", d);
    Path latin1 = folder.resolve("latin1");
    Files.write(
        latin1, ("caf\u00e9\n" + CoseKeys.toPem(key)).getBytes(StandardCharsets.ISO_8859_1));
    foreign(latin1, "PEM: private key", d);
    foreign("pub.pem", CoseKeys.toPem(key.toPublic()), "PEM: public key", d);
    Path der = folder.resolve("der");
    Files.write(der, pkcs8);
    foreign(der, "a private key in DER", d);
    Files.write(der, Arrays.copyOf(pkcs8, pkcs8.length - 5));
    foreign(der, "a private key in DER", d);
    Files.write(der, spki);
    foreign(der, "a public key in DER", d);
    // As CBOR, by way of notation.
    String file = Samples.write(folder, "as.edn", CoseKeys.toJwk(key));
    assertHides(d, Run.of("inspect", "--input", "edn", file));
    assertHides(d, Run.of("inspect", "--input", "edn", "--json", file));
  }

  private void foreign(String name, String content, String what, String secret) throws Exception {
    foreign(Path.of(Samples.write(folder, name, content)), what, secret);
  }

  private static void foreign(Path file, String what, String secret) {
    Run run = Run.of("inspect", file.toString());
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.out.startsWith(file + ": " + what + ", "), run.out);
    assertTrue(run.out.contains("NOT CBOR"), run.out);
    assertTrue(run.out.contains("  advice  "), run.out);
    assertHides(secret, run);
    assertHides(secret, Run.of("inspect", "--json", file.toString()));
  }

  @Test
  void otherFilesAreNamed() throws Exception {
    byte[] pem = InspectKeysTest.class.getResourceAsStream("root.pem").readAllBytes();
    foreign("root.pem", new String(pem, StandardCharsets.US_ASCII), "PEM: certificate", "");
    byte[] der =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(InspectKeysTest.class.getResourceAsStream("root.pem"))
            .getEncoded();
    Path file = folder.resolve("other");
    Files.write(file, der);
    foreign(file, "an X.509 certificate in DER", "");
    String[][] others = {
      {"1f8b0800000000000003", "compressed by gzip"},
      {"504b03041400000008000000", "a zip archive"},
      {"7f454c460201010000000000", "a program or library (ELF)"},
      {hex("[{\"kty\": 1}]".getBytes(StandardCharsets.US_ASCII)), "diagnostic notation"},
      {hex("{\"a\": [1]}".getBytes(StandardCharsets.US_ASCII)), "JSON"},
      {hex("3081a0302c0201003000300006".getBytes(StandardCharsets.US_ASCII)), ""}
    };
    for (String[] other : Arrays.copyOf(others, 5)) {
      Files.write(file, HexFormat.of().parseHex(other[0]));
      foreign(file, other[1], "");
    }
    Files.writeString(file, "hello world, this is text\n");
    Run text = Run.of("inspect", file.toString());
    assertTrue(text.out.startsWith(file + ": text"), text.out);
    Run verify =
        Run.of(
            "verify",
            "--key",
            Samples.write(folder, "k", CoseKeys.toPem(Samples.author())),
            file.toString());
    assertTrue(verify.out.contains("NOT_CBOR: text"), verify.out);
  }
}
