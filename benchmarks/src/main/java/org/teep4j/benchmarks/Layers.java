package org.teep4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;

/**
 * The CBOR that a SUIT envelope wraps in byte strings, layer by layer, found beforehand. A generic
 * decoder that is given each of them reads what this library reads when it decodes envelope and
 * manifest, and is not charged for finding out where it is.
 */
final class Layers {

  private Layers() {}

  /**
   * Finds the layers.
   *
   * @param envelope one encoded envelope
   * @return the envelope itself, and all CBOR within its authentication wrapper and its manifest
   */
  static byte[][] of(Bytes envelope) throws DecodeException {
    List<Bytes> layers = new ArrayList<>();
    layers.add(envelope);
    CborReader reader = new CborReader(envelope);
    reader.tryReadTag(SuitEnvelope.TAG);
    reader.enterMap();
    while (reader.hasNext()) {
      boolean decoded = isDecoded(reader);
      Bytes value = reader.readEncodedItem();
      if (decoded) {
        addWrapped(new CborReader(value), layers);
      }
    }
    reader.exitMap();
    return layers.stream().map(Bytes::toByteArray).toArray(byte[][]::new);
  }

  /** Severed members and payloads stay byte strings when envelope and manifest are decoded. */
  private static boolean isDecoded(CborReader reader) throws DecodeException {
    if (reader.peekType() == CborType.TEXT_STRING) {
      reader.skip();
      return false;
    }
    long label = reader.readLong();
    return label == SuitEnvelope.Label.AUTHENTICATION_WRAPPER.label()
        || label == SuitEnvelope.Label.MANIFEST.label();
  }

  private static void addWrapped(CborReader reader, List<Bytes> layers) throws DecodeException {
    switch (reader.peekType()) {
      case BYTE_STRING -> {
        Bytes content = reader.readBytes();
        if (isStructure(content)) {
          layers.add(content);
          addWrapped(new CborReader(content), layers);
        }
      }
      case ARRAY -> {
        reader.enterArray();
        while (reader.hasNext()) {
          addWrapped(reader, layers);
        }
        reader.exitArray();
      }
      case MAP -> {
        reader.enterMap();
        while (reader.hasNext()) {
          addWrapped(reader, layers);
        }
        reader.exitMap();
      }
      case TAG -> {
        reader.readTag();
        addWrapped(reader, layers);
      }
      default -> reader.skip();
    }
  }

  /**
   * Whether a byte string holds one array, map or tagged item, as no digest here does by chance.
   */
  private static boolean isStructure(Bytes content) {
    try {
      CborReader reader = new CborReader(content);
      CborType type = reader.peekType();
      reader.skip();
      reader.expectEnd();
      return type == CborType.ARRAY || type == CborType.MAP || type == CborType.TAG;
    } catch (DecodeException e) {
      return false;
    }
  }
}
