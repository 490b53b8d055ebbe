package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseHeaderParameter.Bucket;

/**
 * The typed values of the parameters that this library knows, and the rules of RFC 9052, Section 3
 * for both buckets. {@link HeaderReader} and {@link CoseHeadersBuilder} fill it, and it does not
 * change afterwards.
 */
final class CommonHeaders {

  /** Shared by all headers without common parameters, which many recipients and signatures have. */
  static final CommonHeaders NONE = new CommonHeaders();

  /** The largest number of countersignatures on each other. Reading them is recursive. */
  static final int MOST_NESTED_COUNTERSIGNATURES = 8;

  private static final long TAG_URI = 32;

  @Nullable CoseLabel algorithm;
  List<CoseLabel> critical = List.of();
  @Nullable CoseLabel contentType;
  @Nullable Bytes keyId;
  @Nullable Bytes iv;
  @Nullable Bytes partialIv;
  @Nullable Bytes keyIdContext;
  @Nullable CwtClaims claims;
  @Nullable CoseLabel type;
  List<Bytes> x5bag = List.of();
  List<Bytes> x5chain = List.of();
  @Nullable CertificateHash x5t;
  @Nullable String x5u;
  @Nullable CoseLabel payloadHashAlgorithm;
  @Nullable CoseLabel preimageContentType;
  @Nullable String payloadLocation;

  /**
   * The typed values of parameters that stand in two maps.
   *
   * @throws DecodeException if a value is not one item of the right type, or a rule is broken
   */
  static CommonHeaders of(
      Map<CoseLabel, Bytes> protectedParameters,
      Map<CoseLabel, Bytes> unprotectedParameters,
      DecodeOptions options)
      throws DecodeException {
    if (protectedParameters.isEmpty() && unprotectedParameters.isEmpty()) {
      return NONE;
    }
    CommonHeaders common = new CommonHeaders();
    CborReader reader = new CborReader(Bytes.empty(), options);
    common.readAll(protectedParameters, true, reader);
    common.readAll(unprotectedParameters, false, reader);
    common.check(protectedParameters, reader);
    return common;
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
          read(parameter, isProtected, reader, 0);
        }
        reader.expectEnd();
      } catch (DecodeException e) {
        throw e.in(parameter == null ? each.getKey().brief() : parameter.ianaName());
      }
    }
  }

  /** Checks the rules for both buckets. Called after both have been read. */
  void check(Map<CoseLabel, Bytes> protectedParameters, CborReader reader) throws DecodeException {
    for (CoseLabel label : critical) {
      if (!protectedParameters.containsKey(label)) {
        throw reader
            .error(Reason.CRITICAL_HEADER, "label " + label + " is critical but not protected")
            .in("protected");
      }
    }
    if (iv != null && partialIv != null) {
      throw reader.error(Reason.UNEXPECTED_ELEMENT, "IV and Partial IV exclude each other");
    }
    if (payloadHashAlgorithm != null && contentType != null) {
      throw reader.error(
          Reason.UNEXPECTED_ELEMENT, "payload-hash-alg and content type exclude each other");
    }
  }

  /**
   * Reads the value of {@code parameter} and checks its type and bucket.
   *
   * @param nesting the number of countersignatures around these headers
   */
  void read(CoseHeaderParameter parameter, boolean isProtected, CborReader reader, int nesting)
      throws DecodeException {
    if (!isProtected && parameter.bucket() == Bucket.PROTECTED) {
      throw reader.error(Reason.HEADER_BUCKET, parameter.ianaName() + " must be protected");
    }
    if (isProtected && parameter.bucket() == Bucket.UNPROTECTED) {
      throw reader.error(Reason.HEADER_BUCKET, parameter.ianaName() + " must not be protected");
    }
    switch (parameter) {
      case ALG -> algorithm = CoseLabel.read(reader);
      case CRIT -> critical = readCritical(reader);
      case CONTENT_TYPE -> contentType = readContentType(reader);
      case KID -> keyId = reader.readBytes();
      case IV -> iv = reader.readBytes();
      case PARTIAL_IV -> partialIv = reader.readBytes();
      case KID_CONTEXT -> keyIdContext = reader.readBytes();
      case CWT_CLAIMS -> claims = CwtClaims.read(reader);
      case TYP -> type = readContentType(reader);
      case X5BAG -> x5bag = readCertificates(reader);
      case X5CHAIN -> x5chain = readCertificates(reader);
      case X5T -> x5t = CertificateHash.read(reader);
      case X5U -> x5u = readUri(reader);
      case PAYLOAD_HASH_ALG -> payloadHashAlgorithm = CoseLabel.of(reader.readLong());
      case PREIMAGE_CONTENT_TYPE -> preimageContentType = readContentType(reader);
      case PAYLOAD_LOCATION -> payloadLocation = reader.readText();
      case COUNTERSIGNATURE_V2, COUNTER_SIGNATURE ->
          readCountersignatures(reader, each -> checkCountersignature(each, nesting));
      case COUNTERSIGNATURE0_V2, COUNTER_SIGNATURE0 -> reader.readBytes();
    }
  }

  /**
   * Checks the elements of a COSE_Countersignature, which has headers itself. Nothing of it is
   * kept: {@link CoseCountersignature} reads the value again when it is asked for, so that headers
   * do not depend on countersignatures, which depend on headers.
   */
  private static void checkCountersignature(CborReader reader, int nesting) throws DecodeException {
    if (nesting == MOST_NESTED_COUNTERSIGNATURES) {
      throw reader.error(Reason.TOO_DEEP, "too many countersignatures are on each other");
    }
    HeaderReader.check(reader, nesting + 1);
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
      reader.tolerate(reader.error(Reason.WRONG_LENGTH, "there must be a countersignature"));
    } else if (reader.peekType() != CborType.ARRAY) {
      if (count >= 0 && count != 3) {
        throw new DecodeException(
            Reason.WRONG_LENGTH, start, count + " elements, a countersignature has 3");
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

  private static List<CoseLabel> readCritical(CborReader reader) throws DecodeException {
    List<CoseLabel> labels = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      labels.add(CoseLabel.read(reader));
    }
    if (labels.isEmpty()) {
      reader.tolerate(reader.error(Reason.CRITICAL_HEADER, "crit must list at least one label"));
    }
    reader.exitArray();
    return List.copyOf(labels);
  }

  private static CoseLabel readContentType(CborReader reader) throws DecodeException {
    if (reader.peekType() == CborType.NEGATIVE_INTEGER) {
      throw reader.error(Reason.VALUE_OUT_OF_RANGE, "a content type must not be negative");
    }
    return CoseLabel.read(reader);
  }

  /** {@code COSE_X509 = bstr / [ 2*certs: bstr ]}: a single certificate is no array (RFC 9360). */
  private static List<Bytes> readCertificates(CborReader reader) throws DecodeException {
    if (reader.peekType() == CborType.BYTE_STRING) {
      return List.of(reader.readBytes());
    }
    List<Bytes> certificates = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      certificates.add(reader.readBytes());
    }
    if (certificates.size() < 2) {
      reader.tolerate(
          reader.error(
              Reason.WRONG_LENGTH, "an array must hold two or more certificates, one is a bstr"));
    }
    reader.exitArray();
    return List.copyOf(certificates);
  }

  /**
   * Reads a text, as RFC 9360, Section 2 requires, or the tagged text that its table calls {@code
   * uri}.
   */
  private static String readUri(CborReader reader) throws DecodeException {
    reader.tryReadTag(TAG_URI);
    return reader.readText();
  }
}
