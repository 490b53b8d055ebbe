package org.teep4j.cose;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.internal.DerException;
import org.teep4j.cose.internal.DerReader;
import org.teep4j.cose.internal.DerWriter;
import org.teep4j.cose.internal.PasswordEncryption;
import org.teep4j.cose.internal.WeierstrassCurve;

/**
 * Keys in DER: SubjectPublicKeyInfo (RFC 5280), PKCS #8 (RFC 5958), the SEC 1 form of EC private
 * keys (RFC 5915), the PKCS #1 form of RSA keys (RFC 8017), keys of ML-DSA (RFC 9881), and the key
 * in a certificate.
 */
final class DerKeys {

  // Content octets of object identifiers.
  private static final String EC_PUBLIC_KEY = "2a8648ce3d0201"; // 1.2.840.10045.2.1
  private static final String RSA_ENCRYPTION = "2a864886f70d010101"; // 1.2.840.113549.1.1.1

  private static final String RSASSA_PSS = "2a864886f70d01010a"; // 1.2.840.113549.1.1.10

  // Context-specific tags.
  private static final int PARAMETERS = 0xa0;
  private static final int PUBLIC_KEY = 0xa1;
  private static final int ML_DSA_SEED = 0x80;

  private static final int OCTET_STRING = 0x04;
  private static final int NULL = 0x05;
  private static final int OBJECT_IDENTIFIER = 0x06;

  private static final BigInteger PKCS8_VERSION = BigInteger.ZERO;

  private DerKeys() {}

  private static String objectIdentifier(CoseCurve curve) {
    return switch (curve) {
      case P256 -> "2a8648ce3d030107"; // 1.2.840.10045.3.1.7
      case P384 -> "2b81040022"; // 1.3.132.0.34
      case P521 -> "2b81040023"; // 1.3.132.0.35
      case SECP256K1 -> "2b8104000a"; // 1.3.132.0.10
      case BRAINPOOL_P256R1 -> "2b2403030208010107"; // 1.3.36.3.3.2.8.1.1.7
      case BRAINPOOL_P320R1 -> "2b2403030208010109"; // 1.3.36.3.3.2.8.1.1.9
      case BRAINPOOL_P384R1 -> "2b240303020801010b"; // 1.3.36.3.3.2.8.1.1.11
      case BRAINPOOL_P512R1 -> "2b240303020801010d"; // 1.3.36.3.3.2.8.1.1.13
      case X25519 -> "2b656e"; // 1.3.101.110
      case X448 -> "2b656f"; // 1.3.101.111
      case ED25519 -> "2b6570"; // 1.3.101.112
      case ED448 -> "2b6571"; // 1.3.101.113
    };
  }

  private static CoseCurve curve(String objectIdentifier) throws InvalidKeyException {
    for (CoseCurve curve : CoseCurve.values()) {
      if (objectIdentifier(curve).equals(objectIdentifier)) {
        return curve;
      }
    }
    throw new InvalidKeyException("the key's algorithm or curve is not supported");
  }

  private static final Map<CoseAlgorithm, String> ML_DSA =
      Map.of(
          CoseAlgorithm.ML_DSA_44, "608648016503040311", // 2.16.840.1.101.3.4.3.17
          CoseAlgorithm.ML_DSA_65, "608648016503040312", // 2.16.840.1.101.3.4.3.18
          CoseAlgorithm.ML_DSA_87, "608648016503040313"); // 2.16.840.1.101.3.4.3.19

  /** The parameter set of a key of ML-DSA (RFC 9881, Section 2); null for other keys. */
  private static @Nullable CoseAlgorithm mlDsa(String objectIdentifier) {
    for (Map.Entry<CoseAlgorithm, String> entry : ML_DSA.entrySet()) {
      if (entry.getValue().equals(objectIdentifier)) {
        return entry.getKey();
      }
    }
    return null;
  }

  // Reading.

  /** The one key of a file. */
  static CoseKey readFile(Bytes file, char @Nullable [] passphrase) throws DecodeException {
    return KeyPart.one(parts(file, passphrase), "allFromDer");
  }

  /** All keys of a file, in their order. */
  static List<CoseKey> readAll(Bytes file, char @Nullable [] passphrase) throws DecodeException {
    return KeyPart.all(parts(file, passphrase));
  }

