package org.teep4j.cose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/** Reads the two buckets of one layer and checks what RFC 9052, Section 3 says of both together. */
final class HeaderReader {

  private final DecodeOptions options;
  final CommonHeaders common;
  final Map<CoseLabel, Bytes> protectedParameters = new LinkedHashMap<>();
  final Map<CoseLabel, Bytes> unprotectedParameters = new LinkedHashMap<>();

  HeaderReader(DecodeOptions options) {
    this.options = options;
    this.common = new CommonHeaders(options);
  }

  /** Reads {@code empty_or_serialized_map} and returns the content of the byte string. */
  Bytes readProtected(CborReader reader) throws DecodeException {
    try {
      reader.enterWrapped();
      Bytes received = reader.unread();
      if (reader.hasNext()) {
        readMap(reader, true);
      }
      reader.exitWrapped();
      return received;
    } catch (DecodeException e) {
      throw e.in("protected");
    }
  }

  /** Reads {@code header_map} and returns it as it is encoded. */
  Bytes readUnprotected(CborReader reader) throws DecodeException {
    try {
      long start = reader.offset();
      Bytes received = reader.readEncodedItem();
      try {
        // A second pass, over what is known to be well-formed: the encoded map is wanted as well.
        readMap(new CborReader(received, options), false);
      } catch (DecodeException e) {
        throw e.shifted(start);
      }
      return received;
    } catch (DecodeException e) {
      throw e.in("unprotected");
    }
  }

  private void readMap(CborReader reader, boolean isProtected) throws DecodeException {
    reader.enterMap();
    while (reader.hasNext()) {
      long labelAt = reader.offset();
      CoseLabel label = CoseLabel.read(reader);
      if (!isProtected && protectedParameters.containsKey(label)) {
        throw new DecodeException(
            Reason.HEADER_BUCKET, labelAt, "label " + label + " stands in both buckets");
      }
      long valueAt = reader.offset();
      Bytes value = reader.readEncodedItem();
      Optional<CoseHeaderParameter> known = CoseHeaderParameter.fromLabel(label);
      if (known.isPresent()) {
        readKnown(known.get(), isProtected, value, valueAt);
      }
      (isProtected ? protectedParameters : unprotectedParameters).put(label, value);
    }
    reader.exitMap();
  }

  private void readKnown(
      CoseHeaderParameter parameter, boolean isProtected, Bytes value, long valueAt)
      throws DecodeException {
    try {
      common.read(parameter, isProtected, value);
    } catch (DecodeException e) {
      throw e.shifted(valueAt).in(parameter.ianaName());
    }
  }

  /** To be called when both buckets have been read. */
  void check(CborReader reader) throws DecodeException {
    for (CoseLabel label : common.critical) {
      if (!protectedParameters.containsKey(label)) {
        throw reader
            .error(Reason.CRITICAL_HEADER, "label " + label + " is critical but not protected")
            .in("protected");
      }
    }
    if (common.iv != null && common.partialIv != null) {
      throw reader.error(Reason.UNEXPECTED_ELEMENT, "IV and Partial IV exclude each other");
    }
    if (common.payloadHashAlgorithm != null && common.contentType != null) {
      throw reader.error(
          Reason.UNEXPECTED_ELEMENT, "payload-hash-alg and content type exclude each other");
    }
  }
}
