package org.teep4j.cose;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseCountersignature.Form;

/** The typed values of the parameters that this library knows, set while both buckets are read. */
final class CommonHeaders {

  /** RFC 9052, Section 3.1; RFC 9596, Section 2; RFC 9995, Section 4. */
  private static final Set<CoseHeaderParameter> PROTECTED_ONLY =
      EnumSet.of(
          CoseHeaderParameter.CRIT,
          CoseHeaderParameter.TYP,
          CoseHeaderParameter.PAYLOAD_HASH_ALG,
          CoseHeaderParameter.PREIMAGE_CONTENT_TYPE,
          CoseHeaderParameter.PAYLOAD_LOCATION);

  /** RFC 9338, Section 2: countersignatures sign the protected bucket, so they cannot be in it. */
  private static final Set<CoseHeaderParameter> UNPROTECTED_ONLY =
      EnumSet.of(
          CoseHeaderParameter.COUNTERSIGNATURE_V2,
          CoseHeaderParameter.COUNTERSIGNATURE0_V2,
          CoseHeaderParameter.COUNTER_SIGNATURE,
          CoseHeaderParameter.COUNTER_SIGNATURE0);

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
  List<CoseCountersignature> countersignatures = List.of();

  /** Reads the value of {@code parameter} and checks its type and bucket. */
  void read(CoseHeaderParameter parameter, boolean isProtected, CborReader reader)
      throws DecodeException {
    if (!isProtected && PROTECTED_ONLY.contains(parameter)) {
      throw reader.error(Reason.HEADER_BUCKET, parameter.ianaName() + " must be protected");
    }
    if (isProtected && UNPROTECTED_ONLY.contains(parameter)) {
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
      case CWT_CLAIMS -> claims = nested(reader, CwtClaims::read);
      case TYP -> type = readContentType(reader);
      case X5BAG -> x5bag = readCertificates(reader);
      case X5CHAIN -> x5chain = readCertificates(reader);
      case X5T -> x5t = CertificateHash.read(reader);
      case X5U -> x5u = readUri(reader);
      case PAYLOAD_HASH_ALG -> payloadHashAlgorithm = CoseLabel.of(reader.readLong());
      case PREIMAGE_CONTENT_TYPE -> preimageContentType = readContentType(reader);
      case PAYLOAD_LOCATION -> payloadLocation = reader.readText();
      case COUNTERSIGNATURE_V2 -> readCountersignatures(Form.FULL, reader);
      case COUNTERSIGNATURE0_V2 -> readCountersignatures(Form.ABBREVIATED, reader);
      case COUNTER_SIGNATURE -> readCountersignatures(Form.DEPRECATED_FULL, reader);
      case COUNTER_SIGNATURE0 -> readCountersignatures(Form.DEPRECATED_ABBREVIATED, reader);
    }
  }

  @FunctionalInterface
  private interface Decoder<T> {
    T decode(Bytes value, DecodeOptions options) throws DecodeException;
  }

  /** Decodes an item that has its own decoder. */
  private static <T> T nested(CborReader reader, Decoder<T> decoder) throws DecodeException {
    long start = reader.offset();
    Bytes value = reader.readEncodedItem();
    try {
      return decoder.decode(value, reader.options().inside(start));
    } catch (DecodeException e) {
      throw e.shifted(start);
    }
  }

  private void readCountersignatures(Form form, CborReader reader) throws DecodeException {
    List<CoseCountersignature> read =
        nested(reader, (value, inside) -> CoseCountersignature.read(form, value, inside));
    if (countersignatures.isEmpty()) {
      countersignatures = read;
    } else {
      List<CoseCountersignature> both = new ArrayList<>(countersignatures);
      both.addAll(read);
      countersignatures = both;
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
