package org.teep4j.cli;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseRecipient;
import org.teep4j.cose.HpkeContext;
import org.teep4j.cose.KdfContext;
import org.teep4j.cose.RecipientScheme;
import org.teep4j.cose.RsaKey;
import org.teep4j.cose.SymmetricKey;
import picocli.CommandLine.Option;

/** The options for the algorithm that gives recipients the content key; the same on both sides. */
final class KeyMethodOption {
  @Option(
      names = "--recipient-alg",
      paramLabel = "ALG",
      converter = AlgorithmName.class,
      description = {
        "Algorithm by which a recipient gets the content key, if the recipient's key"
            + " does not name one: A128KW, direct, ECDH-ES+A128KW, RSAES-OAEP w/ SHA-256 …"
      })
  private @Nullable CoseAlgorithm algorithm;

  @Option(
      names = "--sender",
      paramLabel = "KEYFILE",
      description =
          "Static key of the sender, for ECDH-SS: the private key to send, the public"
              + " key to receive.")
  private @Nullable String senderFile;

  @Option(
      names = "--kdf-other",
      paramLabel = "TEXT",
      description =
          "SuppPubInfo.other of the key derivation, for example 'SUIT Payload Encryption'.")
  private @Nullable String kdfOther;

  /** The maximum number of tried nestings. */
  private static final int MOST_NESTED = 16;

  /** Whether an algorithm encrypts the content itself for one recipient. */
  static boolean isIntegratedHpke(CoseAlgorithm algorithm) {
    return algorithm.isHpke() && algorithm.kind() == Kind.CONTENT_ENCRYPTION;
  }

  static boolean isEcdhSs(CoseAlgorithm algorithm) {
    return is(RecipientScheme.ECDH_SS, algorithm);
  }

  private static boolean isKeyWrap(CoseAlgorithm algorithm) {
    return is(RecipientScheme.AES_KW, algorithm);
  }

  private static boolean is(RecipientScheme scheme, CoseAlgorithm algorithm) {
    return algorithm.recipientScheme().filter(scheme::equals).isPresent();
  }

  @Option(
      names = "--psk",
      paramLabel = "KEYFILE",
      description =
          "Pre-shared symmetric key with a kid, for HPKE. It proves that a holder of"
              + " this key encrypted the content.")
  private @Nullable String pskFile;

  private @Nullable CoseKey sender;
  private HpkeContext hpkeContext = HpkeContext.empty();

  /** Reads the sender's key and the pre-shared key. */
  void read(StandardInput in) throws UsageException {
    sender = senderFile == null ? null : KeyFile.read(senderFile, in).key();
    if (pskFile != null) {
      KeyFile psk = KeyFile.read(pskFile, in);
      try {
        hpkeContext = hpkeContext.withPsk(symmetric(psk.key(), CoseAlgorithm.HPKE_0));
      } catch (IllegalArgumentException | InvalidKeyException refused) {
        throw new UsageException(psk.file() + ": not a pre-shared key: " + refused.getMessage());
      }
    }
  }

  /** The HPKE parameters besides keys. */
  HpkeContext hpkeContext() {
    return hpkeContext;
  }

  // Sending.

  /** The sender's side of a recipient. */
  ContentKeySender sender(KeyFile recipient) throws UsageException {
    try {
      CoseAlgorithm chosen = algorithm == null ? algorithmOf(recipient.key()) : algorithm;
      ContentKeySender made = sender(recipient.key(), chosen);
      made = kdfOther == null ? made : made.withKdfContext(kdfContext(kdfOther));
      return chosen.isHpke() ? made.withHpkeContext(hpkeContext) : made;
    } catch (GeneralSecurityException | IllegalStateException refused) {
      throw unfit(recipient, "not a key for a recipient", refused);
    }
  }

  private ContentKeySender sender(CoseKey key, CoseAlgorithm chosen)
      throws GeneralSecurityException {
    return isEcdhSs(chosen)
        ? ContentKeySender.ecdhSs(CoseKeyAgreement.of(requireSender(chosen)), key, chosen)
        : ContentKeySender.of(key, chosen);
  }

  private static SymmetricKey symmetric(CoseKey key, CoseAlgorithm chosen)
      throws InvalidKeyException {
    if (key instanceof SymmetricKey symmetric) {
      return symmetric;
    }
    throw new InvalidKeyException("the key does not fit " + chosen.ianaName());
  }

  private CoseKey requireSender(CoseAlgorithm chosen) throws InvalidKeyException {
    if (sender == null) {
      throw new InvalidKeyException(
          chosen.ianaName() + " needs the sender's key too: add --sender KEYFILE");
    }
    return sender;
  }

  private static KdfContext kdfContext(String other) {
    return KdfContext.empty().withSuppPubOther(Bytes.ofUtf8(other));
  }

  /** The algorithm of a recipient's key: the one that it names, or the default for its type. */
  private static CoseAlgorithm algorithmOf(CoseKey key) throws InvalidKeyException {
    if (key.algorithmId().isPresent()) {
      CoseAlgorithm stated =
          CoseAlgorithm.fromLabel(key.algorithmId().get())
              .orElseThrow(() -> new InvalidKeyException("its alg is not known here"));
      if (isIntegratedHpke(stated)) {
        throw new InvalidKeyException(
            stated.ianaName() + " encrypts the content itself: give the key as --key");
      }
      if (stated.kind() == Kind.SIGNATURE) {
        throw new InvalidKeyException("the key is for " + stated.ianaName());
      }
      return isForContent(stated) ? CoseAlgorithm.DIRECT : stated;
    }
    if (key instanceof RsaKey) {
      return CoseAlgorithm.RSAES_OAEP_SHA_256;
    }
    if (key instanceof SymmetricKey symmetric) {
      int bits = 8 * symmetric.k().length();
      return Arrays.stream(CoseAlgorithm.values())
          .filter(each -> isKeyWrap(each) && each.keyBits().orElseThrow() == bits)
          .findFirst()
          .orElseThrow(
              () -> new InvalidKeyException("it names no algorithm, and fits no key wrap"));
    }
    return CoseAlgorithm.ECDH_ES_A256KW;
  }

