package org.teep4j.cose;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/** Reads both buckets of one layer and checks the rules for both of RFC 9052, Section 3. */
final class HeaderReader {

  /** Shared by all headers without common parameters, which many recipients and signatures have. */
  private static final CommonHeaders NONE = new CommonHeaders();

  private static final Object[] NO_PAIRS = {};

  CommonHeaders common = NONE;
  Map<CoseLabel, Bytes> protectedParameters = Map.of();
  Map<CoseLabel, Bytes> unprotectedParameters = Map.of();

  /** Reads {@code empty_or_serialized_map} and returns the content of the byte string. */
  Bytes readProtected(CborReader reader) throws DecodeException {
    try {
      reader.enterWrapped();
      Bytes received = Bytes.empty();
      if (reader.hasNext()) {
        received = reader.unread();
        protectedParameters = readMap(reader, true);
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
      unprotectedParameters = readMap(reader, false);
      return reader.readSince(start);
    } catch (DecodeException e) {
      throw e.in("unprotected");
    }
  }

  private Map<CoseLabel, Bytes> readMap(CborReader reader, boolean isProtected)
      throws DecodeException {
    Object[] pairs = NO_PAIRS;
    int used = 0;
    reader.enterMap();
    while (reader.hasNext()) {
      long labelAt = reader.offset();
      CoseLabel label = CoseLabel.read(reader);
      if (!isProtected && protectedParameters.containsKey(label)) {
        reader.tolerate(
            new DecodeException(
                Reason.HEADER_BUCKET, labelAt, "label " + label + " stands in both buckets"));
        reader.skip(); // the value in the protected bucket counts
        continue;
      }
      Bytes value = readValue(reader, CoseHeaderParameter.find(label), isProtected);
      if (used == pairs.length) {
        pairs = Arrays.copyOf(pairs, Math.max(2, 2 * used));
      }
      pairs[used++] = label;
      pairs[used++] = value;
    }
    reader.exitMap(); // fails if a label occurs twice
    return HeaderMap.of(pairs, used);
  }

  private Bytes readValue(
      CborReader reader, @Nullable CoseHeaderParameter parameter, boolean isProtected)
      throws DecodeException {
    if (parameter == null) {
      return reader.readEncodedItem();
    }
    if (reader.options().isLenient() && !isProtected) {
      return readLeniently(reader, parameter);
    }
    long start = reader.offset();
    try {
      readCommon(parameter, isProtected, reader);
    } catch (DecodeException e) {
      throw e.in(parameter.ianaName());
    }
    return reader.readSince(start);
  }

  /**
   * Reads a value of the unprotected bucket. If the value is well-formed CBOR but not valid for the
   * parameter, the headers are treated as if they had no such parameter, because an attacker on the
   * path could have removed it anyway.
   */
  private Bytes readLeniently(CborReader reader, CoseHeaderParameter parameter)
      throws DecodeException {
    long start = reader.offset();
    Bytes value = reader.readEncodedItem();
    try {
      CborReader inner = new CborReader(value, reader.options().inside(start));
      readCommon(parameter, false, inner);
    } catch (DecodeException e) {
      reader.tolerate(e.shifted(start).in(parameter.ianaName()));
    }
    return value;
  }

  private void readCommon(CoseHeaderParameter parameter, boolean isProtected, CborReader reader)
      throws DecodeException {
    if (common == NONE) {
      common = new CommonHeaders();
    }
    common.read(parameter, isProtected, reader);
  }

  /** Checks the rules for both buckets. Called after both have been read. */
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
