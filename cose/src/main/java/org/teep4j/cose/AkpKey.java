package org.teep4j.cose;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.AlgorithmTraits.Signing;
import org.teep4j.cose.internal.BcMlDsa;
import org.teep4j.cose.internal.BouncyCastle;

/**
 * An algorithm key pair of ML-DSA-44, ML-DSA-65 or ML-DSA-87: {@code COSE_Key} with kty AKP (RFC
 * 9964, Section 3). It is always bound to its algorithm. The private key is the seed of 32 bytes,
 * never its expanded form. If the public key can be computed here, the private key is checked to
 * belong to it.
 */
public final class AkpKey extends CoseKey {

  private static final int PUB = -1;
  private static final int PRIV = -2;
  static final int SEED_BYTES = 32;

  private final CoseAlgorithm algorithm;
  private final Bytes pub;
  private final @Nullable Bytes priv;

  private AkpKey(
      CoseAlgorithm algorithm, Bytes pub, @Nullable Bytes priv, KeyAttributes attributes) {
    super(attributes.withAlgorithm(algorithm.label()));
    this.algorithm = algorithm;
    this.pub = pub;
    this.priv = priv;
  }

  /**
   * Makes a public key.
   *
   * @param algorithm ML-DSA-44, ML-DSA-65 or ML-DSA-87
   * @param pub the public key (FIPS 204, Section 7.2): 1312, 1952 or 2592 bytes
   * @return the key
   * @throws InvalidKeyException if it is no public key of this algorithm
   */
  public static AkpKey of(CoseAlgorithm algorithm, Bytes pub) throws InvalidKeyException {
    return checked(algorithm, KeyEntries.copy(pub), null, KeyAttributes.NONE);
  }

  /**
   * Makes a private key.
   *
   * @param algorithm ML-DSA-44, ML-DSA-65 or ML-DSA-87
   * @param pub the public key (FIPS 204, Section 7.2): 1312, 1952 or 2592 bytes
   * @param priv the seed of the private key, 32 bytes
   * @return the key
   * @throws InvalidKeyException if the keys do not belong together
   */
  public static AkpKey of(CoseAlgorithm algorithm, Bytes pub, Bytes priv)
      throws InvalidKeyException {
    return checked(algorithm, KeyEntries.copy(pub), KeyEntries.copy(priv), KeyAttributes.NONE);
  }

  /**
   * Makes a private key. The public key is computed, which needs BouncyCastle.
   *
   * @param algorithm ML-DSA-44, ML-DSA-65 or ML-DSA-87
   * @param priv the seed of the private key, 32 bytes; copied
   * @return the key
   * @throws InvalidKeyException if {@code priv} has another length, or BouncyCastle is not present
   */
  public static AkpKey ofPrivate(CoseAlgorithm algorithm, Bytes priv) throws InvalidKeyException {
    if (algorithm.scheme() != SignatureScheme.ML_DSA) {
      throw new InvalidKeyException(algorithm.ianaName() + " is no algorithm of AKP");
    }
    return ofSeed(algorithm, KeyEntries.copy(priv), KeyAttributes.NONE);
  }

  /** Makes a private key and computes its public key. */
  static AkpKey ofSeed(CoseAlgorithm algorithm, Bytes priv, KeyAttributes attributes)
      throws InvalidKeyException {
    checkSize("priv", priv, SEED_BYTES);
    if (!BouncyCastle.ML_DSA.isPresent()) {
      throw new InvalidKeyException("a key without pub needs " + BouncyCastle.ML_DSA);
    }
    Bytes pub = Bytes.wrap(BcMlDsa.publicKey(algorithm.ianaName(), priv));
    return new AkpKey(algorithm, pub, priv, attributes);
  }

  /** Makes a key that takes ownership of its arguments, without a copy. */
  static AkpKey checked(
      CoseAlgorithm algorithm, Bytes pub, @Nullable Bytes priv, KeyAttributes attributes)
      throws InvalidKeyException {
    if (algorithm.scheme() != SignatureScheme.ML_DSA) {
      throw new InvalidKeyException(algorithm.ianaName() + " is no algorithm of AKP");
    }
    checkSize("pub", pub, ((Signing) algorithm.traits()).publicKeyBytes());
    if (priv != null) {
      checkSize("priv", priv, SEED_BYTES);
      if (BouncyCastle.ML_DSA.isPresent() && !ofSeed(algorithm, priv, attributes).pub.equals(pub)) {
        throw new InvalidKeyException("the private key does not belong to the public key");
      }
    }
    return new AkpKey(algorithm, pub, priv, attributes);
  }

