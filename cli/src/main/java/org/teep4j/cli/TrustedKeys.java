package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitVerifier;

/** Keys of others that a command trusts. */
final class TrustedKeys {
  private TrustedKeys() {}

  /**
   * Keys that sign messages or tokens.
   *
   * @param files COSE_Key, JWK or PEM, or sets of keys
   */
  static CoseKeyResolver resolver(List<String> files, Console console) throws UsageException {
    return CoseKeyResolver.ofVerifiers(verifiers(files, console));
  }

  /** Keys that sign manifests. */
  static List<SuitVerifier> authors(List<String> files, Console console) throws UsageException {
    return verifiers(files, console).stream().map(SuitVerifier::of).toList();
  }

  private static List<CoseVerifier> verifiers(List<String> files, Console console)
      throws UsageException {
    List<KeyFile> keys = KeyFile.readCandidates(files, console);
    List<CoseVerifier> verifiers = new ArrayList<>();
    for (KeyFile key : KeyFile.usable(keys, KeyFile::verifiers, console)) {
      verifiers.addAll(key.verifiers());
    }
    return verifiers;
  }
}
