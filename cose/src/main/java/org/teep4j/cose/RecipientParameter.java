package org.teep4j.cose;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.VerificationException.Failure;

/**
 * The header parameters that only recipient algorithms define: rows of the IANA registries "COSE
 * Header Algorithm Parameters" (RFC 9053, Sections 5 and 6.3.1) and "COSE Header Parameters"
 * (draft-ietf-cose-hpke).
 */
enum RecipientParameter {
  EPHEMERAL_KEY(-1, "ephemeral key"),
  STATIC_KEY(-2, "static key"),
  STATIC_KEY_ID(-3, "static key id"),
  EK(-4, "ek"),
  PSK_ID(-5, "psk_id"),
  SALT(-20, "salt"),
  PARTY_U_IDENTITY(-21, "PartyU identity"),
  PARTY_U_NONCE(-22, "PartyU nonce"),
  PARTY_U_OTHER(-23, "PartyU other"),
  PARTY_V_IDENTITY(-24, "PartyV identity"),
  PARTY_V_NONCE(-25, "PartyV nonce"),
  PARTY_V_OTHER(-26, "PartyV other");

  private final int id;
  private final String ianaName;

  RecipientParameter(int id, String ianaName) {
    this.id = id;
    this.ianaName = ianaName;
  }

  int id() {
    return id;
  }

  String ianaName() {
    return ianaName;
  }

  CoseLabel label() {
    return CoseLabel.of(id);
  }

  /** The parameters that {@code crit} may list because the algorithm processes them. */
  static Set<CoseLabel> processedBy(Distributing traits) {
    Set<RecipientParameter> parameters =
        switch (traits.scheme()) {
          case DIRECT, AES_KW, RSAES_OAEP -> EnumSet.noneOf(RecipientParameter.class);
          case DIRECT_HKDF -> EnumSet.range(SALT, PARTY_V_OTHER);
          case DIRECT_HKDF_AES -> EnumSet.range(PARTY_U_IDENTITY, PARTY_V_OTHER);
          case ECDH_ES -> withDerivation(EPHEMERAL_KEY);
          case ECDH_SS -> withDerivation(STATIC_KEY, STATIC_KEY_ID);
          case HPKE -> EnumSet.of(EK, PSK_ID);
        };
    return parameters.stream().map(RecipientParameter::label).collect(Collectors.toSet());
  }

  private static Set<RecipientParameter> withDerivation(RecipientParameter... more) {
    Set<RecipientParameter> parameters = EnumSet.range(SALT, PARTY_V_OTHER);
    parameters.addAll(List.of(more));
    return parameters;
  }

  boolean isIn(CoseHeaders headers) {
    return headers.parameter(label()).isPresent();
  }

  /** The value, which must be a byte string. */
  Optional<Bytes> bytes(CoseHeaders headers) throws VerificationException {
    return value(headers, CborReader::readBytes);
  }

  /** The encoded value, which must be a byte string or an integer. */
  Optional<Bytes> bytesOrInteger(CoseHeaders headers) throws VerificationException {
    return value(
        headers,
        reader -> {
          if (reader.peekType() == CborType.BYTE_STRING) {
            // Encoded again, because the derivation takes the deterministic encoding.
            return KdfContext.Party.unknown().withNonce(reader.readBytes()).nonce().orElseThrow();
          }
          return KdfContext.Party.unknown().withNonce(reader.readLong()).nonce().orElseThrow();
        });
  }

  /** The value, which must be a key. */
  Optional<CoseKey> key(CoseHeaders headers) throws VerificationException {
    Optional<Bytes> encoded = headers.parameter(label());
    try {
      return encoded.isEmpty()
          ? Optional.empty()
          : Optional.of(CoseKey.decode(encoded.get(), DecodeOptions.largest()));
    } catch (DecodeException e) {
      throw new VerificationException(Failure.RECIPIENT_FORM, e);
    }
  }

  private interface Reading<T> {
    T read(CborReader reader) throws DecodeException;
  }

  private <T> Optional<T> value(CoseHeaders headers, Reading<T> reading)
      throws VerificationException {
    Optional<Bytes> encoded = headers.parameter(label());
    if (encoded.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.read(new CborReader(encoded.get(), DecodeOptions.largest())));
    } catch (DecodeException e) {
      throw new VerificationException(Failure.RECIPIENT_FORM, e);
    }
  }

  /** Combines the locally given and the sent value. They must not differ if both are present. */
  static Optional<Bytes> agreed(Optional<Bytes> given, Optional<Bytes> sent)
      throws VerificationException {
    if (given.isPresent() && sent.isPresent() && !given.equals(sent)) {
      throw new VerificationException(Failure.RECIPIENT_FORM);
    }
    return given.isPresent() ? given : sent;
  }
}
