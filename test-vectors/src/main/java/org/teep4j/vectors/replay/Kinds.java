package org.teep4j.vectors.replay;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Strictness;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;

/** Decodes bytes with the decoder of their kind. */
final class Kinds {
  /** A value that was decoded. */
  @FunctionalInterface
  interface Decoded {
    /** The value as the library encodes it. */
    Bytes encoded() throws DecodeException;
  }

  private Kinds() {}

  static Decoded decode(VectorKind kind, Optional<String> dialect, Bytes bytes)
      throws NotDone, DecodeException {
    return switch (kind) {
      case TEEP_MESSAGE -> message(bytes, dialectOf(dialect));
      case SIGNED_TEEP_MESSAGE -> signed(bytes, dialectOf(dialect));
      case SUIT_ENVELOPE -> value(SuitEnvelope.decode(bytes));
      case SUIT_REPORT -> value(SuitReport.decodeUnverified(bytes));
      case SUIT_COSE_PROFILE -> value(SuitCoseProfile.decode(bytes));
      case SUIT_VERSION -> value(VersionChecks.decodeVersion(bytes));
      case SUIT_VERSION_MATCH -> value(VersionChecks.decodeMatch(bytes));
      case COSE_SIGN1 -> value(CoseSign1.decode(bytes));
      case SUIT_ENCRYPTION_INFO -> value(SuitEncryptionInfo.decode(bytes));
      case COSE_SIGN -> value(CoseSign.decode(bytes));
      case COSE_KEY -> value(CoseKey.decode(bytes));
      case COSE_MAC0 -> value(CoseMac0.decode(bytes));
      case COSE_MAC -> value(CoseMac.decode(bytes));
      case COSE_ENCRYPT0 -> value(CoseEncrypt0.decode(bytes));
      case COSE_ENCRYPT -> value(CoseEncrypt.decode(bytes));
      case EAT_CLAIMS, EAT_CLAIMS_JSON, CWT, JWT, EAT_BUNDLE ->
          value(EatChecks.decode(kind, bytes));
      case COSE_KDF_CONTEXT -> throw new NotDone("COSE_KDF_Context is not read yet");
      case CBOR_ITEM -> {
        CborCopy.readAll(bytes, Strictness.WELL_FORMED);
        yield () -> CborCopy.deterministic(bytes);
      }
      case EDN, PAYLOAD, PRIMITIVE -> throw new NotDone(kind.word() + " is not decoded");
    };
  }

  static Dialect dialectOf(Optional<String> name) {
    return name.map(Dialect::valueOf).orElse(Dialect.RFC);
  }

  private static Decoded message(Bytes bytes, Dialect dialect) throws DecodeException {
    TeepMessage message = TeepMessage.decodeUnverified(bytes, dialect);
    return () -> message.toBytes(dialect);
  }

  private static Decoded signed(Bytes bytes, Dialect dialect) throws DecodeException {
    CoseSignedMessage signed = CoseSignedMessage.decode(bytes);
    TeepMessage.decodeUnverified(signed.unverifiedPayload(), dialect);
    return value(signed);
  }

  /** The TEEP message in the bytes of a vector, which may be signed. */
  static TeepMessage teepMessage(TestVector vector) throws DecodeException {
    Bytes bytes = vector.hex().orElse(Bytes.empty());
    return TeepMessage.decodeUnverified(
        vector.kind() == VectorKind.SIGNED_TEEP_MESSAGE
            ? CoseSignedMessage.decode(bytes).unverifiedPayload()
            : bytes,
        dialectOf(vector.dialect()));
  }

  private static Decoded value(CborEncodable value) {
    return () -> Bytes.wrap(value.toByteArray());
  }
}
