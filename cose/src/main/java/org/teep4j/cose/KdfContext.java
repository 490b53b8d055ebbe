package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/**
 * The context that both sides of a key derivation share besides the secret: the fields of {@code
 * COSE_KDF_Context} that the application sets (RFC 9053, Section 5.2). Immutable; byte strings are
 * referenced.
 *
 * <pre>{@code
 * COSE_KDF_Context = [
 *   AlgorithmID : int / tstr,
 *   PartyUInfo : [ PartyInfo ],
 *   PartyVInfo : [ PartyInfo ],
 *   SuppPubInfo : [
 *     keyDataLength : uint,        ; in bits
 *     protected : bstr,            ; an encoded header_map, or no bytes
 *     ? other : bstr
 *   ],
 *   ? SuppPrivInfo : bstr
 * ]
 *
 * PartyInfo = (
 *   identity : bstr / nil,
 *   nonce : bstr / int / nil,
 *   other : bstr / nil
 * )
 * }</pre>
 *
 * <p>The values in this context are not sent. For values that the recipient of a message does not
 * know, add {@link #toHeaders()} to its header. A value that is both in the header and in the
 * recipient's context must be the same.
 *
 * @param partyU the sender, unless the application decides otherwise
 * @param partyV the recipient, unless the application decides otherwise
 * @param suppPubOther {@code other} of SuppPubInfo: data that the application binds the key to
 * @param suppPrivInfo SuppPrivInfo: a secret that both sides share
 */
