package org.teep4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.teep4j.benchmarks.Question.Contestant;
import org.teep4j.benchmarks.Question.Group;
import org.teep4j.benchmarks.Question.Role;

/** The questions about COSE, where providers of JCA are contestants too. */
final class CryptoQuestions {
  private static final List<String> PROVIDERS =
      List.of("JDK", "BouncyCastle", "Corretto", "Conscrypt");
  private static final List<String> SIZES = List.of("300", "1048576");

  private CryptoQuestions() {}

  static List<Question> all() {
    List<Question> all = new ArrayList<>();
    for (String size : SIZES) {
      for (String operation : List.of("Verify", "Sign")) {
        for (String signature : List.of("ES256", "Ed25519", "ML-DSA-65")) {
          all.add(signature(operation, signature, size));
        }
      }
    }
    for (String size : List.of("1048576", "300")) {
      for (String cipher : List.of("A128GCM", "A256GCM", "CHACHA20_POLY1305", "A128CTR")) {
        all.add(cipher("Encrypt", cipher, size));
        all.add(cipher("Decrypt", cipher, size));
      }
      for (String mac : List.of("HMAC_256", "AES_MAC_128_128")) {
        all.add(mac(mac, size));
      }
      all.add(agreement("Encrypt", size));
      all.add(agreement("Decrypt", size));
    }
    return all;
  }

  private static Question signature(String operation, String signature, String size) {
    List<Contestant> contestants = new ArrayList<>();
    String own = "Sign1" + operation + ".teep4j";
    String bare = "Sign1" + operation + ".jca";
    contestants.add(
        contestant(own, "Teep4j, as it comes", Role.OWN, "signatureProvider", "default").inBrief());
    if (!signature.equals("ML-DSA-65")) {
      String peers = "Sign1Peers" + operation + ".";
      contestants.add(contestant(peers + "coseJava", "cose-java", Role.PEER).inBrief());
      contestants.add(contestant(peers + "authlete", "authlete", Role.PEER));
    }
    for (String provider : PROVIDERS) {
      Contestant jca =
          contestant(bare, "JCA alone, " + provider, Role.FLOOR, "signatureProvider", provider);
      contestants.add(provider.equals("JDK") ? jca.inBrief() : jca);
      contestants.add(
          contestant(own, "Teep4j, " + provider, Role.OWN, "signatureProvider", provider));
    }
    return new Question(
        name(operation, signature, size),
        Group.SIGN,
        (operation.equals("Sign") ? "Signing" : "Verifying") + " with " + signature + size(size),
        "A COSE_Sign1. JCA alone signs or verifies the same bytes and knows nothing of COSE; Teep4j"
            + " as it comes chooses what computes by operation and JDK.",
        operation.equals("Verify") && signature.equals("ES256") && size.equals("300"),
        4,
        Map.of("signature", signature, "signedBytes", size),
        contestants);
  }

  private static Question cipher(String operation, String cipher, String size) {
    String own = "Encrypt0" + operation + ".teep4j";
    String bare = "Encrypt0" + operation + ".jca";
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(withCipher(own, "Teep4j, as it comes", Role.OWN, cipher, "default").inBrief());
    if (cipher.equals("A128GCM")) {
      contestants.add(
          contestant(
                  "Encrypt0Peers.coseJava" + operation,
                  "cose-java",
                  Role.PEER,
                  "peersCipher",
                  cipher)
              .inBrief());
    }
    contestants.add(
        withCipher(bare + "Whole", "JCA alone, one call", Role.FLOOR, cipher, "JDK").inBrief());
    contestants.add(
        withCipher(bare + "By16KiB", "JCA alone, by 16 KiB", Role.FLOOR, cipher, "JDK").inBrief());
    for (String provider : PROVIDERS.subList(1, PROVIDERS.size())) {
      contestants.add(
          withCipher(bare + "Whole", "JCA alone, " + provider, Role.FLOOR, cipher, provider));
      contestants.add(withCipher(own, "Teep4j, " + provider, Role.OWN, cipher, provider));
    }
    return new Question(
        name(operation, cipher, size),
        Group.ENCRYPT,
        operation + "ing with " + cipher + size(size),
        "A COSE_Encrypt0. JCA alone encrypts or decrypts the same bytes with the JDK's cipher, in"
            + " one call or in pieces.",
        operation.equals("Decrypt") && cipher.equals("A128GCM") && !size.equals("300"),
        2,
        Map.of("plaintextBytes", size),
        contestants);
  }

  private static Question mac(String mac, String size) {
    return new Question(
        name("mac", mac, size),
        Group.ENCRYPT,
        "Authenticating with " + mac + size(size),
        "A COSE_Mac0, made and verified; JCA alone computes the tag.",
        false,
        1,
        Map.of("mac", mac, "macedBytes", size),
        List.of(
            contestant("Mac0.teep4jCreate", "Teep4j, create", Role.OWN).inBrief(),
            contestant("Mac0.teep4jVerify", "Teep4j, verify", Role.OWN),
            contestant("Mac0.coseJavaCreate", "cose-java, create", Role.PEER).inBrief(),
            contestant("Mac0.coseJavaVerify", "cose-java, verify", Role.PEER),
            contestant("Mac0.jcaWhole", "JCA alone, one call", Role.FLOOR).inBrief(),
            contestant("Mac0.jcaBy16KiB", "JCA alone, by 16 KiB", Role.FLOOR)));
  }

  private static Question agreement(String operation, String size) {
    return new Question(
        name(operation, "ecdh", size),
        Group.ENCRYPT,
        operation + "ing with ECDH-ES+A128KW" + size(size),
        "A COSE_Encrypt for one recipient with a key on P-256; JCA alone does the agreement, the"
            + " key wrap and the cipher.",
        false,
        4,
        Map.of("plaintextBytes", size),
        List.of(
            contestant("EncryptEcdh.teep4j" + operation, "Teep4j, as it comes", Role.OWN).inBrief(),
            contestant("EncryptEcdh.jca" + operation, "JCA alone, JDK", Role.FLOOR).inBrief()));
  }

  private static Contestant contestant(String benchmark, String label, Role role) {
    return new Contestant(benchmark, Map.of(), label, role, false);
  }

  private static Contestant contestant(
      String benchmark, String label, Role role, String parameter, String value) {
    return new Contestant(benchmark, Map.of(parameter, value), label, role, false);
  }

  private static Contestant withCipher(
      String benchmark, String label, Role role, String cipher, String provider) {
    Map<String, String> parameters = Map.of("cipher", cipher, "cipherProvider", provider);
    return new Contestant(benchmark, parameters, label, role, false);
  }

  /** A name such as {@code verify-es256-1m}. */
  private static String name(String operation, String algorithm, String size) {
    String plain =
        algorithm.replace("CHACHA20_POLY1305", "chacha").replace("AES_MAC_128_128", "aes-mac");
    return (operation + "-" + plain.replace('_', '-') + "-" + (size.equals("300") ? size : "1m"))
        .toLowerCase(Locale.ROOT);
  }

  private static String size(String bytes) {
    return bytes.equals("300") ? ", 300 bytes" : ", 1 MiB";
  }
}
