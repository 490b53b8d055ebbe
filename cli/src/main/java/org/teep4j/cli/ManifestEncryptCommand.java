package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.encryption.SuitEncryptor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j manifest encrypt-payload}. */
@Command(
    name = "encrypt-payload",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Encrypt a payload for the devices that a manifest is for.",
      "",
      "Writes the ciphertext and the encryption info, which has the content key for each recipient."
          + " A description names both files as ciphertext and encryption-info. The profile decides"
          + " on the algorithms: with 'ecdh' in its name a recipient's key is a public key, with"
          + " 'a128kw' or 'a256kw' a shared symmetric key."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest encrypt-payload --profile suit-sha256-esp256-ecdh-a128gcm --recipient"
          + " device.pub --info app.info -o app.enc app.bin",
      "",
      "Exit codes: 0 encrypted; 1 the payload cannot be encrypted; 2 wrong usage, a key does not"
          + " fit, or a file cannot be read or written."
    })
final class ManifestEncryptCommand extends ManifestTask {
  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      required = true,
      description =
          "Algorithms: suit-sha256-hmac-a128kw-a128ctr, suit-sha256-esp256-ecdh-a128ctr,"
              + " suit-sha256-ed25519-ecdh-a128ctr, suit-sha256-esp256-ecdh-a128gcm,"
              + " suit-sha256-ed25519-ecdh-chacha-poly or suit-sha256-hsslms-a256kw-a256ctr.")
  @SuppressWarnings("NullAway.Init") // required
  private String profileName;

  @Option(
      names = "--recipient",
      paramLabel = "KEYFILE",
      required = true,
      description = "Key of a device or a group of devices. Can be repeated.")
  private List<String> keyFiles = new ArrayList<>();

  @Option(
      names = "--info",
      paramLabel = "FILE",
      required = true,
      description = "File for the encryption info.")
  @SuppressWarnings("NullAway.Init") // required
  private String info;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Payload; - or no FILE is standard input.")
  private @Nullable String file;

  ManifestEncryptCommand(Console console) {
    super(console);
  }

  @Override
  int run() throws UsageException, IOException {
    SuitCoseProfile profile =
        SuitCoseProfile.named(profileName)
            .orElseThrow(
                () ->
                    new UsageException(
                        "no profile is called '"
                            + profileName
                            + "'; see teep4j manifest"
                            + " encrypt-payload --help"));
    List<KeyFile> keys = KeyFile.readAll(keyFiles, console().in());
    SuitEncryptor encryptor;
    try {
      encryptor =
          SuitEncryptor.of(profile, keys.stream().map(KeyFile::key).toArray(CoseKey[]::new));
    } catch (GeneralSecurityException refused) {
      throw new UsageException("encrypt-payload: " + refused.getMessage());
    }
    try (Content content =
            Content.read(console().in().orFile(file, "manifest encrypt-payload"), console());
        OutputFile ciphertext = output.open(console());
        OutputFile infoFile = output.open(console(), info, false, false)) {
      SuitEncryptionInfo made = encryptor.encrypt(content.source(), ciphertext.stream());
      made.encode().writeTo(infoFile.stream());
      infoFile.complete();
      ciphertext.complete();
      if (!output.isStandardOutput() && !Places.isStandardOutput(info)) {
        Fields fields = new Fields(console().terminal());
        fields.add("what", "payload of " + Text.count(content.length(), "byte", "bytes"));
        keys.forEach(fields::key);
        fields.add("profile", profileName);
        fields.add("info", info);
        fields.print(console().out(), Text.safe(output.file()) + ": encrypted");
      }
    } catch (GeneralSecurityException refused) {
      throw new UsageException("encrypt-payload: " + refused.getMessage());
    }
    return ExitCode.GOOD;
  }
}
