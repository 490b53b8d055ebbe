package org.teep4j.cose;

import java.security.InvalidKeyException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.internal.BcHssLms;
import org.teep4j.cose.internal.BouncyCastle;

/**
 * A public key of hash-based signatures: {@code COSE_Key} with kty HSS-LMS (RFC 8778, Section 4).
 * COSE defines no encoding for private keys, because their state changes with every signature. For
 * signing, see {@link HssLmsSigner}.
 *
 * <pre>{@code
 * {
 *   1 => 5,              ; kty: HSS-LMS
 *   -1 => bstr           ; pub
 * }
 * }</pre>
 */
public final class HssLmsKey extends CoseKey {

  private static final int PUB = -1;

  /**
   * The maximum length of a public key: the four fields before the hash (RFC 8554, Sections 3.3 and
   * 5.3), and the longest hash.
   */
  private static final int LONGEST = 4 + 4 + 4 + 16 + 32;

  /** The maximum number of tree levels (RFC 8554, Section 6). */
  private static final int MOST_LEVELS = 8;

  private final Bytes pub;

  private HssLmsKey(Bytes pub, KeyAttributes attributes) {
    super(attributes);
    this.pub = pub;
  }

  /**
   * A public key.
   *
   * @param pub an hss_public_key (RFC 8554, Section 3.3): levels, types, identifier and root hash
   * @return the key
   * @throws InvalidKeyException if the bytes are no hss_public_key, or its types are not supported
   */
  public static HssLmsKey of(Bytes pub) throws InvalidKeyException {
    return checked(KeyEntries.copy(pub), KeyAttributes.NONE);
  }

  private static HssLmsKey checked(Bytes pub, KeyAttributes attributes) throws InvalidKeyException {
    // Check the number of levels first: an implementation may allocate memory for that number.
    if (pub.length() < 4
        || pub.length() > LONGEST
        || pub.asReadOnlyBuffer().getInt() < 1
        || pub.asReadOnlyBuffer().getInt() > MOST_LEVELS) {
      throw new InvalidKeyException("pub is no public key of HSS/LMS");
    }
    if (BouncyCastle.HSS_LMS.isPresent()) {
      BcHssLms.checkPublicKey(pub);
    }
    return new HssLmsKey(pub, attributes);
  }

  static HssLmsKey read(KeyEntries entries, KeyAttributes attributes) throws DecodeException {
    Bytes pub = entries.require(PUB, "pub", KeyEntries::readCopy);
    return entries.make(() -> checked(pub, attributes.withOthers(entries.rest())));
  }

  @Override
  void encodeParameters(CborWriter writer) {
    writer.writeLong(PUB).writeBytes(pub);
  }

  @Override
  public CoseLabel keyType() {
    return CoseLabel.of(CoseKeyType.HSS_LMS.id());
  }

  /**
   * The public key.
   *
   * @return a view of an hss_public_key
   */
  public Bytes pub() {
    return pub;
  }

  /** Always false. */
  @Override
  public boolean isPrivate() {
    return false;
  }

  @Override
  public HssLmsKey toPublic() {
    return with(attributes.toPublic());
  }

  @Override
  public HssLmsKey withKeyId(Bytes keyId) {
    return (HssLmsKey) super.withKeyId(keyId);
  }

  @Override
  public HssLmsKey withAlgorithm(CoseAlgorithm algorithm) {
    return (HssLmsKey) super.withAlgorithm(algorithm);
  }

  @Override
  public HssLmsKey withOperations(KeyOperation... operations) {
    return (HssLmsKey) super.withOperations(operations);
  }

  @Override
  HssLmsKey with(KeyAttributes changed) {
    return new HssLmsKey(pub, changed);
  }

  @Override
  Bytes requiredParameters() {
    CborWriter writer = new CborWriter();
    writer.beginMap();
    writer.writeLong(KeyAttributes.KTY).write(keyType());
    return writer.writeLong(PUB).writeBytes(pub).endMap().toBytes();
  }

  @Override
  int publicHash() {
    return pub.hashCode();
  }

  @Override
  String describe() {
    return "HSS-LMS";
  }
}
