package org.teep4j.cli;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.KeyOperation;
import org.teep4j.cose.SymmetricKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code teep4j key list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "List the keys in files, without their secrets.",
      "",
      "A file may be a COSE_Key, a JWK, PEM or DER with keys and certificates, a set of keys"
          + " (COSE_KeySet or JWK Set), or PKCS #12. ckt is the thumbprint of RFC 9679, jkt that"
          + " of RFC 7638."
    },
    footer = {"", "Exit codes: 0 listed; 2 wrong usage, or a file cannot be read."})
final class KeyListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private SizeOption size;

  @Parameters(
      paramLabel = "KEYFILE",
      arity = "0..*",
      description = "Files with keys; - or no KEYFILE is standard input.")
  private List<String> files = new ArrayList<>();

  KeyListCommand(Console console) {
    this.console = console;
    this.passphrase = new PassphraseOption(console.in());
    this.size = new SizeOption(console.in());
  }

  @Override
  public Integer call() throws UsageException {
    if (files.isEmpty()) {
      files.add(console.in().orFile(null, "key list"));
    }
    List<KeyFile> keys = new ArrayList<>();
    for (String file : files) {
      keys.addAll(new KeyReading(console.in()).all(file, console));
    }
    keys.forEach(this::list);
    return ExitCode.GOOD;
  }

  private void list(KeyFile file) {
    CoseKey key = file.key();
    Fields fields = new Fields(console.terminal());
    key.keyId().ifPresent(id -> fields.add("kid", Fields.string(id)));
    if (key.isRestricted()) {
      List<String> operations = key.operations().stream().map(KeyListCommand::operation).toList();
      fields.add("key_ops", operations.isEmpty() ? "none" : String.join(", ", operations));
    }
    if (key instanceof SymmetricKey) {
      fields.add("thumbprints", "not shown: they would confirm a correct guess of the secret");
    } else {
      thumbprints(key, fields);
    }
    fields.print(console.out(), Text.safe(file.file()) + ": " + file.describe());
  }

  private static String operation(CoseLabel label) {
    return label.isText()
        ? label.text()
        : KeyOperation.fromId(label.number())
            .map(KeyOperation::coseName)
            .orElseGet(label::toString);
  }

  private static void thumbprints(CoseKey key, Fields fields) {
    try {
      fields.add("ckt", key.thumbprint().toHex());
    } catch (IllegalStateException unknown) {
      fields.add("ckt", "none: " + unknown.getMessage());
    }
    try {
      byte[] thumbprint = CoseKeys.jwkThumbprint(key).toByteArray();
      fields.add("jkt", Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint));
    } catch (IllegalStateException noForm) {
      // The key has no form in JOSE.
    }
  }
}
