package org.teep4j.cli;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyType;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.Ec2Key;
import org.teep4j.cose.HpkeDecryptor;
import org.teep4j.cose.OkpKey;
import org.teep4j.cose.RsaKey;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepCipherSuite;

/**
 * A key that a command received.
 *
 * @param file the file that it was read from
 */
record KeyFile(String file, CoseKey key) {
  private static final Set<CoseAlgorithm> RSA =
      Arrays.stream(CoseAlgorithm.values())
          .filter(each -> each.keyType().filter(CoseKeyType.RSA::equals).isPresent())
          .collect(Collectors.toUnmodifiableSet());

  /** Takes all bytes of a file as a secret. */
  static KeyFile secret(String file, StandardInput in) throws UsageException {
    Input input = Input.read(file, in);
    try {
      return new KeyFile(input.name(), SymmetricKey.of(input.raw()));
    } catch (InvalidKeyException refused) {
      throw new UsageException(input.name() + ": no secret: " + refused.getMessage());
    }
  }

  /** Reads the one key of a file in any form. */
  static KeyFile read(String file, StandardInput in) throws UsageException {
    return new KeyReading(in).one(file);
  }

  /** Reads keys of which one is enough, so a file may also be a set of keys. */
  static List<KeyFile> readCandidates(List<String> files, Console console) throws UsageException {
    List<KeyFile> keys = new ArrayList<>();
    for (String file : files) {
      keys.addAll(new KeyReading(console.in()).candidates(file, console));
    }
    return keys;
  }

  /** A use that a key must permit. */
  interface Use {
    /** Refuses a key that does not permit this use for any message. */
    void require(KeyFile key) throws UnfitKeyException;
  }

  /**
   * Returns the usable keys, and reports the others.
   *
   * @throws UsageException if there are keys, but none is usable
   */
  static List<KeyFile> usable(List<KeyFile> keys, Use use, Console console) throws UsageException {
    List<KeyFile> usable = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (KeyFile key : keys) {
      try {
        use.require(key);
        usable.add(key);
      } catch (UnfitKeyException unfit) {
        reasons.add(unfit.getMessage());
      }
    }
    if (usable.isEmpty() && !reasons.isEmpty()) {
      throw new UsageException(String.join("; ", reasons));
    }
    reasons.forEach(reason -> console.error("note: not used: " + reason));
    return usable;
  }

  static List<KeyFile> readAll(List<String> files, StandardInput in) throws UsageException {
    List<KeyFile> keys = new ArrayList<>();
    for (String file : files) {
      keys.add(read(file, in));
    }
    return keys;
  }

  /** Whether the public keys are the same. */
  boolean hasSameKeyAs(KeyFile other) {
    return key.isSupported()
        && other.key.isSupported()
        && key.thumbprint().equals(other.key.thumbprint());
  }

  /** The same key without its secrets. */
  KeyFile toPublic() throws UsageException {
    try {
      return new KeyFile(file, key.toPublic());
    } catch (IllegalStateException refused) {
      throw new UsageException(file + ": has no public key: " + refused.getMessage());
    }
  }

  /** A short description of the key. */
  String describe() {
    if (!key.isSupported()) {
      return "key of a type or on a curve that is not supported";
    }
    String secret =
        key instanceof SymmetricKey ? "symmetric" : key.isPrivate() ? "private" : "public";
    String size =
        key instanceof Ec2Key ec
            ? " on " + ec.curve().ianaName()
            : key instanceof OkpKey okp
                ? " on " + okp.curve().ianaName()
                : key instanceof RsaKey rsa
                    ? " of " + rsa.n().bitLength() + " bits"
                    : key instanceof SymmetricKey symmetric
                        ? " of " + 8 * symmetric.k().length() + " bits"
                        : "";
    String use =
        key.algorithmId()
            .map(CoseAlgorithm::nameOf)
            .map(name -> " for " + name.orElse("an algorithm without name here"))
            .orElse("");
    return secret + " key" + size + use;
  }

  /**
   * A signer of TEEP messages, with the thumbprint as key identifier. A key that names no algorithm
   * takes the one of a mandatory cipher suite that it fits.
   */
  CoseSigner teepSigner(Dialect dialect) throws UnfitKeyException {
    CoseKey signing = key.withKeyId(key.thumbprint());
    if (key.algorithmId().isEmpty()) {
      for (TeepCipherSuite suite : dialect.mandatoryCipherSuites()) {
        for (TeepCipherSuite.Operation operation : suite.operations()) {
          try {
            return CoseSigner.of(signing, operation.coseAlgorithm().orElseThrow());
          } catch (GeneralSecurityException ignored) {
            // The key is for another suite.
          }
        }
      }
    }
    return signer(null, key.thumbprint());
  }

