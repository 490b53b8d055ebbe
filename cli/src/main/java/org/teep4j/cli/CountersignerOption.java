package org.teep4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseCountersignature;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.Countersignable;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifyOptions;
import picocli.CommandLine.Option;

/** {@code --countersigner}. */
final class CountersignerOption {
  @Option(
      names = "--countersigner",
      paramLabel = "KEYFILE",
      description = {
        "Key that must have countersigned the message. Can be repeated; every such key is required."
      })
  private List<String> files = new ArrayList<>();

  private final List<KeyFile> keys = new ArrayList<>();

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Reads the keys, each of which must be one that can verify. */
  void read(StandardInput in) throws UsageException {
    for (KeyFile key : KeyFile.readAll(files, in)) {
      key.verifiers();
      keys.add(key);
    }
  }

  /** Verifies that every key has countersigned the message, and reports each. */
  void verify(
      Countersignable message, @Nullable Content content, VerifyOptions options, Findings findings)
      throws UsageException, RejectedException, IOException {
    List<CoseCountersignature> all = message.countersignatures();
    for (KeyFile key : keys) {
      Optional<CoseVerifier> verifier = Optional.empty();
      int most = Math.min(all.size(), CoseSign.MOST_CANDIDATES);
      for (int i = 0; i < most && verifier.isEmpty(); i++) {
        verifier = verified(all.get(i), message, content, key, options);
        if (verifier.isPresent()) {
          findings.countersignature(i + 1, all.size());
          findings.key(key);
          findings.algorithm(verifier.get().algorithm());
        }
      }
      if (verifier.isEmpty()) {
        throw new RejectedException(
            "NO_COUNTERSIGNATURE",
            key.file() + " made none of the " + all.size() + " countersignatures");
      }
    }
  }

  private static Optional<CoseVerifier> verified(
      CoseCountersignature countersignature,
      Countersignable message,
      @Nullable Content content,
      KeyFile key,
      VerifyOptions options)
      throws UsageException, IOException {
    for (CoseVerifier verifier : key.verifiers()) {
      try {
        if (content == null) {
          countersignature.verify(message, verifier, options);
        } else {
          countersignature.verifyDetached(content.bytes(), message, verifier, options);
        }
        return Optional.of(verifier);
      } catch (VerificationException another) {
        // A countersignature by another key.
      }
    }
    return Optional.empty();
  }
}
