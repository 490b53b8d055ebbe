package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j keygen}. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "teep4j keygen --alg ALG [--curve CURVE] [OPTIONS]",
    description = {
      "Generate a key for an algorithm.",
      "",
      "The key is bound to the algorithm and cannot be used with another. Only the"
          + " owner can read its file. Algorithms have the names or numbers of the IANA"
          + " registry; case and punctuation do not matter."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j keygen --alg ESP256 --kid author-1 -o author.cbor --public author.pub",
      "  teep4j keygen --alg ECDH-ES+A128KW --curve X25519 -o device.jwk",
      "  teep4j keygen --alg A256KW -o kek.cbor",
      "",
      "Exit codes: 0 generated; 2 wrong usage, or a file cannot be written."
    })
final class KeygenCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--alg",
      paramLabel = "ALG",
      converter = AlgorithmName.class,
      description =
          "Algorithm of the key, for example ESP256, Ed25519, ML-DSA-65,"
              + " ECDH-ES+A128KW, A256KW, A256GCM or HMAC 256/256.")
  private @Nullable CoseAlgorithm algorithm;

  @Option(
      names = "--curve",
      paramLabel = "CURVE",
      converter = CurveName.class,
      description = {
        "P-256, P-384, P-521, secp256k1, brainpoolP256r1, brainpoolP320r1,"
            + " brainpoolP384r1, brainpoolP512r1, Ed25519, Ed448, X25519 or X448. Needed if"
            + " the algorithm does not determine the curve. Without --alg, the key is not"
            + " bound to an algorithm."
      })
  private @Nullable CoseCurve curve;

  @Option(
      names = "--kid",
      paramLabel = "KID",
      converter = KeyId.class,
      description = "Identifier of the key: " + KeyId.HELP + ".")
  private @Nullable Bytes keyId;

  @Option(
      names = "--public",
      paramLabel = "FILE",
      description = "Also write the public key, to this file.")
  private @Nullable String publicFile;

  @Mixin private KeyOutputOption output = new KeyOutputOption();

  KeygenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    CoseKey key = keyId == null ? make() : make().withKeyId(keyId);
    KeyFile made = new KeyFile(output.file(), key);
    if (publicFile == null) {
      output.write(console, made);
    } else {
      writeBoth(made, new KeyFile(publicFile, made.toPublic().key()));
    }
    if (!output.isStandardOutput()) {
      report(made);
    }
    return ExitCode.GOOD;
  }

  /** Writes both files or none. */
  private void writeBoth(KeyFile made, KeyFile open) throws UsageException, IOException {
    Segments secretBytes = output.encode(console, made, made.file());
    Segments openBytes = output.encode(console, open, open.file());
    try (OutputFile secretPlace = output.open(console, made, made.file());
        OutputFile openPlace = output.open(console, open, open.file())) {
      secretBytes.writeTo(secretPlace.stream());
      openBytes.writeTo(openPlace.stream());
      openPlace.complete();
      secretPlace.complete();
    }
  }

  private CoseKey make() throws UsageException {
    if (algorithm == null && curve == null) {
      throw new UsageException("keygen: --alg or --curve is needed; see teep4j keygen --help");
    }
    try {
      if (curve == null) {
        return CoseKeys.generate(Objects.requireNonNull(algorithm));
      }
      CoseKey key = CoseKeys.generate(curve);
      return algorithm == null ? key : bound(key, algorithm);
    } catch (IllegalArgumentException undecided) {
      boolean distributing =
          algorithm != null && algorithm.kind() == CoseAlgorithm.Kind.KEY_DISTRIBUTION;
      throw new UsageException(
          "keygen: "
              + undecided.getMessage()
              + (distributing
                  ? ": for key agreement add --curve, for a key that is used directly name the"
                      + " algorithm of the content"
                  : ""));
    } catch (GeneralSecurityException refused) {
      throw new UsageException("keygen: " + refused.getMessage());
    }
  }

  /** A key that the algorithm can use, or an exception that says why not. */
  private static CoseKey bound(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    CoseKey bound = key.withAlgorithm(algorithm);
    switch (algorithm.kind()) {
      case SIGNATURE -> CoseSigner.of(bound);
      case KEY_DISTRIBUTION -> requireAgreement(bound, algorithm);
      default -> throw new InvalidKeyException(algorithm.ianaName() + " takes no curve");
    }
    return bound;
  }

  private static void requireAgreement(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    if (KeyMethodOption.isEcdhSs(algorithm)) {
      // Any sender's key will do to see whether the curve does.
      ContentKeyRecipient.ecdhSs(CoseKeyAgreement.of(key), key.toPublic(), algorithm);
    } else {
      ContentKeyRecipient.of(key);
    }
  }

  private void report(KeyFile made) {
    Fields fields = new Fields(console.terminal());
    fields.add("what", made.describe());
    fields.key(made);
    if (publicFile != null) {
      fields.add("public", publicFile);
    }
    fields.print(console.out(), Text.safe(made.file()) + ": generated");
  }
}
