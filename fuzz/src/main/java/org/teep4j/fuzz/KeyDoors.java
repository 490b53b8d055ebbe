package org.teep4j.fuzz;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeySet;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseShapes;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException;

/** Keys in their forms. */
final class KeyDoors {
  private KeyDoors() {}

  static List<Door<?>> all() {
    return List.of(
        Door.decoding("cose-key", CoseKey::decode, "CoseKey.decode", "CoseKey.read")
            .within(Budget.KEY)
            .checking(KeyDoors::cbor),
        Door.text("cose-key-jwk", input -> CoseKeys.fromJwk(Text.of(input)), "CoseKeys.fromJwk")
            .within(Budget.KEY)
            .checking(KeyDoors::jwk)
            .from(() -> texts(CoseKeys::toJwk)),
        Door.text(
                "cose-key-pem",
                input -> CoseKeys.fromPem(Bytes.wrap(input), PASSPHRASE),
                "CoseKeys.fromPem",
                "CoseKeys.allFromPem")
            .within(Budget.PASSPHRASE)
            .checking(KeyDoors::pem)
            .from(KeyDoors::pems),
        Door.decoding(
                "cose-key-der",
                input -> CoseKeys.fromDer(input, PASSPHRASE),
                "CoseKeys.fromDer",
                "CoseKeys.allFromDer")
            .within(Budget.PASSPHRASE)
            .checking(KeyDoors::der)
            .from(KeyDoors::ders),
        Door.decoding("cose-key-set", CoseKeySet::decode, "CoseKeySet.decode")
            .within(Budget.KEY_SET)
            .checking(KeyDoors::set)
            .from(() -> List.of(CoseKeySet.of(FixedKeys.all()).toByteArray())));
  }

  /** Of all files that are tried. Wrong for those that it does not fit, which is tried as well. */
  private static final char[] PASSPHRASE = "passphrase".toCharArray();

  private static final Pattern BLOCK = Pattern.compile("-----\\n([A-Za-z0-9+/=\\s]+)-----END");

  private static List<byte[]> texts(Function<CoseKey, String> form) {
    List<byte[]> texts = new ArrayList<>();
    for (CoseKey key : FixedKeys.all()) {
      try {
        texts.add(Text.bytes(form.apply(key)));
        texts.add(Text.bytes(form.apply(key.toPublic())));
      } catch (IllegalStateException noSuchForm) {
        // A symmetric key has no PEM, and no public half.
      }
    }
    return texts;
  }

  private static List<byte[]> pems() {
    List<byte[]> texts = texts(CoseKeys::toPem);
    texts.add(Text.bytes(FixedKeys.certificatesPem()));
    texts.add(Text.bytes(FixedKeys.protectedPem()));
    return texts;
  }

  private static List<byte[]> ders() {
    List<byte[]> files = new ArrayList<>();
    for (byte[] text : pems()) {
      Matcher blocks = BLOCK.matcher(Text.of(text));
      while (blocks.find()) {
        files.add(Base64.getMimeDecoder().decode(blocks.group(1)));
      }
    }
    files.removeIf(file -> !CoseKeys.isDer(Bytes.wrap(file)));
    return files;
  }

  private static void cbor(CoseKey key, Bytes input) throws Exception {
    Require.roundTrip(key, CoseKey::decode);
    Print.of(input, CoseShapes.key());
    use(key);
  }

  private static void jwk(CoseKey key, Bytes input) throws DecodeException {
    use(key);
    CoseKey again = CoseKeys.fromJwk(CoseKeys.toJwk(key));
    Require.equal(again, CoseKeys.fromJwk(CoseKeys.toJwk(again)), "JWK");
  }

  private static void pem(CoseKey key, Bytes input) throws DecodeException {
    List<CoseKey> all = CoseKeys.allFromPem(input, PASSPHRASE);
    Require.that(all.contains(key), "the key is one of all");
    use(key);
    if (!CoseKeys.isEncrypted(input)) {
      CoseKeys.fromPem(Text.of(input.toByteArray()));
    }
    Require.equal(key, CoseKeys.fromPem(CoseKeys.toPem(key)), "PEM");
  }

  private static void der(CoseKey key, Bytes input) throws DecodeException {
    Require.that(CoseKeys.isDer(input), "what is read as DER is recognized");
    Require.that(CoseKeys.allFromDer(input, PASSPHRASE).contains(key), "the key is one of all");
    use(key);
  }

  private static void set(CoseKeySet set, Bytes input) throws DecodeException {
    Require.that(set.toString() != null, "toString");
    CoseKeySet again = CoseKeySet.decode(Bytes.wrap(set.toByteArray()));
    Require.equal(set.keys(), again.keys(), "keys of a set");
    for (CoseKey key : set.keys()) {
      key.keyId().ifPresent(id -> Require.that(!set.find(id).isEmpty(), "find by kid"));
    }
    CoseKeyResolver.of(set.keys());
  }

  /** Whatever a stranger's key is used for either works or says why not. */
  private static void use(CoseKey key) {
    Require.that(key.toString() != null, "toString");
    if (key.isSupported()) {
      Require.that(key.thumbprint().length() == 32, "thumbprint");
      if (!(key instanceof SymmetricKey)) {
        Require.that(!key.toPublic().isPrivate(), "the public half is public");
        Require.equal(key.thumbprint(), key.toPublic().thumbprint(), "thumbprint");
      }
    }
    form(() -> CoseKeys.toJwk(key));
    form(() -> CoseKeys.jwkThumbprint(key).toHex());
    form(() -> key.thumbprint().toHex());
    form(() -> CoseKeys.toPem(key));
    attempt(() -> CoseKeys.toPublicKey(key));
    attempt(() -> CoseKeys.toPrivateKey(key));
    attempt(() -> ContentKeyRecipient.of(key));
    attempt(() -> verify(CoseVerifier.of(key)));
    attempt(() -> mac(CoseMacVerifier.of(key)));
  }

  private static void form(Supplier<String> form) {
    try {
      Require.that(!form.get().isEmpty(), "a form is not empty");
    } catch (IllegalStateException noSuchForm) {
      // As documented.
    }
  }

  private interface Attempt {
    Object run() throws GeneralSecurityException;
  }

  private static void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (GeneralSecurityException declared) {
      // As documented.
    }
  }

  private static final Segments MESSAGE = Segments.of(Bytes.ofUtf8("message"));

  private static Object verify(CoseVerifier verifier) {
    for (int length : new int[] {0, 1, 64, 96, 132, 256}) {
      try {
        verifier.verify(MESSAGE, Bytes.wrap(new byte[length]));
        throw new AssertionError("zeros are no signature");
      } catch (VerificationException refused) {
        Require.that(
            refused.failure() != VerificationException.Failure.PROVIDER,
            "a failure of the provider");
      }
    }
    return verifier;
  }

  private static Object mac(CoseMacVerifier verifier) {
    try {
      verifier.verify(MESSAGE, Bytes.wrap(new byte[32]));
      throw new AssertionError("zeros are no MAC");
    } catch (VerificationException refused) {
      return verifier;
    }
  }
}