  static boolean isForContent(CoseAlgorithm algorithm) {
    return algorithm.kind() == Kind.MAC || algorithm.kind() == Kind.CONTENT_ENCRYPTION;
  }

  // Receiving.

  /** The receiver's side of a key: one element for each algorithm that the key may be used with. */
  List<ContentKeyRecipient> receivers(KeyFile key, List<CoseRecipient> recipients)
      throws UnfitKeyException {
    try {
      Optional<CoseAlgorithm> named =
          algorithm != null || key.key().algorithmId().isPresent()
              ? Optional.of(algorithm != null ? algorithm : algorithmOf(key.key()))
              : Optional.empty();
      return named.isPresent()
          ? withNesting(receiver(key.key(), named.get()), recipients)
          : fitting(key.key(), recipients);
    } catch (GeneralSecurityException | IllegalStateException refused) {
      throw unreceptive(key, refused);
    }
  }

  private static UnfitKeyException unreceptive(KeyFile key, Exception refused) {
    boolean isPublic = !key.key().isPrivate() && !(key.key() instanceof SymmetricKey);
    return isPublic
        ? new UnfitKeyException(
            key.file() + ": a recipient needs its private key, and this is a " + key.describe())
        : unfit(key, "not a key of a recipient", refused);
  }

  private static UnfitKeyException unfit(KeyFile key, String what, Exception refused) {
    String advice = KeyAdvice.instead(key.key(), Kind.KEY_DISTRIBUTION);
    return new UnfitKeyException(key.file() + ": " + what + ": " + refused.getMessage() + advice);
  }

  /** Refuses a key that cannot be a recipient's key in any message. */
  void requireReceiving(KeyFile key) throws UnfitKeyException {
    if (algorithm != null || key.key().algorithmId().isPresent()) {
      receivers(key, List.of());
      return;
    }
    try {
      ContentKeyRecipient.of(
          key.key(),
          key.key() instanceof RsaKey
              ? CoseAlgorithm.RSAES_OAEP_SHA_256
              : CoseAlgorithm.ECDH_ES_HKDF_256);
    } catch (GeneralSecurityException | IllegalStateException refused) {
      throw unreceptive(key, refused);
    }
  }

  /** For a key without an algorithm: the algorithms of the message that the key fits. */
  private List<ContentKeyRecipient> fitting(CoseKey key, List<CoseRecipient> recipients)
      throws GeneralSecurityException {
    Map<CoseAlgorithm, ContentKeyRecipient> fitting = new LinkedHashMap<>();
    for (CoseAlgorithm named : algorithms(recipients)) {
      // A message must not turn a key-wrapping key into the content key.
      boolean admitted = !(key instanceof SymmetricKey) || isKeyWrap(named);
      if (admitted && isEcdhSs(named) && !(key instanceof RsaKey)) {
        requireSender(named);
      }
      if (admitted) {
        try {
          fitting.put(named, receiver(key, named));
        } catch (GeneralSecurityException anotherKind) {
          // This recipient has a key of another kind.
        }
      }
    }
    List<ContentKeyRecipient> receivers = new ArrayList<>();
    for (ContentKeyRecipient receiver : fitting.values()) {
      receivers.addAll(withNesting(receiver, recipients));
    }
    return receivers;
  }

  private static Set<CoseAlgorithm> algorithms(List<CoseRecipient> recipients) {
    Set<CoseAlgorithm> algorithms = new LinkedHashSet<>();
    for (CoseRecipient recipient : recipients) {
      recipient.unverifiedHeaders().algorithm().ifPresent(algorithms::add);
      algorithms.addAll(algorithms(recipient.recipients()));
    }
    return algorithms;
  }

  /** The receiver itself, and the receiver behind each nested recipient. */
  private static List<ContentKeyRecipient> withNesting(
      ContentKeyRecipient receiver, List<CoseRecipient> recipients)
      throws GeneralSecurityException {
    List<ContentKeyRecipient> all = new ArrayList<>(List.of(receiver));
    for (CoseRecipient recipient : recipients) {
      Optional<CoseAlgorithm> outer =
          recipient.unverifiedHeaders().algorithm().filter(KeyMethodOption::isKeyWrap);
      if (!recipient.recipients().isEmpty() && outer.isPresent() && all.size() < MOST_NESTED) {
        for (ContentKeyRecipient inner : withNesting(receiver, recipient.recipients())) {
          all.add(ContentKeyRecipient.keyWrap(outer.get(), inner));
        }
      }
    }
    return all;
  }

  private ContentKeyRecipient receiver(CoseKey key, CoseAlgorithm named)
      throws GeneralSecurityException {
    ContentKeyRecipient made =
        isEcdhSs(named)
            ? ContentKeyRecipient.ecdhSs(CoseKeyAgreement.of(key), requireSender(named), named)
            : ContentKeyRecipient.of(key, named);
    made = kdfOther == null ? made : made.withKdfContext(kdfContext(kdfOther));
    return named.isHpke() ? made.withHpkeContext(hpkeContext) : made;
  }
}