  /** A signer with this key, and with a key identifier other than its own if there is one. */
  CoseSigner signer(@Nullable CoseAlgorithm algorithm, @Nullable Bytes keyId)
      throws UnfitKeyException {
    CoseKey signing = keyId == null ? key : key.withKeyId(keyId);
    if (algorithm == null && key instanceof RsaKey && key.algorithmId().isEmpty()) {
      throw new UnfitKeyException(file + ": this RSA key names no algorithm: add --alg, as PS256");
    }
    try {
      return algorithm == null ? CoseSigner.of(signing) : CoseSigner.of(signing, algorithm);
    } catch (GeneralSecurityException refused) {
      throw unfit("this key cannot sign this", Kind.SIGNATURE, refused);
    }
  }

  private UnfitKeyException unfit(String what, Kind asked, Exception refused) {
    return new UnfitKeyException(
        file + ": " + what + ": " + refused.getMessage() + KeyAdvice.instead(key, asked));
  }

  /** Refuses a key that cannot verify any message. */
  void requireVerifying(KeyMethodOption method) throws UnfitKeyException {
    Optional<Kind> kind = stated();
    if (kind.isEmpty() && isForAnything()) {
      return;
    }
    if (kind.isPresent() && kind.get() == Kind.MAC) {
      macVerifier(CoseHeaders.empty());
    } else if (kind.isPresent() && kind.get() == Kind.KEY_DISTRIBUTION) {
      method.requireReceiving(this);
    } else if (kind.isPresent() && kind.get() == Kind.CONTENT_ENCRYPTION) {
      throw unfit(
          "this key cannot verify signatures", Kind.SIGNATURE, new InvalidKeyException(describe()));
    } else {
      requireOneOf(this::verifiers, () -> method.requireReceiving(this));
    }
  }

  /** Refuses a key that cannot decrypt any message. */
  void requireDecrypting(KeyMethodOption method) throws UnfitKeyException {
    Optional<Kind> kind = stated();
    if (kind.isEmpty() && isForAnything() && !(key instanceof RsaKey)) {
      return;
    }
    if (isForHpke(CoseHeaders.empty())) {
      hpkeDecryptor(CoseHeaders.empty());
    } else if (kind.isPresent() && kind.get() == Kind.CONTENT_ENCRYPTION) {
      decryptor(CoseHeaders.empty(), null);
    } else if (kind.isPresent() && kind.get() != Kind.KEY_DISTRIBUTION) {
      throw unfit(
          "this key cannot decrypt", Kind.CONTENT_ENCRYPTION, new InvalidKeyException(describe()));
    } else {
      method.requireReceiving(this);
    }
  }

  /** The kind of the key's algorithm; empty if it has none or an unknown one. */
  private Optional<Kind> stated() {
    return key.algorithmId().flatMap(CoseAlgorithm::fromLabel).map(CoseAlgorithm::kind);
  }

  /** Whether the key fits several kinds of message, so that the message decides. */
  private boolean isForAnything() {
    return key.algorithmId().isEmpty() && (key instanceof SymmetricKey || key instanceof RsaKey);
  }

  private interface Trial {
    void run() throws UnfitKeyException;
  }

  private static void requireOneOf(Trial first, Trial second) throws UnfitKeyException {
    try {
      first.run();
    } catch (UnfitKeyException unfit) {
      try {
        second.run();
      } catch (UnfitKeyException alsoUnfit) {
        throw unfit;
      }
    }
  }

  /** An object that creates a COSE_Mac0 with this key. */
  CoseMacCreator macCreator(Optional<CoseAlgorithm> algorithm) throws UnfitKeyException {
    try {
      return algorithm.isPresent()
          ? CoseMacCreator.of(key, algorithm.get())
          : CoseMacCreator.of(requireAlgorithm("HMAC 256/256"));
    } catch (GeneralSecurityException refused) {
      throw unfit("this key cannot make MACs", Kind.MAC, refused);
    }
  }

  /**
   * A verifier of a COSE_Mac0 with this key. A key without an algorithm uses the algorithm of the
   * message.
   */
  CoseMacVerifier macVerifier(CoseHeaders headers, @Nullable CoseAlgorithm algorithm)
      throws UnfitKeyException {
    if (algorithm == null) {
      return macVerifier(headers);
    }
    try {
      return CoseMacVerifier.of(key, algorithm);
    } catch (GeneralSecurityException refused) {
      throw unfit("this key cannot verify MACs", Kind.MAC, refused);
    }
  }