  private static void checkSize(String name, Bytes value, int size) throws InvalidKeyException {
    if (value.length() != size) {
      throw new InvalidKeyException(name + " takes " + size + " bytes");
    }
  }

  /** The expanded form of the private key, a secret. BouncyCastle computes it. */
  byte[] expanded() {
    return BcMlDsa.expanded(algorithm.ianaName(), priv().orElseThrow());
  }

  /** Whether the private key is the seed of an expanded private key. */
  boolean expandsTo(Bytes expanded) {
    byte[] computed = expanded();
    try {
      return Bytes.wrap(computed).constantTimeEquals(expanded);
    } finally {
      Arrays.fill(computed, (byte) 0);
    }
  }

  /** Reads an ML-DSA key. A key of another algorithm is not supported. */
  static CoseKey read(KeyEntries entries, KeyAttributes attributes) throws DecodeException {
    CoseLabel alg = attributes.algorithm();
    if (alg == null) {
      throw entries.refusal(Reason.MISSING_ELEMENT, "the key has no alg");
    }
    Optional<CoseAlgorithm> algorithm =
        CoseAlgorithm.fromLabel(alg).filter(each -> each.scheme() == SignatureScheme.ML_DSA);
    if (algorithm.isEmpty()) {
      return new OtherKey(
          CoseLabel.of(CoseKeyType.AKP.id()), attributes.withOthers(entries.rest()));
    }
    Bytes pub = entries.require(PUB, "pub", KeyEntries::readCopy);
    Bytes priv = entries.take(PRIV, "priv", KeyEntries::readCopy);
    return entries.make(
        () -> checked(algorithm.get(), pub, priv, attributes.withOthers(entries.rest())));
  }

  @Override
  void encodeParameters(CborWriter writer) {
    writer.writeLong(PUB).writeBytes(pub);
    if (priv != null) {
      writer.writeLong(PRIV).writeBytes(priv);
    }
  }

  @Override
  public CoseLabel keyType() {
    return CoseLabel.of(CoseKeyType.AKP.id());
  }

  /**
   * The algorithm that the key is bound to.
   *
   * @return ML-DSA-44, ML-DSA-65 or ML-DSA-87
   */
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * The public key.
   *
   * @return a view of 1312, 1952 or 2592 bytes
   */
  public Bytes pub() {
    return pub;
  }

  /**
   * The seed of the private key, a secret.
   *
   * @return a view of 32 bytes; empty for a public key
   */
  public Optional<Bytes> priv() {
    return Optional.ofNullable(priv);
  }

  @Override
  public boolean isPrivate() {
    return priv != null;
  }

  @Override
  public AkpKey toPublic() {
    return new AkpKey(algorithm, pub, null, attributes.toPublic());
  }

  @Override
  public AkpKey withKeyId(Bytes keyId) {
    return (AkpKey) super.withKeyId(keyId);
  }

  @Override
  public AkpKey withAlgorithm(CoseAlgorithm bound) {
    return (AkpKey) super.withAlgorithm(bound);
  }

  @Override
  public AkpKey withOperations(KeyOperation... operations) {
    return (AkpKey) super.withOperations(operations);
  }

  @Override
  AkpKey with(KeyAttributes changed) {
    if (changed.algorithm() != null && !changed.algorithm().equals(algorithm.label())) {
      throw new IllegalArgumentException("the key is bound to " + algorithm.ianaName());
    }
    return new AkpKey(algorithm, pub, priv, changed);
  }

  @Override
  Bytes requiredParameters() {
    CborWriter writer = new CborWriter();
    writer.beginMap();
    writer.writeLong(KeyAttributes.KTY).write(keyType());
    writer.writeLong(KeyAttributes.ALG).write(algorithm.label());
    return writer.writeLong(PUB).writeBytes(pub).endMap().toBytes();
  }

  @Override
  int publicHash() {
    return pub.hashCode();
  }

  @Override
  String describe() {
    return algorithm.ianaName();
  }
}
