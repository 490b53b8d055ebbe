package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseHeaderParameter.Bucket;

/**
 * The typed values of the parameters that this library knows, and the rules of RFC 9052, Section 3
 * for both buckets. {@link HeaderReader} fills it, and it does not change afterwards.
 */
final class CommonHeaders {

  /** Shared by all headers without common parameters, which many recipients and signatures have. */
  static final CommonHeaders NONE = new CommonHeaders();

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
  List<Bytes> receipts = List.of();
  @Nullable CoseLabel verifiableDataStructure;

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

  /** Checks that a parameter may stand in a bucket. */
  static void checkBucket(CoseHeaderParameter parameter, boolean isProtected, CborReader reader)
      throws DecodeException {
    if (!isProtected && parameter.bucket() == Bucket.PROTECTED) {
      throw reader.error(Reason.HEADER_BUCKET, parameter.ianaName() + " must be protected");
    }
    if (isProtected && parameter.bucket() == Bucket.UNPROTECTED) {
      throw reader.error(Reason.HEADER_BUCKET, parameter.ianaName() + " must not be protected");
    }
  }

  /** Reads the value of {@code parameter} and checks its type. */
  void read(CoseHeaderParameter parameter, CborReader reader) throws DecodeException {
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
      case RECEIPTS -> receipts = readReceipts(reader);
      case VDS -> verifiableDataStructure = CoseLabel.of(reader.readLong());
      case VDP -> skipMap(reader);
      case COUNTERSIGNATURE_V2, COUNTERSIGNATURE0_V2, COUNTER_SIGNATURE, COUNTER_SIGNATURE0 ->
          throw new IllegalStateException(); // has no typed value
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
    return readByteStrings(
        reader, 2, "a single certificate must be a byte string, an array must have two or more");
  }

  /** {@code [+ bstr .cbor Receipt]} (RFC 9942, Section 4.3); the receipts stay encoded. */
  private static List<Bytes> readReceipts(CborReader reader) throws DecodeException {
    return readByteStrings(reader, 1, "there must be at least one receipt");
  }

  /**
   * Reads an array of byte strings.
   *
   * @param fewest the number of elements that there must be
   * @param rule what to say if there are fewer
   */
  private static List<Bytes> readByteStrings(CborReader reader, int fewest, String rule)
      throws DecodeException {
    List<Bytes> elements = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      elements.add(reader.readBytes());
    }
    if (elements.size() < fewest) {
      reader.tolerate(reader.error(Reason.WRONG_LENGTH, rule));
    }
    reader.exitArray();
    return List.copyOf(elements);
  }

  private static void skipMap(CborReader reader) throws DecodeException {
    reader.enterMap();
    while (reader.hasNext()) {
      reader.skip();
      reader.skip();
    }
    reader.exitMap();
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
