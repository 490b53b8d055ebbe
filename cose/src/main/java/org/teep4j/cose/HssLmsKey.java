package org.teep4j.cose;

import java.security.InvalidKeyException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.internal.BcHssLms;
import org.teep4j.cose.internal.BouncyCastle;

/**
 * A public key of hash-based signatures: {@code COSE_Key} with kty HSS-LMS (RFC 8778, Section 4).
 * COSE has no form for private keys, whose state changes with every signature: see {@link
 * HssLmsSigner}.
 */
public final class HssLmsKey extends CoseKey {

  private static final int PUB = -1;

  /**
   * What stands before the hash in a key (RFC 8554, Sections 3.3 and 5.3), and the longest hash.
   */
  private static final int LONGEST = 4 + 4 + 4 + 16 + 32;

  /** How many levels of trees there can be (RFC 8554, Section 6). */
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
   * @throws InvalidKeyException if it is none, or of types that are not known here
   */
  public static HssLmsKey of(Bytes pub) throws InvalidKeyException {
    return checked(copy(pub), KeyAttributes.NONE);
  }

  private static HssLmsKey checked(Bytes pub, KeyAttributes attributes) throws InvalidKeyException {
    // The levels first: an implementation may make room for as many as there are said to be.
    if (pub.length() < 4
        || pub.length() > LONGEST
        || pub.unsignedIntAt(0) < 1
        || pub.unsignedIntAt(0) > MOST_LEVELS) {
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
    return with(publicAttributes(attributes));
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
  String describe() {
    return "HSS-LMS";
  }
}
