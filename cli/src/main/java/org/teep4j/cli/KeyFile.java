package org.teep4j.cli;

import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.RsaKey;

/**
 * A key that a command was given.
 *
 * @param file the file that it was read from
 * @param key the key
 * @param verifiers what it can verify with: one verifier, or one for each algorithm that the key
 *     does not decide
 */
record KeyFile(String file, CoseKey key, List<CoseVerifier> verifiers) {
  private static final List<CoseAlgorithm> RSA =
      List.of(CoseAlgorithm.PS256, CoseAlgorithm.PS384, CoseAlgorithm.PS512);

  KeyFile {
    verifiers = List.copyOf(verifiers);
  }

  static KeyFile read(String file, InputStream in) throws UsageException {
    Input input = Input.read(file, in);
    try {
      CoseKey key = key(input).toPublic();
      return new KeyFile(file, key, verifiers(key));
    } catch (DecodeException refused) {
      throw new UsageException(file + ": no key: " + refused.getMessage());
    } catch (GeneralSecurityException refused) {
      throw new UsageException(file + ": a key that verifies nothing: " + refused.getMessage());
    }
  }

  private static CoseKey key(Input input) throws DecodeException {
    Optional<String> text = text(input.raw());
    if (text.isPresent() && text.get().contains("-----BEGIN ")) {
      return CoseKey.fromPem(text.get());
    }
    if (text.isPresent() && text.get().stripLeading().startsWith("{")) {
      return CoseKey.fromJwk(text.get());
    }
    return CoseKey.decode(input.bytes());
  }

  private static Optional<String> text(Bytes raw) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(raw.asReadOnlyBuffer()).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private static List<CoseVerifier> verifiers(CoseKey key) throws GeneralSecurityException {
    if (!(key instanceof RsaKey) || key.algorithmId().isPresent()) {
      return List.of(CoseVerifier.of(key));
    }
    List<CoseVerifier> all = new ArrayList<>();
    for (CoseAlgorithm algorithm : RSA) {
      all.add(CoseVerifier.of(key, algorithm));
    }
    return all;
  }
}
