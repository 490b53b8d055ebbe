package org.teep4j.cose;

import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/**
 * A symmetric key: {@code COSE_Key} with kty Symmetric (RFC 9053, Section 7.3). All of it is
 * secret.
 *
 * <pre>{@code
 * {
 *   1 => 4,              ; kty: Symmetric
 *   -1 => bstr           ; k
 * }
 * }</pre>
 */
public final class SymmetricKey extends CoseKey {

  private static final int K = -1;

  private final Bytes k;

  private SymmetricKey(Bytes k, KeyAttributes attributes) {
    super(attributes);
    this.k = k;
  }

  /**
   * A key.
   *
   * @param k the value of the key, copied; one byte or more
   * @return the key
   * @throws InvalidKeyException if there are no bytes
   */
  public static SymmetricKey of(Bytes k) throws InvalidKeyException {
    return checked(KeyEntries.copy(k), KeyAttributes.NONE);
  }

  /**
   * Takes over a key of the Java Cryptography Architecture.
   *
   * @param key a key whose value can be read
   * @return the key, which has no identifier and no restrictions
   * @throws InvalidKeyException if the value cannot be read
   */
  public static SymmetricKey of(SecretKey key) throws InvalidKeyException {
    byte[] value = key.getEncoded();
    if (value == null) {
      throw new InvalidKeyException("the value of the key cannot be read");
    }
    return checked(Bytes.wrap(value), KeyAttributes.NONE);
  }

  /**
   * This key for the Java Cryptography Architecture.
   *
   * @param jcaName the algorithm name for providers, such as {@code AES} or {@code HmacSHA256}
   * @return a new key, which holds a copy of the value
   */
  public SecretKey toSecretKey(String jcaName) {
    byte[] value = k.toByteArray();
    try {
      return new SecretKeySpec(value, jcaName);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /** Checks the value and makes a key. The key takes ownership of the bytes. */
  static SymmetricKey checked(Bytes k, KeyAttributes attributes) throws InvalidKeyException {
    if (k.isEmpty()) {
      throw new InvalidKeyException("k is empty");
    }
    return new SymmetricKey(k, attributes);
  }

  static SymmetricKey read(KeyEntries entries, KeyAttributes attributes) throws DecodeException {
    Bytes k = entries.require(K, "k", KeyEntries::readCopy);
    return entries.make(() -> checked(k, attributes.withOthers(entries.rest())));
  }

  @Override
  void encodeParameters(CborWriter writer) {
    writer.writeLong(K).writeBytes(k);
  }

  @Override
  public CoseLabel keyType() {
    return CoseLabel.of(CoseKeyType.SYMMETRIC.id());
  }

  /**
   * The value of the key: a secret.
   *
   * @return a view of one byte or more
   */
  public Bytes k() {
    return k;
  }

  /** Always true. */
  @Override
  public boolean isPrivate() {
    return true;
  }

  /**
   * Always fails, because no part of a symmetric key is public.
   *
   * @throws IllegalStateException always
   */
  @Override
  public CoseKey toPublic() {
    throw new IllegalStateException("no part of a symmetric key is public");
  }

  @Override
  public SymmetricKey withKeyId(Bytes keyId) {
    return (SymmetricKey) super.withKeyId(keyId);
  }

  @Override
  public SymmetricKey withAlgorithm(CoseAlgorithm algorithm) {
    return (SymmetricKey) super.withAlgorithm(algorithm);
  }

  @Override
  public SymmetricKey withOperations(KeyOperation... operations) {
    return (SymmetricKey) super.withOperations(operations);
  }

  @Override
  SymmetricKey with(KeyAttributes changed) {
    return new SymmetricKey(k, changed);
  }

  @Override
  Bytes requiredParameters() {
    CborWriter writer = new CborWriter();
    writer.beginMap();
    writer.writeLong(KeyAttributes.KTY).write(keyType());
    return writer.writeLong(K).writeBytes(k).endMap().toBytes();
  }

  @Override
  int publicHash() {
    return k.length();
  }

  @Override
  String describe() {
    return "Symmetric, " + k.length() * 8 + " bits";
  }
}
