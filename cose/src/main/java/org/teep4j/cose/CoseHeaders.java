package org.teep4j.cose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseCountersignature.Form;

/**
 * The two buckets of header parameters, {@code Headers} in CDDL (RFC 9052, Section 3). Immutable.
 *
 * <p>Both buckets keep the bytes that they were received in: the protected ones are what signatures
 * are computed over, and both are written back as they were. No label stands in both buckets; that
 * is refused when a message is decoded. Values are views into the message.
 *
 * <p>With {@link DecodeOptions#withRemarks} the following is read with a remark: a label in both
 * buckets (the protected one counts, the other one is left out); {@code x5chain} and {@code x5bag}
 * as an array of one certificate or none; {@code crit} without a label, and a list of no
 * countersignatures; and an unprotected parameter whose value has the wrong type or which must be
 * protected (the typed accessors are empty then, as if it had been removed on the way).
 */
public final class CoseHeaders {

  private static final CoseHeaders EMPTY = builder().build();

  private final Bytes protectedBytes;
  private final Bytes unprotectedItem;
  private final Map<CoseLabel, Bytes> protectedParameters;
  private final Map<CoseLabel, Bytes> unprotectedParameters;
  private final CommonHeaders common;

  private CoseHeaders(Bytes protectedBytes, Bytes unprotectedItem, HeaderReader parts) {
    this.protectedBytes = protectedBytes;
    this.unprotectedItem = unprotectedItem;
    this.protectedParameters = parts.protectedParameters;
    this.unprotectedParameters = parts.unprotectedParameters;
    this.common = parts.common;
  }

  /**
   * Two empty buckets.
   *
   * @return headers without parameters
   */
  public static CoseHeaders empty() {
    return EMPTY;
  }

  /**
   * Starts from two empty buckets.
   *
   * @return a new builder
   */
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
   * The protected bucket alone, for decisions after verification: what stands in the other bucket
   * anyone could have changed, however good the signature is.
   *
   * @return these headers without their unprotected parameters
   */
  public CoseHeaders onlyProtected() {
    if (unprotectedParameters.isEmpty()) {
      return this;
    }
    CborWriter writer = new CborWriter();
    writer.writeBytes(protectedBytes).beginMap().endMap();
    // They may have been read leniently.
    return CoseHeadersBuilder.read(writer, DecodeOptions.largest().withRemarks(remark -> {}));
  }

  /** Reads the elements {@code protected} and {@code unprotected} of an array. */
  static CoseHeaders read(CborReader reader) throws DecodeException {
    HeaderReader parts = new HeaderReader();
    Bytes protectedBytes = parts.readProtected(reader);
    Bytes unprotectedItem = parts.readUnprotected(reader);
    parts.check(reader);
    return new CoseHeaders(protectedBytes, unprotectedItem, parts);
  }

  /** Writes the elements {@code protected} and {@code unprotected} of an array. */
  void encodeTo(CborWriter writer) {
    writer.writeBytes(protectedBytes).writeEncodedItem(unprotectedItem);
  }

  /**
   * The protected bucket as it was received or will be sent: the content of its byte string.
   *
   * @return an encoded map, or nothing
   */
  public Bytes protectedBytes() {
    return protectedBytes;
  }

  /**
   * The protected bucket as it goes into Sig_structure, where an empty map is no bytes at all,
   * however it was sent (RFC 9052, Section 4.4).
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
   * The parameters that anyone on the way can change.
   *
   * @return labels and encoded values in the order of the bucket; cannot be changed
   */
  public Map<CoseLabel, Bytes> unprotectedParameters() {
    return unprotectedParameters;
  }

  /**
   * A parameter from whichever bucket it stands in.
   *
   * @param label which
   * @return the encoded value, one CBOR item, or empty if it is absent
   */
  public Optional<Bytes> parameter(CoseLabel label) {
    Bytes value = protectedParameters.get(label);
    return Optional.ofNullable(value != null ? value : unprotectedParameters.get(label));
  }

  /**
   * Whether a parameter is protected.
   *
   * @param label which
   * @return true if it stands in the protected bucket
   */
  public boolean isProtected(CoseLabel label) {
    return protectedParameters.containsKey(label);
  }

  /**
   * The value of {@code alg} from whichever bucket it stands in.
   *
   * @return a number or text, whether or not this library knows the algorithm
   */
  public Optional<CoseLabel> algorithmId() {
    return Optional.ofNullable(common.algorithm);
  }

  /**
   * The algorithm that {@code alg} names, from whichever bucket it stands in.
   *
   * @return empty if {@code alg} is absent or names no algorithm of {@link CoseAlgorithm}
   */
  public Optional<CoseAlgorithm> algorithm() {
    return algorithmId().flatMap(CoseAlgorithm::fromLabel);
  }

  /** As {@link #algorithm()}, for those who ask of thousands of headers. */
  @Nullable CoseAlgorithm algorithmOrNull() {
    return common.algorithm == null ? null : CoseAlgorithm.orNull(common.algorithm);
  }

