package org.teep4j.teep;

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
 * The apparent kind of some bytes, by which a tool can choose a decoder. Only the outermost
 * structure is examined, so the decoder of that kind may still refuse the bytes. The kind says
 * nothing about the origin of the bytes. The list is closed.
 */
public enum ContentKind {
  /**
   * A TEEP message without COSE protection: an array that starts with a message type and a map of
   * options.
   */
  TEEP_MESSAGE,
  /** A COSE_Sign1 or COSE_Sign whose payload looks like a TEEP message. */
  SIGNED_TEEP_MESSAGE,
  /** A COSE object: signed, with a MAC, or encrypted. */
  COSE,
  /** A SUIT_Envelope, with tag 107 or without. */
  SUIT_ENVELOPE,
  /** A COSE_Key, or a JWK that is encoded in CBOR. Both may contain secrets. */
  COSE_KEY,
  /** A COSE_KeySet: an array of maps, of which at least one looks like a key. */
  COSE_KEY_SET,
  /** Any other CBOR. */
  CBOR;

  private static final long LAST_TEEP_TYPE = 6;
  private static final int AUTHENTICATION_WRAPPER = 2;
  private static final int MANIFEST = 3;

  /**
   * Determines the kind of some bytes.
   *
   * @param bytes any bytes
   * @return the kind; {@link #CBOR} if nothing else fits, even if the bytes are not CBOR
   */
  public static ContentKind of(Bytes bytes) {
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.largest());
      if (reader.peekType() == CborType.TAG) {
        return ofTag(reader, reader.readTag());
      }
      if (reader.peekType() == CborType.MAP) {
        return looksLikeEnvelope(reader)
            ? SUIT_ENVELOPE
            : CoseShapes.resemblesKey(bytes) ? COSE_KEY : CBOR;
      }
      if (reader.peekType() != CborType.ARRAY) {
        return CBOR;
      }
      if (looksLikeMessage(bytes)) {
        return TEEP_MESSAGE;
      }
      return isKeySet(bytes) ? COSE_KEY_SET : ofCose(reader, false);
    } catch (DecodeException refused) {
      return CoseShapes.resemblesKey(bytes) ? COSE_KEY : CBOR;
    }
  }

  private static ContentKind ofTag(CborReader reader, long tag) throws DecodeException {
    if (tag == SuitEnvelope.TAG) {
      return SUIT_ENVELOPE;
    }
    Optional<CoseMessageType> cose = CoseMessageType.fromTag(tag);
    if (cose.isEmpty()) {
      return CBOR;
    }
    return switch (cose.get()) {
      case SIGN1, SIGN -> ofCose(reader, true) == SIGNED_TEEP_MESSAGE ? SIGNED_TEEP_MESSAGE : COSE;
      case MAC0, MAC, ENCRYPT0, ENCRYPT -> COSE;
    };
  }

  /**
   * Whether the item is an array of maps, one of which looks like a key. Only the first maps count,
   * as many as a key set may have.
   */
  private static boolean isKeySet(Bytes bytes) {
    boolean keys = false;
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.largest());
      reader.enterArray();
      for (int i = 0; i < CoseKeySet.MOST_KEYS && reader.hasNext(); i++) {
        if (reader.peekType() != CborType.MAP) {
          return false;
        }
        keys |= CoseShapes.resemblesKey(bytes.slice((int) reader.offset()));
        reader.skip();
      }
    } catch (DecodeException cut) {
      // The elements that were read decide.
    }
    return keys;
  }

  /**
   * Whether the item is a map with byte strings under the labels of the authentication wrapper and
   * the manifest.
   */
  private static boolean looksLikeEnvelope(CborReader reader) throws DecodeException {
    boolean wrapper = false;
    boolean manifest = false;
    reader.enterMap();
    while (reader.hasNext() && !(wrapper && manifest)) {
      CborType key = reader.peekType();
      long label = key == CborType.UNSIGNED_INTEGER ? Uint.read(reader).bits() : -1;
      if (label == -1 && key != CborType.UNSIGNED_INTEGER) {
        reader.skip();
      }
      boolean string = reader.peekType() == CborType.BYTE_STRING;
      wrapper |= label == AUTHENTICATION_WRAPPER && string;
      manifest |= label == MANIFEST && string;
      reader.skip();
    }
    return wrapper && manifest;
  }

  /** Whether the item starts like a TEEP message: an array of an integer from 1 to 6 and a map. */
  private static boolean looksLikeMessage(Bytes bytes) {
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.largest());
      if (reader.peekType() != CborType.ARRAY) {
        return false;
      }
      reader.enterArray();
      if (!reader.hasNext() || reader.peekType() != CborType.UNSIGNED_INTEGER) {
        return false;
      }
      long type = Uint.read(reader).bits();
      return type >= 1
          && type <= LAST_TEEP_TYPE
          && reader.hasNext()
          && reader.peekType() == CborType.MAP;
    } catch (DecodeException refused) {
      return false;
    }
  }

  private static boolean isWellFormed(Bytes bytes) {
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.largest());
      reader.skip();
      reader.expectEnd();
      return true;
    } catch (DecodeException malformed) {
      return false;
    }
  }

  /**
   * Recognizes a COSE message: an array of a byte string, a map, a payload, and a byte string or
   * array.
   */
  private static ContentKind ofCose(CborReader reader, boolean tagged) throws DecodeException {
    if (reader.peekType() != CborType.ARRAY) {
      return CBOR;
    }
    reader.enterArray();
    if (!reader.hasNext() || reader.peekType() != CborType.BYTE_STRING) {
      return CBOR;
    }
    reader.skip();
    if (!reader.hasNext() || reader.peekType() != CborType.MAP) {
      return CBOR;
    }
    reader.skip();
    if (!reader.hasNext()) {
      return CBOR;
    }
    CborType payload = reader.peekType();
    if (payload == CborType.BYTE_STRING) {
      Bytes content = reader.readBytes();
      // Without a tag the content may be a ciphertext, which can begin with any bytes.
      return looksLikeMessage(content) && (tagged || isWellFormed(content))
          ? SIGNED_TEEP_MESSAGE
          : COSE;
    }
    return tagged || payload == CborType.NULL ? COSE : CBOR;
  }
}
