package org.teep4j.cli;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.eat.Cwt;

/**
 * The tags around a message that say nothing about its protection: 55799, which marks CBOR as such
 * (RFC 8949, Section 3.4.6), and 61 of a CWT, which has a tag of COSE inside (RFC 8392, Section 6).
 */
final class OuterTags {
  private OuterTags() {}

  /** The number of bytes before the message. */
  static int length(Bytes bytes) {
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.largest());
      reader.tryReadTag(KnownContent.SELF_DESCRIBED);
      int length = (int) reader.offset();
      boolean isToken = reader.tryReadTag(Cwt.TAG) && reader.peekType() == CborType.TAG;
      return isToken ? (int) reader.offset() : length;
    } catch (DecodeException noCbor) {
      return 0; // the decoder of the message says what is wrong
    }
  }
}