  private static List<KeyPart> parts(Bytes file, char @Nullable [] passphrase)
      throws DecodeException {
    DerStructure structure = DerStructure.resembling(file);
    if (structure == null) {
      throw new DecodeException(
          Reason.SYNTAX, 0, "the DER is no key, certificate or PKCS #12 file, or is not complete");
    }
    try {
      PasswordEncryption password = passphrase == null ? null : new PasswordEncryption(passphrase);
      if (structure == DerStructure.PKCS12) {
        return Pkcs12.parts(file, require(password));
      }
      CoseKey key = read(structure, file, password);
      return List.of(new KeyPart("", false, 0, () -> key));
    } catch (DerException e) {
      throw new DecodeException(Reason.SYNTAX, e.offset(), String.valueOf(e.getMessage()));
    } catch (InvalidKeyException e) {
      throw new DecodeException(Reason.INVALID_KEY, 0, String.valueOf(e.getMessage()));
    }
  }

  private static PasswordEncryption require(@Nullable PasswordEncryption password)
      throws InvalidKeyException {
    if (password == null) {
      throw new InvalidKeyException("the key is encrypted, and no passphrase is given");
    }
    return password;
  }

  /**
   * Reads a key.
   *
   * @param password decrypts the key if it is encrypted; null if no passphrase is given
   */
  static CoseKey read(DerStructure structure, Bytes der, @Nullable PasswordEncryption password)
      throws DerException, InvalidKeyException {
    DerReader reader = new DerReader(der);
    CoseKey key =
        switch (structure) {
          case PUBLIC_KEY -> readPublicKeyInfo(reader.readSequence());
          case PRIVATE_KEY -> readPkcs8(reader.readSequence());
          case ENCRYPTED_PRIVATE_KEY -> readEncrypted(reader.readSequence(), require(password));
          case EC_PRIVATE_KEY -> readSec1(reader.readSequence(), null);
          case RSA_PUBLIC_KEY -> readRsaPublic(reader.readSequence());
          case RSA_PRIVATE_KEY -> readRsaPrivate(reader.readSequence());
          case CERTIFICATE -> readCertificate(reader, der);
          case PKCS12 -> throw new InvalidKeyException("a PKCS #12 file is not one key");
        };
    reader.expectEnd();
    return key;
  }

