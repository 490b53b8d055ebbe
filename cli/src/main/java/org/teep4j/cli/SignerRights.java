package org.teep4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.AccessControl;
import org.teep4j.suit.processor.CommandTarget;

/** The components that each key may use ({@code --acl}). A key without an entry may use none. */
final class SignerRights implements AccessControl {
  private final Map<SuitVerifier, KeyFile> keys;
  private final Map<String, List<SuitComponentIdentifier>> prefixes;

  /**
   * Matches names with keys.
   *
   * @param prefixes the rights by the name of a key file, with or without its folder
   * @throws UsageException if a name is that of no key
   */
  SignerRights(Map<SuitVerifier, KeyFile> keys, Map<String, List<SuitComponentIdentifier>> prefixes)
      throws UsageException {
    this.keys = keys;
    this.prefixes = prefixes;
    for (String name : prefixes.keySet()) {
      if (keys.values().stream().noneMatch(key -> isNamed(key, name))) {
        throw new UsageException("--acl: '" + name + "' is the file of no --key");
      }
    }
  }

  private static boolean isNamed(KeyFile key, String name) {
    return key.file().equals(name)
        || Optional.ofNullable(Path.of(key.file()).getFileName())
            .filter(last -> last.toString().equals(name))
            .isPresent();
  }

  @Override
  public boolean permits(
      CommandTarget target, SuitCommandCode command, SuitComponentIdentifier used) {
    return permitsManifest(target.manifest(), used);
  }

  @Override
  public boolean permitsManifest(VerifiedManifest manifest, SuitComponentIdentifier id) {
    return manifest.authentications().stream()
        .map(signature -> Optional.ofNullable(keys.get(signature.verifier())))
        .flatMap(Optional::stream)
        .anyMatch(key -> permits(key, id));
  }

  private boolean permits(KeyFile key, SuitComponentIdentifier id) {
    return prefixes.entrySet().stream()
        .filter(entry -> isNamed(key, entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .anyMatch(prefix -> isPrefix(prefix.segments(), id.segments()));
  }

  private static boolean isPrefix(List<Bytes> prefix, List<Bytes> id) {
    return id.size() >= prefix.size() && id.subList(0, prefix.size()).equals(prefix);
  }
}
