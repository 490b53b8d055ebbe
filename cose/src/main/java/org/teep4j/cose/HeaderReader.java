package org.teep4j.cose;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/** Reads both buckets of one layer. {@link CommonHeaders} has the rules for their content. */
final class HeaderReader {

  /** The largest number of countersignatures on each other. Reading them is recursive. */
  static final int MOST_NESTED_COUNTERSIGNATURES = 8;

  private static final Object[] NO_PAIRS = {};

  private final int nesting;

  CommonHeaders common = CommonHeaders.NONE;
  Map<CoseLabel, Bytes> protectedParameters = Map.of();
  Map<CoseLabel, Bytes> unprotectedParameters = Map.of();

  HeaderReader() {
    this(0);
  }

  private HeaderReader(int nesting) {
    this.nesting = nesting;
  }

  /**
   * Checks the headers of a countersignature.
   *
   * @param nesting the number of countersignatures around these headers
   */
  static void check(CborReader reader, int nesting) throws DecodeException {
    HeaderReader parts = new HeaderReader(nesting);
    parts.readProtected(reader);
    parts.readUnprotectedMap(reader);
    parts.common.check(parts.protectedParameters, reader);
  }

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
    long start = reader.offset();
    readUnprotectedMap(reader);
    return reader.readSince(start);
  }

  private void readUnprotectedMap(CborReader reader) throws DecodeException {
    try {
      unprotectedParameters = readMap(reader, false);
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
                Reason.HEADER_BUCKET, labelAt, "label " + label + " is in both header buckets"));
        reader.skip(); // the value in the protected bucket counts
        continue;
      }
      long start = reader.offset();
      readValue(reader, CoseHeaderParameter.find(label), isProtected);
      if (nesting > 0 && !isProtected) {
        continue; // the rules for both buckets need the protected labels alone
      }
      if (used == pairs.length) {
        pairs = Arrays.copyOf(pairs, Math.max(2, 2 * used));
      }
      pairs[used++] = label;
      pairs[used++] = reader.readSince(start);
    }
    reader.exitMap(); // fails if a label occurs twice
    return HeaderMap.of(pairs, used);
  }

  private void readValue(
      CborReader reader, @Nullable CoseHeaderParameter parameter, boolean isProtected)
      throws DecodeException {
    if (parameter == null) {
      reader.skip();
    } else if (reader.options().isLenient() && !isProtected) {
      readLeniently(reader, parameter);
    } else {
      try {
        readCommon(parameter, isProtected, reader);
      } catch (DecodeException e) {
        throw e.in(parameter.ianaName());
      }
    }
  }

  /**
   * Reads a value of the unprotected bucket. If the value is well-formed CBOR but not valid for the
   * parameter, the headers are treated as if they had no such parameter, because an attacker on the
   * path could have removed it anyway.
   */
  private void readLeniently(CborReader reader, CoseHeaderParameter parameter)
      throws DecodeException {
    long start = reader.offset();
    Bytes value = reader.readEncodedItem();
    try {
      CborReader inner = new CborReader(value, reader.options().inside(start));
      readCommon(parameter, false, inner);
    } catch (DecodeException e) {
      reader.tolerate(e.shifted(start).in(parameter.ianaName()));
    }
  }

  private void readCommon(CoseHeaderParameter parameter, boolean isProtected, CborReader reader)
      throws DecodeException {
    CommonHeaders.checkBucket(parameter, isProtected, reader);
    if (!parameter.isCountersignature()) {
      if (common == CommonHeaders.NONE) {
        common = new CommonHeaders();
      }
      common.read(parameter, reader);
    } else if (parameter.isAbbreviatedCountersignature()) {
      reader.readBytes();
    } else {
      readCountersignatures(reader, this::checkCountersignature);
    }
  }

  /**
   * The typed values of parameters that stand in two maps.
   *
   * @throws DecodeException if a value is not one item of the right type, or a rule is broken
   */
  static CommonHeaders common(
      Map<CoseLabel, Bytes> protectedParameters,
      Map<CoseLabel, Bytes> unprotectedParameters,
      DecodeOptions options)
      throws DecodeException {
    HeaderReader parts = new HeaderReader();
    if (!protectedParameters.isEmpty() || !unprotectedParameters.isEmpty()) {
      CborReader reader = new CborReader(Bytes.empty(), options);
      parts.readAll(protectedParameters, true, reader);
      parts.readAll(unprotectedParameters, false, reader);
      parts.common.check(protectedParameters, reader);
    }
    return parts.common;
  }

  private void readAll(Map<CoseLabel, Bytes> parameters, boolean isProtected, CborReader reader)
      throws DecodeException {
    for (Map.Entry<CoseLabel, Bytes> each : parameters.entrySet()) {
      CoseHeaderParameter parameter = CoseHeaderParameter.find(each.getKey());
      reader.reset(each.getValue());
      try {
        if (parameter == null) {
          reader.skip();
        } else {
          readCommon(parameter, isProtected, reader);
        }
        reader.expectEnd();
      } catch (DecodeException e) {
        throw e.in(parameter == null ? each.getKey().brief() : parameter.ianaName());
      }
    }
  }

  /**
   * Checks the elements of a COSE_Countersignature, which has headers itself. Nothing of it is
   * kept: {@link CoseCountersignature} reads the value again when it is asked for, so that headers
   * do not depend on countersignatures, which depend on headers.
   */
  private void checkCountersignature(CborReader reader) throws DecodeException {
    if (nesting == MOST_NESTED_COUNTERSIGNATURES) {
      throw reader.error(Reason.TOO_DEEP, "countersignatures are nested too deep");
    }
    check(reader, nesting + 1);
    readSignature(reader);
  }

  /** Reads the elements of one countersignature, whose array has been entered. */
  @FunctionalInterface
  interface CountersignatureReader {
    void read(CborReader reader) throws DecodeException;
  }

  /** Reads {@code COSE_Countersignature / [+ COSE_Countersignature]} (RFC 9338, Section 3.1). */
  static void readCountersignatures(CborReader reader, CountersignatureReader each)
      throws DecodeException {
    long start = reader.offset();
    int count = reader.enterArray();
    if (!reader.hasNext()) {
      reader.tolerate(
          reader.error(Reason.WRONG_LENGTH, "there must be at least one countersignature"));
    } else if (reader.peekType() != CborType.ARRAY) {
      if (count >= 0 && count != 3) {
        throw new DecodeException(
            Reason.WRONG_LENGTH, start, count + " elements, but a countersignature has 3");
      }
      each.read(reader);
    } else {
      while (reader.hasNext()) {
        reader.enterArray(3);
        each.read(reader);
        reader.exitArray();
      }
    }
    reader.exitArray();
  }

  /** Reads the element {@code signature}. */
  static Bytes readSignature(CborReader reader) throws DecodeException {
    try {
      return reader.readBytes();
    } catch (DecodeException e) {
      throw e.in("signature");
    }
  }
}
