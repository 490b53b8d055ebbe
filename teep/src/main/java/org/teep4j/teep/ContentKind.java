package org.teep4j.teep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseKeySet;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseShapes;
import org.teep4j.suit.SuitEnvelope;

/**
 * The apparent kind of some bytes, by which a tool can choose a decoder. Only the head of the
 * outermost structure is examined, so the decoder of that kind may still refuse the bytes. The kind
 * says nothing about the origin of the bytes.
 */
public enum ContentKind {
  /**
   * A TEEP message without COSE protection: an array that starts with a message type of any dialect
   * and a map of options. {@link TeepMessage#decodeUnverified} reads it.
   */
  TEEP_MESSAGE,
  /**
   * A COSE_Sign1 or COSE_Sign whose payload looks like a TEEP message. {@link TeepMessage#verify}
   * reads it.
   */
  SIGNED_TEEP_MESSAGE,
  /** Any other COSE message, tagged or not. {@link org.teep4j.cose.CoseMessage} reads it. */
  COSE_MESSAGE,
  /** A SUIT_Envelope, with tag 107 or without. {@link SuitEnvelope} reads it. */
  SUIT_ENVELOPE,
  /** A COSE_Key, or a JWK that is encoded in CBOR. Both may contain secrets. */
  COSE_KEY,
  /** A COSE_KeySet: an array of maps, of which at least one looks like a key. */
  COSE_KEY_SET,
  /** Any other CBOR, and bytes that are not CBOR. */
  CBOR;

