package org.teep4j.benchmarks;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

/** The bare calls of JCA, which every library above it pays for too. */
final class JcaSignature {

  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final SignatureKind kind;
  private final Provider provider;
  private final PublicKey publicKey;
  private final PrivateKey privateKey;

  /** Takes a key over to a provider. */
  JcaSignature(SignatureKind kind, Provider provider, CoseKey key) throws GeneralSecurityException {
    this.kind = kind;
    this.provider = provider;
    // Not every provider makes keys of the kinds that it takes.
    KeyFactory factory =
        provider.getService("KeyFactory", kind.keyFactory()) == null
            ? KeyFactory.getInstance(kind.keyFactory())
            : KeyFactory.getInstance(kind.keyFactory(), provider);
    publicKey = factory.generatePublic(new X509EncodedKeySpec(der(CoseKeys.toPem(key.toPublic()))));
    // The JDK reads no seeds of ML-DSA, and this library knows what it reads.
    privateKey =
        kind == SignatureKind.ML_DSA_65 && provider.getName().equals("SUN")
            ? CoseKeys.toPrivateKey(key)
            : factory.generatePrivate(new PKCS8EncodedKeySpec(der(CoseKeys.toPem(key))));
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
  }

  PublicKey publicKey() {
    return publicKey;
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  Provider provider() {
    return provider;
  }

  byte[] sign(byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(kind.jcaName(), provider);
    signature.initSign(privateKey);
    signature.update(message);
    return signature.sign();
  }

  boolean verify(byte[] message, byte[] signed) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(kind.jcaName(), provider);
    signature.initVerify(publicKey);
    signature.update(message);
    return signature.verify(signed);
  }

  /** From the form of COSE to that of JCA. */
  byte[] fromCose(byte[] signature) throws IOException {
    return recoded(signature, PlainDSAEncoding.INSTANCE, StandardDSAEncoding.INSTANCE);
  }

  /** From the form of JCA to that of COSE. */
  byte[] toCose(byte[] signature) throws IOException {
    return recoded(signature, StandardDSAEncoding.INSTANCE, PlainDSAEncoding.INSTANCE);
  }

  private byte[] recoded(byte[] signature, DSAEncoding from, DSAEncoding to) throws IOException {
    if (kind != SignatureKind.ES256) {
      return signature;
    }
    BigInteger[] numbers = from.decode(P256_ORDER, signature);
    return to.encode(P256_ORDER, numbers[0], numbers[1]);
  }
}
