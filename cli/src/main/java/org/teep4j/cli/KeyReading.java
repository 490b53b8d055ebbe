package org.teep4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

/**
 * Reads the keys of a file in every form: COSE_Key, diagnostic notation, JWK, PEM, DER and PKCS
 * #12, and the sets that {@link KeySets} knows.
 */
final class KeyReading {
  private final StandardInput in;
  private final DecodeOptions options;

  KeyReading(StandardInput in) {
    this(in, DecodeOptions.defaults());
  }

  /**
   * Makes a reader.
   *
   * @param options strictness of JWKs
   */
  KeyReading(StandardInput in, DecodeOptions options) {
    this.in = in;
    this.options = options;
  }

  /** The one key of a file; refuses several. */
  KeyFile one(String file) throws UsageException {
    Input input = Input.ofKeys(file, in);
    KeySets.refuse(input);
    try {
      return new KeyFile(input.name(), one(input));
    } catch (DecodeException refused) {
      throw noKey(input, refused);
    }
  }

  /** The keys of a file, of which one is enough: each key once. */
  List<KeyFile> candidates(String file, Console console) throws UsageException {
    Input input = Input.ofKeys(file, in);
    if (KeySets.isSet(input)) {
      return KeySets.read(input, console);
    }
    try {
      return List.of(new KeyFile(input.name(), one(input)));
    } catch (DecodeException refused) {
      if (refused.reason() != Reason.UNEXPECTED_ELEMENT || !isBundle(input)) {
        throw noKey(input, refused);
      }
    }
    List<KeyFile> distinct = new ArrayList<>();
    for (KeyFile key : bundle(input)) {
      if (distinct.stream().noneMatch(each -> each.hasSameKeyAs(key))) {
        distinct.add(key);
      }
    }
    return distinct;
  }

  /** All that is in a file, even the same key several times. */
  List<KeyFile> all(String file, Console console) throws UsageException {
    Input input = Input.ofKeys(file, in);
    if (KeySets.isSet(input)) {
      return KeySets.read(input, console);
    }
    if (isBundle(input)) {
      return bundle(input);
    }
    try {
      return List.of(new KeyFile(input.name(), one(input)));
    } catch (DecodeException refused) {
      throw noKey(input, refused);
    }
  }

  /**
   * Reads a key. PEM may have any text around it. Apart from PEM, a text cannot be an encoded
   * COSE_Key, because a COSE_Key begins with a byte that no UTF-8 character begins with.
   */
  private CoseKey one(Input input) throws DecodeException, UsageException {
    Bytes bytes = input.bytes();
    if (isBundle(input)) {
      char[] passphrase = passphrase(input);
      try {
        return CoseKeys.isPem(bytes)
            ? CoseKeys.fromPem(bytes, passphrase)
            : CoseKeys.fromDer(bytes, passphrase);
      } finally {
        Arrays.fill(passphrase, '\0');
      }
    }
    String text = InputForm.text(bytes);
    if (text == null) {
      return CoseKey.decode(bytes);
    }
    Bytes notation = Edn.parse(text);
    return isJson(notation) ? CoseKeys.fromJwk(text, options) : CoseKey.decode(notation);
  }

  private List<KeyFile> bundle(Input input) throws UsageException {
    char[] passphrase = passphrase(input);
    try {
      List<CoseKey> keys =
          CoseKeys.isPem(input.bytes())
              ? CoseKeys.allFromPem(input.bytes(), passphrase)
              : CoseKeys.allFromDer(input.bytes(), passphrase);
      List<KeyFile> files = new ArrayList<>();
      for (CoseKey key : keys) {
        String place = ", key " + (files.size() + 1) + " of " + keys.size();
        files.add(new KeyFile(input.name() + (keys.size() == 1 ? "" : place), key));
      }
      return files;
    } catch (DecodeException refused) {
      throw noKey(input, refused);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  /** Whether a file may hold several keys without being a set. */
  private static boolean isBundle(Input input) {
    return CoseKeys.isPem(input.bytes()) || CoseKeys.isDer(input.bytes());
  }

  private char[] passphrase(Input input) throws UsageException {
    return CoseKeys.isEncrypted(input.bytes())
        ? in.passphrases().of(input.name())
        : new char[0]; // never looked at
  }

  /** JSON has text keys, a COSE_Key has integers. */
  private static boolean isJson(Bytes notation) throws DecodeException {
    CborReader reader = new CborReader(notation);
    if (reader.peekType() != CborType.MAP) {
      return false;
    }
    reader.enterMap();
    return reader.hasNext() && reader.peekType() == CborType.TEXT_STRING;
  }

  /** The error for a file that is not a key: what it is, if recognized, otherwise the reason. */
  private static UsageException noKey(Input input, DecodeException refused) {
    if (refused.reason() == Reason.UNEXPECTED_ELEMENT && isBundle(input)) {
      return new UsageException(
          input.name()
              + ": several keys, and one is needed here: teep4j key list shows them; give a file"
              + " with the one that is meant");
    }
    if (refused.reason() == Reason.WRONG_LENGTH && refused.detail().contains("leading zeros")) {
      return new UsageException(
          input.name()
              + ": not a key: "
              + refused.detail()
              + ": teep4j key convert --lenient adds the zeros");
    }
    if (CoseKeys.isEncrypted(input.bytes())) {
      return new UsageException(input.name() + ": " + refused.detail());
    }
    String reason =
        Foreign.ofBinary(input.bytes())
            .filter(found -> !found.isForKeys())
            .map(Foreign::line)
            .orElseGet(() -> String.valueOf(refused.getMessage()));
    return new UsageException(input.name() + ": not a key: " + reason);
  }
}