  /**
   * Recognizes the kind of some bytes.
   *
   * @param bytes any bytes; they may be truncated after the head of their structure
   * @return the kind
   */
  public static ContentKind of(Bytes bytes) {
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.largest());
      return switch (reader.peekType()) {
        case TAG -> ofTag(reader);
        case ARRAY -> ofArray(reader, bytes);
        case MAP -> isEnvelope(reader) ? SUIT_ENVELOPE : ofMap(bytes);
        default -> CBOR;
      };
    } catch (DecodeException malformed) {
      return ofMap(bytes);
    }
  }

  /**
   * The dialects that a TEEP message could belong to, for inspectors and debuggers: those in which
   * it decodes with the fewest unknown options. Different dialects may give the same bytes
   * different meanings, so a peer's dialect must be known and not guessed by this method.
   *
   * @param unverifiedPayload one encoded message without protection
   * @param options limits and strictness
   * @return the dialects in the order of the constants; empty if the bytes are not a message
   */
  public static List<Dialect> dialects(Bytes unverifiedPayload, DecodeOptions options) {
    List<Dialect> candidates = new ArrayList<>();
    int fewest = Integer.MAX_VALUE;
    for (Dialect dialect : Dialect.values()) {
      try {
        TeepMessage message = TeepMessage.decodeUnverified(unverifiedPayload, dialect, options);
        int unknown = message.unknownOptions().size();
        if (unknown < fewest) {
          candidates.clear();
        }
        if (unknown <= fewest) {
          candidates.add(dialect);
          fewest = unknown;
        }
      } catch (DecodeException refused) {
        // The message does not belong to this dialect.
      }
    }
    return List.copyOf(candidates);
  }

  private static ContentKind ofMap(Bytes bytes) {
    return CoseShapes.resemblesKey(bytes) ? COSE_KEY : CBOR;
  }

  private static ContentKind ofTag(CborReader reader) throws DecodeException {
    long tag = reader.readTag();
    if (tag == SuitEnvelope.TAG) {
      return SUIT_ENVELOPE;
    }
    Optional<CoseMessageType> type = CoseMessageType.fromTag(tag);
    if (type.isEmpty()) {
      return CBOR;
    }
    boolean isSigned = type.get() == CoseMessageType.SIGN1 || type.get() == CoseMessageType.SIGN;
    try {
      reader.enterArray();
      return isSigned && ofCose(reader, false) == SIGNED_TEEP_MESSAGE
          ? SIGNED_TEEP_MESSAGE
          : COSE_MESSAGE;
    } catch (DecodeException malformed) {
      return COSE_MESSAGE;
    }
  }

  private static ContentKind ofArray(CborReader reader, Bytes bytes) throws DecodeException {
    reader.enterArray();
    if (!reader.hasNext()) {
      return CBOR;
    }
    return switch (reader.peekType()) {
      case UNSIGNED_INTEGER -> startsMessage(reader) ? TEEP_MESSAGE : CBOR;
      case MAP -> isKeySet(reader, bytes) ? COSE_KEY_SET : CBOR;
      case BYTE_STRING -> ofCose(reader, true);
      default -> CBOR;
    };
  }

  /** Whether the elements of an array start with a message type and a map of options. */
  private static boolean startsMessage(CborReader reader) throws DecodeException {
    if (!isNext(reader, CborType.UNSIGNED_INTEGER)) {
      return false;
    }
    long number = Uint.read(reader).bits();
    return TeepMessageType.TABLE.isInAny(number) && isNext(reader, CborType.MAP);
  }

  /**
   * Recognizes a COSE message by its first elements: {@code protected: bstr, unprotected: map,
   * payload: bstr / nil}.
   *
   * @param mayBeEncrypted whether the payload may be a ciphertext, which can start with any bytes;
   *     a TEEP message in it must then be well-formed to its end
   */
  private static ContentKind ofCose(CborReader reader, boolean mayBeEncrypted)
      throws DecodeException {
    if (!isNext(reader, CborType.BYTE_STRING)) {
      return CBOR;
    }
    reader.skip();
    if (!isNext(reader, CborType.MAP)) {
      return CBOR;
    }
    reader.skip();
    if (isNext(reader, CborType.BYTE_STRING)) {
      return isMessage(reader.readBytes(), mayBeEncrypted) ? SIGNED_TEEP_MESSAGE : COSE_MESSAGE;
    }
    return isNext(reader, CborType.NULL) ? COSE_MESSAGE : CBOR;
  }

  private static boolean isMessage(Bytes payload, boolean toItsEnd) {
    try {
      CborReader reader = new CborReader(payload, DecodeOptions.largest());
      if (!isNext(reader, CborType.ARRAY)) {
        return false;
      }
      reader.enterArray();
      if (!startsMessage(reader)) {
        return false;
      }
      while (toItsEnd && reader.hasNext()) {
        reader.skip();
      }
      if (toItsEnd) {
        reader.exitArray();
        reader.expectEnd();
      }
      return true;
    } catch (DecodeException malformed) {
      return false;
    }
  }

  /**
   * Whether all elements are maps and one of them looks like a key. Only as many elements count as
   * a key set may have.
   */
  private static boolean isKeySet(CborReader reader, Bytes bytes) {
    boolean hasKey = false;
    try {
      for (int i = 0; i < CoseKeySet.MOST_KEYS && reader.hasNext(); i++) {
        if (reader.peekType() != CborType.MAP) {
          return false;
        }
        hasKey |= CoseShapes.resemblesKey(bytes.slice((int) reader.offset()));
        reader.skip();
      }
    } catch (DecodeException truncated) {
      // The elements before the error decide.
    }
    return hasKey;
  }

  /** Whether a map has byte strings as authentication wrapper and manifest. */
  private static boolean isEnvelope(CborReader reader) throws DecodeException {
    boolean hasWrapper = false;
    boolean hasManifest = false;
    reader.enterMap();
    while (reader.hasNext() && !(hasWrapper && hasManifest)) {
      boolean isLabel = reader.peekType() == CborType.UNSIGNED_INTEGER;
      long label = isLabel ? Uint.read(reader).bits() : -1;
      if (!isLabel) {
        reader.skip();
      }
      if (isLabel && reader.peekType() == CborType.BYTE_STRING) {
        hasWrapper |= label == SuitEnvelope.Label.AUTHENTICATION_WRAPPER.label();
        hasManifest |= label == SuitEnvelope.Label.MANIFEST.label();
      }
      reader.skip();
    }
    return hasWrapper && hasManifest;
  }

  private static boolean isNext(CborReader reader, CborType type) throws DecodeException {
    return reader.hasNext() && reader.peekType() == type;
  }
}