public record KdfContext(
    Party partyU, Party partyV, Optional<Bytes> suppPubOther, Optional<Bytes> suppPrivInfo) {

  private static final KdfContext EMPTY =
      new KdfContext(Party.UNKNOWN, Party.UNKNOWN, Optional.empty(), Optional.empty());

  /**
   * One of the two parties: {@code PartyInfo}. An empty field is encoded as {@code nil}.
   *
   * @param identity the identity of the party
   * @param nonce a value that makes the derived key a new one; one encoded CBOR item, {@code bstr /
   *     int}
   * @param other further data of the application
   */
  public record Party(Optional<Bytes> identity, Optional<Bytes> nonce, Optional<Bytes> other) {

    static final Party UNKNOWN = new Party(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A party without any information.
     *
     * @return three empty fields
     */
    public static Party unknown() {
      return UNKNOWN;
    }

    /**
     * This party with an identity.
     *
     * @param value the identity, referenced
     * @return the changed party
     */
    public Party withIdentity(Bytes value) {
      return new Party(Optional.of(value), nonce, other);
    }

    /**
     * This party with a nonce that is a byte string.
     *
     * @param value the nonce
     * @return the changed party
     */
    public Party withNonce(Bytes value) {
      return new Party(identity, Optional.of(encoded(value)), other);
    }

    /**
     * This party with a nonce that is a number.
     *
     * @param value the nonce
     * @return the changed party
     */
    public Party withNonce(long value) {
      return new Party(identity, Optional.of(new CborWriter().writeLong(value).toBytes()), other);
    }

    /**
     * This party with other information.
     *
     * @param value the information, referenced
     * @return the changed party
     */
    public Party withOther(Bytes value) {
      return new Party(identity, nonce, Optional.of(value));
    }

    private void encodeTo(CborWriter writer) {
      writer.beginArray();
      writeOrNull(writer, identity.map(Party::encoded));
      writeOrNull(writer, nonce);
      writeOrNull(writer, other.map(Party::encoded));
      writer.endArray();
    }

    private static void writeOrNull(CborWriter writer, Optional<Bytes> item) {
      if (item.isPresent()) {
        writer.writeEncodedItem(item.get());
      } else {
        writer.writeNull();
      }
    }

    private static Bytes encoded(Bytes value) {
      return new CborWriter().writeBytes(value).toBytes();
    }

    /** The fields, completed from the headers of a recipient, which must not contradict them. */
    private Party with(
        CoseHeaders headers,
        RecipientParameter identityLabel,
        RecipientParameter nonceLabel,
        RecipientParameter otherLabel)
        throws VerificationException {
      return new Party(
          RecipientParameter.agreed(identity, identityLabel.bytes(headers)),
          RecipientParameter.agreed(nonce, nonceLabel.bytesOrInteger(headers)),
          RecipientParameter.agreed(other, otherLabel.bytes(headers)));
    }

    private void addTo(
        CoseHeadersBuilder builder,
        RecipientParameter identityLabel,
        RecipientParameter nonceLabel,
        RecipientParameter otherLabel) {
      identity.ifPresent(
          value -> builder.unprotect(identityLabel.label(), writer -> writer.writeBytes(value)));
      nonce.ifPresent(value -> builder.unprotect(nonceLabel.label(), value));
      other.ifPresent(
          value -> builder.unprotect(otherLabel.label(), writer -> writer.writeBytes(value)));
    }
  }

  /**
   * An empty context. Only the information in the message itself is used.
   *
   * @return unknown parties, and neither {@code other} nor private information
   */
  public static KdfContext empty() {
    return EMPTY;
  }

  /**
   * This context with a party U.
   *
   * @param value the party, usually the sender
   * @return the changed context
   */
  public KdfContext withPartyU(Party value) {
    return new KdfContext(value, partyV, suppPubOther, suppPrivInfo);
  }

  /**
   * This context with a party V.
   *
   * @param value the party, usually the recipient
   * @return the changed context
   */
  public KdfContext withPartyV(Party value) {
    return new KdfContext(partyU, value, suppPubOther, suppPrivInfo);
  }

  /**
   * This context with {@code other} of SuppPubInfo.
   *
   * @param value data that the application binds the key to, referenced
   * @return the changed context
   */
  public KdfContext withSuppPubOther(Bytes value) {
    return new KdfContext(partyU, partyV, Optional.of(value), suppPrivInfo);
  }

  /**
   * This context with SuppPrivInfo.
   *
   * @param value a secret that both sides share, referenced
   * @return the changed context
   */
  public KdfContext withSuppPrivInfo(Bytes value) {
    return new KdfContext(partyU, partyV, suppPubOther, Optional.of(value));
  }

  /**
   * The header parameters that send the fields of the parties to the recipient: labels -21 to -26.
   * They are unprotected, because the derivation includes them anyway.
   *
   * @return headers for {@link ContentKeySender#withHeaders(CoseHeaders)}
   */
  public CoseHeaders toHeaders() {
    CoseHeadersBuilder builder = CoseHeaders.builder();
    partyU.addTo(
        builder,
        RecipientParameter.PARTY_U_IDENTITY,
        RecipientParameter.PARTY_U_NONCE,
        RecipientParameter.PARTY_U_OTHER);
    partyV.addTo(
        builder,
        RecipientParameter.PARTY_V_IDENTITY,
        RecipientParameter.PARTY_V_NONCE,
        RecipientParameter.PARTY_V_OTHER);
    return builder.build();
  }

  /** This context with the parties that the headers of a recipient name. */
  KdfContext with(CoseHeaders headers) throws VerificationException {
    Party u =
        partyU.with(
            headers,
            RecipientParameter.PARTY_U_IDENTITY,
            RecipientParameter.PARTY_U_NONCE,
            RecipientParameter.PARTY_U_OTHER);
    Party v =
        partyV.with(
            headers,
            RecipientParameter.PARTY_V_IDENTITY,
            RecipientParameter.PARTY_V_NONCE,
            RecipientParameter.PARTY_V_OTHER);
    return new KdfContext(u, v, suppPubOther, suppPrivInfo);
  }

  /**
   * The encoded {@code COSE_KDF_Context}, which is the {@code info} of the key derivation.
   *
   * @param algorithmId the algorithm that the derived key is for
   * @param keyBits the length of the derived key in bits
   * @param protectedHeader the protected header of the recipient: an encoded map, or no bytes if
   *     the header is empty
   * @return one item in deterministic encoding
   */
  public Bytes encode(CoseLabel algorithmId, int keyBits, Bytes protectedHeader) {
    CborWriter writer = new CborWriter();
    writer.beginArray().write(algorithmId);
    partyU.encodeTo(writer);
    partyV.encodeTo(writer);
    writer.beginArray().writeLong(keyBits).writeBytes(protectedHeader);
    suppPubOther.ifPresent(writer::writeBytes);
    writer.endArray();
    suppPrivInfo.ifPresent(writer::writeBytes);
    return writer.endArray().toBytes();
  }

  /** All fields except the private information. */
  @Override
  public String toString() {
    return "KdfContext[" + partyU + ", " + partyV + ", suppPubOther=" + suppPubOther + "]";
  }
}
