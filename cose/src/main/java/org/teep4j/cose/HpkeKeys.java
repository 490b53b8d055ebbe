package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.BcHpke;
import org.teep4j.cose.internal.BcHpke.Sealed;
import org.teep4j.cose.internal.BouncyCastle;

/**
 * HPKE with one key of the recipient (draft-ietf-cose-hpke, Section 3).
 *
 * @param key the public key for encryption, the private key for decryption
 */
record HpkeKeys(HpkeSuite suite, CoseKey key) {

  static HpkeKeys sender(CoseKey key, CoseAlgorithm algorithm, HpkeSuite suite)
      throws GeneralSecurityException {
    check(key, algorithm, suite);
    CoseKey peer = key.isPrivate() ? key.toPublic() : key;
    if (!peer.operations().isEmpty()) {
      throw new InvalidKeyException("key_ops of a public key for HPKE is not empty");
    }
    OkpKey.checkOrder(peer);
    return new HpkeKeys(suite, peer);
  }

  static HpkeKeys recipient(CoseKey key, CoseAlgorithm algorithm, HpkeSuite suite)
      throws GeneralSecurityException {
    check(key, algorithm, suite);
    if (!key.isPrivate()) {
      throw new InvalidKeyException("the key is public");
    }
    if (key.isRestricted() && !key.operations().equals(List.of(KeyOperation.DERIVE_BITS.label()))) {
      throw new InvalidKeyException("key_ops of a private key for HPKE is not derive bits alone");
    }
    return new HpkeKeys(suite, key);
  }

  private static void check(CoseKey key, CoseAlgorithm algorithm, HpkeSuite suite)
      throws GeneralSecurityException {
    if (!BouncyCastle.HPKE.isPresent()) {
      throw new NoSuchAlgorithmException(algorithm.ianaName() + " needs " + BouncyCastle.HPKE);
    }
    KeyRestrictions.checkAlgorithm(key, algorithm);
    if (key.curveOrNull() != suite.curve()) {
      throw KeyMismatch.of(key, algorithm);
    }
  }

  private BcHpke hpke(Bytes info, HpkeContext context) {
    return new BcHpke(
        suite.kem(),
        suite.kdf(),
        suite.aead(),
        info,
        context.psk().map(SymmetricKey::k).orElse(null),
        context.pskId().orElse(Bytes.empty()));
  }

  Sealed seal(Bytes info, Bytes aad, HpkeContext context, byte[] plaintext)
      throws GeneralSecurityException {
    return hpke(info, context).seal(serialized(), aad, plaintext);
  }

  /** Decrypts with the encapsulated key in {@code headers}. Both sides must use the same mode. */
  byte[] open(CoseHeaders headers, Bytes info, Bytes aad, HpkeContext context, Bytes ciphertext)
      throws GeneralSecurityException {
    RecipientParameter pskId = RecipientParameter.PSK_ID;
    RecipientParameter ek = RecipientParameter.EK;
    // Without this check, an attacker could omit the pre-shared key that authenticates the sender.
    if (!pskId.bytes(headers).equals(context.pskId())
        || (pskId.isIn(headers) && !headers.isProtected(pskId.label()))
        || headers.isProtected(ek.label())) {
      throw new VerificationException(Failure.RECIPIENT_FORM);
    }
    Bytes encapsulated =
        ek.bytes(headers).orElseThrow(() -> new VerificationException(Failure.RECIPIENT_FORM));
    byte[] secret = privateKey().toByteArray();
    try {
      return hpke(info, context).open(secret, serialized(), encapsulated, aad, ciphertext);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * The public key in the form of RFC 9180, Section 7.1.1: uncompressed point or RFC 7748 bytes.
   */
  private byte[] serialized() {
    if (key instanceof Ec2Key ec) {
      int size = ec.curve().size();
      byte[] point = new byte[1 + 2 * size];
      point[0] = 4;
      ec.x().copyTo(point, 1);
      ec.y().copyTo(point, 1 + size);
      return point;
    }
    return ((OkpKey) key).x().toByteArray();
  }

  private Bytes privateKey() {
    return (key instanceof Ec2Key ec ? ec.d() : ((OkpKey) key).d()).orElseThrow();
  }

  /** The headers of a sender, with the identifier of the pre-shared key if there is one. */
  static CoseHeaders withPskId(CoseHeaders headers, HpkeContext context) {
    RecipientParameter label = RecipientParameter.PSK_ID;
    if (label.isIn(headers) || RecipientParameter.EK.isIn(headers)) {
      throw new IllegalArgumentException("psk_id and ek are not for the headers to decide");
    }
    return context
        .pskId()
        .map(
            id ->
                headers.toBuilder().protect(label.label(), writer -> writer.writeBytes(id)).build())
        .orElse(headers);
  }

  static CoseHeaders withEncapsulated(CoseHeaders headers, Sealed sealed) {
    return headers.toBuilder()
        .unprotect(
            RecipientParameter.EK.label(), writer -> writer.writeBytes(sealed.encapsulated()))
        .build();
  }

  /** The encoded {@code Recipient_structure} (Section 3.3.1). */
  static Bytes recipientStructure(ContentKeyUse use, CoseHeaders headers, HpkeContext context) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeText("HPKE Recipient").write(use.algorithm().label());
    writer.writeBytes(headers.protectedForSigning()).writeBytes(context.info());
    return writer.endArray().toBytes();
  }

  @Override
  public String toString() {
    return suite + "[" + key + "]";
  }
}
