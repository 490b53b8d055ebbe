package org.teep4j.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.SymmetricKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j key thumbprint}. */
@Command(
    name = "thumbprint",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print the thumbprint of a key (RFC 9679).",
      "",
      "A thumbprint identifies one key. A private key and its public key have the"
          + " same thumbprint, in every format. With several files, each line ends with the"
          + " name of the file."
    },
    footer = {"", "Exit codes: 0 printed; 2 wrong usage, or a file cannot be read."})
final class KeyThumbprintCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--hash",
      paramLabel = "HASH",
      defaultValue = "SHA-256",
      converter = HashName.class,
      description = "Hash function: sha-256 (default), sha-384 or sha-512.")
  private String hash = "SHA-256";

  @Option(names = "--base64url", description = "Print base64url instead of hexadecimal digits.")
  private boolean base64url;

  @Parameters(
      paramLabel = "KEYFILE",
      arity = "0..*",
      description = "COSE_Key, JWK, PEM or DER; - or no KEYFILE is standard input.")
  private List<String> files = new ArrayList<>();

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private SizeOption size;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  KeyThumbprintCommand(Console console) {
    this.console = console;
    this.size = new SizeOption(console.in());
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  public Integer call() throws UsageException, NoSuchAlgorithmException {
    List<String> lines = new ArrayList<>();
    if (files.isEmpty()) {
      files.add(console.in().orFile(null, "key thumbprint"));
    }
    for (String file : files) {
      KeyFile key = KeyFile.read(file, console.in());
      lines.add(thumbprint(key) + (files.size() == 1 ? "" : "  " + Text.safe(key.file())));
      if (key.key() instanceof SymmetricKey) {
        console.error(
            "note: "
                + key.file()
                + " is a symmetric key: its thumbprint confirms a correct guess of the secret");
      }
    }
    lines.forEach(console.out()::println);
    return ExitCode.GOOD;
  }

  private String thumbprint(KeyFile key) throws UsageException, NoSuchAlgorithmException {
    try {
      Bytes thumbprint = key.key().thumbprint(MessageDigest.getInstance(hash));
      return base64url
          ? Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint.toByteArray())
          : thumbprint.toHex();
    } catch (IllegalStateException refused) {
      throw new UsageException(key.file() + ": has no thumbprint: " + refused.getMessage());
    }
  }
}
