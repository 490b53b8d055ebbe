package org.teep4j.cli;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.HpkeEncryptor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The keys of those who can verify or decrypt a message: one shared key, or recipients. */
final class AudienceOption {
  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      description = {
        "The symmetric key that sender and receiver share: COSE_Key or JWK. For"
            + " encryption with HPKE-0 to HPKE-7, the public key of the recipient."
      })
  private @Nullable String keyFile;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "Instead of --key: a file whose bytes are the shared secret.")
  private @Nullable String secretFile;

  @Option(
      names = "--recipient",
      paramLabel = "KEYFILE",
      description = {
        "Instead of --key: the public or symmetric key of a recipient. Can be"
            + " repeated; each recipient alone can verify or decrypt the message."
      })
  private List<String> recipientFiles = new ArrayList<>();

  @Option(
      names = "--alg",
      paramLabel = "ALG",
      converter = AlgorithmName.class,
      description = "Algorithm for the content, if the key does not name one.")
  private @Nullable CoseAlgorithm algorithm;

  @Mixin private KeyMethodOption method = new KeyMethodOption();

  private final List<KeyFile> keys = new ArrayList<>();

  /** Reads the keys. */
  void read(String command, StandardInput in) throws UsageException {
    if (keyFile != null && secretFile != null || hasRecipients() == recipientFiles.isEmpty()) {
      throw new UsageException(
          command
              + ": either --key, --secret-file or --recipient is needed; see teep4j "
              + command
              + " --help");
    }
    if (secretFile != null) {
      keys.add(KeyFile.secret(secretFile, in));
    } else {
      keys.addAll(KeyFile.readAll(keyFile == null ? recipientFiles : List.of(keyFile), in));
    }
    method.read(in);
  }

  boolean hasRecipients() {
    return keyFile == null && secretFile == null;
  }

  /** The shared key, if there are no recipients. */
  KeyFile key() {
    return keys.get(0);
  }

  /** The algorithm of {@code --alg}. */
  Optional<CoseAlgorithm> algorithm() {
    return Optional.ofNullable(algorithm);
  }

  /** The algorithm for the content of a message with recipients. */
  CoseAlgorithm contentAlgorithm(Kind kind, CoseAlgorithm otherwise) {
    // A key that is used directly is bound to the algorithm of the content.
    return algorithm()
        .or(() -> key().key().algorithmId().flatMap(CoseAlgorithm::fromLabel))
        .filter(named -> named.kind() == kind || algorithm != null)
        .orElse(otherwise);
  }

  /** The algorithm, if it is an HPKE algorithm that encrypts the content itself. */
  Optional<CoseAlgorithm> integratedHpke() {
    return algorithm()
        .or(() -> key().key().algorithmId().flatMap(CoseAlgorithm::fromLabel))
        .filter(KeyMethodOption::isIntegratedHpke);
  }

  HpkeEncryptor hpkeEncryptor(CoseAlgorithm hpke) throws UsageException {
    try {
      return HpkeEncryptor.of(key().key(), hpke).withContext(method.hpkeContext());
    } catch (GeneralSecurityException refused) {
      throw new UsageException(key().file() + ": this key cannot encrypt: " + refused.getMessage());
    }
  }

  List<ContentKeySender> senders() throws UsageException {
    List<ContentKeySender> senders = new ArrayList<>();
    for (KeyFile key : keys) {
      senders.add(method.sender(key));
    }
    return senders;
  }

  /** Reports the recipients, or the shared key. */
  void tell(Fields fields, List<ContentKeySender> senders) {
    for (int i = 0; i < senders.size(); i++) {
      fields.add("recipient", keys.get(i).file() + ", " + senders.get(i).algorithm().ianaName());
    }
    if (senders.isEmpty()) {
      fields.key(key());
    }
  }
}
