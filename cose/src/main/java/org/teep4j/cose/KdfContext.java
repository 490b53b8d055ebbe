package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/**
 * What both sides of a key derivation know besides the secret: the fields of {@code
 * COSE_KDF_Context} that the application decides (RFC 9053, Section 5.2). Immutable; byte strings
 * are referenced.
 *
 * <p>What is given here is not sent. What a recipient of a message cannot know goes into its header
 * too, see {@link #toHeaders()}; a value that is both sent and given must be the same.
 *
 * @param partyU the sender, unless the application decides otherwise
 * @param partyV the recipient, unless the application decides otherwise
 * @param suppPubOther {@code other} of SuppPubInfo: what the application binds the key to
 * @param suppPrivInfo SuppPrivInfo: a secret that both sides share
 */
public record KdfContext(
    Party partyU, Party partyV, Optional<Bytes> suppPubOther, Optional<Bytes> suppPrivInfo) {

  private static final KdfContext EMPTY =
      new KdfContext(Party.UNKNOWN, Party.UNKNOWN, Optional.empty(), Optional.empty());

  /**
   * One of both parties: {@code PartyInfo}. Each field that is empty is {@code nil}.
   *
   * @param identity who it is
   * @param nonce what makes the key a new one, encoded: one CBOR item, {@code bstr / int}
   * @param other what the application adds
   */
  public record Party(Optional<Bytes> identity, Optional<Bytes> nonce, Optional<Bytes> other) {

    static final Party UNKNOWN = new Party(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A party of which nothing is said.
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

    /** The fields with what the headers of a recipient say, which must not be something else. */
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
   * Nothing but what the message itself says.
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
   * @param value what the application binds the key to, referenced
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
   * The header parameters that tell the parties to a recipient who does not know them: labels -21
   * to -26, unprotected, because they go into the derivation anyway.
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
   * The encoded {@code COSE_KDF_Context}: what the key derivation takes as {@code info}.
   *
   * @param algorithmId what the derived key is for
   * @param keyBits how long it is
   * @param protectedHeader the protected header of the recipient: an encoded map, or no bytes if it
   *     is empty
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

  /** All but the private information. */
  @Override
  public String toString() {
    return "KdfContext[" + partyU + ", " + partyV + ", suppPubOther=" + suppPubOther + "]";
  }
}