  static CoseKey readEncrypted(DerReader info, PasswordEncryption password)
      throws DerException, InvalidKeyException {
    DerReader algorithm = info.readSequence();
    Bytes encrypted = info.readOctetString();
    info.expectEnd();
    byte[] plain = password.decrypt(algorithm, encrypted);
    try {
      return readPkcs8(new DerReader(Bytes.wrap(plain)).readSequence());
    } catch (DerException e) {
      // One wrong key in 256 leaves padding that looks right.
      throw new InvalidKeyException("the passphrase is wrong, or the key is damaged", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** A key of the Java Cryptography Architecture. Only its encoded form is readable. */
  static CoseKey ofEncoded(byte @Nullable [] publicKey, byte @Nullable [] privateKey)
      throws InvalidKeyException {
    if (publicKey == null) {
      throw new InvalidKeyException("the key has no encoded form");
    }
    try {
      CoseKey open = readPublicKeyInfo(new DerReader(Bytes.wrap(publicKey)).readSequence());
      if (privateKey == null) {
        return open;
      }
      CoseKey secret = readPkcs8(new DerReader(Bytes.wrap(privateKey)).readSequence());
      if (!secret.toPublic().equals(open)) {
        throw new InvalidKeyException("the private key does not belong to the public key");
      }
      return secret;
    } catch (DerException e) {
      throw new InvalidKeyException("the key's encoded form is not understood", e);
    } finally {
      if (privateKey != null) {
        Arrays.fill(privateKey, (byte) 0);
      }
    }
  }

  private static CoseKey readCertificate(DerReader whole, Bytes der)
      throws DerException, InvalidKeyException {
    whole.readSequence();
    try {
      byte[] info =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der.toByteArray()))
              .getPublicKey()
              .getEncoded();
      return readPublicKeyInfo(new DerReader(Bytes.wrap(info)).readSequence());
    } catch (CertificateException e) {
      throw new InvalidKeyException("the certificate cannot be read", e);
    }
  }

  /**
   * Reads the curve that {@code ECParameters} name (RFC 5480, Section 2.1.1); refuses more data.
   */
  private static CoseCurve namedCurve(DerReader parameters)
      throws DerException, InvalidKeyException {
    if (parameters.hasNext() && !parameters.nextIs(OBJECT_IDENTIFIER)) {
      throw new InvalidKeyException(
          parameters.nextIs(NULL)
              ? "the key does not say which curve it is on"
              : "the curve is written as its numbers, which is forbidden (RFC 5480, Section"
                  + " 2.1.1): name it, as with openssl ec -param_enc named_curve");
    }
    CoseCurve curve = curve(parameters.readObjectIdentifier());
    parameters.expectEnd();
    return curve;
  }

  private static CoseKey readPublicKeyInfo(DerReader info)
      throws DerException, InvalidKeyException {
    DerReader algorithm = info.readSequence();
    String name = algorithm.readObjectIdentifier();
    Bytes key = info.readBitString();
    info.expectEnd();
    if (name.equals(EC_PUBLIC_KEY)) {
      return readPoint(namedCurve(algorithm), key);
    }
    if (name.equals(RSA_ENCRYPTION)) {
      return readRsaPublic(new DerReader(key).readSequence());
    }
    if (name.equals(RSASSA_PSS)) {
      CoseAlgorithm pss = PssParameters.read(algorithm);
      return readRsaPublic(new DerReader(key).readSequence()).restrictedToPss(pss);
    }
    CoseAlgorithm mlDsa = mlDsa(name);
    return mlDsa != null ? AkpKey.of(mlDsa, key) : OkpKey.of(curve(name), key);
  }

  /** An encoded point (SEC 1, Section 2.3.3), compressed or not. */
  private static Ec2Key readPoint(CoseCurve curve, Bytes point) throws InvalidKeyException {
    int size = curve.size();
    int form = point.isEmpty() ? 0 : point.unsignedByteAt(0);
    if (form == 4 && point.length() == 1 + 2 * size) {
      return Ec2Key.of(curve, point.slice(1, 1 + size), point.slice(1 + size));
    }
    if ((form == 2 || form == 3) && point.length() == 1 + size) {
      return Ec2Key.ofCompressed(curve, point.slice(1), form == 3);
    }
    throw new InvalidKeyException("the point is not encoded as SEC 1 says");
  }

  static CoseKey readPkcs8(DerReader info) throws DerException, InvalidKeyException {
    info.readInteger();
    DerReader algorithm = info.readSequence();
    String name = algorithm.readObjectIdentifier();
    DerReader key = info.enterOctetString();
    if (name.equals(EC_PUBLIC_KEY)) {
      return readSec1(key.readSequence(), namedCurve(algorithm));
    }
    if (name.equals(RSA_ENCRYPTION)) {
      return readRsaPrivate(key.readSequence());
    }
    if (name.equals(RSASSA_PSS)) {
      CoseAlgorithm pss = PssParameters.read(algorithm);
      return readRsaPrivate(key.readSequence()).restrictedToPss(pss);
    }
    CoseAlgorithm mlDsa = mlDsa(name);
    if (mlDsa != null) {
      return readMlDsa(mlDsa, key);
    }
    return OkpKey.ofSeed(curve(name), KeyEntries.copy(key.readOctetString()), KeyAttributes.NONE);
  }

  /** Reads one of three forms (RFC 9881, Section 6), which the tag distinguishes. */
  private static AkpKey readMlDsa(CoseAlgorithm algorithm, DerReader choice)
      throws DerException, InvalidKeyException {
    if (choice.nextIs(ML_DSA_SEED)) {
      return AkpKey.ofSeed(
          algorithm, KeyEntries.copy(choice.read(ML_DSA_SEED)), KeyAttributes.NONE);
    }
    if (choice.nextIs(OCTET_STRING)) {
      throw new InvalidKeyException(
          "an expanded key of ML-DSA has no form in COSE, which takes seeds");
    }
    DerReader both = choice.readSequence();
    AkpKey key =
        AkpKey.ofSeed(algorithm, KeyEntries.copy(both.readOctetString()), KeyAttributes.NONE);
    if (!key.expandsTo(both.readOctetString())) {
      throw new InvalidKeyException("the seed does not belong to the expanded key");
    }
    both.expectEnd();
    return key;
  }

  private static CoseKey readSec1(DerReader key, @Nullable CoseCurve outer)
      throws DerException, InvalidKeyException {
    key.readInteger();
    BigInteger d = WeierstrassCurve.toNumber(key.readOctetString());
    CoseCurve curve = outer;
    if (key.nextIs(PARAMETERS)) {
      CoseCurve stated = namedCurve(key.enter(PARAMETERS));
      if (curve != null && curve != stated) {
        throw new InvalidKeyException("the key names two curves");
      }
      curve = stated;
    }
    if (curve == null || curve.keyType() != CoseKeyType.EC2) {
      throw new InvalidKeyException("the key names no curve");
    }
    WeierstrassCurve.of(curve.jcaName()).checkScalar(d);
    // Compared by value: some writers add a leading zero, although RFC 5915 fixes the length.
    Bytes scalar = Bytes.wrap(WeierstrassCurve.toBytes(d, curve.size()));
    if (!key.nextIs(PUBLIC_KEY)) {
      return Ec2Key.ofScalar(curve, scalar, KeyAttributes.NONE);
    }
    Ec2Key point = readPoint(curve, key.enter(PUBLIC_KEY).readBitString());
    return Ec2Key.checked(curve, point.x(), point.y(), scalar, KeyAttributes.NONE);
  }

  private static RsaKey readRsaPublic(DerReader key) throws DerException, InvalidKeyException {
    RsaKey read = RsaKey.of(key.readInteger(), key.readInteger());
    key.expectEnd();
    return read;
  }

  private static RsaKey readRsaPrivate(DerReader key) throws DerException, InvalidKeyException {
    if (key.readInteger().signum() != 0) {
      throw new InvalidKeyException("keys with more than two primes are not supported");
    }
    BigInteger n = key.readInteger();
    BigInteger e = key.readInteger();
    RsaKey.Secrets secrets =
        new RsaKey.Secrets(
            key.readInteger(),
            key.readInteger(),
            key.readInteger(),
            key.readInteger(),
            key.readInteger(),
            key.readInteger());
    key.expectEnd();
    return RsaKey.of(n, e, secrets);
  }

  // Writing.

  static byte[] publicKeyInfo(CoseKey key) {
    return new DerWriter()
        .sequence(info -> info.sequence(algorithm(key)).bitString(publicKey(key)))
        .toByteArray();
  }

  private static Consumer<DerWriter> algorithm(CoseKey key) {
    if (key instanceof Ec2Key ec) {
      return w -> w.objectIdentifier(EC_PUBLIC_KEY).objectIdentifier(objectIdentifier(ec.curve()));
    }
    if (key instanceof OkpKey okp) {
      return w -> w.objectIdentifier(objectIdentifier(okp.curve()));
    }
    if (key instanceof RsaKey rsa && rsa.isForPssAlone()) {
      return w -> PssParameters.write(w.objectIdentifier(RSASSA_PSS), rsa.algorithmId());
    }
    if (key instanceof RsaKey) {
      return w -> w.objectIdentifier(RSA_ENCRYPTION).element(NULL, new byte[0]);
    }
    if (key instanceof AkpKey akp) {
      return w -> w.objectIdentifier(Objects.requireNonNull(ML_DSA.get(akp.algorithm())));
    }
    throw new IllegalStateException("this key type has no PEM form");
  }

  private static byte[] publicKey(CoseKey key) {
    if (key instanceof Ec2Key ec) {
      int size = ec.curve().size();
      byte[] point = new byte[1 + 2 * size];
      point[0] = 4;
      ec.x().copyTo(point, 1);
      ec.y().copyTo(point, 1 + size);
      return point;
    }
    if (key instanceof RsaKey rsa) {
      return new DerWriter().sequence(w -> w.integer(rsa.n()).integer(rsa.e())).toByteArray();
    }
    return key instanceof AkpKey akp ? akp.pub().toByteArray() : ((OkpKey) key).x().toByteArray();
  }

  static byte[] pkcs8(CoseKey key) {
    return pkcs8(algorithm(key), privateKey(key));
  }

  /** An ML-DSA key in expanded form only, without the seed (RFC 9881, Section 6). */
  static byte[] expandedPkcs8(AkpKey key) {
    byte[] expanded = key.expanded();
    try {
      return pkcs8(algorithm(key), w -> w.octetString(expanded));
    } finally {
      Arrays.fill(expanded, (byte) 0);
    }
  }

  private static byte[] pkcs8(Consumer<DerWriter> algorithm, Consumer<DerWriter> privateKey) {
    return new DerWriter()
        .sequence(info -> info.integer(PKCS8_VERSION).sequence(algorithm).octetString(privateKey))
        .toByteArray();
  }

  private static Consumer<DerWriter> privateKey(CoseKey key) {
    if (key instanceof Ec2Key ec) {
      return whole ->
          whole.sequence(
              w ->
                  w.integer(BigInteger.ONE)
                      .octetString(ec.d().orElseThrow())
                      .element(PUBLIC_KEY, inner -> inner.bitString(publicKey(key))));
    }
    if (key instanceof RsaKey rsa) {
      RsaKey.Secrets s = rsa.secrets().orElseThrow();
      return whole ->
          whole.sequence(
              w ->
                  w.integer(BigInteger.ZERO)
                      .integer(rsa.n())
                      .integer(rsa.e())
                      .integer(s.d())
                      .integer(s.p())
                      .integer(s.q())
                      .integer(s.dP())
                      .integer(s.dQ())
                      .integer(s.qInv()));
    }
    if (key instanceof AkpKey akp) {
      return w -> w.element(ML_DSA_SEED, akp.priv().orElseThrow());
    }
    return w -> w.octetString(((OkpKey) key).d().orElseThrow());
  }
}
