package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/** The typed values of {@code Generic_Headers} and x5chain, filled while both buckets are read. */
final class CommonHeaders {

  @Nullable CoseLabel algorithm;
  List<CoseLabel> critical = List.of();
  @Nullable CoseLabel contentType;
  @Nullable Bytes keyId;
  @Nullable Bytes iv;
  @Nullable Bytes partialIv;
  List<Bytes> x5chain = List.of();

  /** Reads the value of {@code parameter}, checked against its type. */
  void read(CoseHeaderParameter parameter, boolean isProtected, CborReader reader)
      throws DecodeException {
    switch (parameter) {
      case ALG -> algorithm = CoseLabel.read(reader);
      case CRIT -> critical = readCritical(isProtected, reader);
      case CONTENT_TYPE -> contentType = readContentType(reader);
      case KID -> keyId = reader.readBytes();
      case IV -> iv = reader.readBytes();
      case PARTIAL_IV -> partialIv = reader.readBytes();
      case X5CHAIN -> x5chain = readChain(reader);
      default -> reader.skip();
    }
  }

  private static List<CoseLabel> readCritical(boolean isProtected, CborReader reader)
      throws DecodeException {
    if (!isProtected) {
      throw reader.error(Reason.HEADER_BUCKET, "crit must be protected");
    }
    List<CoseLabel> labels = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      labels.add(CoseLabel.read(reader));
    }
    if (labels.isEmpty()) {
      throw reader.error(Reason.CRITICAL_HEADER, "crit must list at least one label");
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

  /** {@code COSE_X509 = bstr / [ 2*certs: bstr ]}: one certificate is not an array (RFC 9360). */
  private static List<Bytes> readChain(CborReader reader) throws DecodeException {
    if (reader.peekType() == CborType.BYTE_STRING) {
      return List.of(reader.readBytes());
    }
    List<Bytes> certificates = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      certificates.add(reader.readBytes());
    }
    if (certificates.size() < 2) {
      throw reader.error(
          Reason.WRONG_LENGTH, "an array must hold two or more certificates, one is a bstr");
    }
    reader.exitArray();
    return List.copyOf(certificates);
  }
}