  /** Whether {@code alg} is in neither bucket. */
  boolean hasNoAlgorithm() {
    return common.algorithm == null;
  }

  /** Whether {@code kid} is there and has this value. */
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
   * The value of {@code kid}: a hint which key to use, and no more than that.
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
   * The value of {@code kid context}: within which context the key identifier has a meaning (RFC
   * 8613, Section 5.1).
   *
   * @return a view of the identifier of the context
   */
  public Optional<Bytes> keyIdContext() {
    return Optional.ofNullable(common.keyIdContext);
  }

  /**
   * The value of {@code CWT Claims} (RFC 9597), from whichever bucket it stands in; the protected
   * one is recommended. Where the payload has claims too, see {@link CwtClaims#requireSameIn}.
   *
   * @return the claims
   */
  public Optional<CwtClaims> cwtClaims() {
    return Optional.ofNullable(common.claims);
  }

  /**
   * The value of {@code typ}: what the whole message is, in the form of a content type (RFC 9596).
   * It is always protected. Comparing it with what is expected is up to the application.
   *
   * @return a number or text
   */
  public Optional<CoseLabel> typ() {
    return Optional.ofNullable(common.type);
  }

  /**
   * The value of {@code x5bag} (RFC 9360). Nothing has been checked about these certificates, and
   * whoever sent the message has chosen them. {@link CertificateTrust} judges them.
   *
   * @return views of the DER certificates in no particular order; empty if there are none
   */
  public List<Bytes> x5bag() {
    return common.x5bag;
  }

  /**
   * The value of {@code x5chain} (RFC 9360). Nothing has been checked about these certificates, and
   * whoever sent the message has chosen them. {@link CertificateTrust} judges them.
   *
   * @return views of the DER certificates, the signer's first; empty if there are none
   */
  public List<Bytes> x5chain() {
    return common.x5chain;
  }

  /**
   * The value of {@code x5t} (RFC 9360): which certificate is the signer's.
   *
   * @return the hash of the certificate
   */
  public Optional<CertificateHash> x5t() {
    return Optional.ofNullable(common.x5t);
  }

  /**
   * The value of {@code x5u} (RFC 9360): where the signer's certificate can be had. This library
   * never goes there, and whoever sent the message has chosen the place.
   *
   * @return a URI, of which nothing has been checked
   */
  public Optional<String> x5u() {
    return Optional.ofNullable(common.x5u);
  }

  /**
   * The value of {@code payload-hash-alg} (RFC 9995): the payload is a digest, see {@link
   * HashEnvelope}. It is always protected.
   *
   * @return the number of the hash function, whether or not this library knows it
   */
  public Optional<CoseLabel> payloadHashAlgorithm() {
    return Optional.ofNullable(common.payloadHashAlgorithm);
  }

  /**
   * The value of {@code preimage-content-type} (RFC 9995): the content type of what was hashed. It
   * is always protected.
   *
   * @return a number or text
   */
  public Optional<CoseLabel> preimageContentType() {
    return Optional.ofNullable(common.preimageContentType);
  }

  /**
   * The value of {@code payload-location} (RFC 9995): where to find what was hashed. It is always
   * protected.
   *
   * @return a text, usually a URI, of which nothing has been checked
   */
  public Optional<String> payloadLocation() {
    return Optional.ofNullable(common.payloadLocation);
  }

  /**
   * The values of the four header parameters for countersignatures (RFC 9338, RFC 8152).
   *
   * @return the countersignatures on the structure that has these headers, not verified; empty if
   *     there are none
   */
  public List<CoseCountersignature> countersignatures() {
    return Collections.unmodifiableList(common.countersignatures);
  }

  /** These headers with one more countersignature; the protected bucket stays byte for byte. */
  CoseHeaders withCountersignature(CoseCountersignature countersignature) {
    Form form = countersignature.form();
    if (form.isDeprecated()) {
      throw new IllegalArgumentException("countersignatures of RFC 8152 are not made any more");
    }
    CoseLabel label = form.parameter().label();
    List<CoseCountersignature> all = new ArrayList<>(common.countersignatures);
    all.removeIf(each -> each.form() != form);
    all.add(countersignature);
    CborWriter writer = new CborWriter();
    writer.writeBytes(protectedBytes).beginMap();
    unprotectedParameters.forEach(
        (each, value) -> {
          if (!each.equals(label)) {
            writer.write(each).writeEncodedItem(value);
          }
        });
    writer.write(label);
    if (all.size() == 1) {
      writer.write(countersignature);
    } else if (form.isAbbreviated()) {
      throw new IllegalArgumentException("there can be one abbreviated countersignature");
    } else {
      writer.beginArray();
      all.forEach(writer::write);
      writer.endArray();
    }
    // The other parameters may have been read leniently.
    return CoseHeadersBuilder.read(
        writer.endMap(), DecodeOptions.largest().withRemarks(remark -> {}));
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
