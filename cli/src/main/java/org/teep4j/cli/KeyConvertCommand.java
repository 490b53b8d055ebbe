package org.teep4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j key convert}. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "teep4j key convert [--public] [--to FORMAT] [OPTIONS] KEYFILE",
    description = {
      "Convert a key to another format.",
      "",
      "The input is a COSE_Key (binary, hexadecimal digits or diagnostic notation), a JWK, PEM,"
          + " DER, or PKCS #12 with one key."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j key convert --alg ES256 --kid author-1 author.pem -o author.cbor",
      "  teep4j key convert --public author.cbor -o author.pub.jwk",
      "  teep4j key convert --public --to diag author.cbor",
      "",
      "Exit codes: 0 converted; 2 wrong usage, or a file cannot be read or written."
    })
final class KeyConvertCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--public",
      description = "Write the public key alone, without secret parameters.")
  private boolean toPublic;

  @Option(
      names = "--alg",
      paramLabel = "ALG",
      converter = AlgorithmName.class,
      description = "Bind the key to this algorithm.")
  private @Nullable CoseAlgorithm algorithm;

  @Option(
      names = "--kid",
      paramLabel = "KID",
      converter = KeyId.class,
      description = "Give the key this identifier: " + KeyId.HELP + ".")
  private @Nullable Bytes keyId;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private SizeOption size;

  @Option(
      names = "--lenient",
      description =
          "Accept a JWK whose x, y or d lacks leading zero bytes, which RFC 7518 demands.")
  private boolean lenient;

  @Mixin private KeyOutputOption output = new KeyOutputOption();

  @Parameters(
      paramLabel = "KEYFILE",
      arity = "0..1",
      description = "Key to convert; - or no KEYFILE is standard input.")
  private @Nullable String file;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  KeyConvertCommand(Console console) {
    this.console = console;
    this.size = new SizeOption(console.in());
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  public Integer call() throws UsageException, IOException {
    DecodeOptions options =
        lenient
            ? DecodeOptions.defaults()
                .withRemarks(remark -> console.error("note: read past: " + remark.detail()))
            : DecodeOptions.defaults();
    KeyFile read =
        new KeyReading(console.in(), options).one(console.in().orFile(file, "key convert"));
    CoseKey key = (toPublic ? read.toPublic() : read).key();
    if (algorithm != null) {
      key = key.withAlgorithm(algorithm);
    }
    if (keyId != null) {
      key = key.withKeyId(keyId);
    }
    output.write(console, new KeyFile(read.file(), key));
    return ExitCode.GOOD;
  }
}
