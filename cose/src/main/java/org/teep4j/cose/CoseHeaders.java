package org.teep4j.cose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * The two buckets of header parameters of a message, signature or recipient (RFC 9052, Section 3).
 * Immutable.
 *
 * <pre>{@code
 * Headers = (
 *   protected : empty_or_serialized_map,
 *   unprotected : header_map
 * )
 * empty_or_serialized_map = bstr .cbor header_map / bstr .size 0
 * header_map = {
 *   Generic_Headers,
 *   * label => values
 * }
 * }</pre>
 *
 * <p>Both buckets keep their received bytes. Signatures are computed over the bytes of the
 * protected bucket, and both buckets are written back unchanged. Decoding refuses a label that
 * stands in both buckets. Values are views into the message.
 *
 * <p>{@link DecodeOptions#withRemarks} accepts the following with a remark:
 *
 * <ul>
 *   <li>a label in both buckets: the protected value counts, the other one is ignored;
 *   <li>{@code x5chain} or {@code x5bag} as an array of one certificate or none;
 *   <li>{@code crit} without a label, or a list without countersignatures;
 *   <li>an unprotected parameter whose value has the wrong type or which must be protected: its
 *       typed accessor is empty, as if the parameter were absent.
 * </ul>
 */
public final class CoseHeaders {

  private static final CoseHeaders EMPTY =
      new CoseHeaders(Bytes.empty(), Bytes.fromHex("a0"), Map.of(), Map.of(), CommonHeaders.NONE);

  private final Bytes protectedBytes;
  private final Bytes unprotectedItem;
  private final Map<CoseLabel, Bytes> protectedParameters;
  private final Map<CoseLabel, Bytes> unprotectedParameters;
  private final CommonHeaders common;

  private CoseHeaders(
      Bytes protectedBytes,
      Bytes unprotectedItem,
      Map<CoseLabel, Bytes> protectedParameters,
      Map<CoseLabel, Bytes> unprotectedParameters,
      CommonHeaders common) {
    this.protectedBytes = protectedBytes;
    this.unprotectedItem = unprotectedItem;
    this.protectedParameters = protectedParameters;
    this.unprotectedParameters = unprotectedParameters;
    this.common = common;
  }

  /** Makes headers of parameters, and writes both buckets in deterministic encoding. */
  static CoseHeaders of(
      Map<CoseLabel, Bytes> protectedParameters,
      Map<CoseLabel, Bytes> unprotectedParameters,
      DecodeOptions options)
      throws DecodeException {
    CborWriter writer = new CborWriter();
    Map<CoseLabel, Bytes> inner = HeaderMap.sorted(protectedParameters);
    Map<CoseLabel, Bytes> outer = HeaderMap.sorted(unprotectedParameters);
    return new CoseHeaders(
        inner.isEmpty() ? Bytes.empty() : encode(inner, writer),
        encode(outer, writer),
        inner,
        outer,
        HeaderReader.common(inner, outer, options));
  }

  private static Bytes encode(Map<CoseLabel, Bytes> parameters, CborWriter writer) {
    writer.beginMap();
    parameters.forEach((label, value) -> writer.write(label).writeEncodedItem(value));
    return writer.endMap().toBytes();
  }

  /**
   * Two empty buckets.
   *
   * @return headers without parameters
   */
  public static CoseHeaders empty() {
    return EMPTY;
  }

  /** Starts from two empty buckets. */
  public static CoseHeadersBuilder builder() {
    return new CoseHeadersBuilder();
  }

  /**
   * Starts from these headers.
   *
   * @return a new builder that holds the parameters of both buckets
   */
  public CoseHeadersBuilder toBuilder() {
    CoseHeadersBuilder builder = builder();
    protectedParameters.forEach(builder::protect);
    unprotectedParameters.forEach(builder::unprotect);
    return builder;
  }

  /**
   * Returns the protected bucket alone, for decisions after verification. Anyone could have changed
   * the unprotected bucket, even if the signature is valid.
   *
   * @return these headers without their unprotected parameters
   */
  public CoseHeaders onlyProtected() {
    if (unprotectedParameters.isEmpty()) {
      return this;
    }
    try {
      // The original headers may have been read leniently.
      DecodeOptions lenient = DecodeOptions.largest().withRemarks(remark -> {});
      CommonHeaders own = HeaderReader.common(protectedParameters, Map.of(), lenient);
      return new CoseHeaders(
          protectedBytes, EMPTY.unprotectedItem, protectedParameters, Map.of(), own);
    } catch (DecodeException e) {
      throw new IllegalStateException(e); // cannot happen: the parameters have been read before
    }
  }

  /** Reads the elements {@code protected} and {@code unprotected} of an array. */
  static CoseHeaders read(CborReader reader) throws DecodeException {
    HeaderReader parts = new HeaderReader();
    Bytes protectedBytes = parts.readProtected(reader);
    Bytes unprotectedItem = parts.readUnprotected(reader);
    parts.common.check(parts.protectedParameters, reader);
    return new CoseHeaders(
        protectedBytes,
        unprotectedItem,
        parts.protectedParameters,
        parts.unprotectedParameters,
        parts.common);
  }

  /** Writes the elements {@code protected} and {@code unprotected} of an array. */
  void encodeTo(CborWriter writer) {
    writer.writeBytes(protectedBytes).writeEncodedItem(unprotectedItem);
  }

  /**
   * The protected bucket as it was received or will be sent: the content of its byte string.
   *
   * @return an encoded map, or no bytes
   */
  public Bytes protectedBytes() {
    return protectedBytes;
  }

  /**
   * The protected bucket as it goes into Sig_structure. An empty map is encoded there as no bytes,
   * whichever form was sent (RFC 9052, Section 4.4).
   */
  Bytes protectedForSigning() {
    return protectedParameters.isEmpty() ? Bytes.empty() : protectedBytes;
  }

  /**
   * The parameters that a signature protects.
   *
   * @return labels and encoded values in the order of the bucket; cannot be changed
   */
  public Map<CoseLabel, Bytes> protectedParameters() {
    return protectedParameters;
  }

  /**
   * The parameters that anyone between sender and recipient can change.
   *
   * @return labels and encoded values in the order of the bucket; cannot be changed
   */
  public Map<CoseLabel, Bytes> unprotectedParameters() {
    return unprotectedParameters;
  }

  /**
   * A parameter from either bucket.
   *
   * @param label the label of the parameter
   * @return the encoded value, one CBOR item, or empty if it is absent
   */
  public Optional<Bytes> parameter(CoseLabel label) {
    Bytes value = protectedParameters.get(label);
    return Optional.ofNullable(value != null ? value : unprotectedParameters.get(label));
  }

  /**
   * Whether a parameter is protected.
   *
   * @param label the label of the parameter
   * @return true if it stands in the protected bucket
   */
  public boolean isProtected(CoseLabel label) {
    return protectedParameters.containsKey(label);
  }

  /**
   * The value of {@code alg} from either bucket.
   *
   * @return a number or text, whether or not this library knows the algorithm
   */
  public Optional<CoseLabel> algorithmId() {
    return Optional.ofNullable(common.algorithm);
  }

  /**
   * The algorithm that {@code alg} names, from either bucket.
   *
   * @return empty if {@code alg} is absent or names no algorithm of {@link CoseAlgorithm}
   */
  public Optional<CoseAlgorithm> algorithm() {
    return algorithmId().flatMap(CoseAlgorithm::fromLabel);
  }

  /** As {@link #algorithm()}, or null; for callers with thousands of headers. */
  @Nullable CoseAlgorithm algorithmOrNull() {
    return common.algorithm == null ? null : CoseAlgorithm.orNull(common.algorithm);
  }

  /** Whether {@code alg} is absent from both buckets. */
  boolean hasNoAlgorithm() {
    return common.algorithm == null;
  }

  /** Whether {@code kid} is present and has this value. */
  boolean names(Bytes keyId) {
    return keyId.equals(common.keyId);
  }

  /**
   * The value of {@code crit}: labels of protected parameters that must be understood.
   *
   * @return the labels in their order; empty if {@code crit} is absent
   */
  public List<CoseLabel> critical() {
    return common.critical;
  }

  /**
   * The value of {@code content type}: a CoAP content format or a media type.
   *
   * @return a number or text
   */
  public Optional<CoseLabel> contentType() {
    return Optional.ofNullable(common.contentType);
  }

  /**
   * The value of {@code kid}: a hint which key to use, and no reason to trust that key.
   *
   * @return a view of the identifier
   */
  public Optional<Bytes> keyId() {
    return Optional.ofNullable(common.keyId);
  }

  /**
   * The value of {@code IV}.
   *
   * @return a view of the initialization vector
   */
  public Optional<Bytes> iv() {
    return Optional.ofNullable(common.iv);
  }

  /**
   * The value of {@code Partial IV}.
   *
   * @return a view of a part of the initialization vector
   */
  public Optional<Bytes> partialIv() {
    return Optional.ofNullable(common.partialIv);
  }

  /**
   * The value of {@code kid context}: the context in which the key identifier has a meaning (RFC
   * 8613, Section 5.1).
   *
   * @return a view of the identifier of the context
   */
  public Optional<Bytes> keyIdContext() {
    return Optional.ofNullable(common.keyIdContext);
  }

  /**
   * The value of {@code CWT Claims} (RFC 9597) from either bucket; the RFC recommends the protected
   * one. If the payload has claims too, see {@link CwtClaims#requireSameIn}.
   *
   * @return the claims
   */
  public Optional<CwtClaims> cwtClaims() {
    return Optional.ofNullable(common.claims);
  }

  /**
   * The value of {@code typ}: the type of the whole message, in the form of a content type (RFC
   * 9596). It is always protected. The application must compare it with the type that it expects.
   *
   * @return a number or text
   */
  public Optional<CoseLabel> typ() {
    return Optional.ofNullable(common.type);
  }

  /**
   * The value of {@code x5bag} (RFC 9360). The sender of the message has chosen these certificates,
   * and nothing about them has been checked. {@link org.teep4j.cose.certificate.CertificateTrust}
   * checks them.
   *
   * @return views of the DER certificates in no particular order; empty if there are none
   */
  public List<Bytes> x5bag() {
    return common.x5bag;
  }

  /**
   * The value of {@code x5chain} (RFC 9360). The sender of the message has chosen these
   * certificates, and nothing about them has been checked. {@link
   * org.teep4j.cose.certificate.CertificateTrust} checks them.
   *
   * @return views of the DER certificates, the signer's first; empty if there are none
   */
  public List<Bytes> x5chain() {
    return common.x5chain;
  }

  /**
   * The value of {@code x5t} (RFC 9360), which identifies the signer's certificate.
   *
   * @return the hash of the certificate
   */
  public Optional<CertificateHash> x5t() {
    return Optional.ofNullable(common.x5t);
  }

  /**
   * The value of {@code x5u} (RFC 9360): the location of the signer's certificate. The sender of
   * the message has chosen the location, and this library never connects to it.
   *
   * @return a URI, unchecked
   */
  public Optional<String> x5u() {
    return Optional.ofNullable(common.x5u);
  }

  /**
   * The value of {@code payload-hash-alg} (RFC 9995): the hash function, if the payload is a
   * digest; see {@link HashEnvelope}. It is always protected.
   *
   * @return the number of the hash function, whether or not this library knows it
   */
  public Optional<CoseLabel> payloadHashAlgorithm() {
    return Optional.ofNullable(common.payloadHashAlgorithm);
  }

  /**
   * The value of {@code preimage-content-type} (RFC 9995): the content type of the hashed content.
   * It is always protected.
   *
   * @return a number or text
   */
  public Optional<CoseLabel> preimageContentType() {
    return Optional.ofNullable(common.preimageContentType);
  }

  /**
   * The value of {@code payload-location} (RFC 9995): the location of the hashed content. It is
   * always protected.
   *
   * @return a text, usually a URI, unchecked
   */
  public Optional<String> payloadLocation() {
    return Optional.ofNullable(common.payloadLocation);
  }

  /**
   * The value of {@code receipts} (RFC 9942): receipts of transparency services for this message,
   * which nothing has checked. {@link org.teep4j.cose.receipt.TransparentStatement} verifies them.
   *
   * @return views of the encoded receipts, in the order of their priority; empty if there are none
   */
  public List<Bytes> receipts() {
    return common.receipts;
  }

  /**
   * The value of {@code vds} (RFC 9942): the data structure of which this message has proofs, if it
   * is a receipt; see {@link org.teep4j.cose.receipt.Receipt}.
   *
   * @return the number, whether or not it is in {@link VerifiableDataStructure}
   */
  public Optional<CoseLabel> verifiableDataStructure() {
    return Optional.ofNullable(common.verifiableDataStructure);
  }

  /**
   * These headers with another unprotected bucket. The bytes of the protected bucket do not change.
   *
   * @throws IllegalArgumentException if a parameter is protected already or must be, or its value
   *     does not have the type of the parameter
   */
  CoseHeaders withUnprotected(Map<CoseLabel, Bytes> parameters) {
    for (CoseLabel label : parameters.keySet()) {
      if (isProtected(label)) {
        throw new IllegalArgumentException("label " + label + " is protected");
      }
    }
    Map<CoseLabel, Bytes> sorted = HeaderMap.sorted(parameters);
    try {
      // The protected bucket may have been read leniently.
      DecodeOptions lenient = DecodeOptions.largest().withRemarks(remark -> {});
      CommonHeaders own = HeaderReader.common(protectedParameters, sorted, lenient);
      return new CoseHeaders(
          protectedBytes, encode(sorted, new CborWriter()), protectedParameters, sorted, own);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * These headers with an unprotected parameter whose value has been checked and has no typed
   * accessor. It replaces a parameter of the same label. The bytes of the protected bucket do not
   * change.
   */
  CoseHeaders withUnprotected(CoseLabel label, Bytes value) {
    Map<CoseLabel, Bytes> parameters = new HashMap<>(unprotectedParameters);
    parameters.put(label, value);
    Map<CoseLabel, Bytes> sorted = HeaderMap.sorted(parameters);
    return new CoseHeaders(
        protectedBytes, encode(sorted, new CborWriter()), protectedParameters, sorted, common);
  }

  /** Equal if both buckets have the same bytes. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseHeaders other
        && protectedBytes.equals(other.protectedBytes)
        && unprotectedItem.equals(other.unprotectedItem);
  }

  @Override
  public int hashCode() {
    return 31 * protectedBytes.hashCode() + unprotectedItem.hashCode();
  }

  /** Both buckets with their labels and encoded values. */
  @Override
  public String toString() {
    return "CoseHeaders[protected="
        + protectedParameters
        + ", unprotected="
        + unprotectedParameters
        + "]";
  }
}
