package org.teep4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.Ec2Key;
import org.teep4j.vectors.VectorKey;
import org.teep4j.vectors.load.BuiltInVectors;

/** Files for the tests, out of the vectors that are built in. */
final class Samples {
  private Samples() {}

  static byte[] vector(String set, String id) {
    return BuiltInVectors.load(set).vector(id).orElseThrow().bytes();
  }

  static String write(Path folder, String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  static String write(Path folder, String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  /** The author of the SUIT examples, whose private key is published. */
  static Ec2Key author() throws Exception {
    return key("author");
  }

  /** Somebody else. */
  static Ec2Key other() throws Exception {
    VectorKey key = BuiltInVectors.load("teep-26").keys().get("recipient");
    return Ec2Key.of(CoseCurve.P256, key.x().orElseThrow(), key.y().orElseThrow());
  }

  private static Ec2Key key(String name) throws Exception {
    VectorKey key = BuiltInVectors.load("suit-manifest").keys().get(name);
    return Ec2Key.of(
        CoseCurve.P256, key.x().orElseThrow(), key.y().orElseThrow(), key.d().orElseThrow());
  }

  static String jwk(Ec2Key key) {
    return "{\"kty\": \"EC\", \"crv\": \"P-256\", \"kid\": \"author-1\", \"x\": \""
        + base64(key.x())
        + "\", \"y\": \""
        + base64(key.y())
        + "\"}";
  }

  private static String base64(Bytes bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  static String pem(Ec2Key key) throws Exception {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(CoseKeys.toPublicKey(key).getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** A payload in a COSE_Sign1 of the author. */
  static byte[] signed(byte[] payload) throws Exception {
    return CoseSign1.sign(Bytes.wrap(payload), CoseSigner.of(author(), CoseAlgorithm.ESP256))
        .toByteArray();
  }

  static String[] concat(String[] first, String... last) {
    return Stream.concat(Stream.of(first), Stream.of(last)).toArray(String[]::new);
  }
}
