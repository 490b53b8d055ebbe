package org.teep4j.cose;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.teep4j.codec.Bytes;

/** Run in a class loader that has no BouncyCastle. */
public final class WithoutBouncyCastle implements Callable<List<String>> {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");

  /** For the class loader. */
  public WithoutBouncyCastle() {}

  @Override
  public List<String> call() throws Exception {
    Map<CoseAlgorithm, KeyPair> pairs = new TreeMap<>();
    pairs.put(CoseAlgorithm.ESP256, Keys.ec("secp256r1").generateKeyPair());
    pairs.put(CoseAlgorithm.ESP384, Keys.ec("secp384r1").generateKeyPair());
    pairs.put(CoseAlgorithm.ESP512, Keys.ec("secp521r1").generateKeyPair());
    pairs.put(CoseAlgorithm.ED25519, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    pairs.put(CoseAlgorithm.ED448, KeyPairGenerator.getInstance("Ed448").generateKeyPair());
    pairs.put(CoseAlgorithm.PS256, KeyPairGenerator.getInstance("RSA").generateKeyPair());
    List<String> results = new ArrayList<>();
    for (Map.Entry<CoseAlgorithm, KeyPair> each : pairs.entrySet()) {
      CoseAlgorithm algorithm = each.getKey();
      CoseKey key = CoseKey.decode(Bytes.wrap(CoseKeys.of(each.getValue()).toByteArray()));
      CoseSign1 signed = CoseSign1.sign(PAYLOAD, CoseSigner.of(key, algorithm));
      signed.verify(CoseVerifier.of(key.toPublic(), algorithm));
      results.add(algorithm.ianaName() + " verified");
    }
    // The base point of secp256k1 is a point like any other.
    CoseKey key =
        CoseKey.decode(
            Bytes.fromHex(
                "a4010220082158"
                    + "2079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f8179822f4"));
    try {
      CoseVerifier.of(key);
    } catch (NoSuchAlgorithmException e) {
      results.add(e.getMessage());
    }
    results.add(keyAgreement());
    results.add(refusal(() -> CoseKeys.generate(CoseAlgorithm.ML_DSA_44)));
    results.add(refusal(() -> CoseKeys.generate(CoseCurve.SECP256K1)));
    byte[] oneLevel = new byte[60];
    oneLevel[3] = 1;
    CoseKey hashBased = HssLmsKey.of(Bytes.wrap(oneLevel));
    results.add(refusal(() -> CoseVerifier.of(hashBased)));
    results.add(refusal(() -> HssLmsSigner.restore(PAYLOAD, (used, state) -> {})));
    results.add(mlDsa());
    CoseDigest.of(CoseAlgorithm.SHA_512_256);
    try {
      CoseDigest.of(CoseAlgorithm.SHAKE128);
      results.add("SHAKE128 of the JDK");
    } catch (NoSuchAlgorithmException e) {
      results.add(e.getMessage());
    }
    results.add(recipients());
    CoseKey montgomery = CoseKeys.generate(CoseCurve.X448);
    results.add(refusal(() -> ContentKeySender.of(montgomery, CoseAlgorithm.HPKE_5_KE)));
    return results;
  }

  /** All recipient algorithms but HPKE, on all curves. */
  private static String recipients() throws Exception {
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A128GCM);
    int good = 0;
    for (Recipients.Method method : Recipients.ofTheJdk()) {
      ContentKey key = ContentKeySender.send(List.of(method.sender()), use, null);
      byte[] received =
          method.recipient().contentKey(key.recipients(), use, VerifyOptions.defaults());
      good += Arrays.equals(key.key(), received) ? 1 : 0;
    }
    return good + " kinds of recipients";
  }

  private static String keyAgreement() throws Exception {
    OkpKey key = CoseKeys.generate(CoseCurve.X25519, OkpKey.class);
    CoseKey computed = OkpKey.ofSeed(key.curve(), key.d().orElseThrow(), KeyAttributes.NONE);
    return computed.equals(key) ? "X25519 computed" : "another X25519";
  }

  /** A public key needs no BouncyCastle; using it needs a JDK that has the algorithm. */
  private static String mlDsa() throws Exception {
    CoseKey key = AkpKey.of(CoseAlgorithm.ML_DSA_44, Bytes.wrap(new byte[1312]));
    if (Runtime.version().feature() < 24) {
      return refusal(() -> CoseVerifier.of(key));
    }
    CoseVerifier.of(key);
    return "ML-DSA-44 of the JDK";
  }

  private static String refusal(Callable<?> attempt) throws Exception {
    try {
      return "no refusal: " + attempt.call();
    } catch (NoSuchAlgorithmException e) {
      return e.getMessage();
    }
  }
}
