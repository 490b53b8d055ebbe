package org.teep4j.suit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.encryption.SuitEncryptionInfo;

/** The published envelopes and encrypted payloads, in {@code .txt} files. */
final class Vectors {

  private static final Map<String, Bytes> ENVELOPES = load("envelopes.txt");

  private static final Map<String, Bytes> ENCRYPTED_PAYLOADS = load("encrypted-payloads.txt");

  private Vectors() {}

  static Map<String, Bytes> envelopes() {
    return ENVELOPES;
  }

  static Bytes envelope(String name) {
    return Objects.requireNonNull(ENVELOPES.get(name), name);
  }

  static SuitEncryptionInfo encryptionInfo(String name) throws DecodeException {
    return SuitEncryptionInfo.decode(encodedEncryptionInfo(name));
  }

  static Bytes encodedEncryptionInfo(String name) {
    return Objects.requireNonNull(ENCRYPTED_PAYLOADS.get(name + "-info"), name);
  }

  static Bytes ciphertext(String name) {
    return Objects.requireNonNull(ENCRYPTED_PAYLOADS.get(name + "-payload"), name);
  }

  private static Map<String, Bytes> load(String file) {
    Map<String, StringBuilder> hex = new LinkedHashMap<>();
    StringBuilder current = new StringBuilder();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Vectors.class.getResourceAsStream(file)),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (line.startsWith(" ")) {
          current.append(line.strip());
        } else {
          current = new StringBuilder();
          hex.put(line, current);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Bytes> envelopes = new LinkedHashMap<>();
    hex.forEach((name, digits) -> envelopes.put(name, Bytes.fromHex(digits.toString())));
    return envelopes;
  }
}
