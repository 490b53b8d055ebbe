package org.teep4j.cli;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.teep4j.cli.manifest.DeviceDescription;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;

/** What decrypts payloads of a device: each key in every profile that it is for. */
final class Decryptors {
  /** AES key wrap with AES-GCM, as an example of the drafts has it; no profile is named so. */
  private static final SuitCoseProfile AES_KEY_WRAP_GCM = new SuitCoseProfile(-16, 5, -3, 1);

  private Decryptors() {}

  static List<SuitDecryptor> of(DeviceDescription device, List<KeyFile> keys)
      throws UsageException {
    List<SuitDecryptor> decryptors = new ArrayList<>();
    for (CoseKey key : device.decryptionKeys()) {
      decryptors.add(of(key, "a key of the device"));
    }
    for (KeyFile key : keys) {
      decryptors.add(of(key.key(), key.file()));
    }
    return List.copyOf(decryptors);
  }

  /** The profiles that a key can decrypt with. */
  static List<SuitCoseProfile> profiles(CoseKey key) {
    return Stream.concat(SuitCoseProfile.defined().stream(), Stream.of(AES_KEY_WRAP_GCM))
        .filter(profile -> refusal(key, profile).isEmpty())
        .toList();
  }

  private static Optional<String> refusal(CoseKey key, SuitCoseProfile... profiles) {
    try {
      SuitDecryptor.of(key, profiles);
      return Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  private static SuitDecryptor of(CoseKey key, String name) throws UsageException {
    try {
      return SuitDecryptor.of(key, profiles(key).toArray(SuitCoseProfile[]::new));
    } catch (GeneralSecurityException | IllegalArgumentException refused) {
      throw new UsageException(
          name
              + ": this key cannot decrypt payloads: "
              + refusal(key, AES_KEY_WRAP_GCM).orElse(String.valueOf(refused.getMessage())));
    }
  }
}
