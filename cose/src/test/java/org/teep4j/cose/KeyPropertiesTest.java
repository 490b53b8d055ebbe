package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/** What holds for all keys of all types, with all identifiers and restrictions. */
class KeyPropertiesTest {

  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private static Arbitrary<Bytes> bytes(int least, int most) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(Bytes::wrap);
  }

  private interface Making {
    CoseKey make() throws GeneralSecurityException;
  }

  private static CoseKey made(Making making) {
    try {
      return making.make();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Arbitrary<CoseKey> mlDsa() {
    return Combinators.combine(
            Arbitraries.of(
                CoseAlgorithm.ML_DSA_44, CoseAlgorithm.ML_DSA_65, CoseAlgorithm.ML_DSA_87),
            bytes(32, 32))
        .as((algorithm, seed) -> made(() -> AkpKey.ofSeed(algorithm, seed, KeyAttributes.NONE)));
  }

  private static Arbitrary<CoseKey> hashBased() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 8),
            Arbitraries.integers().between(5, 9),
            Arbitraries.integers().between(1, 4),
            bytes(48, 48))
        .as(
            (levels, tree, oneTime, rest) ->
                made(
                    () ->
                        HssLmsKey.of(
                            Bytes.fromHex(
                                String.format("%08x%08x%08x", levels, tree, oneTime)
                                    + rest.toHex()))));
  }

  @Provide
  Arbitrary<CoseKey> keys() {
    Arbitrary<CoseKey> onCurves =
        Arbitraries.of(CoseCurve.class).map(curve -> made(() -> CoseKeys.generate(curve)));
    Arbitrary<CoseKey> symmetric = bytes(1, 80).map(k -> made(() -> SymmetricKey.of(k)));
    return Arbitraries.frequencyOf(
        Tuple.of(6, onCurves),
        Tuple.of(1, Arbitraries.just(Keys.RSA)),
        Tuple.of(2, symmetric),
        Tuple.of(2, mlDsa()),
        Tuple.of(1, hashBased()));
  }

  @Provide
  Arbitrary<KeyAttributes> attributes() {
    return Combinators.combine(
            bytes(0, 20).optional(),
            Arbitraries.of(CoseAlgorithm.class).optional(),
            Arbitraries.of(KeyOperation.class).list().uniqueElements().ofMaxSize(4),
            bytes(0, 13).optional(),
            bytes(0, 20).optional())
        .as(
            (keyId, algorithm, operations, baseIv, other) ->
                new KeyAttributes(
                    keyId.orElse(null),
                    algorithm.map(CoseAlgorithm::label).orElse(null),
                    operations.stream().map(KeyOperation::label).toList(),
                    baseIv.orElse(null),
                    other
                        .map(each -> new CborWriter().writeBytes(each).toBytes())
                        .map(each -> Map.of(CoseLabel.of("other"), each))
                        .orElse(Map.of())));
  }

  /** A key whose type decides on its algorithm keeps that. */
  private static CoseKey with(CoseKey key, KeyAttributes attributes) {
    return key.with(
        key instanceof AkpKey akp ? attributes.withAlgorithm(akp.algorithm().label()) : attributes);
  }

  private static boolean hasPublicPart(CoseKey key) {
    return !(key instanceof SymmetricKey);
  }

  private static List<CoseKey> bothParts(CoseKey key) {
    return hasPublicPart(key) ? List.of(key, key.toPublic()) : List.of(key);
  }

  @Property(tries = 100)
  void keysSurviveCbor(@ForAll("keys") CoseKey key, @ForAll("attributes") KeyAttributes attributes)
      throws Exception {
    for (CoseKey each : bothParts(with(key, attributes))) {
      Bytes encoded = Bytes.wrap(each.toByteArray());
      CoseKey decoded = CoseKey.decode(encoded);
      assertEquals(each, decoded);
      assertEquals(each.hashCode(), decoded.hashCode());
      assertEquals(encoded, Bytes.wrap(decoded.toByteArray()));
      assertEquals(each.otherParameters(), decoded.otherParameters());
      // Neither the private part nor the attributes count.
      assertEquals(key.thumbprint(), decoded.thumbprint());
    }
  }

  @Property(tries = 60)
  void keysSurviveJwk(@ForAll("keys") CoseKey key, @ForAll("attributes") KeyAttributes attributes)
      throws Exception {
    if (key instanceof HssLmsKey || Keys.isUnknownToJose(key)) {
      return;
    }
    // What JWK has no member or name for is left out; its operations are those of one kind of key.
    List<KeyOperation> operations =
        key instanceof SymmetricKey
            ? List.of(KeyOperation.MAC_CREATE, KeyOperation.MAC_VERIFY, KeyOperation.WRAP_KEY)
            : List.of(KeyOperation.SIGN, KeyOperation.VERIFY, KeyOperation.DERIVE_KEY);
    KeyAttributes carried =
        new KeyAttributes(
            Bytes.ofUtf8("kid \"é\" " + attributes.others().size()),
            attributes.algorithm() != null
                    && JoseNames.ofAlgorithm(attributes.algorithm()).isEmpty()
                ? null
                : attributes.algorithm(),
            operations.stream().map(KeyOperation::label).toList(),
            null,
            Map.of());
    for (CoseKey each : bothParts(with(key, carried))) {
      assertEquals(each, CoseKeys.fromJwk(CoseKeys.toJwk(each)), CoseKeys.toJwk(each));
    }
  }

  @Property(tries = 60)
  void keysSurvivePem(@ForAll("keys") CoseKey key) throws Exception {
    if (key instanceof HssLmsKey || key instanceof SymmetricKey) {
      return;
    }
    for (CoseKey each : bothParts(key)) {
      assertEquals(each, CoseKeys.fromPem(CoseKeys.toPem(each)));
    }
  }

  @Property(tries = 60)
  void keysSurviveTheJca(@ForAll("keys") CoseKey key) throws Exception {
    if (key instanceof SymmetricKey symmetric) {
      assertEquals(key, SymmetricKey.of(symmetric.toSecretKey("AES")));
    } else if (!(key instanceof HssLmsKey)) {
      boolean isInTheJdk = !(key instanceof AkpKey) && !Keys.isForeignToTheJdk(key);
      Provider provider = isInTheJdk ? null : BOUNCY_CASTLE;
      KeyPair pair = new KeyPair(JcaKeys.toPublic(key, provider), JcaKeys.toPrivate(key, provider));
      assertEquals(key, CoseKeys.of(pair));
      assertEquals(key.toPublic(), CoseKeys.of(pair.getPublic()));
    }
  }

  @Property(tries = 60)
  void noSecretIsShownOrLeftInThePublicKey(
      @ForAll("keys") CoseKey key, @ForAll("attributes") KeyAttributes attributes) {
    CoseKey full = with(key, attributes);
    String shown = full + CoseKeySet.of(full).toString();
    String open = hasPublicPart(full) ? Bytes.wrap(full.toPublic().toByteArray()).toHex() : "";
    for (Bytes secret : secrets(full)) {
      if (secret.length() >= 8) {
        Bytes part = secret.slice(0, 8);
        String base64 = Base64.getEncoder().encodeToString(part.slice(0, 6).toByteArray());
        assertFalse(shown.contains(part.toHex()), shown);
        assertFalse(shown.contains(base64), shown);
        assertFalse(open.contains(part.toHex()), shown);
      }
    }
    assertEquals(secrets(full).isEmpty(), !full.isPrivate());
    if (hasPublicPart(full)) {
      assertTrue(secrets(full.toPublic()).isEmpty());
      assertFalse(full.toPublic().isPrivate());
    }
  }

  private static List<Bytes> secrets(CoseKey key) {
    List<Optional<Bytes>> secrets = new ArrayList<>();
    if (key instanceof Ec2Key ec) {
      secrets.add(ec.d());
    } else if (key instanceof OkpKey okp) {
      secrets.add(okp.d());
    } else if (key instanceof AkpKey akp) {
      secrets.add(akp.priv());
    } else if (key instanceof SymmetricKey symmetric) {
      secrets.add(Optional.of(symmetric.k()));
    } else if (key instanceof RsaKey rsa) {
      secrets.add(rsa.secrets().map(each -> RsaKey.toUnsigned(each.d())));
      secrets.add(rsa.secrets().map(each -> RsaKey.toUnsigned(each.p())));
      secrets.add(rsa.secrets().map(each -> RsaKey.toUnsigned(each.q())));
    }
    return secrets.stream().flatMap(Optional::stream).toList();
  }

  @Property(tries = 30)
  void twoKeysAreEqualIfAllIsEqual(@ForAll("keys") CoseKey first, @ForAll("keys") CoseKey second) {
    assertEquals(
        Bytes.wrap(first.toByteArray()).equals(Bytes.wrap(second.toByteArray())),
        first.equals(second));
    assertNotEquals(first, first.withKeyId(Bytes.ofUtf8("another identifier")));
    if (first.isPrivate() && hasPublicPart(first)) {
      assertNotEquals(first, first.toPublic());
    }
  }

  @Property(tries = 40)
  void damagedKeysAreRefusedOrDecoded(
      @ForAll("keys") CoseKey key, @ForAll int where, @ForAll byte change) {
    byte[] encoded = key.toByteArray();
    // The heads and the first octets of all parameters are met more often than the rest.
    for (int at = 0; at < encoded.length; at += at < 16 ? 1 : 1 + encoded.length / 16) {
      refusedOrDecoded(Bytes.copyOf(Arrays.copyOf(encoded, at)));
      byte[] damaged = encoded.clone();
      damaged[at] ^= change;
      refusedOrDecoded(Bytes.wrap(damaged));
    }
    byte[] anywhere = encoded.clone();
    anywhere[Math.floorMod(where, encoded.length)] ^= change;
    refusedOrDecoded(Bytes.wrap(anywhere));
  }

  private static void refusedOrDecoded(Bytes encoded) {
    try {
      CoseKey decoded = CoseKey.decode(encoded);
      assertNotEquals("", decoded.toString());
      CoseVerifier.of(decoded);
    } catch (DecodeException e) {
      assertNotEquals("", e.detail());
    } catch (GeneralSecurityException e) {
      assertTrue(e instanceof InvalidKeyException || !e.getMessage().isEmpty());
    }
  }
}