  CoseMacVerifier macVerifier(CoseHeaders headers) throws UnfitKeyException {
    try {
      Optional<CoseAlgorithm> named = headers.algorithm().filter(alg -> alg.kind() == Kind.MAC);
      return key.algorithmId().isEmpty() && named.isPresent()
          ? CoseMacVerifier.of(key, named.get())
          : CoseMacVerifier.of(key);
    } catch (GeneralSecurityException refused) {
      throw unfit("this key cannot verify MACs", Kind.MAC, refused);
    }
  }

  /**
   * A decryptor of a COSE_Encrypt0 with this key. A key without an algorithm uses the given one, or
   * else that of the message.
   */
  CoseDecryptor decryptor(CoseHeaders headers, @Nullable CoseAlgorithm algorithm)
      throws UnfitKeyException {
    try {
      Optional<CoseAlgorithm> named =
          Optional.ofNullable(algorithm)
              .or(headers::algorithm)
              .filter(alg -> alg.kind() == Kind.CONTENT_ENCRYPTION);
      return key.algorithmId().isEmpty() && named.isPresent()
          ? CoseDecryptor.of(key, named.get())
          : CoseDecryptor.of(key);
    } catch (GeneralSecurityException refused) {
      throw unfit("this key cannot decrypt", Kind.CONTENT_ENCRYPTION, refused);
    }
  }

  /** The algorithm of the key; if it names none, that of the message. */
  private Optional<CoseAlgorithm> algorithmFor(CoseHeaders headers) {
    return key.algorithmId().isPresent()
        ? key.algorithmId().flatMap(CoseAlgorithm::fromLabel)
        : headers.algorithm();
  }

  /** Whether the key is for content that is encrypted by HPKE itself. */
  boolean isForHpke(CoseHeaders headers) {
    return algorithmFor(headers).filter(KeyMethodOption::isIntegratedHpke).isPresent();
  }

  /** A decryptor of a COSE_Encrypt0 that uses HPKE, with this key. */
  HpkeDecryptor hpkeDecryptor(CoseHeaders headers) throws UnfitKeyException {
    try {
      return HpkeDecryptor.of(key, algorithmFor(headers).orElseThrow());
    } catch (GeneralSecurityException refused) {
      throw unfit("this key cannot decrypt", Kind.CONTENT_ENCRYPTION, refused);
    }
  }

  /** An encryptor of a COSE_Encrypt0 with this key. */
  CoseEncryptor encryptor(Optional<CoseAlgorithm> algorithm) throws UnfitKeyException {
    try {
      return algorithm.isPresent()
          ? CoseEncryptor.of(key, algorithm.get())
          : CoseEncryptor.of(requireAlgorithm("A256GCM"));
    } catch (GeneralSecurityException refused) {
      throw unfit("this key cannot encrypt", Kind.CONTENT_ENCRYPTION, refused);
    }
  }

  private CoseKey requireAlgorithm(String example) throws UnfitKeyException {
    if (key.algorithmId().isEmpty()) {
      throw new UnfitKeyException(file + ": the key names no algorithm: add --alg, as " + example);
    }
    return key;
  }

  /** The verifiers of the key for one algorithm, or as {@link #verifiers()} if none is given. */
  List<CoseVerifier> verifiers(@Nullable CoseAlgorithm algorithm) throws UnfitKeyException {
    if (algorithm == null) {
      return verifiers();
    }
    CoseKey verifying;
    try {
      verifying = key.toPublic();
    } catch (IllegalStateException refused) {
      throw unfit("this key cannot verify signatures", Kind.SIGNATURE, refused);
    }
    try {
      return List.of(CoseVerifier.of(verifying, algorithm));
    } catch (GeneralSecurityException refused) {
      try {
        // Some signers use ES256 with P-384, for example.
        return List.of(CoseVerifier.ofAnyCurve(verifying, algorithm));
      } catch (GeneralSecurityException alsoRefused) {
        throw unfit("this key cannot verify signatures", Kind.SIGNATURE, refused);
      }
    }
  }

  /** The verifiers of the key: several if the key does not determine its algorithm. */
  List<CoseVerifier> verifiers() throws UnfitKeyException {
    try {
      CoseKey verifying = key.toPublic();
      return key instanceof RsaKey && key.algorithmId().isEmpty()
          ? CoseVerifier.allOf(verifying, RSA)
          : List.of(CoseVerifier.of(verifying));
    } catch (GeneralSecurityException | IllegalStateException refused) {
      throw unfit("this key cannot verify signatures", Kind.SIGNATURE, refused);
    }
  }
}
